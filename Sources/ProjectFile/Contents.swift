import GRDB

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
}
