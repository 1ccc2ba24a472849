/// How well a value is known; decides whether it may be enforced.
public enum EvidenceLevel: String, Codable, Sendable, CaseIterable {
    /// The text of a law or regulation was read.
    case law
    /// The policy the pack is made from was read.
    case policy
    /// A published page was read.
    case web
    /// Chosen by us where sources are silent; enforced, and labelled so in every result.
    case assumption
    /// Not verified: leads to REVIEW only, never enforced.
    case unverified

    public var isEnforceable: Bool { self != .unverified }
}

/// Where a value comes from.
public struct Citation: Codable, Hashable, Sendable {
    /// Title of the law, policy or page; for an assumption what it rests on.
    public var law: String
    /// Article or clause, such as `art. 33` or `二(一)4`.
    public var article: String?
    /// The words themselves.
    public var quote: String?
    /// What it says, in short.
    public var text: String?
    public var url: String?
    public var level: EvidenceLevel

    public init(
        law: String, article: String? = nil, quote: String? = nil, text: String? = nil, url: String? = nil,
        level: EvidenceLevel
    ) {
        self.law = law
        self.article = article
        self.quote = quote
        self.text = text
        self.url = url
        self.level = level
    }
}

/// A value of a pack with its source.
public struct Cited<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    public var value: Value
    public var source: Citation

    public init(_ value: Value, source: Citation) {
        self.value = value
        self.source = source
    }
}

/// One text in both languages of the interface.
public struct Wording: Codable, Hashable, Sendable {
    public var zh: String
    public var en: String

    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}

/// The kind of a permit or consent, such as `ROAD_DIG`; packs may define their own.
public struct PermitKind: RawRepresentable, Codable, Hashable, Sendable, Comparable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ rawValue: String) { self.rawValue = rawValue }

    public static let plan = PermitKind("PLAN")
    public static let roadDig = PermitKind("ROAD_DIG")
    public static let roadOccupy = PermitKind("ROAD_OCCUPY")
    public static let roadAttach = PermitKind("ROAD_ATTACH")
    public static let traffic = PermitKind("TRAFFIC")
    public static let moratorium = PermitKind("MORATORIUM")
    public static let greenOccupy = PermitKind("GREEN_OCCUPY")
    public static let highway = PermitKind("HIGHWAY")
    public static let river = PermitKind("RIVER")
    /// The start of works; the end of every chain of prerequisites, no permit itself.
    public static let start = PermitKind("START")

    public var description: String { rawValue }
    public static func < (a: PermitKind, b: PermitKind) -> Bool { a.rawValue < b.rawValue }
}
