import Foundation
import GRDB
import Geometry
import ProjectFile
import Testing

@Suite struct PackedTreeTests {
    let folder = TemporaryFolder()

    /// Below one node, at its edge, two levels, three levels.
    @Test(arguments: [1, 45, 46, 47, 300, 2116, 2117, 5000])
    func aPackedTreeIsWhatSQLiteWouldAccept(count: Int) throws {
        let project = try ProjectFile.create(folder.file("a.gpkg"), crs: yantai, clock: noon)
        let table = FeatureTable("greens", geometry: .polygon, columns: [])
        var state: UInt64 = 7
        func random() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
        let entries = (1...count).map { fid in
            let x = 620_000 + random() * 3000
            let y = 4_150_000 + random() * 3000
            return PackedRTree.Entry(
                key: Int64(fid), box: Box(minX: x, minY: y, maxX: x + random() * 30, maxY: y + random() * 30))
        }
        try project.write { db in
            try table.createBare(named: "greens", db)
            try RTree.create(for: "greens", db)
        }
        try PackedRTree(entries).write(to: "greens", in: project)
        let verdict = try project.read {
            try String.fetchOne($0, sql: "SELECT rtreecheck('rtree_greens_geom')")
        }
        #expect(verdict == "ok")
        for _ in 0..<20 {
            let x = 620_000 + random() * 3000
            let y = 4_150_000 + random() * 3000
            let box = Box(minX: x, minY: y, maxX: x + 200, maxY: y + 200)
            let expected = entries.filter { $0.box.overlaps(box) }.map(\.key)
            let found = try project.read {
                try Int64.fetchAll(
                    $0,
                    sql: """
                        SELECT id FROM rtree_greens_geom
                        WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ? ORDER BY id
                        """,
                    arguments: [box.minX, box.maxX, box.minY, box.maxY])
            }
            // The index rounds outwards to single precision: it may find more, by a hair, but never less.
            #expect(Set(expected).isSubset(of: found))
            let near = entries.filter { $0.box.overlaps(box.grown(by: 1)) }.map(\.key)
            #expect(Set(found).isSubset(of: near))
        }
        // Later edits work on it as on any other.
        try project.write { db in
            try db.execute(sql: "DELETE FROM rtree_greens_geom WHERE id % 3 = 0")
            for fid in 1...200 {
                try db.execute(
                    sql: "INSERT INTO rtree_greens_geom VALUES (?, ?, ?, ?, ?)",
                    arguments: [100_000 + fid, 620_000, 620_001, 4_150_000, 4_150_001])
            }
        }
        let after = try project.read {
            try String.fetchOne($0, sql: "SELECT rtreecheck('rtree_greens_geom')")
        }
        #expect(after == "ok")
    }
}
