import Coordinator
import GRDB
import ProjectFile
import Vocabulary

/// Which cases a list shows; every filter that is nil lets all through.
public struct CaseQuery: Sendable, Hashable {
    /// The order of a list.
    public enum Order: Sendable, Hashable {
        /// By case id, runs of digits by value.
        case id
        /// By due day, cases without one last, then by id.
        case due
    }

    public var stage: CaseStage?
    public var utility: Utility?
    public var district: String?
    public var company: String?
    public var representative: String?
    public var plot: String?
    /// The application or record all cases of an intake share.
    public var parent: IntakeID?
    /// Only cases without a franchise utility (true), or only those with one (false).
    public var isUnassigned: Bool?
    public var order = Order.id
    public var limit: Int?
    public var offset = 0

    public init() {}

    var sql: (text: String, arguments: StatementArguments) {
        var terms: [String] = []
        var arguments: StatementArguments = []
        let equal: [(String, String?)] = [
            ("stage", stage?.rawValue), ("utility", utility?.rawValue), ("district", district),
            ("franchise_utility", company), ("representative", representative), ("plot", plot),
            ("parent", parent?.rawValue),
        ]
        for (column, value) in equal {
            guard let value else { continue }
            terms.append("\(column) = ?")
            arguments += [value]
        }
        if let isUnassigned { terms.append("franchise_utility IS \(isUnassigned ? "" : "NOT ")NULL") }
        let filter = terms.isEmpty ? "" : " WHERE " + terms.joined(separator: " AND ")
        let order = order == .id ? "sort, id" : "due IS NULL, due, sort, id"
        arguments += [limit ?? -1, offset]
        return ("\(filter) ORDER BY \(order) LIMIT ? OFFSET ?", arguments)
    }
}

extension Ledger {
    /// The ids of all cases, in order.
    public func caseIDs() throws -> [CaseID] {
        try tables { db in
            try String.fetchAll(db, sql: "SELECT id FROM cases ORDER BY sort, id").compactMap { CaseID($0) }
        }
    }

    /// How many applications or records there are that made cases, how many cases, how many permits.
    public func counts() throws -> (intakes: Int, cases: Int, permits: Int) {
        try tables { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
            return (
                try count("SELECT count(DISTINCT parent) FROM cases"),
                try count("SELECT count(*) FROM cases"),
                try count("SELECT count(*) FROM permits")
            )
        }
    }

    /// The cases a query asks for, from the read table: no event is read.
    public func cases(_ query: CaseQuery = CaseQuery()) throws -> [CaseRow] {
        let (text, arguments) = query.sql
        return try tables { db in
            let statement = try db.cachedStatement(sql: "SELECT * FROM cases\(text)")
            return try Row.fetchAll(statement, arguments: arguments).compactMap(CaseRow.init)
        }
    }

    /// How many cases stand at each stage; stages without cases are left out.
    public func caseCounts() throws -> [CaseStage: Int] {
        try tables { db in
            let rows = try Row.fetchAll(db, sql: "SELECT stage, count(*) FROM cases GROUP BY stage")
            return Dictionary(
                rows.compactMap { row in CaseStage(rawValue: row[0]).map { ($0, row[1]) } },
                uniquingKeysWith: { first, _ in first })
        }
    }

    /// The permits of a case, or of all, in order of id.
    ///
    /// - Parameter today: shows grants whose validity ended before it as expired.
    public func permits(of id: CaseID? = nil, on today: Day? = nil) throws -> [PermitRow] {
        try tables { db in
            let rows = try id.map {
                try Row.fetchAll(
                    db, sql: "SELECT * FROM permits WHERE \"case\" = ? ORDER BY id", arguments: [$0.rawValue])
            }
            return try (rows ?? Row.fetchAll(db, sql: "SELECT * FROM permits ORDER BY id"))
                .compactMap { PermitRow($0, on: today) }
        }
    }

    /// The stubs that are not free, with the case that holds each.
    ///
    /// A plan treats them as used (R24).
    public func stubUses() throws -> [String: StubState.Use] {
        try tables { db in
            let rows = try Row.fetchAll(db, sql: "SELECT id, state, \"case\" FROM stub_uses ORDER BY id")
            var uses: [String: StubState.Use] = [:]
            for row in rows {
                guard let holder = (row[2] as String?).flatMap({ CaseID($0) }) else { continue }
                uses[row[0]] = row[1] == "used" ? .used(by: holder) : .reserved(by: holder)
            }
            return uses
        }
    }
}
