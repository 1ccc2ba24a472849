import GRDB
import Geometry

/// The spatial index of a feature table (GeoPackage extension `gpkg_rtree_index`, OGC 12-128r17 annex F.3).
public enum RTree {
    /// Creates the empty index of a table.
    public static func create(for table: String, _ db: Database) throws {
        try db.execute(
            sql: """
                CREATE VIRTUAL TABLE \(FeatureTable.index(of: table).quoted)
                USING rtree(id, minx, maxx, miny, maxy)
                """)
    }

    private static let triggerNames = ["insert", "update1", "update2", "update3", "update4", "delete"]

    /// Makes the index follow every change of the table, by whichever program.
    static func createTriggers(for table: String, _ db: Database) throws {
        let index = FeatureTable.index(of: table)
        let enter = """
            INSERT OR REPLACE INTO \(index.quoted) VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"),
                ST_MinY(NEW."geom"), ST_MaxY(NEW."geom"));
            """
        let leave = "DELETE FROM \(index.quoted) WHERE id = OLD.\"fid\";"
        let full = #"(NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))"#
        let empty = #"(NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))"#
        let same = #"OLD."fid" = NEW."fid""#
        let moved = #"OLD."fid" != NEW."fid""#
        let triggers = [
            "AFTER INSERT ON \(table.quoted) WHEN \(full) BEGIN \(enter) END",
            "AFTER UPDATE OF \"geom\" ON \(table.quoted) WHEN \(same) AND \(full) BEGIN \(enter) END",
            "AFTER UPDATE OF \"geom\" ON \(table.quoted) WHEN \(same) AND \(empty) BEGIN \(leave) END",
            "AFTER UPDATE ON \(table.quoted) WHEN \(moved) AND \(full) BEGIN \(leave) \(enter) END",
            """
            AFTER UPDATE ON \(table.quoted) WHEN \(moved) AND \(empty)
            BEGIN DELETE FROM \(index.quoted) WHERE id IN (OLD."fid", NEW."fid"); END
            """,
            "AFTER DELETE ON \(table.quoted) WHEN OLD.\"geom\" NOT NULL BEGIN \(leave) END",
        ]
        for (name, body) in zip(triggerNames, triggers) {
            try db.execute(sql: "CREATE TRIGGER \("\(index)_\(name)".quoted) \(body)")
        }
    }

    static func dropTriggers(of table: String, _ db: Database) throws {
        for name in triggerNames {
            try db.execute(sql: "DROP TRIGGER IF EXISTS \("\(FeatureTable.index(of: table))_\(name)".quoted)")
        }
    }
}
