import GRDB
import Geometry

/// The table of contents of a GeoPackage, as other programs read it.
public enum Contents {
    /// Registers a table without geometry, so that QGIS and GDAL offer it as such.
    ///
    /// - Parameter time: ``ProjectFile/timestamp()``.
    public static func registerAttributes(
        _ table: String, identifier: String? = nil, description: String = "", at time: String, _ db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO gpkg_contents (table_name, data_type, identifier, description, last_change)
                VALUES (?, 'attributes', ?, ?, ?)
                """,
            arguments: [table, identifier ?? table, description, time])
    }

    /// Notes that a table's rows have changed.
    public static func touch(_ table: String, at time: String, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE gpkg_contents SET last_change = ? WHERE table_name = ?", arguments: [time, table])
    }

    /// Takes a table out of the contents; the table itself stays.
    public static func unregister(_ table: String, _ db: Database) throws {
        for sql in [
            "DELETE FROM gpkg_extensions WHERE table_name = ?",
            "DELETE FROM gpkg_geometry_columns WHERE table_name = ?",
            "DELETE FROM gpkg_contents WHERE table_name = ?",
        ] {
            try db.execute(sql: sql, arguments: [table])
        }
    }

    /// Records the box of a table's features; nil for a table without any.
    public static func setExtent(_ extent: Box?, of table: String, at time: String, _ db: Database) throws {
        let box = extent.flatMap { $0.isEmpty ? nil : $0 }
        try db.execute(
            sql: """
                UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ?, last_change = ?
                WHERE table_name = ?
                """,
            arguments: [box?.minX, box?.minY, box?.maxX, box?.maxY, time, table])
    }

    /// The recorded box of a table's features; nil if none is recorded.
    public static func extent(of table: String, _ db: Database) throws -> Box? {
        let row = try Row.fetchOne(
            db, sql: "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?",
            arguments: [table])
        return row.flatMap(box)
    }

    /// Records the box of what the table holds now.
    ///
    /// - Complexity: O(features).
    public static func refreshExtent(of table: String, at time: String, _ db: Database) throws {
        try setExtent(try actualExtent(of: table, db), of: table, at: time, db)
    }

    static func actualExtent(of table: String, _ db: Database) throws -> Box? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT min(ST_MinX(geom)), min(ST_MinY(geom)), max(ST_MaxX(geom)), max(ST_MaxY(geom))
                FROM \(table.quoted)
                """
        ).flatMap(box)
    }

    private static func box(_ row: Row) -> Box? {
        guard let minX = row[0] as Double?, let minY = row[1] as Double?, let maxX = row[2] as Double?,
            let maxY = row[3] as Double?
        else { return nil }
        return Box(minX: minX, minY: minY, maxX: maxX, maxY: maxY)
    }
}

extension Contents {
    /// When a registered table was last changed; nil if it is not registered.
    public static func lastChange(of table: String, _ db: Database) throws -> String? {
        try String.fetchOne(
            db, sql: "SELECT last_change FROM gpkg_contents WHERE table_name = ?", arguments: [table])
    }
}

extension Contents {
    /// The geometry type a feature table is registered with, such as `MULTIPOLYGON`; nil if it is not registered.
    public static func geometryType(of table: String, _ db: Database) throws -> String? {
        try String.fetchOne(
            db, sql: "SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = ?",
            arguments: [table])
    }
}
