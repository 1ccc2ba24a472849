import Vocabulary

/// The kind of a numbered paper that goes to the user.
public enum PaperKind: String, Codable, Sendable, CaseIterable, Comparable {
    /// 一次性告知单: everything that is missing, at once (R16).
    case oneTime = "one_time"
    /// 受理通知书, also with documents pending (容缺受理, R15, R44).
    case acceptance
    /// 接口位置告知书 (R30).
    case interface
    /// 承诺书 (R08).
    case commitment
    /// 办结通知书.
    case completion

    public static func < (a: PaperKind, b: PaperKind) -> Bool { a.rawValue < b.rawValue }
}

/// A paper as it was issued: its number, and word for word what it says.
///
/// The wording is kept, not made again, so that a second copy is the same paper whatever has happened since.
public struct IssuedPaper: Codable, Sendable, Hashable {
    public var kind: PaperKind
    /// As printed, such as `告知〔2026〕0001号`; made by the rule of the letterhead.
    public var number: String
    /// Numbers are given by project, kind and year.
    public var year: Int
    /// From 1.
    public var sequence: Int
    /// What it tells, such as `acceptance`; the same is not issued twice.
    public var subject: String
    /// The wording in Chinese, as its template gave it.
    public var content: String
    /// The same in English.
    public var english: String
    /// SHA-256 of both wordings, lower-case hexadecimal.
    public var sha256: String

    public init(
        kind: PaperKind, number: String, year: Int, sequence: Int, subject: String, content: String,
        english: String, sha256: String
    ) {
        self.kind = kind
        self.number = number
        self.year = year
        self.sequence = sequence
        self.subject = subject
        self.content = content
        self.english = english
        self.sha256 = sha256
    }

    /// The stream its number is taken from.
    public var register: StreamID { .register(PaperRegister(kind, year)) }
}

/// The register that gives the papers of one kind and year their numbers: the next number is its version plus one.
public struct PaperRegister: Codable, Sendable, Hashable {
    public var kind: PaperKind
    public var year: Int

    public init(_ kind: PaperKind, _ year: Int) {
        self.kind = kind
        self.year = year
    }

    /// Reads `one_time-2026`; nil if it is none.
    init?(_ name: Substring) {
        guard let dash = name.lastIndex(of: "-"), let kind = PaperKind(rawValue: String(name[..<dash])),
            let year = Int(name[name.index(after: dash)...]), (1...9999).contains(year)
        else { return nil }
        self.init(kind, year)
        guard name == self.name else { return nil }
    }

    var name: String { "\(kind.rawValue)-\(year)" }
}

extension CaseState {
    /// A paper the user was given, with its date.
    public struct Paper: Sendable, Hashable, Codable {
        public var paper: IssuedPaper
        public var on: Day

        public init(paper: IssuedPaper, on: Day) {
            self.paper = paper
            self.on = on
        }
    }

    /// What a paper would tell, and the first day it can.
    public struct PaperGround: Sendable, Hashable {
        public var subject: String
        public var since: Day

        public init(subject: String, since: Day) {
            self.subject = subject
            self.since = since
        }
    }
}
