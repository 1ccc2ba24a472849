import CityFiles
import Coordinator
import Ledger
import PermitPolicy
import ProjectFile
import Vocabulary

/// What a project is and holds: the object of `project info --json`.
public struct ProjectInfo: Encodable, Sendable {
    public var schema = "outerline.project/1"
    public var file: String
    public var name: String
    public var crs: String
    public var crsName: String
    public var policy: PackReference
    public var created: String
    public var layers: [ProjectFile.LayerSummary]
    public var applications: Int
    public var cases: Int
    public var permits: Int
    /// The end of the log: its number of events and the hash of the last one.
    public var log: LogPosition
    /// Hashes of the rules kept in the project, by name.
    public var rules: [String: String]

    private enum CodingKeys: String, CodingKey {
        case schema, file, name, crs, policy, created, layers, applications, cases, permits, log, rules
        case crsName = "crs_name"
    }
}

/// What `project verify` found.
public struct VerifyDocument: Encodable, Sendable {
    public var schema = "outerline.verify/1"
    public var file: String
    public var ok: Bool
    public var events: Int
    public var hash: String
    public var findings: [Finding]
}

extension Project {
    public func info() throws -> ProjectInfo {
        let values = try file.values()
        let crs = try file.crs()
        let counts = try ledger.counts()
        let rules = try file.storedFiles().map { ($0.name, $0.sha256) }
        return ProjectInfo(
            file: path, name: values["name"] ?? "",
            crs: crs.organization == "NONE" ? crs.name : "\(crs.organization):\(crs.code)",
            crsName: crs.name, policy: try pack().reference, created: values["created"] ?? "",
            layers: try file.layerSummaries(), applications: counts.intakes, cases: counts.cases,
            permits: counts.permits, log: try ledger.position(),
            rules: Dictionary(rules, uniquingKeysWith: { first, _ in first }))
    }

    /// Checks the container, the chain of the log, and that the derived tables equal a rebuild.
    public func verify() throws -> VerifyDocument {
        let findings = try file.verify() + ledger.verify()
        let end = try ledger.position()
        return VerifyDocument(
            file: path, ok: findings.allSatisfy { $0.severity < .error }, events: end.sequence,
            hash: end.hash,
            findings: findings)
    }

    /// Drops the derived tables and makes them again from the log.
    public func rebuild() throws { try ledger.rebuild() }
}
