import Digest
import CityFiles
import CityModel
import Digest
import Foundation
import GRDB
import Geometry
import ProjectFile
import Testing
import Vocabulary

@Suite struct ImportTests {
    let bench: Bench
    init() throws { bench = try Bench() }

    @Test func aLayerComesInWithItsFieldsTypesAndIds() throws {
        let source = try bench.file(
            "mains.geojson",
            geojson([
                feature(
                    #""id":7,"utility":"water","dn_mm":"300","in_service":"是","laid_on":"2019/5/1","extra":1"#,
                    lineString([(0, 0), (100, 0)])),
                feature(
                    #""id":12,"utility":"gas","owner":"O'Neil, \"燃气\"\n🔥""#, lineString([(0, 50), (100, 60)])),
            ]))
        let report = try bench.importing(.mains, source)
        let mains = try bench.city.features(of: .mains, in: nil)
        #expect(mains.map(\.id) == ["7", "12"])
        #expect(mains[0].text("utility") == "water")
        #expect(mains[0].number("dn_mm") == 300)
        #expect(mains[0].boolean("in_service") == true)
        #expect(mains[0].day("laid_on") == Day(2019, 5, 1))
        #expect(mains[1].text("owner") == "O'Neil, \"燃气\"\n🔥")
        #expect(mains[1].attributes["dn_mm"] == nil)
        #expect(mains[0].shape == .line([Point(620_000, 4_150_000), Point(620_100, 4_150_000)]))
        #expect(report.stored == 2 && report.sources[0].read == 2)
        #expect(report.ignoredFields == ["extra"])
        #expect(report.sources[0].crs == "EPSG:4549" && report.sources[0].format == "GeoJSON")
        #expect(report.sources[0].files[0].sha256 == (try SHA256.hex(ofFile: source)))
        #expect(try bench.project.verify().isEmpty)
    }

    @Test func windowsUseTheIndexAndTheOrderOfIds() throws {
        var features: [String] = []
        for (number, id) in [10, 9, 2, 1, 100].enumerated() {
            features.append(feature(#""id":"\#(id)""#, square(Double(number) * 100)))
        }
        features.append(feature(#""id":"a""#, square(50, 0)))
        try bench.importing(.plots, try bench.file("plots.geojson", geojson(features)))
        #expect(try bench.city.features(of: .plots, in: nil).map(\.id) == ["1", "2", "9", "10", "100", "a"])
        let window = Box(minX: 620_010, minY: 4_150_000, maxX: 620_100, maxY: 4_150_001)
        #expect(try bench.city.features(of: .plots, in: window).map(\.id) == ["9", "10", "a"])
        // A hair beyond the edge is outside, although the index is coarser than that.
        let beyond = Box(minX: 620_010.001, minY: 4_150_000, maxX: 620_049.999, maxY: 4_150_001)
        #expect(try bench.city.features(of: .plots, in: beyond).isEmpty)
        #expect(try bench.city.features(of: .plots, in: .empty).isEmpty)
        #expect(try bench.city.features(of: .water, in: window).isEmpty)
        #expect(try bench.city.feature("a", of: .plots)?.shape.box.minX == 620_050)
        #expect(try bench.city.feature("b", of: .plots) == nil)
        #expect(try bench.city.layers() == [.plots])
        let plan = try bench.project.read { db in
            let sql = try CityReader(db).explainableWindow(of: .plots)
            return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: [1, 2, 3, 4])
                .map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.contains("VIRTUAL TABLE INDEX 2") }, "\(plan)")
        #expect(plan.contains { $0.contains("plots USING INTEGER PRIMARY KEY") }, "\(plan)")
    }

    @Test func allProblemsOfAllSourcesAreListedAtOnce() throws {
        try bench.importing(
            .mains,
            try bench.file(
                "old.geojson", geojson([feature(#""id":1,"utility":"gas""#, lineString([(0, 0), (1, 1)]))])))
        let one = try bench.file(
            "one.geojson",
            geojson([
                feature(#""id":1,"utility":"wasser","dn_mm":"wide""#, lineString([(0, 0), (9, 0)])),
                feature(#""id":2"#, lineString([(0, 0), (9, 0)])),
                feature(#""id":3,"utility":"gas""#, square(0)),
                feature(#""id":4,"utility":"gas""#, "null"),
                feature(#""id":5,"utility":"gas""#, lineString([(0, 0), (0, 0)])),
                feature(#""utility":"gas""#, lineString([(0, 0), (1, 0)])),
                feature(#""id":6,"utility":"gas","laid_on":"2019-02-30""#, lineString([(0, 0), (1, 0)])),
            ]))
        let two = try bench.file(
            "two.geojson",
            geojson([
                feature(#""id":8,"utility":"gas""#, lineString([(0, 0), (9, 0)])),
                feature(#""id":"8","utility":"gas""#, lineString([(0, 0), (9, 0)])),
            ]))
        let problems = try bench.problems(.mains, one, two)
        let found = problems.kept.map { "\($0.code) \($0.place.feature ?? "") \($0.place.field ?? "-")" }
        #expect(
            found == [
                "CTY-104 1 utility", "CTY-103 1 dn_mm", "CTY-102 2 utility", "CTY-101 3 -", "LYR-110 4 -",
                "GEO-103 5 -",
                "LYR-112 row 6 id", "CTY-103 6 laid_on", "LYR-111 8 -",
            ])
        #expect(problems.kept.allSatisfy { $0.place.file != nil && $0.place.layer == "mains" })
        #expect(try bench.project.verify().isEmpty)
    }

    @Test func aThousandErrorsAreCountedAndCapped() throws {
        let features = (0..<10_000).map {
            feature(#""id":\#($0),"utility":"x\#($0)""#, lineString([(0, 0), (9, 0)]))
        }
        let problems = try bench.problems(.mains, try bench.file("many.geojson", geojson(features)))
        #expect(problems.count == 10_000)
        #expect(problems.kept.count == Problems.cap)
        #expect(problems.countByCode == ["CTY-104": 10_000])
    }

    @Test func aBowTieIsRefusedRepairedOrLeftOut() throws {
        let source = try bench.file(
            "plots.geojson", geojson([feature(#""id":"bad""#, bowTie), feature(#""id":"good""#, square(50))]))
        let refused = try bench.problems(.plots, source)
        #expect(refused.kept.map(\.code) == ["GEO-103"])
        #expect(refused.kept[0].message.contains("self-intersection at (620005.0, 4150005.0)"), "\(refused)")
        let repaired = try bench.importing(.plots, source) { $0.repair = true }
        #expect(
            repaired.stored == 2 && repaired.repaired.count == 1
                && repaired.repaired.first[0].feature == "bad")
        #expect(try bench.city.feature("bad", of: .plots)?.shape.polygons.count == 2)
        let skipped = try bench.importing(.plots, source) { $0.skipInvalid = true }
        #expect(skipped.stored == 1 && skipped.skipped.first.map(\.feature) == ["bad"])
        #expect(skipped.notes.map(\.code) == ["LYR-202"])
        #expect(try bench.city.features(of: .plots, in: nil).map(\.id) == ["good"])
    }

    @Test func idsAreMadeFromRowNumbersWhereThereAreNone() throws {
        let source = try bench.file("a.geojson", geojson([feature("", square(0)), feature("", square(20))]))
        let other = try bench.file("b.geojson", geojson([feature("", square(40))]))
        let report = try bench.importing(.plots, source)
        #expect(report.notes.map(\.code) == ["LYR-203"])
        #expect(try bench.city.features(of: .plots, in: nil).map(\.id) == ["0", "1"])
        try bench.importing(.plots, source, other)
        #expect(try bench.city.features(of: .plots, in: nil).map(\.id) == ["1.0", "1.1", "2.0"])
    }

    @Test func fieldsAreMappedByHandAndByPreset() throws {
        let source = try bench.file(
            "m.geojson",
            geojson([feature(#""编号":"G1","medium":"gas","口径":"200""#, lineString([(0, 0), (9, 0)]))]))
        try bench.importing(.mains, source) {
            $0.fieldMap = ["id": "编号", "utility": "medium", "dn_mm": "口径"]
        }
        let main = try #require(try bench.city.feature("G1", of: .mains))
        #expect(main.text("utility") == "gas" && main.number("dn_mm") == 200)
        let wrong = try bench.problems(.mains, source) {
            $0.fieldMap = ["utilty": "medium", "utility": "mediun"]
        }
        #expect(wrong.kept.map(\.code) == ["LYR-108"])
        #expect(wrong.kept[0].help == "did you mean 'utility'?")
        let source2 = try bench.problems(.mains, source) { $0.fieldMap = ["utility": "mediun"] }
        #expect(source2.kept.map(\.code) == ["LYR-109"] && source2.kept[0].help == "did you mean 'medium'?")
        let chinese = try bench.file(
            "n.geojson", geojson([feature(#""id":1,"专业":"燃气","管径":300"#, lineString([(0, 0), (9, 0)]))]))
        try bench.importing(.mains, chinese) { $0.preset = try bench.preset("generic") }
        #expect(try bench.city.feature("1", of: .mains)?.text("utility") == "gas")
    }

    @Test func anErrorInTheLastStepOrACancelLeavesEverything() throws {
        let source = try bench.file("a.geojson", geojson([feature(#""id":1"#, square(0))]))
        try bench.importing(.plots, source)
        struct Stop: Error {}
        let other = try bench.file("b.geojson", geojson([feature(#""id":2"#, square(0))]))
        let request = ImportRequest(layer: try bench.layer(.plots), sources: [other])
        #expect(throws: Stop.self) {
            try bench.project.importLayer(request, commit: { _, _ in throw Stop() })
        }
        #expect(throws: Stop.self) { try bench.project.importLayer(request, progress: { _ in throw Stop() }) }
        #expect(try bench.city.features(of: .plots, in: nil).map(\.id) == ["1"])
        #expect(try bench.project.verify().isEmpty)
        let left = try bench.project.read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema WHERE name LIKE '%staging%'")
        }
        #expect(left == [])
        var stored: Int?
        try bench.project.importLayer(
            request,
            commit: { db, report in
                stored = report.stored
                try ProjectFile.setValue("x", of: "event", db)
            })
        #expect(stored == 1)
        #expect(try bench.project.value(of: "event") == "x")
        #expect(try bench.city.features(of: .plots, in: nil).map(\.id) == ["2"])
    }

    @Test func linesBecomeRoadAreasWithAWidth() throws {
        let source = try bench.file(
            "axes.geojson",
            geojson([feature(#""id":1,"name":"长江路""#, lineString([(0, 0), (100, 0), (100, 100)]))]))
        let report = try bench.importing(.roads, source) { $0.width = 12 }
        let road = try #require(try bench.city.feature("1", of: .roads))
        #expect(road.shape.kind == .polygon)
        // Two stretches of 100 m, flat ends and a mitred bend: 200 m × 12 m.
        #expect(abs(road.shape.polygons.reduce(0) { $0 + area($1) } - 2400) < 0.01)
        #expect(report.notes.map(\.code) == ["LYR-208"])
        #expect(try bench.problems(.roads, source).kept.map(\.code) == ["CTY-101"])
        #expect(try bench.problems(.mains, source) { $0.width = 5 }.kept.map(\.code) == ["LYR-115"])
        #expect(try bench.problems(.roads, source) { $0.width = -1 }.kept.map(\.code) == ["LYR-115"])
    }

    private func area(_ polygon: Polygon) -> Double {
        let ring = polygon.shell
        return abs(zip(ring, ring.dropFirst()).reduce(0) { $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y) }) / 2
    }

    @Test func valuesThatDoNotFitMayBeLeftUnknown() throws {
        let source = try bench.file(
            "r.geojson",
            geojson([
                feature(#""id":1,"bridge":"viaduct","name":"a""#, square(0)),
                feature(#""id":2,"bridge":"yes","class":"boulevard""#, square(50)),
            ]))
        #expect(try bench.problems(.roads, source).kept.map(\.code) == ["CTY-103", "CTY-104"])
        let report = try bench.importing(.roads, source) { $0.repair = true }
        #expect(report.unknownValues.first.map(\.feature) == ["1", "2"])
        #expect(report.notes.map(\.code) == ["LYR-213"])
        let roads = try bench.city.features(of: .roads, in: nil)
        #expect(roads[0].attributes == ["name": .text("a")])
        #expect(roads[1].attributes == ["bridge": .boolean(true)])
        // A required field has no such way out.
        let mains = try bench.file(
            "m.geojson", geojson([feature(#""id":1,"utility":"beer""#, lineString([(0, 0), (9, 0)]))]))
        #expect(try bench.problems(.mains, mains) { $0.repair = true }.kept.map(\.code) == ["CTY-104"])
        // Nor need a field be read at all.
        try bench.importing(.roads, source) { $0.fieldMap = ["bridge": "", "class": ""] }
        #expect(try bench.city.features(of: .roads, in: nil)[1].attributes == [:])
    }

    @Test func closedLinesBecomeAreas() throws {
        let source = try bench.file(
            "p.geojson", geojson([feature(#""id":1"#, lineString([(0, 0), (9, 0), (9, 9), (0, 0)]))]))
        let report = try bench.importing(.plots, source)
        #expect(report.notes.map(\.code) == ["LYR-207"])
        #expect(try bench.city.feature("1", of: .plots)?.shape.kind == .polygon)
    }
}

@Suite struct ValidityTests {
    struct Generator {
        var state: UInt64
        mutating func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
    }

    /// Rings on a coarse grid touch, fold and cross often; what the quick test passes the geometry library must pass.
    @Test func theQuickTestNeverPassesAnInvalidRing() throws {
        var random = Generator(state: 20_261_122)
        let engine = GeometryEngine()
        var passed = 0
        for round in 0..<20_000 {
            let count = 3 + Int(random.next() * 6)
            let grid = round.isMultiple(of: 2) ? 6.0 : 1000.0
            var ring = (0..<count).map { _ in
                Point(
                    620_000 + (random.next() * grid).rounded(.down),
                    4_150_000 + (random.next() * grid).rounded(.down))
            }
            ring.append(ring[0])
            let polygon = Polygon(shell: ring)
            guard polygon.isClearlyValidForTests else { continue }
            passed += 1
            #expect(try engine.invalidity(of: .polygon(polygon)) == nil, "\(ring)")
        }
        #expect(passed > 2000)
        #expect(Polygon(Box(minX: 0, minY: 0, maxX: 10, maxY: 5)).isClearlyValidForTests)
    }
}
