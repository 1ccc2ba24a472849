import Foundation
import Mustache
import Vocabulary

/// The wordings of all papers in both languages: the shipped ones, each replaced by a city's own where it gives one.
public struct PaperTemplates: Sendable {
    /// Name of the folder for which problems are told, and the files in it by path, such as `zh/one_time.mustache`.
    public typealias Files = [String: Data]

    private let libraries: [ReportLanguage: MustacheLibrary]
    public let letterhead: Letterhead

    /// What ships with the program.
    ///
    /// - Parameter letterhead: its entries, decoded by the caller.
    /// - Throws: ``Problems`` `REP-2xx`; an installation without its files is `REP-203`.
    public static func shipped(_ letterhead: [Letterhead.Entry]) throws -> PaperTemplates {
        try PaperTemplates(own: [:], folder: "", letterhead: letterhead)
    }

    /// - Parameters:
    ///   - own: the files that replace shipped ones; the letterhead among them is passed over here.
    ///   - folder: where they lie, for problems.
    ///   - letterhead: the shipped entries, then those that replace them.
    /// - Throws: ``Problems`` with every file nobody reads, every unknown name, every tag that is not closed.
    public init(own: Files, folder: String, letterhead entries: [Letterhead.Entry]) throws {
        var problems = Problems()
        for name in own.keys.sorted() where !Self.names.contains(name) && name != Letterhead.file {
            problems.add(Self.stray(name, folder))
        }
        letterhead = Letterhead(entries, &problems)
        var libraries: [ReportLanguage: MustacheLibrary] = [:]
        for language in ReportLanguage.allCases {
            libraries[language] = try Self.library(language, own, folder, &problems)
        }
        self.libraries = libraries
        try problems.throwIfAny()
    }

    /// The wording of a paper, still in the small Markdown that ``PaperReader`` reads.
    func render(_ template: PaperTemplate, _ fields: PaperFields, _ language: ReportLanguage) -> String {
        libraries[language]?.render(fields.escaped, withTemplate: template.rawValue) ?? ""
    }

    // MARK: - Files

    /// The path of every wording.
    static let names: Set<String> = Set(
        ReportLanguage.allCases.flatMap { language in
            (PaperTemplate.allCases.map(\.rawValue) + PaperTemplate.partials).map {
                "\(language.rawValue)/\($0).mustache"
            }
        })

    /// The bytes of a shipped file, such as `letterhead.yaml`; nil if the installation lacks it.
    public static func shippedFile(_ path: String) -> Data? {
        Bundle.module.resourceURL.flatMap { try? Data(contentsOf: $0.appendingPathComponent(path)) }
    }

    private static func stray(_ name: String, _ folder: String) -> Problem {
        Problem(
            .templateUnknownFile, "no paper reads this file",
            at: .init(file: (folder as NSString).appendingPathComponent(name)),
            help: nearestWord(to: name, among: names.sorted() + [Letterhead.file]).map {
                "did you mean '\($0)'?"
            }
                ?? "a folder of templates holds \(Letterhead.file), zh/NAME.mustache and en/NAME.mustache")
    }

    private static func library(
        _ language: ReportLanguage, _ own: Files, _ folder: String, _ problems: inout Problems
    ) throws -> MustacheLibrary {
        var library = MustacheLibrary()
        var scanners: [String: TemplateScanner] = [:]
        for name in PaperTemplate.allCases.map(\.rawValue) + PaperTemplate.partials.sorted() {
            let path = "\(language.rawValue)/\(name).mustache"
            let place = own[path] == nil ? path : (folder as NSString).appendingPathComponent(path)
            guard let data = own[path] ?? shippedFile(path) else {
                throw Problem(
                    .templateMissing, "the installation lacks the wording '\(path)'",
                    help: "install Outerline again")
            }
            guard let text = String(data: data, encoding: .utf8) else {
                problems.add(
                    Problem(
                        .templateInvalid, "the file is not UTF-8",
                        at: .init(file: place, line: firstBadLine(of: data)), help: "save it as UTF-8"))
                continue
            }
            let scanner = TemplateScanner(text, file: place)
            scanners[name] = scanner
            guard scanner.problems.isEmpty else { continue }
            do {
                // Values are escaped before, and not for HTML; the engine asks each wording for its type anew.
                try library.register("{{% CONTENT_TYPE:TEXT}}\n" + text, named: name)
            } catch {
                if TemplateCheck.isBalanced(scanner) {
                    problems.add(
                        Problem(.templateInvalid, "the wording cannot be read", at: .init(file: place)))
                }
            }
        }
        for problem in TemplateCheck.problems(of: scanners) { problems.add(problem) }
        return library
    }

    /// The first line that is not UTF-8.
    private static func firstBadLine(of data: Data) -> Int? {
        data.split(separator: 0x0A, omittingEmptySubsequences: false).firstIndex {
            String(data: $0, encoding: .utf8) == nil
        }.map { $0 + 1 }
    }
}

/// Checks all wordings of one language against what their papers know and must say.
enum TemplateCheck {
    /// In order of file and line, each once: an included wording is checked for every paper that includes it.
    static func problems(of scanners: [String: TemplateScanner]) -> [Problem] {
        var found: Set<Problem> = []
        for template in PaperTemplate.allCases {
            guard let scanner = scanners[template.rawValue] else { continue }
            found.formUnion(scanner.check(template.shape, partials: PaperTemplate.partials))
            var used = Set(scanner.tags.map(\.name))
            for tag in scanner.tags where tag.kind == .partial {
                guard let partial = scanners[tag.name] else { continue }
                found.formUnion(partial.check(template.shape, partials: []))
                used.formUnion(partial.tags.map(\.name))
            }
            let lacking = template.required.subtracting(used).sorted()
            if !lacking.isEmpty {
                found.insert(
                    Problem(
                        .templateInvalid, "the wording never says: \(lacking.joined(separator: ", "))",
                        at: .init(file: scanner.file, line: 1),
                        help: "a paper without it would not be one; put {{\(lacking[0])}} where it belongs"))
            }
        }
        for name in PaperTemplate.partials {
            guard let partial = scanners[name] else { continue }
            found.formUnion(partial.problems)
        }
        return found.sorted {
            ($0.place.file ?? "", $0.place.line ?? 0, $0.message)
                < ($1.place.file ?? "", $1.place.line ?? 0, $1.message)
        }
    }

    /// Whether sections are opened and closed in order; if not, the check says where.
    static func isBalanced(_ scanner: TemplateScanner) -> Bool {
        var open: [String] = []
        for tag in scanner.tags {
            switch tag.kind {
            case .section, .inverted: open.append(tag.name)
            case .end: if open.popLast() != tag.name { return false }
            default: break
            }
        }
        return open.isEmpty
    }
}
