import GRDB
import ProjectFile

/// The styles QGIS looks for in a GeoPackage when it opens a layer.
public enum LayerStyles {
    public static let table = "layer_styles"

    /// Writes the looks as the styles their layers open with, in the place of those written before.
    ///
    /// The table is the one QGIS itself makes; styles somebody saved there under other names stay. A look may come
    /// before its layer.
    ///
    /// - Parameter time: ``ProjectFile/timestamp()``.
    public static func write(_ looks: [LayerLook], at time: String, _ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS layer_styles (
                    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
                    f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
                    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
                    owner TEXT(30), ui TEXT(30),
                    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))
                """)
        try Contents.registerAttributes(
            table, identifier: table, description: "Styles of the layers, for QGIS", at: time, db)
        for look in looks {
            let (qml, sld) = (look.qml, look.sld)
            let same = try Bool.fetchOne(
                db,
                sql: """
                    SELECT styleQML = ? AND styleSLD = ? FROM layer_styles
                    WHERE f_table_name = ? AND styleName = ?
                    """, arguments: [qml, sld, look.table, name])
            if same == true { continue }
            try db.execute(
                sql: "DELETE FROM layer_styles WHERE f_table_name = ? AND styleName = ?",
                arguments: [look.table, name])
            // A style somebody made their default stays it.
            try db.execute(
                sql: """
                    INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,
                        styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
                    VALUES ('', '', ?1, 'geom', ?2, ?3, ?4,
                        NOT EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = ?1 AND useAsDefault), ?5, '', ?6)
                    """, arguments: [look.table, name, qml, sld, look.title, time])
        }
    }

    /// The tables with a geometry, by name.
    public static func featureTables(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY table_name")
    }

    private static let name = "outerline"
}
