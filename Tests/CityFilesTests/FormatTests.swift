import CityFiles
import CityModel
import Foundation
import Geometry
import ProjectFile
import Testing
import Vocabulary

@Suite struct FormatTests {
    let bench: Bench
    init() throws { bench = try Bench() }

    /// 名称, 绿化公园 and 海滨广场 in GBK (from a table of the standard).
    static let name: [UInt8] = [0xC3, 0xFB, 0xB3, 0xC6]
    static let park: [UInt8] = [0xC2, 0xCC, 0xBB, 0xAF, 0xB9, 0xAB, 0xD4, 0xB0]
    static let plaza: [UInt8] = [0xBA, 0xA3, 0xB1, 0xF5, 0xB9, 0xE3, 0xB3, 0xA1]

    func shapefile(
        _ stem: String, language: UInt8 = 0, cpg: String? = nil, utf8: Bool = false, prj: Bool = true
    ) throws -> String {
        let names = utf8 ? [Array("id".utf8), Array("名称".utf8)] : [Array("id".utf8), Self.name]
        let values = utf8 ? [Array("绿化公园".utf8), Array("海滨广场".utf8)] : [Self.park, Self.plaza]
        try writeShapefile(
            bench.folder + "/" + stem, names: names,
            rows: [[Array("1".utf8), values[0]], [Array("2".utf8), values[1]]], language: language,
            prj: prj ? try CoordinateSystem("EPSG:4549").wkt : nil)
        if let cpg { _ = try bench.file(stem + ".cpg", cpg) }
        return bench.folder + "/" + stem + ".shp"
    }

    @Test(
        arguments: [
            (UInt8(0), nil, false, ["LYR-205"]), (0x57, nil, false, ["LYR-205"]), (0, nil, true, ["LYR-205"]),
            (0x4D, nil, false, []), (0, "GBK", false, []), (0, "936", false, []), (0, "UTF-8", true, []),
        ] as [(UInt8, String?, Bool, [String])])
    func shapefilesAreReadInTheirEncoding(language: UInt8, cpg: String?, utf8: Bool, notes: [String]) throws {
        let path = try shapefile("greens", language: language, cpg: cpg, utf8: utf8)
        let report = try bench.importing(.greens, path) { $0.fieldMap = ["name": "名称"] }
        #expect(try bench.city.features(of: .greens, in: nil).map { $0.text("name") } == ["绿化公园", "海滨广场"])
        #expect(report.notes.map(\.code) == notes)
        #expect(report.sources[0].files.map(\.name).first == "greens.shp")
        #expect(report.sources[0].files.map(\.name).contains("greens.dbf"))
        #expect(report.ignoredFields == [])
    }

    @Test func aWrongEncodingLabelIsAProblemOfTheText() throws {
        let path = try shapefile("greens", cpg: "UTF-8")
        let problems = try bench.problems(.greens, path) { $0.fieldMap = ["name": "field 2"] }
        #expect(Set(problems.kept.map(\.code)) == ["LYR-114"])
        #expect(problems.kept.allSatisfy { $0.place.field != nil })
    }

    @Test func aShapefileWithoutSystemNeedsOne() throws {
        let path = try shapefile("greens", prj: false)
        #expect(try bench.problems(.greens, path).kept.map(\.code) == ["CRS-107"])
        let report = try bench.importing(.greens, path) { $0.sourceCRS = try CoordinateSystem("EPSG:4549") }
        #expect(report.stored == 2 && report.sources[0].crs == "EPSG:4549")
    }

    /// A drawing as AutoCAD writes its text form: version, code page, a closed polyline, an open one and a label.
    func drawing(version: String, page: String, layer: [UInt8], prefix: String = "") -> [UInt8] {
        func line(_ text: String) -> [UInt8] { Array((text + "\n").utf8) }
        func polyline(_ layer: [UInt8], closed: Bool) -> [UInt8] {
            var bytes =
                line("0\nLWPOLYLINE\n8") + layer + line("\n100\nAcDbPolyline\n90\n4\n70\n\(closed ? 1 : 0)")
            for (x, y) in [(0, 0), (30, 0), (30, 20), (0, 20)] {
                bytes += line("10\n\(620_000 + x)\n20\n\(4_150_000 + y)")
            }
            return bytes
        }
        let header =
            "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\n\(version)\n9\n$DWGCODEPAGE\n3\n\(page)\n0\nENDSEC"
        let label = line("0\nTEXT\n8") + layer + line("\n10\n620005\n20\n4150005\n40\n2.5\n1\nplot 1")
        return line(prefix + header) + line("0\nSECTION\n2\nENTITIES") + polyline(layer, closed: true)
            + polyline(Array("AXIS".utf8), closed: false) + label + line("0\nENDSEC\n0\nEOF")
    }

