import Foundation
import Mustache
import Outerline
import Vocabulary

/// Everything handlers share: the host, the words, the templates, the files that do not change.
public struct Site: Sendable {
    public let host: DeskHost
    let words: Words
    /// Templates with the texts of a language in them.
    let templates: [Language: MustacheLibrary]
    let assets: Assets
    let settings: SiteSettings
    let changes: ChangeFeed
    var map: MapDesk
    let documents: DocumentShelf
    let limiter: RateLimiter
    let metrics = Metrics()
    let answers = KeptAnswers()
    let webhooks: WebhookDesk
    /// Names this run of the desk.
    let run = UUID().uuidString

    /// - Throws: ``Problem`` `CLI-108` if the installation lacks a template, a text or the styles of the map.
    public init(_ host: DeskHost, settings: SiteSettings = SiteSettings()) throws {
        self.host = host
        self.settings = settings
        let words = try Words(Resources.folder("texts"))
        self.words = words
        templates = try Dictionary(
            uniqueKeysWithValues: Language.allCases.map { ($0, try Resources.templates(words[$0])) })
        assets = try Assets(Resources.folder("static"))
        changes = ChangeFeed(host)
        map = try MapDesk(project: host.project.path, words: words)
        documents = DocumentShelf(project: host.project.path)
        limiter = RateLimiter(perSecond: settings.requestsPerSecond) { host.project.moment }
        webhooks = WebhookDesk(host, hosts: settings.webhookHosts)
    }
}

/// What the command line decides about a server.
public struct SiteSettings: Sendable {
    /// A proxy in front speaks TLS: cookies are marked secure, and the proxy's word about the sender's address counts.
    public var isBehindTLS = false
    /// Bytes a form may have.
    public var largestForm = 256 << 10
    /// Which documents may be kept with a case.
    public var uploads = UploadRules()
    /// Requests an account may send a second, in the long run; 0 for any number.
    public var requestsPerSecond = 100
    /// How long answers of commands are kept under their `Idempotency-Key`.
    public var idempotencyHours = 24
    /// Hosts that webhooks may call, as `host` or `host:port`; none by default, so that nothing leaves the desk.
    public var webhookHosts: [String] = []
    /// The folder administrators may back up into; nil for none.
    public var backups: String?

    public init() {}
}

/// The files that come with the desk.
enum Resources {
    static func folder(_ name: String) throws -> URL {
        guard let root = Bundle.module.resourceURL?.appendingPathComponent(name),
            FileManager.default.fileExists(atPath: root.path)
        else {
            throw Problem(
                .ruleMissing, "the installation lacks 'OuterlineWeb/\(name)'", help: "install Outerline again"
            )
        }
        return root
    }

    static func files(in folder: URL, _ ending: String = "") throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasSuffix(ending) }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    /// All templates by their names without ending, with the texts they name by `t`.
    ///
    /// Texts never change: put in once, they need not be looked up in every line of every page.
    static func templates(_ phrases: Phrases) throws -> MustacheLibrary {
        var library = MustacheLibrary()
        for file in try files(in: folder("templates"), ".mustache") {
            let text = phrases.spoken(try String(contentsOf: file, encoding: .utf8))
            do {
                try library.register(text, named: file.deletingPathExtension().lastPathComponent)
            } catch {
                throw Problem(
                    .ruleMissing, "a template cannot be read: \(error)",
                    at: .init(file: file.lastPathComponent), help: "install Outerline again")
            }
        }
        return library
    }
}

extension Phrases {
    /// A template with its `{{t.key}}` replaced by texts, escaped for HTML; keys without a text show themselves.
    func spoken(_ template: String) -> String {
        template.replacing(/\{\{t\.([A-Za-z0-9_]+)\}\}/) { Self.escaped(self[String($0.1)]) }
    }

    private static func escaped(_ text: String) -> String {
        [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")].reduce(text) {
            $0.replacing($1.0, with: $1.1)
        }
    }
}
