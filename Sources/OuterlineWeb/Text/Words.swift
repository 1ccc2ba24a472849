import Foundation
import Hummingbird
import Outerline
import PermitPolicy
import Vocabulary

/// A language of the desk.
enum Language: String, Sendable, CaseIterable {
    case zh, en

    /// As HTML names it.
    var code: String { self == .zh ? "zh-CN" : "en" }
    var other: Language { self == .zh ? .en : .zh }
}

/// The texts of the desk, with the same keys in every language: `zh.json`, and `zh.PART.json` for parts of it.
///
/// `problems.zh.json` says the codes of problems in a language the program does not speak by itself.
struct Words: Sendable {
    private let phrases: [Language: Phrases]

    /// - Throws: if a file cannot be read, or ``Problem`` `CLI-108` if two files hold one key.
    init(_ folder: URL) throws {
        var phrases: [Language: Phrases] = [:]
        for language in Language.allCases {
            phrases[language] = Phrases(
                language: language, texts: try Self.texts(in: folder, of: language.rawValue),
                problems: try Self.texts(in: folder, of: "problems.\(language.rawValue)"))
        }
        self.phrases = phrases
    }

    private static func texts(in folder: URL, of name: String) throws -> [String: String] {
        var texts: [String: String] = [:]
        for file in try Resources.files(in: folder, ".json") {
            guard file.lastPathComponent.hasPrefix("\(name).") else { continue }
            let own = try JSONDecoder().decode([String: String].self, from: try Data(contentsOf: file))
            if let twice = own.keys.filter({ texts[$0] != nil }).min() {
                throw Problem(
                    .ruleMissing, "the text '\(twice)' stands in two files",
                    at: .init(file: file.lastPathComponent), help: "install Outerline again")
            }
            texts.merge(own) { first, _ in first }
        }
        return texts
    }

    subscript(language: Language) -> Phrases { phrases[language] ?? Phrases(language: language, texts: [:]) }

    // MARK: - Which language

    private static let field = "lang"

    /// What the address says, else what the browser was told to remember, else Chinese.
    func language(query: FormValues, _ request: Request) -> Language {
        query[Self.field].flatMap(Language.init) ?? language(remembered: request)
    }

    func language(remembered request: Request) -> Language {
        request.cookies[Cookies.language].flatMap { Language(rawValue: $0.value) } ?? .zh
    }

    /// A language chosen in the address holds for the pages that follow.
    func remember(_ query: FormValues, in response: inout Response, _ settings: SiteSettings) {
        guard let language = query[Self.field].flatMap(Language.init) else { return }
        response.setCookie(Cookies.make(Cookies.language, language.rawValue, seconds: 365 * 86_400, settings))
    }

    /// The address of the same page in another language.
    static func address(of target: String, in language: Language) -> String {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let query = FormValues(encoded: parts.count > 1 ? parts[1] : "").with(field, language.rawValue)
        return "\(parts.first ?? "/")?\(query.encoded)"
    }
}

/// The texts of one language.
struct Phrases: Sendable {
    let language: Language
    let texts: [String: String]
    /// What codes of problems mean, where the problem itself does not speak the language.
    var problems: [String: String] = [:]

    /// The text of a key; the key itself where it is missing, so that a gap is seen and nothing breaks.
    subscript(key: String) -> String { texts[key] ?? key }

    /// A text with `{name}` replaced.
    func text(_ key: String, _ values: [String: String]) -> String {
        values.reduce(self[key]) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }
    }

    func say(_ wording: Wording) -> String { language == .zh ? wording.zh : wording.en }
    func say(_ zh: String?, _ en: String?) -> String? { language == .zh ? zh ?? en : en ?? zh }
}
