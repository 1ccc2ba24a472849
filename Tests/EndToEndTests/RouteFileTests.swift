import Foundation
import Testing

/// The files of a route as other people's programs read them: GDAL, ezdxf.
struct RouteFileTests {
    private static let id = "申-1-W"

    /// Names a map may bring; the second is made to break every format.
    static let names = ["长江路", "=cmd() {a} \\P <b>🏭</b>; 北京|路\n第二行 \"x\" שלום 2·m² é"]

    /// A road to cross, a green beside it, a main beyond.
    private static func city(in scratch: Scratch, road name: String) throws -> String {
        var city = TinyCity()
        city.addSquare("plots", "P1", 0, 40, 30, "\"plot_no\":\"芝-001\"")
        city.add("mains", "M1", "LineString", [(-60, 0), (90, 0)], "\"utility\":\"water\",\"dn_mm\":300")
        city.add("lines", "L1", "LineString", [(-60, 5), (90, 5)], "\"kind\":\"gas\",\"dn_mm\":200")
        // Through the whole city and far beyond.
        city.add(
            "lines", "L2", "LineString", [(-9000, 7), (9000, 7)], "\"kind\":\"power\",\"voltage_kv\":10")
        let escaped = String(decoding: try JSONEncoder().encode(name), as: UTF8.self)
        city.add(
            "roads", "R1", "Polygon", [(-60, 10), (90, 10), (90, 22), (-60, 22), (-60, 10)],
            "\"road_id\":\"R1\",\"class\":\"secondary\",\"name\":\(escaped)")
        city.addSquare("greens", "G1", -30, 26, 90, "\"name\":\"街旁绿地\"")
        let path = try city.project(in: scratch)
        let applications = try scratch.write("a.csv", TinyCity.applications([("申-1", "P1", "water")]))
        try Tool.succeed(["case", "file", path, applications] + Tool.desk)
        return path
    }

    private func report(road name: String, _ formats: String) throws -> Scratch {
        let scratch = try Scratch()
        let city = try Self.city(in: scratch, road: name)
        for folder in ["one", "two"] {
            try Tool.succeed(
                ["report", "route", city, "--case", Self.id, "--format", formats, "--lang", "zh", "-o"]
                    + [scratch.file(folder)] + Tool.desk)
        }
        return scratch
    }

    /// The route and its crossings as the project file keeps them.
    private func truth(_ scratch: Scratch) throws -> (line: [[Double]], areas: [Double])? {
        guard let layers = try Python.layers(scratch.file("tiny.gpkg")) else { return nil }
        let route = try #require(layers.list.first { $0["name"].text == "routes" })["features"][0]
        let areas = layers.list.first { $0["name"].text == "disturbed_areas" }?["features"].list ?? []
        return (route["shape"]["coordinates"].positions, areas.compactMap { $0["fields"]["area_m2"].number })
    }

    private func features(_ layers: JSON, _ name: String) -> [JSON] {
        layers.list.first { $0["name"].text == name }?["features"].list ?? []
    }

