import Digest
import Foundation
import GRDB
import Geometry
import Vocabulary

extension ProjectFile {
    /// Checks the container: pages, required tables, registrations, extents, spatial indexes, configuration hashes.
    ///
    /// - Returns: what is wrong, in a fixed order; empty if nothing is.
    /// - Throws: ``Problem`` if the file cannot even be read so far.
    /// - Complexity: O(size of the file).
    public func verify() throws -> [Finding] {
        try read { db in
            let broken = try String.fetchAll(db, sql: "PRAGMA quick_check(20)").filter { $0 != "ok" }
            if !broken.isEmpty {
                return broken.map { Finding(.integrityBroken, .error, $0, help: "restore a backup") }
            }
            let missing = try GeoPackageTables.required.filter { try !db.tableExists($0) }
            if !missing.isEmpty {
                return missing.map {
                    Finding(
                        .tableMissing, .error, "table \($0) is missing", subjects: [$0],
                        help: "restore a backup")
                }
            }
            return try layerFindings(db) + configurationFindings(db)
        }
    }

    private func layerFindings(_ db: Database) throws -> [Finding] {
        let crs = try ProjectFile.value(of: "crs_srs_id", db).flatMap(Int.init)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT c.table_name, g.column_name, g.srs_id, c.srs_id FROM gpkg_contents c
                LEFT JOIN gpkg_geometry_columns g USING (table_name)
                WHERE c.data_type = 'features' ORDER BY c.table_name
                """)
        return try rows.flatMap { row -> [Finding] in
            let table: String = row[0]
            func finding(_ code: ErrorCode, _ message: String) -> Finding {
                Finding(code, .error, message, subjects: [table], help: "import the layer again")
            }
            guard try db.tableExists(table), row[1] == "geom" else {
                return [
                    finding(
                        .registrationBroken,
                        "layer \(table) is registered but has no table with a column geom")
                ]
            }
            guard row[2] == crs, row[3] == crs else {
                return [
                    finding(.registrationBroken, "layer \(table) is registered in another coordinate system")
                ]
            }
            var findings: [Finding] = []
            if try !isClose(Contents.extent(of: table, db), Contents.actualExtent(of: table, db)) {
                findings.append(
                    finding(.extentStale, "the recorded extent of \(table) is not that of its features"))
            }
            if try !indexIsComplete(table, db) {
                findings.append(
                    finding(.indexBroken, "the spatial index of \(table) does not hold its features"))
            }
            return findings
        }
    }

    /// Equal to a millimetre.
    private func isClose(_ a: Box?, _ b: Box?) -> Bool {
        guard let a, let b else { return a == nil && b == nil }
        let pairs = [(a.minX, b.minX), (a.minY, b.minY), (a.maxX, b.maxX), (a.maxY, b.maxY)]
        return pairs.allSatisfy { abs($0 - $1) < 0.001 }
    }

    /// True if every feature lies in its box of the index and the index has no others.
    private func indexIsComplete(_ table: String, _ db: Database) throws -> Bool {
        let index = FeatureTable.index(of: table)
        guard try db.tableExists(index) else { return false }
        let counts = try Row.fetchOne(
            db,
            sql: """
                SELECT (SELECT count(*) FROM \(table.quoted) WHERE geom NOTNULL AND NOT ST_IsEmpty(geom)),
                    (SELECT count(*) FROM \(index.quoted)),
                    (SELECT count(*) FROM \(table.quoted) t JOIN \(index.quoted) r ON r.id = t.fid
                     WHERE r.minx <= ST_MinX(t.geom) AND r.maxx >= ST_MaxX(t.geom)
                       AND r.miny <= ST_MinY(t.geom) AND r.maxy >= ST_MaxY(t.geom))
                """)
        guard let counts else { return false }
        let features: Int = counts[0]
        return counts[1] == features && counts[2] == features
    }

    private func configurationFindings(_ db: Database) throws -> [Finding] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT name, sha256, content FROM outerline_configuration ORDER BY name")
        return rows.compactMap { row in
            let name: String = row[0]
            if SHA256.hex(of: row[2] as Data) == row[1] { return nil }
            return Finding(
                .configurationChanged, .error, "configuration \(name) does not match its hash",
                subjects: [name],
                help: "store it again")
        }
    }
}
