import Foundation
import Vocabulary

/// The two streams, what they are connected to, and the language: everything the program says goes through here.
struct Terminal {
    enum Language: String, CaseIterable { case zh, en }
    enum Color: String, CaseIterable { case auto, always, never }

    var language: Language
    var usesColor: Bool
    var isQuiet: Bool
    let outIsTerminal: Bool
    let errIsTerminal: Bool
    let width: Int

    /// - Parameter options: nil before the command line is understood, when an error has to be told.
    init(_ options: OutputOptions? = nil, environment: [String: String] = ProcessInfo.processInfo.environment)
    {
        outIsTerminal = isatty(STDOUT_FILENO) == 1
        errIsTerminal = isatty(STDERR_FILENO) == 1
        language = options?.lang ?? Self.language(environment)
        isQuiet = options?.quiet ?? false
        width = environment["COLUMNS"].flatMap(Int.init) ?? 100
        let refused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        switch options?.color ?? .auto {
        case .always: usesColor = true
        case .never: usesColor = false
        case .auto:
            let forced = environment["CLICOLOR_FORCE"].map { $0 != "0" && !$0.isEmpty } ?? false
            usesColor = !refused && (forced || (outIsTerminal && environment["TERM"] != "dumb"))
        }
    }

    /// `zh` for a Chinese locale, else `en`; `LC_ALL` before `LC_MESSAGES` before `LANG`, `OUTERLINE_LANG` before all.
    static func language(_ environment: [String: String]) -> Language {
        for key in ["OUTERLINE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
            if let value = environment[key], !value.isEmpty { return value.hasPrefix("zh") ? .zh : .en }
        }
        return .en
    }

    /// The words of the language in use.
    func say(_ en: String, _ zh: String) -> String { language == .zh ? zh : en }

    // MARK: - Streams

    /// Writes a result line to standard output.
    func out(_ text: String) { Self.write(text + "\n", to: FileHandle.standardOutput) }

    func out(_ bytes: Data) { Self.write(bytes, to: FileHandle.standardOutput) }

    /// Writes everything that is no result to standard error.
    func note(_ text: String) {
        if !isQuiet { Self.write(text + "\n", to: FileHandle.standardError) }
    }

    func warn(_ text: String) { Self.write(text + "\n", to: FileHandle.standardError) }

    private static func write(_ text: String, to handle: FileHandle) { write(Data(text.utf8), to: handle) }

    private static func write(_ data: Data, to handle: FileHandle) {
        do {
            try handle.write(contentsOf: data)
        } catch {
            // A reader that has seen enough, such as `head`, is no failure; a full disk is.
            Foundation.exit(errno == EPIPE ? ExitCode.done.rawValue : ExitCode.inputOutput.rawValue)
        }
    }

    // MARK: - Colour

    enum Style: String { case red = "31", green = "32", yellow = "33", grey = "90", bold = "1" }

    /// The text in a colour where colours are used; the words alone always say the same.
    func styled(_ text: String, _ style: Style) -> String {
        usesColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}
