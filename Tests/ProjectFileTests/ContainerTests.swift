import Foundation
import GRDB
import Geometry
import ProjectFile
import Testing
import Vocabulary

@Suite struct ContainerTests {
    let folder = TemporaryFolder()
    var path: String { folder.file("city.gpkg") }
    let greens = FeatureTable(
        "greens", geometry: .polygon, columns: [TableColumn("name", .text), TableColumn("opened_on", .date)],
        identifier: "绿地")

    func square(_ x: Double, _ size: Double) -> Shape {
        .polygon(Polygon(Box(minX: x, minY: 4_150_000, maxX: x + size, maxY: 4_150_000 + size)))
    }

    func project() throws -> ProjectFile {
        let project = try ProjectFile.create(path, crs: yantai, clock: noon)
        try project.write { db in
            try greens.create(srsID: 4549, at: project.timestamp(), db)
            for (id, x) in [("1", 620_000.5), ("2", 620_100.0), ("3", 620_900.0)] {
                try db.execute(
                    sql: "INSERT INTO greens (geom, id, name) VALUES (?, ?, ?)",
                    arguments: [GeometryBlob.encode(square(x, 20), srsID: 4549), id, "名'\"\(id)"])
            }
            try Contents.refreshExtent(of: "greens", at: project.timestamp(), db)
        }
        return project
    }

    func window(_ project: ProjectFile, _ low: Double, _ high: Double) throws -> [String] {
        try project.read {
            try String.fetchAll(
                $0,
                sql: """
                    SELECT id FROM greens WHERE fid IN
                        (SELECT id FROM rtree_greens_geom WHERE maxx >= ? AND minx <= ?) ORDER BY id
                    """,
                arguments: [low, high])
        }
    }

    @Test func theIndexFollowsEveryChange() throws {
        let project = try project()
        #expect(try window(project, 620_110, 620_110) == ["2"])
        try project.write { db in
            let moved = GeometryBlob.encode(square(620_500, 5), srsID: 4549)
            try db.execute(sql: "UPDATE greens SET geom = ? WHERE id = '2'", arguments: [moved])
            try db.execute(sql: "UPDATE greens SET geom = NULL WHERE id = '3'")
            try db.execute(sql: "UPDATE greens SET fid = 77 WHERE id = '1'")
        }
        #expect(try window(project, 620_110, 620_110) == [])
        #expect(try window(project, 0, 1e9) == ["1", "2"])
        try project.write { try $0.execute(sql: "DELETE FROM greens WHERE id = '1'") }
        #expect(try window(project, 0, 1e9) == ["2"])
        #expect(try project.verify().map(\.code) == ["PRJ-124"])
        try project.write { try Contents.refreshExtent(of: "greens", at: project.timestamp(), $0) }
        #expect(try project.verify().isEmpty)
    }

