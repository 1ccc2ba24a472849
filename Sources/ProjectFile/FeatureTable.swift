import GRDB
import Geometry
import Vocabulary

/// A column of a table beside `fid`, `geom` and `id`.
public struct TableColumn: Sendable, Hashable {
    /// The raw value is the type as GeoPackage writes it (OGC 12-128r17, table 1).
    public enum Kind: String, Sendable, CaseIterable {
        case text = "TEXT"
        case integer = "INTEGER"
        case real = "DOUBLE"
        /// 0 or 1.
        case boolean = "BOOLEAN"
        /// `YYYY-MM-DD`.
        case date = "DATE"
    }

    public var name: String
    public var kind: Kind
    public var isRequired: Bool

    public init(_ name: String, _ kind: Kind, isRequired: Bool = false) {
        self.name = name
        self.kind = kind
        self.isRequired = isRequired
    }
}

/// A table of features with a geometry, an R-tree and its registration.
///
/// Its columns are `fid` (integer key), `geom`, `id` (text, unique) and those given. Lines and polygons are stored as
/// multi geometries, points as points, so that other programs see one type.
public struct FeatureTable: Sendable, Hashable {
    public var name: String
    public var geometry: Shape.Kind
    public var columns: [TableColumn]
    /// A title for people, unique within the file.
    public var identifier: String
    public var description: String

    public init(
        _ name: String, geometry: Shape.Kind, columns: [TableColumn], identifier: String? = nil,
        description: String = ""
    ) {
        self.name = name
        self.geometry = geometry
        self.columns = columns
        self.identifier = identifier ?? name
        self.description = description
    }

    /// The R-tree of a table's `geom`.
    public static func index(of table: String) -> String { "rtree_\(table)_geom" }

    var geometryType: String {
        switch geometry {
        case .point: "POINT"
        case .line: "MULTILINESTRING"
        case .polygon: "MULTIPOLYGON"
        }
    }

    /// Creates the empty table with index, triggers and registration, ready for plain `INSERT`s.
    ///
    /// - Parameter time: ``ProjectFile/timestamp()``.
    public func create(srsID: Int, at time: String, _ db: Database) throws {
        try createBare(named: name, db)
        try RTree.create(for: name, db)
        try RTree.createTriggers(for: name, db)
        try register(srsID: srsID, extent: nil, at: time, db)
    }

    /// The table and nothing around it, under any name.
    public func createBare(named table: String, _ db: Database) throws {
        let own = columns.map { ", \($0.name.quoted) \($0.kind.rawValue)\($0.isRequired ? " NOT NULL" : "")" }
        try db.execute(
            sql: """
                CREATE TABLE \(table.quoted) (
                    "fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" \(geometryType),
                    "id" TEXT NOT NULL UNIQUE\(own.joined()))
                """)
    }

    /// Enters the table into the GeoPackage's contents, or renews its entry.
    public func register(srsID: Int, extent: Box?, at time: String, _ db: Database) throws {
        try Contents.unregister(name, db)
        try db.execute(
            sql: """
                INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
                VALUES (?, 'features', ?, ?, ?, ?)
                """,
            arguments: [name, identifier, description, time, srsID])
        try db.execute(
            sql: "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
            arguments: [name, geometryType, srsID])
        try db.execute(
            sql: """
                INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index',
                    'http://www.geopackage.org/spec130/#extension_rtree', 'write-only')
                """,
            arguments: [name])
        try Contents.setExtent(extent, of: name, at: time, db)
    }

    /// Removes the table, its index and its registration; nothing happens if it is not there.
    public static func drop(_ table: String, _ db: Database) throws {
        try Contents.unregister(table, db)
        try dropBare(table, db)
    }

    static func dropBare(_ table: String, _ db: Database) throws {
        try db.execute(sql: "DROP TABLE IF EXISTS \(index(of: table).quoted)")
        try db.execute(sql: "DROP TABLE IF EXISTS \(table.quoted)")
    }

    /// Puts a bare table that was filled under another name in the place of this one, within the caller's transaction.
    ///
    /// Only names change, so it takes the same short time for any number of features. The table that was replaced
    /// waits under a staging name; ``ProjectFile/dropStaging(_:)`` removes it afterwards.
    /// - Parameters:
    ///   - staged: a table of ``createBare(named:_:)`` with an R-tree of ``RTree``.
    ///   - extent: the box of all its features; nil if it has none.
    public func swapIn(_ staged: String, srsID: Int, extent: Box?, at time: String, _ db: Database) throws {
        if try db.tableExists(name) {
            try RTree.dropTriggers(of: name, db)
            try Self.rename(name, to: staged + "_old", db)
        }
        try Self.rename(staged, to: name, db)
        try RTree.createTriggers(for: name, db)
        try register(srsID: srsID, extent: extent, at: time, db)
    }

    private static func rename(_ old: String, to new: String, _ db: Database) throws {
        try db.execute(sql: "ALTER TABLE \(old.quoted) RENAME TO \(new.quoted)")
        try db.execute(sql: "ALTER TABLE \(index(of: old).quoted) RENAME TO \(index(of: new).quoted)")
    }
}
