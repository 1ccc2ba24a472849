import Coordinator
import Digest
import GRDB
import Geometry
import PermitPolicy
import ProjectFile
import Vocabulary
import WorkCalendar

/// Writes the read tables inside a transaction.
///
/// Rows depend on the events and the calendar alone, so that a rebuild gives
/// the same rows as all the appends before it.
struct ReadTables {
    let db: Database
    let calendar: CalendarOnce
    let srsID: Int
    /// Feature tables registered in the GeoPackage, whose extent is kept; false in a scratch database.
    let isRegistered: Bool
    /// The tables were empty, and each stream comes once: nothing has to be replaced.
    let isFresh: Bool

    init(
        _ db: Database, _ calendar: CalendarOnce, scratchOf srsID: Int? = nil, isFresh: Bool = false
    ) throws {
        self.isFresh = isFresh
        self.db = db
        self.calendar = calendar
        self.srsID = try srsID ?? ReadTables.srsID(db)
        isRegistered = srsID == nil
    }

    /// Writes what one stream adds up to.
    ///
    /// - Parameter entries: all events of the stream.
    func write(_ stream: StreamID, _ entries: [Entry]) throws { try write(FoldedStream(stream, entries)) }

    func write(_ folded: FoldedStream) throws {
        switch folded {
        case .none: break
        case .application(let state): try write(state)
        case .connection(let state, let lastOn): try write(state, lastOn: lastOn)
        case .stub(let state): try write(state)
        }
    }

    /// Notes the change in the GeoPackage's contents.
    func finish(at recordedAt: Timestamp) throws {
        guard isRegistered else { return }
        let time = recordedAt.rawValue.dropLast() + ".000Z"
        for table in ["events"] + TableSpec.all.map(\.name) {
            try Contents.touch(table, at: String(time), db)
        }
    }

    func upsert(_ spec: TableSpec, _ values: [(any DatabaseValueConvertible)?]) throws {
        let statement = try db.cachedStatement(sql: spec.upsert)
        try statement.execute(arguments: StatementArguments(values))
    }

    // MARK: - Tables

    /// Creates all read tables, registered and empty.
    static func create(_ db: Database) throws {
        try createBare(db)
        for spec in TableSpec.all { try spec.createIndexes(db) }
    }

    /// The same without indexes, which are faster made when the tables are full.
    static func createBare(_ db: Database) throws {
        let (srs, time) = (try srsID(db), try registrationTime(db))
        for spec in TableSpec.all { try spec.create(srsID: srs, at: time, db) }
        try ProjectFile.setValue(version, of: versionKey, db)
    }

    static func drop(_ db: Database) throws {
        for spec in TableSpec.all { try FeatureTable.drop(spec.name, db) }
    }

    static let versionKey = "read_tables"

    /// Changes with every column of every table.
    static let version: String = SHA256.hex(
        of: TableSpec.all.map { spec in
            let columns = spec.columns.map { "\($0.name):\($0.kind.rawValue)" }
            return ([spec.name] + columns + spec.indexed.map { $0.joined(separator: "+") })
                .joined(separator: " ")
        }.joined(separator: "\n").utf8)

    /// The project's coordinate system: the one entry of the file that is not one of the three every GeoPackage has.
    static func srsID(_ db: Database) throws -> Int {
        let own = try Int.fetchOne(
            db,
            sql:
                "SELECT srs_id FROM gpkg_spatial_ref_sys WHERE srs_id NOT IN (-1, 0, 4326) ORDER BY srs_id LIMIT 1"
        )
        return own ?? 4326
    }

    /// The latest change in the contents, so that no clock is read; the epoch for a new file.
    static func registrationTime(_ db: Database) throws -> String {
        try String.fetchOne(db, sql: "SELECT max(last_change) FROM gpkg_contents")
            ?? "1970-01-01T00:00:00.000Z"
    }
}

/// A calendar that is fetched when the first row needs it, and once.
final class CalendarOnce {
    private let fetch: () throws -> WorkCalendar
    private var fetched: WorkCalendar?

    init(_ fetch: @escaping () throws -> WorkCalendar) { self.fetch = fetch }

    func callAsFunction() throws -> WorkCalendar {
        if let fetched { return fetched }
        let calendar = try fetch()
        fetched = calendar
        return calendar
    }
}