    @Test func aSwapReplacesTheWholeLayerAtOnce() throws {
        let project = try project()
        let staged = ProjectFile.stagingPrefix + "greens"
        let lock = try project.lockStaging()
        let box = square(700_000, 10).box
        try project.write { db in
            try greens.createBare(named: staged, db)
            try RTree.create(for: staged, db)
            try db.execute(
                sql: "INSERT INTO \(staged) (geom, id) VALUES (?, 'new')",
                arguments: [GeometryBlob.encode(square(700_000, 10), srsID: 4549)])
            try db.execute(
                sql: "INSERT INTO rtree_\(staged)_geom VALUES (1, ?, ?, ?, ?)",
                arguments: [box.minX, box.maxX, box.minY, box.maxY])
        }
        let second = try ProjectFile.open(path, mode: .write)
        #expect(try window(second, 0, 1e9) == ["1", "2", "3"])
        #expect(throws: Problem.self) { try second.lockStaging() }
        try project.write { try greens.swapIn(staged, srsID: 4549, extent: box, at: project.timestamp(), $0) }
        try project.dropStaging(lock)
        #expect(try window(project, 0, 1e9) == ["new"])
        #expect(try project.verify().isEmpty)
        let tables = try project.read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema WHERE name LIKE '%staging%'")
        }
        #expect(tables == [])
        // Triggers of the new table follow changes too.
        try project.write { try $0.execute(sql: "DELETE FROM greens") }
        #expect(try window(project, 0, 1e9) == [])
    }

    @Test func stagingThatWasLeftBehindGoesWithTheNextWriter() throws {
        let project = try project()
        let staged = ProjectFile.stagingPrefix + "x"
        try project.write { db in
            try greens.createBare(named: staged, db)
            try RTree.create(for: staged, db)
        }
        let lock = try project.lockStaging()
        try ProjectFile.open(path, mode: .write).close()
        #expect(try project.read { try $0.tableExists(staged) })
        _ = consume lock
        try ProjectFile.open(path, mode: .write).close()
        #expect(try project.read { try !$0.tableExists(staged) && !$0.tableExists("rtree_\(staged)_geom") })
        #expect(try folder.names().filter { $0.hasSuffix("-import") }.isEmpty)
    }

    @Test func copiesAreWholeAndNeverReplace() throws {
        let project = try project()
        let backup = folder.file("backup.gpkg")
        let packed = folder.file("packed.gpkg")
        try project.backup(to: backup)
        try project.pack(to: packed)
        for copy in [backup, packed] {
            let opened = try ProjectFile.open(copy, mode: .read)
            #expect(try window(opened, 0, 1e9) == ["1", "2", "3"])
            #expect(try opened.verify().isEmpty)
            try opened.close()
            #expect(throws: Problem.self) { try project.backup(to: copy) }
        }
        try project.close()
        #expect(try folder.names() == ["backup.gpkg", "city.gpkg", "packed.gpkg"])
        let queue = try DatabaseQueue(path: packed)
        #expect(try queue.inDatabase { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "delete")
    }

    @Test func packingWorksFromAReader() throws {
        try project().close()
        let reader = try ProjectFile.open(path, mode: .read)
        try reader.pack(to: folder.file("packed.gpkg"))
        try reader.backup(to: folder.file("backup.gpkg"))
        try reader.close()
        #expect(try folder.names() == ["backup.gpkg", "city.gpkg", "packed.gpkg"])
    }

    @Test(arguments: [
        ("DROP TABLE gpkg_extensions", "PRJ-122"), ("UPDATE gpkg_contents SET max_x = 9", "PRJ-124"),
        ("DELETE FROM rtree_greens_geom WHERE id = 2", "PRJ-125"),
        ("UPDATE rtree_greens_geom SET maxx = minx WHERE id = 2", "PRJ-125"),
        ("UPDATE gpkg_geometry_columns SET srs_id = 4326", "PRJ-123"),
        ("INSERT INTO outerline_configuration VALUES (1, 'a', 'b', 'c')", "PRJ-126"),
    ])
    func verifyNamesTheDamage(sql: String, code: String) throws {
        let project = try project()
        #expect(try project.verify().isEmpty)
        try project.write { try $0.execute(sql: sql) }
        #expect(try project.verify().map(\.code) == [code])
    }

    @Test func damagedPagesAreAProblemNotACrash() throws {
        try project().close()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for page in 2..<(bytes.count / 4096) {
            bytes.replaceSubrange(page * 4096..<page * 4096 + 64, with: Data(repeating: 0xAB, count: 64))
        }
        try bytes.write(to: URL(fileURLWithPath: path))
        #expect(throws: Problem.self) { try ProjectFile.open(path, mode: .read).verify() }
    }

    @Test func aFullDiskIsToldAndLeavesTheProjectAsItWas() throws {
        let project = try project()
        let before = try project.values()
        do {
            try project.write { db in
                let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                try db.execute(sql: "PRAGMA max_page_count = \(pages)")
                for index in 0..<100 {
                    try ProjectFile.setValue(String(repeating: "x", count: 2000), of: "k\(index)", db)
                }
            }
            Issue.record("the disk was not full")
        } catch let problem as Problem {
            #expect(problem.code == "PRJ-113" && problem.exit == .inputOutput)
        }
        #expect(try project.values() == before)
    }

    @Test func blobsReadBackAndCarryTheirBox() throws {
        let shapes: [Shape] = [
            square(1, 2), .polygons([]), .point(Point(3, 4)), .points([Point(1, 2), Point(5, 6)]),
            .line([Point(0, 0), Point(1, 1)]),
            .lines([[Point(0, 0), Point(1, 1)], [Point(2, 2), Point(3, 1)]]),
            .polygons([
                Polygon(Box(minX: 0, minY: 0, maxX: 1, maxY: 1)),
                Polygon(Box(minX: 3, minY: 0, maxX: 4, maxY: 1)),
            ]),
        ]
        for shape in shapes {
            let blob = GeometryBlob.encode(shape, srsID: 4549)
            #expect(try GeometryBlob.decode(blob) == shape)
            let box = try blob.withUnsafeBytes { try GeometryBlob.box(of: $0) }
            #expect(box == shape.box)
        }
        for cut in [0, 3, 8, 20, 41, 60] {
            let blob = GeometryBlob.encode(square(1, 2), srsID: 4549).prefix(cut)
            #expect(throws: Problem.self) { try GeometryBlob.decode(Data(blob)) }
        }
    }

    @Test func otherProgramsAcceptTheFile() throws {
        let project = try project()
        let ogrinfo = try run("/usr/bin/ogrinfo", ["-q", path])
        let validator = try run(
            "/usr/bin/python3",
            ["-m", "osgeo_utils.samples.validate_gpkg", "--extra", "--warning-as-error", "-k", path])
        guard let ogrinfo, let validator else { return print("skipped: no gdal-bin or python3-gdal") }
        // A reader of another program sees the layer, and no table of ours, while we have it open.
        let lines = ogrinfo.output.split(separator: "\n").filter { !$0.contains("Warning") }
        #expect(lines == ["1: greens (Multi Polygon)", "2: outerline_project (None)"])
        #expect(validator.status == 0, "\(validator.output)")
        try project.close()
    }
}
