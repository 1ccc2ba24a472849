import GRDB
import Geometry
import ProjectFile
import Vocabulary

extension Ledger {
    /// The tables of the ledger, for ``ProjectFile/create(_:crs:settings:migrations:busyTimeout:clock:)`` and `open`.
    public static let migrations: [Migration] = [
        Migration("ledger", 1) { db in
            try createLog(db)
            try ReadTables.create(db)
        }
    ]

    /// The log; triggers keep other programs from changing what was recorded.
    private static func createLog(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE events (
                    sequence INTEGER PRIMARY KEY NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL,
                    type TEXT NOT NULL, effective_on DATE NOT NULL, recorded_at TEXT NOT NULL,
                    actor TEXT NOT NULL, payload TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL,
                    UNIQUE (stream, version));
                CREATE TRIGGER events_keep_updates BEFORE UPDATE ON events
                    BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
                CREATE TRIGGER events_keep_deletes BEFORE DELETE ON events
                    BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
                """)
        try Contents.registerAttributes(
            "events", identifier: "Event log", description: "append-only; do not edit",
            at: try ReadTables.registrationTime(db), db)
    }
}

/// A table derived from the log: its name, its columns beside `fid`, `geom` and `id`, its geometry.
struct TableSpec: Sendable {
    let name: String
    let identifier: String
    let columns: [TableColumn]
    let geometry: Shape.Kind?
    /// Columns that are looked up, each with an index of its own.
    let indexed: [[String]]

    let columnNames: [String]

    /// Inserts a row or replaces the values of the row with its id; the row keeps its `fid`.
    let upsert: String

    init(
        name: String, identifier: String, columns: [TableColumn], geometry: Shape.Kind? = nil,
        indexed: [[String]] = []
    ) {
        self.name = name
        self.identifier = identifier
        self.columns = columns
        self.geometry = geometry
        self.indexed = indexed
        let names = (geometry == nil ? [] : ["geom"]) + ["id"] + columns.map(\.name)
        columnNames = names
        let updates = names.filter { $0 != "id" }.map { "\($0.quoted) = excluded.\($0.quoted)" }
        upsert = """
            INSERT INTO \(name.quoted) (\(names.map(\.quoted).joined(separator: ", ")))
            VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
            ON CONFLICT (id) DO UPDATE SET \(updates.joined(separator: ", "))
            """
    }

    /// All rows in order of id, without `fid`: equal dumps are equal tables.
    var dump: String {
        "SELECT \(columnNames.map(\.quoted).joined(separator: ", ")) FROM \(name.quoted) ORDER BY id"
    }

    /// The table without registration, index or triggers.
    func createBare(_ db: Database) throws {
        let own = columns.map { ", \($0.name.quoted) \($0.kind.rawValue)\($0.isRequired ? " NOT NULL" : "")" }
        let geometry = geometry == nil ? "" : #""geom" BLOB, "#
        try db.execute(
            sql: """
                CREATE TABLE \(name.quoted) (
                    "fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \(geometry)"id" TEXT NOT NULL UNIQUE\(own.joined()))
                """)
    }

    /// The table, registered, without its indexes.
    func create(srsID: Int, at time: String, _ db: Database) throws {
        guard let geometry else {
            try createBare(db)
            return try Contents.registerAttributes(name, identifier: identifier, at: time, db)
        }
        let table = FeatureTable(name, geometry: geometry, columns: columns, identifier: identifier)
        try table.create(srsID: srsID, at: time, db)
    }

    /// The name of the index whose columns begin so.
    func index(beginningWith columns: [String]) -> String {
        let place = indexed.firstIndex { Array($0.prefix(columns.count)) == columns } ?? 0
        return "\(name)_\(place + 1)"
    }

    func createIndexes(_ db: Database) throws {
        for (number, names) in indexed.enumerated() {
            let list = names.map(\.quoted).joined(separator: ", ")
            try db.execute(sql: "CREATE INDEX \("\(name)_\(number + 1)".quoted) ON \(name.quoted) (\(list))")
        }
    }
}
