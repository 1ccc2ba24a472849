import Coordinator
import GRDB
import ProjectFile
import Vocabulary

// Lists over all cases, answered from the read tables.
extension Ledger {
    /// How many applications, cases and permits the project has.
    public struct Counts: Sendable, Hashable, Codable {
        public var applications: Int
        public var cases: Int
        public var permits: Int
    }

    public func counts() throws -> Counts {
        try project.read { db in
            func count(_ table: String) throws -> Int {
                try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table.quoted)") ?? 0
            }
            return Counts(
                applications: try count("applications"), cases: try count("cases"), permits: try count("permits"))
        }
    }

    /// The ids of all cases, in order.
    public func caseIDs() throws -> [CaseID] {
        try project.read { try String.fetchAll($0, sql: "SELECT id FROM cases") }.compactMap(CaseID.init).sorted()
    }

    /// The case that holds each stub that is reserved or used, by stub.
    public func heldStubs() throws -> [String: String] {
        try project.read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT id, \"case\" FROM stub_uses WHERE state IN ('reserved', 'used') ORDER BY id")
            return Dictionary(rows.map { ($0[0] as String, $0[1] as String) }, uniquingKeysWith: { first, _ in first })
        }
    }
}