    @Test(
        arguments: [
            ("AC1015", "ANSI_936", [0xBA, 0xEC, 0xCF, 0xDF]), ("AC1021", "ANSI_936", Array("红线".utf8)),
            ("AC1032", "ANSI_1252", Array("红线".utf8)), ("AC1015", "ANSI_1252", [0xBA, 0xEC, 0xCF, 0xDF]),
            ("AC1015", "ANSI_1252", Array(#"\U+7EA2\U+7EBF"#.utf8)),
        ] as [(String, String, [UInt8])])
    func drawingsAreReadByCADLayer(version: String, page: String, layer: [UInt8]) throws {
        let path = try bench.file("plan.dxf", drawing(version: version, page: page, layer: layer))
        let several = try bench.problems(.plots, path)
        #expect(several.kept.map(\.code) == ["LYR-105"])
        #expect(several.kept[0].message == "the source has 2 layers: AXIS, 红线", "\(several)")
        let report = try bench.importing(.plots, path) {
            $0.sourceLayer = "红线"
            $0.sourceCRS = try CoordinateSystem("EPSG:4549")
        }
        let plots = try bench.city.features(of: .plots, in: nil)
        #expect(
            plots.map(\.shape.box) == [Box(minX: 620_000, minY: 4_150_000, maxX: 620_030, maxY: 4_150_020)])
        #expect(report.notes.map(\.code).contains("LYR-206"))
        #expect(report.notes.map(\.code).contains("LYR-207"))
        let wrong = try bench.problems(.plots, path) { $0.sourceLayer = "AXES" }
        #expect(wrong.kept.map(\.code) == ["LYR-106"])
        #expect(wrong.kept[0].help?.hasPrefix("did you mean 'AXIS'?") == true)
        #expect(try bench.problems(.plots, path) { $0.sourceLayer = "红线" }.kept.map(\.code) == ["CRS-107"])
    }

    @Test func openStreetMapFeedsLayersByPreset() throws {
        let nodes = [(1, 121.400, 37.540), (2, 121.401, 37.540), (3, 121.401, 37.541), (4, 121.400, 37.541)]
            .map { #"<node id="\#($0.0)" lon="\#($0.1)" lat="\#($0.2)" version="1"/>"# }.joined()
        let xml = """
            <osm version="0.6">\(nodes)
            <way id="10" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/>\
            <tag k="building" v="residential"/><tag k="building:levels" v="6"/></way>
            <way id="11" version="1"><nd ref="1"/><nd ref="3"/><tag k="highway" v="secondary"/>\
            <tag k="name" v="南大街"/><tag k="bridge" v="yes"/><tag k="layer" v="1"/></way>
            <way id="12" version="1"><nd ref="2"/><nd ref="4"/><tag k="highway" v="footway"/></way>
            </osm>
            """
        let path = try bench.file("city.osm", xml)
        let roads = try bench.importing(.roads, path) { $0.preset = try bench.preset("osm") }
        let road = try #require(try bench.city.feature("11", of: .roads))
        #expect(roads.stored == 1 && roads.filtered == 1 && roads.preset == "osm")
        #expect(road.text("class") == "secondary" && road.text("name") == "南大街")
        #expect(road.boolean("bridge") == true && road.integer("level") == 1)
        #expect(road.shape.kind == .polygon)
        #expect(roads.sources[0].crs == "EPSG:4326")
        try bench.importing(.buildings, path) { $0.preset = try bench.preset("osm") }
        let building = try #require(try bench.city.features(of: .buildings, in: nil).first)
        #expect(building.id == "w10" && building.integer("storeys") == 6)
        // domain/crs.md §5: 121.40, 37.54 in EPSG:4549.
        let corner = Point(623_732.757, 4_157_362.833)
        #expect(building.shape.outlines[0].contains { $0.distance(to: corner) < 0.001 })
        #expect(
            try bench.problems(.stubs, path) { $0.preset = try bench.preset("osm") }.kept.map(\.code) == [
                "LYR-107"
            ])
    }

    @Test func aProjectIsASourceForAnother() throws {
        let source = try bench.file(
            "m.geojson",
            geojson([
                feature(
                    #""id":1,"utility":"heat","in_service":true,"laid_on":"2020-02-29""#,
                    lineString([(0, 0), (5, 5)]))
            ]))
        try bench.importing(.mains, source)
        try bench.importing(.plots, try bench.file("p.geojson", geojson([feature(#""id":1"#, square(0))])))
        let other = try Bench()
        let several = try other.problems(.mains, bench.project.path)
        #expect(several.kept.map(\.code) == ["LYR-105"] && several.kept[0].help == "add --source-layer mains")
        try other.importing(.mains, bench.project.path) { $0.sourceLayer = "mains" }
        #expect(try other.city.features(of: .mains, in: nil) == bench.city.features(of: .mains, in: nil))
    }

    @Test(arguments: ExportFormat.allCases)
    func whatIsExportedComesBack(format: ExportFormat) throws {
        let source = try bench.file(
            "m.geojson",
            geojson([
                feature(
                    #""id":"2","utility":"gas","dn_mm":219.1,"in_service":false,"laid_on":"2020-02-29","owner":"烟台燃气""#,
                    lineString([(0, 0), (5, 5), (9, 5)])),
                feature(#""id":"10","utility":"heat""#, lineString([(0, 9), (5, 9)])),
            ]))
        try bench.importing(.mains, source)
        let path = bench.folder + "/出 图 'a'.\(format.rawValue)"
        let report = try bench.project.exportLayer(.mains, to: path, format: format)
        #expect(report.count == 2)
        #expect(report.files.contains("出 图 'a'.\(format.rawValue)"))
        let problem = #expect(throws: Problem.self) {
            try bench.project.exportLayer(.mains, to: path, format: format)
        }
        #expect(problem?.code == "PRJ-101")
        let first = try Data(contentsOf: URL(fileURLWithPath: path))
        _ = try bench.project.exportLayer(.mains, to: path, format: format, replacing: true)
        if format != .gpkg { #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == first) }
        let other = try Bench()
        try other.importing(.mains, path) {
            if format == .shp { $0.fieldMap = ["spare_capacity": "spare_capa", "in_service": "in_service"] }
        }
        let back = try other.city.features(of: .mains, in: nil)
        let sent = try bench.city.features(of: .mains, in: nil)
        #expect(back.map(\.attributes) == sent.map(\.attributes))
        for (a, b) in zip(back, sent) {
            for (p, q) in zip(a.shape.outlines.joined(), b.shape.outlines.joined()) {
                #expect(p.distance(to: q) < 0.002)
            }
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: bench.folder).allSatisfy {
                !$0.hasPrefix(".")
            })
        if format == .shp { #expect(report.notes.map(\.code) == ["LYR-210"]) }
    }

    @Test func rfc7946IsKept() throws {
        try bench.importing(.plots, try bench.file("p.geojson", geojson([feature(#""id":1"#, square(0))])))
        let path = bench.folder + "/out.geojson"
        let report = try bench.project.exportLayer(.plots, to: path, format: .geojson)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(report.crs == "EPSG:4326" && !text.contains("\"crs\""))
        let polygons = try #require(
            text.firstMatch(of: /\[ ?\[ ?\[ ?([\d.]+), ?([\d.]+) ?\], ?\[ ?([\d.]+), ?([\d.]+)/))
        let (x, y) = (try #require(Double(polygons.1)), try #require(Double(polygons.2)))
        #expect((121.3...121.5).contains(x) && (37.4...37.6).contains(y))
        // The shell runs counter-clockwise: from the lower left corner first east.
        #expect(try #require(Double(polygons.3)) > x)
    }
}