    private func expectEqual(_ a: [[Double]], _ b: [[Double]], within tolerance: Double = 0.001) {
        #expect(a.count == b.count)
        for (left, right) in zip(a, b) {
            #expect(
                abs(left[0] - right[0]) <= tolerance && abs(left[1] - right[1]) <= tolerance,
                "\(left) \(right)")
        }
    }

    @Test("GeoPackage and Shapefile keep the geometry and the attributes, Chinese included", arguments: names)
    func layers(_ name: String) throws {
        let scratch = try report(road: name, "gpkg,shp")
        guard let truth = try truth(scratch) else { return }
        let gpkg = try #require(try Python.layers(scratch.file("one/\(Self.id).gpkg")))
        #expect(
            gpkg.list.compactMap { $0["name"].text } == ["route", "crossings", "contacts", "areas", "points"])
        #expect(gpkg.list.allSatisfy { $0["crs"].text == "4549" })
        let route = features(gpkg, "route")[0]
        expectEqual(route["shape"]["coordinates"].positions, truth.line)
        #expect(route["fields"]["case_id"].text == Self.id && route["fields"]["utility"].text == "water")
        let points = features(gpkg, "points")
        expectEqual(points.flatMap { $0["shape"]["coordinates"].positions }, truth.line)
        #expect(points.first?["fields"]["chainage"].text == "K0+000.000")
        let road = try #require(features(gpkg, "crossings").first { $0["fields"]["layer"].text == "roads" })
        #expect(road["fields"]["name"].text == name)
        #expect(road["fields"]["length_m"].number.map { abs($0 - 12) < 0.001 } == true)
        let areas = features(gpkg, "areas")
        #expect(areas.count == truth.areas.count && !areas.isEmpty)
        for area in areas {
            let stated = try #require(area["fields"]["area_m2"].number)
            #expect(abs(stated - (area["area"].number ?? 0)) < 0.00001)
        }
        // One figure, in the schedule and beside the polygon.
        let area = areas.first { $0["fields"]["layer"].text == "roads" }
        #expect(area != nil && area?["fields"]["area_m2"].number == road["fields"]["area_m2"].number)
        try shapes(scratch, gpkg, name)
    }

    private func shapes(_ scratch: Scratch, _ gpkg: JSON, _ name: String) throws {
        for layer in ["route", "crossings", "areas", "points"] {
            let path = scratch.file("one/\(Self.id)-\(layer).shp")
            let read = try #require(try Python.layers(path))[0]["features"].list
            let kept = features(gpkg, layer)
            #expect(read.count == kept.count)
            for (shape, feature) in zip(read, kept) {
                let own = shape["shape"]["coordinates"].positions
                // A Shapefile may begin a ring elsewhere.
                guard layer != "areas" else {
                    #expect(abs((shape["area"].number ?? 0) - (feature["area"].number ?? 1)) < 0.001)
                    continue
                }
                expectEqual(own, feature["shape"]["coordinates"].positions)
            }
            #expect(try scratch.read("one/\(Self.id)-\(layer).cpg").hasPrefix("GBK"))
        }
        let read = try #require(try Python.layers(scratch.file("one/\(Self.id)-crossings.shp")))
        let road = read[0]["features"].list.first { $0["fields"]["layer"].text == "roads" }
        let text = road?["fields"]["name"].text ?? ""
        // GBK has no such signs; what it has comes back.
        #expect(name == "长江路" ? text == name : text.contains("北京|路"), "\(text)")
    }

    @Test("GeoJSON follows RFC 7946 and lies where the project says", arguments: names)
    func geoJSON(_ name: String) throws {
        let scratch = try report(road: name, "geojson")
        guard let truth = try truth(scratch) else { return }
        let collection = try JSON(Data(try scratch.read("one/\(Self.id).geojson").utf8))
        let features = collection["features"].list
        #expect(
            Set(features.compactMap { $0["properties"]["type"].text }) == [
                "route", "crossing", "area", "point",
            ])
        let back = try #require(
            try Python.json(
                """
                import sys, json
                from osgeo import osr
                a, b = osr.SpatialReference(), osr.SpatialReference()
                a.ImportFromEPSG(4326); b.ImportFromEPSG(4549)
                for s in (a, b): s.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
                t = osr.CoordinateTransformation(a, b)
                print(json.dumps([list(t.TransformPoint(*p)[:2]) for p in json.loads(sys.argv[1])]))
                """,
                [
                    "\(features[0]["geometry"]["coordinates"].positions)"
                ], needs: ["osgeo"]))
        // Eight decimals of a degree are a millimetre.
        expectEqual(back.positions, truth.line, within: 0.0015)
        for area in features where area["properties"]["type"].text == "area" {
            let parts = area["geometry"]["coordinates"].list
            let rings = area["geometry"]["type"].text == "Polygon" ? [parts] : parts.map(\.list)
            for shell in rings.compactMap({ $0.first?.positions }) {
                let signed = zip(shell, shell.dropFirst()).reduce(0) { sum, pair in
                    sum + (pair.0[0] - shell[0][0]) * (pair.1[1] - shell[0][1])
                        - (pair.1[0] - shell[0][0]) * (pair.0[1] - shell[0][1])
                }
                #expect(signed > 0, "a shell runs against the clock")
            }
        }
        let road = features.first { $0["properties"]["layer"].text == "roads" }
        #expect(road?["properties"]["name"].text == name)
    }

    @Test(
        "The DXF has Chinese layers in their colours, no error for ezdxf, and the geometry", arguments: names)
    func drawing(_ name: String) throws {
        let scratch = try report(road: name, "dxf")
        guard let truth = try truth(scratch) else { return }
        let path = scratch.file("one/\(Self.id).dxf")
        let layers = try #require(try Python.layers(path))[0]["features"].list
        let route = layers.filter { $0["fields"]["Layer"].text == "新建给水管" }
        #expect(route.count == 1)
        expectEqual(route[0]["shape"]["coordinates"].positions, truth.line)
        // What runs on through the city is cut where the sheets end.
        let places = layers.flatMap { $0["shape"]["coordinates"].positions }
        #expect(!places.isEmpty && places.allSatisfy { abs($0[0] - 620_000) < 200 })
        let power = layers.first { $0["fields"]["Layer"].text == "现状电力 DL" }
        #expect(power?["shape"]["coordinates"].positions.count == 2)
        let red = try #require(
            layers.first { $0["fields"]["Layer"].text == "用地红线" && $0["shape"]["type"].text == "LineString" })
        #expect(red["shape"]["coordinates"].positions.count == 5, "the red line is closed")
        let texts = layers.compactMap { $0["fields"]["Text"].text }
        #expect(texts.contains("K0+010.000") && texts.contains("芝-001"))
        #expect(texts.contains { $0.hasPrefix("穿1 ") } && texts.contains { $0.contains("RQ DN200") })
        if name == "长江路" { #expect(texts.contains { $0.contains(name) }) }
        guard
            let cad = try Python.json(
                """
                import sys, json, ezdxf
                d = ezdxf.readfile(sys.argv[1]); a = d.audit()
                print(json.dumps({'version': d.dxfversion, 'errors': [str(e) for e in a.errors],
                    'fixes': len(a.fixes), 'layers': {l.dxf.name: [l.dxf.color, l.rgb] for l in d.layers},
                    'names': [l.dxf.name for l in d.layers], 'own': sum(1 for e in d.modelspace() if e.dxf.hasattr('color')), 'units': d.header['$INSUNITS'],
                    'texts': [e.plain_text() for e in d.modelspace() if e.dxftype() == 'MTEXT']}))
                """, [path], needs: ["ezdxf"])
        else { return }
        #expect(cad["version"].text == "AC1021" && cad["errors"].list.isEmpty && cad["fixes"].number == 0)
        #expect(cad["layers"]["新建给水管"][0].number == 4, "cyan")
        #expect(cad["layers"]["新建给水管"][1].list.compactMap(\.number) == [0, 255, 255])
        #expect(cad["layers"]["用地红线"][1].list.compactMap(\.number) == [224, 0, 0])
        #expect(cad["layers"].has("现状燃气 RQ") && cad["layers"].has("市政给水主管 JS"))
        #expect(cad["own"].number == 0, "everything takes the colour of its layer")
        #expect(cad["units"].number == 6, "metres")
        let plain = cad["texts"].list.compactMap(\.text)
        #expect(plain.contains { $0.contains("穿1 ") })
        if name != "长江路" {
            #expect(
                plain.contains { $0.contains("｛a｝") && $0.contains("＼P") && $0.contains("=cmd()") },
                "\(plain)")
        }
    }

    @Test("All files are the same bytes on two runs")
    func sameBytes() throws {
        let scratch = try report(road: "长江路", "dxf,gpkg,shp,geojson,md,csv")
        let names = try scratch.names().filter { $0.hasPrefix("one/") }
        #expect(names.count > 20)
        for name in names {
            let one = FileManager.default.contents(atPath: scratch.file(name))
            let two = FileManager.default.contents(atPath: scratch.file(name.replacing("one/", with: "two/")))
            #expect(one == two && one != nil, "\(name)")
        }
        #expect(!names.contains { $0.contains("/.") }, "nothing half-made is left")
    }
}
