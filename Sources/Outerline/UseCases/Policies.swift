import Configuration
import PermitPolicy
import Vocabulary

/// A policy pack in short: the object of `policy show --json`.
public struct PolicyDocument: Encodable, Sendable {
    public var schema = "outerline.policy/1"
    public var pack: PackReference
    public var title: Wording
    public var city: String
    public var lineage: [String]
    public var validFrom: Day
    public var validUntil: Day?
    /// Whether the pack is in force on the day asked for.
    public var inForce: Bool
    /// What is told of a pack outside its period.
    public var findings: [Finding]
    public var classes: [PromiseClass]
    public var permits: [PermitRule]
    public var thresholds: [ThresholdRule]
    public var roads: RoadRules
    public var documents: DocumentRules
    public var fees: FeeRules
    public var approval: Cited<ApprovalMode>

    private enum CodingKeys: String, CodingKey {
        case schema, pack, title, city, lineage, findings, classes, permits, thresholds, roads, documents,
            fees, approval
        case validFrom = "valid_from"
        case validUntil = "valid_until"
        case inForce = "in_force"
    }
}

public enum Policies {
    public static func names() -> [String] { PolicyPack.shippedNames() }

    /// The shipped packs in force on a day, by name; of several versions of one city the latest.
    public static func inForce(on day: Day) throws -> [String] {
        let packs = try names().map { try PolicyPack.load($0) }
        return Set(packs.compactMap { packs.inForce($0.city, on: day)?.reference.name }).sorted()
    }

    /// Loads and checks a pack with its bases.
    ///
    /// - Parameter day: the day its validity is told for.
    /// - Throws: ``Problems`` with file and line of everything wrong.
    public static func show(_ nameOrFolder: String, on day: Day) throws -> PolicyDocument {
        let pack = try PolicyPack.load(nameOrFolder)
        return PolicyDocument(
            pack: pack.reference, title: pack.title, city: pack.city, lineage: pack.lineage,
            validFrom: pack.validFrom, validUntil: pack.validUntil,
            inForce: pack.validity(on: day) == .inForce, findings: pack.validityFindings(on: day),
            classes: pack.promise.classes, permits: pack.permits, thresholds: pack.thresholds,
            roads: pack.roads, documents: pack.documents, fees: pack.fees,
            approval: pack.clock.approval)
    }
}
