import Coordinator
import Foundation
import GRDB
import Geometry
import ProjectFile
import Vocabulary

/// What a map shows of a case: all but its place, which is that of its plot.
public struct MapCase: Sendable, Hashable {
    public var caseID: String
    public var plot: String?
    public var utility: Utility
    public var stage: CaseStage
    public var district: String?
    public var company: String?
    public var representative: String?
    public var due: Day?
    /// The lamp until one of the days below.
    public var light: TrafficLight
    public var yellowFrom: Day?
    public var redFrom: Day?

    public func light(on day: Day) -> TrafficLight {
        if let redFrom, redFrom <= day { return .red }
        if let yellowFrom, yellowFrom <= day { return .yellow }
        return light
    }

    /// True if a filter lets the case through; who holds an item is of no matter.
    public func isAdmitted(by filter: ViewFilter, on day: Day) -> Bool {
        (filter.stage == nil || filter.stage == stage)
            && (filter.utility == nil || filter.utility == utility)
            && filter.districts.map { district.map($0.contains) ?? false } ?? true
            && (filter.company == nil || filter.company == company)
            && (filter.representative == nil || filter.representative == representative)
            && (filter.light == nil || filter.light == light(on: day))
            && filter.within?.admits(utility, district: district) ?? true
    }

    init?(_ row: Row) {
        guard let id = row[0] as String?, let utility = (row[2] as String?).flatMap(Utility.init),
            let stage = (row[3] as String?).flatMap(CaseStage.init)
        else { return nil }
        caseID = id
        plot = row[1]
        self.utility = utility
        self.stage = stage
        (district, company, representative) = (row[4], row[5], row[6])
        due = (row[7] as String?).flatMap { Day($0) }
        light = (row[8] as String?).flatMap(TrafficLight.init) ?? .none
        yellowFrom = (row[9] as String?).flatMap { Day($0) }
        redFrom = (row[10] as String?).flatMap { Day($0) }
    }
}

/// The cases of a map, or those that changed since it was last looked at.
public struct MapCases: Sendable {
    public var cases: [MapCase]
    /// False if `cases` are only those that changed.
    public var isAll: Bool
    public var position: LogPosition
}

extension Ledger {
    /// The cases as a map shows them.
    ///
    /// - Parameter known: where the log stood when it was last asked for; nil asks for all of them. All come as well
    ///   if the log is not a continuation, or if the project's own events may have moved every due day.
    public func mapCases(since known: LogPosition?) throws -> MapCases {
        let sql = """
            SELECT id, plot, utility, stage, district, franchise_utility, representative, due, light, yellow_from,
                red_from FROM cases
            """
        guard past == nil else {
            let cases = try tables { try Row.fetchAll($0, sql: sql).compactMap(MapCase.init) }
            return MapCases(cases: cases, isAll: true, position: try position())
        }
        return try project.read { db in
            let position = try Ledger.position(db)
            if let known, try Self.continues(known, db) {
                let changed = """
                    \(sql) WHERE id IN (SELECT DISTINCT substr(stream, 6) FROM events
                        WHERE sequence > ? AND stream LIKE 'case/%')
                    """
                let rows = try Row.fetchAll(db, sql: changed, arguments: [known.sequence])
                return MapCases(cases: rows.compactMap(MapCase.init), isAll: false, position: position)
            }
            return MapCases(
                cases: try Row.fetchAll(db, sql: sql).compactMap(MapCase.init), isAll: true,
                position: position)
        }
    }

    /// True if only cases, applications and stubs have changed since.
    private static func continues(_ known: LogPosition, _ db: Database) throws -> Bool {
        guard known.sequence > 0 else { return false }
        let hash = try String.fetchOne(
            db, sql: "SELECT hash FROM events WHERE sequence = ?", arguments: [known.sequence])
        let isOwn = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM events WHERE sequence > ? AND stream = 'project')",
            arguments: [known.sequence])
        return hash == known.hash && isOwn == false
    }
}

/// A feature of a chosen route: the line, a crossing, or a disturbed area.
public struct MapFeature: Sendable {
    /// The tables of chosen routes.
    public enum Table: String, Sendable, CaseIterable {
        case routes, crossings
        case disturbedAreas = "disturbed_areas"
    }

    /// The value of a column.
    public enum Value: Sendable, Hashable {
        case text(String)
        case number(Double)
    }

    public var id: String
    public var shape: Shape
    /// By column; those without a value are left out.
    public var values: [String: Value]
}

extension Ledger {
    /// The features of chosen routes in a window, by id.
    ///
    /// - Parameters:
    ///   - cases: which cases they belong to; the order and the page are of no matter.
    ///   - limit: of their number.
    /// - Returns: nil if there are more than the limit.
    /// - Complexity: O(log n + found), through the R-tree of the table.
    public func mapFeatures(
        _ table: MapFeature.Table, in box: Box, of cases: CasePageQuery, limit: Int, on today: Day
    ) throws -> [MapFeature]? {
        guard !box.isEmpty else { return [] }
        let found = try tables { db in
            let query = Self.windowQuery(table, box, cases, limit, today)
            return try Self.features(SQLRequest<Row>(literal: query).fetchAll(db))
        }
        return found.count > limit ? nil : found.sorted { $0.id < $1.id }
    }

    /// The features of one case's route, in order along it.
    public func mapFeatures(_ table: MapFeature.Table, of id: CaseID) throws -> [MapFeature] {
        try tables { db in
            try Self.features(
                Row.fetchAll(
                    db,
                    sql:
                        "SELECT * FROM \(table.rawValue.quoted) WHERE \"case\" = ? AND geom NOTNULL ORDER BY id",
                    arguments: [id.rawValue]))
        }
    }

    private static func windowQuery(
        _ table: MapFeature.Table, _ box: Box, _ cases: CasePageQuery, _ limit: Int, _ today: Day
    ) -> SQL {
        let (name, index) = (table.rawValue.quoted, FeatureTable.index(of: table.rawValue).quoted)
        // CROSS JOIN keeps the R-tree outermost.
        return """
            SELECT t.* FROM \(sql: index) r CROSS JOIN \(sql: name) t ON t.fid = r.id
            WHERE r.maxx >= \(box.minX) AND r.minx <= \(box.maxX) AND r.maxy >= \(box.minY) AND r.miny <= \(box.maxY)
                AND EXISTS (SELECT 1 FROM cases WHERE cases.id = t."case" AND \(cases.terms(on: today)))
            LIMIT \(limit + 1)
            """
    }

    /// How SQLite reads a window, for tests.
    package func mapPlan(_ table: MapFeature.Table) throws -> [String] {
        let box = Box(minX: 0, minY: 0, maxX: 1, maxY: 1)
        let query = Self.windowQuery(table, box, CasePageQuery(), 10, Day(number: 0))
        return try tables { db in
            try SQLRequest<Row>(literal: "EXPLAIN QUERY PLAN \(query)").fetchAll(db).map { $0["detail"] }
        }
    }

    private static func features(_ rows: [Row]) throws -> [MapFeature] {
        try rows.compactMap { row in
            guard let id = row["id"] as String?, let blob = row["geom"] as Data? else { return nil }
            var values: [String: MapFeature.Value] = [:]
            for (column, value) in row where !["fid", "geom", "id", "version"].contains(column) {
                switch value.storage {
                case .int64(let number): values[column] = .number(Double(number))
                case .double(let number): values[column] = .number(number)
                case .string(let text): values[column] = .text(text)
                case .null, .blob: break
                }
            }
            return MapFeature(id: id, shape: try GeometryBlob.decode(blob), values: values)
        }
    }
}
