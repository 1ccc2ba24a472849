import ArgumentParser
import Foundation
import Logging
import Outerline
import OuterlineWeb
import Vocabulary

/// `outerline serve FILE` runs this.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the desk until it is stopped (SIGTERM, Ctrl-C).",
        discussion: """
            The project stays open for writing; other commands may read it, and write in between. Accounts are made with \
            'outerline-desk account add'. By default only this machine is served: put a proxy that speaks TLS in \
            front of it for others, and say --tls-proxy.
            """)
    @OptionGroup var store: AccountOptions
    @Option(help: "The address to listen on.") var address = "127.0.0.1"
    @Option(help: "The port to listen on; 0 takes a free one.") var port = 8080
    @Option(help: "The day of the desk (default: today in China).") var today: Day?
    @Flag(help: "A proxy in front speaks TLS: cookies are marked secure, X-Forwarded-For is believed.")
    var tlsProxy = false
    @Option(help: "The largest document that may be handed in, in MB.") var largestUpload = 20
    @Option(help: "Kinds of documents that may be handed in, by the endings of their names, with commas.")
    var uploadTypes: String?
    @Option(help: "What is logged: debug, info, notice, warning, error.") var log = Logger.Level.info
    @Option(help: "How it is logged: text, or json for one object a line.") var logFormat = LogFormat.text
    @Option(help: "Requests an account may send a second in the long run; 0 for any number.")
    var rateLimit = SiteSettings().requestsPerSecond
    @Option(help: "Hours for which answers of commands are kept under their Idempotency-Key.")
    var idempotencyHours = SiteSettings().idempotencyHours
    @Option(
        help:
            "A host that webhooks may call, as HOST or HOST:PORT; repeat for several. Without one nothing leaves the desk."
    )
    var webhookHost: [String] = []
    @Option(help: "The folder into which administrators may back up over the API.") var backups: String?

    enum LogFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("A port lies between 0 and 65535.") }
        guard (1...200).contains(largestUpload) else {
            throw ValidationError("A document has 1 to 200 MB at most.")
        }
        if let unknown = endings?.first(where: { !UploadRules.known.contains($0) }) {
            throw ValidationError(
                "Documents of kind '\(unknown)' are not known; known: "
                    + UploadRules.known.sorted().joined(separator: ", ") + ".")
        }
        guard (0...1_000_000).contains(rateLimit) else { throw ValidationError("A rate limit is 0 or more.") }
        guard (1...8760).contains(idempotencyHours) else {
            throw ValidationError("Answers are kept from 1 to 8760 hours.")
        }
    }

    private var endings: [String]? {
        uploadTypes.map { text in
            text.split { $0 == "," || $0.isWhitespace }.map { $0.lowercased() }
        }
    }

    func run() async throws {
        let accounts = try store.store()
        let project = try ProjectHost(store.file)
        let host = DeskHost(project, accounts, today: today)
        var settings = SiteSettings()
        settings.isBehindTLS = tlsProxy
        settings.uploads.largest = largestUpload << 20
        if let endings { settings.uploads.endings = Set(endings) }
        settings.requestsPerSecond = rateLimit
        settings.idempotencyHours = idempotencyHours
        settings.webhookHosts = webhookHost
        settings.backups = backups
        let site = try Site(host, settings: settings)
        if try accounts.accounts().isEmpty {
            FileHandle.standardError.write(
                Data(
                    """
                    note: there is no account yet; make the first one with
                      outerline-desk account add \(store.file) NAME --person "…" --role administrator\n
                    """.utf8))
        }
        let isJSON = logFormat == .json
        var logger = Logger(label: "outerline-desk") { label -> any LogHandler in
            if isJSON { return JSONLogHandler(label: label) }
            return StreamLogHandler.standardError(label: label)
        }
        logger.logLevel = log
        let address = address
        try await DeskServer(site, address: address, port: port, logger: logger).run { port in
            FileHandle.standardError.write(Data("desk: http://\(address):\(port)/\n".utf8))
        }
    }
}

extension Day: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
