import CityFiles
import CityModel
import Foundation
import GRDB
import Geometry
import ProjectFile
import Testing
import Vocabulary

@Suite struct BadInputTests {
    let bench: Bench
    init() throws { bench = try Bench() }

    func codes(_ layer: LayerName, _ path: String, change: (inout ImportRequest) throws -> Void = { _ in })
        throws
        -> [String]
    {
        let problems = try bench.problems(layer, path, change: change)
        #expect(problems.kept.allSatisfy { $0.place.file == path }, "\(problems)")
        #expect(problems.kept.allSatisfy { $0.help != nil }, "\(problems)")
        return problems.kept.map(\.code)
    }

    @Test func whatIsNoSourceIsToldApart() throws {
        let none = try bench.problems(.plots, bench.folder + "/none.shp")
        #expect(none.kept.map(\.code) == ["LYR-101"] && none.kept[0].exit == .notFound)
        #expect(try codes(.plots, try bench.file("empty.geojson", "")) == ["LYR-103"])
        #expect(try codes(.plots, try bench.file("text.gpkg", "just a text")) == ["LYR-102"])
        #expect(try codes(.plots, try bench.file("text.shp", "just a text")) == ["LYR-102"])
        #expect(
            try codes(.plots, try bench.file("half.geojson", #"{"type":"FeatureCollection","feat"#)) == [
                "LYR-102"
            ])
        #expect(try codes(.plots, try bench.file("other.json", #"{"a":1}"#)) == ["LYR-102"])
        #expect(
            try codes(.plots, try bench.file("none.geojson", geojson([]).replacing("[]", with: "7"))) == [
                "LYR-102"
            ])
        try FileManager.default.createDirectory(
            atPath: bench.folder + "/dir", withIntermediateDirectories: true)
        #expect(try codes(.plots, bench.folder + "/dir") == ["LYR-102"])
        // A path that the library would take for an address is a missing file.
        #expect(try bench.problems(.plots, "https://example.org/a.geojson").kept.map(\.code) == ["LYR-101"])
    }

    @Test func aGeoPackageCutShortIsRefused() throws {
        let features = (0..<400).map { feature(#""id":\#($0)"#, square(Double($0) * 20)) }
        try bench.importing(.plots, try bench.file("p.geojson", geojson(features)))
        let copy = bench.folder + "/copy.gpkg"
        try bench.project.pack(to: copy)
        let whole = try Data(contentsOf: URL(fileURLWithPath: copy))
        #expect(
            try codes(.plots, try bench.file("cut.gpkg", whole.prefix(whole.count * 2 / 3))) == ["LYR-104"])
        #expect(try codes(.plots, try bench.file("head.gpkg", whole.prefix(50))) == ["LYR-104"])
        // A hole in the middle keeps the length: pages of the table are gone, which the reader must notice.
        var torn = whole
        let middle = torn.count / 2 / 4096 * 4096
        torn.replaceSubrange(middle..<middle + 8 * 4096, with: Data(repeating: 0xEE, count: 8 * 4096))
        let path = try bench.file("torn.gpkg", torn)
        let problems = try bench.problems(.plots, path) { $0.sourceLayer = "plots" }
        #expect(
            problems.kept.allSatisfy { ["LYR-102", "LYR-104", "GEO-101"].contains($0.code) }, "\(problems)")
    }

    @Test func coordinatesMustBeNumbersInTheirArea() throws {
        let nan = square(0).replacing("620010.0", with: "NaN")
        #expect(
            try codes(.plots, try bench.file("nan.geojson", geojson([feature(#""id":1"#, nan)]))) == [
                "GEO-102"
            ])
        let swapped = #"{"type":"Point","coordinates":[37.54,121.4]}"#
        let lonLat = #"{"type":"Point","coordinates":[121.4,37.54]}"#
        let source = try bench.file(
            "trees.geojson", geojson([feature(#""id":1"#, swapped), feature(#""id":2"#, swapped)], crs: nil))
        let problems = try bench.problems(.trees, source)
        #expect(problems.kept.map(\.code) == ["CRS-108", "CRS-108"])
        #expect(problems.kept[0].message.contains("the axes are swapped"))
        // It concerns the whole source, so it is not a matter of single features.
        #expect(try codes(.trees, source) { $0.skipInvalid = true } == ["CRS-108", "CRS-108"])
        let north = #"{"type":"Point","coordinates":[4157362.8,623732.7]}"#
        #expect(
            try codes(.trees, try bench.file("n.geojson", geojson([feature(#""id":1"#, north)]))) == [
                "CRS-108"
            ])
        // Metres declared as degrees.
        let metres = #"{"type":"Point","coordinates":[623732.7,4157362.8]}"#
        #expect(
            try codes(.trees, try bench.file("m.geojson", geojson([feature(#""id":1"#, metres)], crs: nil)))
                == ["CRS-108"])
        try bench.importing(
            .trees, try bench.file("good.geojson", geojson([feature(#""id":1"#, lonLat)], crs: nil)))
        let tree = try #require(try bench.city.feature("1", of: .trees))
        // domain/crs.md §5.
        #expect(
            abs(tree.shape.box.minX - 623_732.757) < 0.001 && abs(tree.shape.box.minY - 4_157_362.833) < 0.001
        )
    }

    @Test(arguments: [
        (4550, "CRS-104"), (4528, "CRS-104"), (32651, "CRS-104"), (2385, "CRS-104"), (4610, "CRS-105"),
        (4214, "CRS-105"),
    ])
    func otherZonesAndOldDatumsAreRefused(system: Int, code: String) throws {
        let source = try bench.file("p.geojson", geojson([feature(#""id":1"#, square(0))], crs: system))
        #expect(try codes(.plots, source) == [code])
    }

    @Test func webMercatorIsTransformed() throws {
        // 121.40, 37.54 in EPSG:3857 by the formula of EPSG guidance note 7-2: R·λ, R·ln tan(π/4 + φ/2).
        let radius = 6_378_137.0
        let x = radius * 121.40 * .pi / 180
        let y = radius * log(tan(.pi / 4 + 37.54 * .pi / 360))
        let point = #"{"type":"Point","coordinates":[\#(x),\#(y)]}"#
        let report = try bench.importing(
            .trees, try bench.file("t.geojson", geojson([feature(#""id":1"#, point)], crs: 3857)))
        let tree = try #require(try bench.city.feature("1", of: .trees))
        #expect(
            abs(tree.shape.box.minX - 623_732.757) < 0.001 && abs(tree.shape.box.minY - 4_157_362.833) < 0.001
        )
        #expect(report.sources[0].crs == "EPSG:3857")
    }

    @Test func aDeclaredSystemMayBeOverriddenAndThatIsNoted() throws {
        let source = try bench.file("p.geojson", geojson([feature(#""id":1"#, square(0))], crs: 4550))
        let report = try bench.importing(.plots, source) { $0.sourceCRS = try CoordinateSystem("EPSG:4549") }
        #expect(report.notes.map(\.code) == ["LYR-209"])
    }

    @Test func systemsOfTheCitysOwnWork() throws {
        let own = try Bench(
            crs: "+proj=tmerc +lat_0=0 +lon_0=121.4 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m")
        let lonLat = #"{"type":"Point","coordinates":[121.4,37.54]}"#
        let source = try own.file("t.geojson", geojson([feature(#""id":1"#, lonLat)], crs: 4490))
        do {
            try own.importing(.trees, source)
            let tree = try #require(try own.city.feature("1", of: .trees))
            #expect(abs(tree.shape.box.minX - 500_000) < 0.001)
        } catch let problems as Problems {
            // A system without a datum of its own may have no exact transformation; it is told, not guessed.
            #expect(problems.kept.map(\.code) == ["CRS-105"])
        }
        let swapped = #"{"type":"Point","coordinates":[4157362.8,500000]}"#
        let plain = try own.file("s.geojson", geojson([feature(#""id":1"#, swapped)], crs: nil))
        let problems = try own.problems(.trees, plain) {
            $0.sourceCRS = try CoordinateSystem(own.project.crs().definition)
        }
        #expect(problems.kept.map(\.code) == ["CRS-108"])
    }

    @Test func mixedAndCurvedGeometriesAreToldPerFeature() throws {
        let collection =
            #"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[620000,4150000]}]}"#
        let several = #"{"type":"MultiPoint","coordinates":[[620000,4150000],[620001,4150000]]}"#
        let source = try bench.file(
            "t.geojson", geojson([feature(#""id":1"#, collection), feature(#""id":2"#, several)]))
        #expect(try codes(.trees, source) == ["GEO-101", "LYR-113"])
    }

    @Test func aFullDiskEndsTheImportAndLeavesTheLayer() throws {
        try bench.importing(
            .plots, try bench.file("p.geojson", geojson([feature(#""id":"old""#, square(0))])))
        try bench.project.write { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 30)")
        }
        let features = (0..<3000).map { feature(#""id":\#($0)"#, square(Double($0) * 20)) }
        let path = try bench.file("many.geojson", geojson(features))
        let problem = #expect(throws: Problem.self) { try bench.importing(.plots, path) }
        #expect(problem?.code == "PRJ-113" && problem?.exit == .inputOutput)
        #expect(try bench.city.features(of: .plots, in: nil).map(\.id) == ["old"])
        #expect(try bench.project.verify().isEmpty)
    }

    @Test func onlyOneImportAtATime() throws {
        let path = try bench.file("p.geojson", geojson([feature(#""id":1"#, square(0))]))
        let other = try ProjectFile.open(bench.project.path, mode: .write)
        let request = ImportRequest(layer: try bench.layer(.plots), sources: [path])
        try bench.project.importLayer(
            request,
            progress: { _ in
                let problem = #expect(throws: Problem.self) { try other.importLayer(request) }
                #expect(problem?.code == "PRJ-117" && problem?.exit == .busy)
                // Permit work goes on meanwhile.
                try other.write { try ProjectFile.setValue("1", of: "meanwhile", $0) }
            })
        #expect(try bench.project.value(of: "meanwhile") == "1")
    }

    @Test func exportsSayWhatStopsThem() throws {
        let absent = #expect(throws: Problem.self) {
            try bench.project.exportLayer(.water, to: bench.folder + "/w.gpkg", format: .gpkg)
        }
        #expect(absent?.code == "LYR-116" && absent?.exit == .notFound)
        try bench.importing(.plots, try bench.file("p.geojson", geojson([feature(#""id":1"#, square(0))])))
        for folder in ["/proc/self", bench.folder + "/none"] {
            let closed = #expect(throws: Problem.self) {
                try bench.project.exportLayer(.plots, to: folder + "/w.gpkg", format: .gpkg)
            }
            #expect(closed?.code == "PRJ-102" && closed?.exit == .cannotCreate)
        }
    }
}
