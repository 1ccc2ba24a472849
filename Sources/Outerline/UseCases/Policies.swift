import Configuration
import PermitPolicy
import Vocabulary

/// A policy pack in short: the object of `policy show --json`.
public struct PolicyDocument: Encodable, Sendable {
    public var schema = "outerline.policy/1"
    public var pack: PackReference
    public var title: Wording
    public var lineage: [String]
    public var validFrom: Day
    public var validUntil: Day?
    public var permits: [String]

    private enum CodingKeys: String, CodingKey {
        case schema, pack, title, lineage, permits
        case validFrom = "valid_from"
        case validUntil = "valid_until"
    }
}

public enum Policies {
    public static func names() -> [String] { PolicyPack.shippedNames() }

    /// Loads and checks a pack with its bases.
    ///
    /// - Throws: ``Problems`` with file and line of everything wrong.
    public static func show(_ nameOrFolder: String) throws -> PolicyDocument {
        let pack = try PolicyPack.load(nameOrFolder)
        return PolicyDocument(
            pack: pack.reference, title: pack.title, lineage: pack.lineage, validFrom: pack.validFrom,
            validUntil: pack.validUntil, permits: pack.permits.map(\.kind.rawValue))
    }
}
