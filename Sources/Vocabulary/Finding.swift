/// Something a user must know about a result that could still be given.
///
/// A breach of a rule, an invalid feature that was repaired, a late permit:
/// findings are collected and returned, never thrown. What makes a result
/// impossible is a ``Problem``.
public struct Finding: Codable, Sendable, Hashable {
    /// How grave a finding is; `--fail-on` compares against it.
    public enum Severity: String, Codable, Sendable, CaseIterable, Comparable {
        case note, warning, error

        public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
        private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
    }

    public var code: String
    public var severity: Severity
    public var message: String
    /// The message in Chinese, from the same values; nil where it cannot stand in a report.
    public var messageZh: String?
    /// What it is about: feature ids, permit ids, file names.
    public var subjects: [String]
    public var help: String?
    /// The help in Chinese; nil where nobody has put it so.
    public var helpZh: String?

    public init(
        _ code: ErrorCode, _ severity: Severity, _ message: String, zh: String? = nil,
        subjects: [String] = [], help: String? = nil, helpZh: String? = nil
    ) {
        self.code = code.id
        self.severity = severity
        self.message = message
        messageZh = zh
        self.subjects = subjects
        self.help = help
        self.helpZh = helpZh
    }

    private enum CodingKeys: String, CodingKey {
        case code, severity, message, subjects, help
        case messageZh = "message_zh"
        case helpZh = "help_zh"
    }
}
