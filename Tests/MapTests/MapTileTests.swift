import CityFiles
import CityModel
import Foundation
import Geometry
import PermitPolicy
import ProjectFile
import Reports
import Testing
import Vocabulary

@testable import Outerline

/// A folder of one test, removed with it.
final class MapFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "outerline-map-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// How many files lie below.
    func files(_ name: String) -> [String] {
        let walk = FileManager.default.enumerator(atPath: path + "/" + name)
        return (walk?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".png") }.sorted()
    }
}

/// A project with a road, a building and a main near (620000, 4156000).
struct MapProject {
    static let place = Point(620_000, 4_156_000)

    let folder: MapFolder
    let path: String

    init(isEmpty: Bool = false, at seconds: Double = 1_790_000_000) throws {
        folder = try MapFolder()
        path = folder.path + "/city.gpkg"
        _ = try Project.create(path, crs: "EPSG:4549", desk: Self.desk(seconds))
        if !isEmpty {
            try load(.roads, "R1", [[0, 0], [200, 0], [200, 20], [0, 20], [0, 0]], seconds)
            try load(.buildings, "B1", [[30, 40], [60, 40], [60, 70], [30, 70], [30, 40]], seconds)
        }
    }

    static func desk(_ seconds: Double) -> Desk {
        Desk(today: Day(2026, 9, 22), actor: "test") { Date(timeIntervalSince1970: seconds) }
    }

    func load(_ layer: LayerName, _ id: String, _ ring: [[Double]], _ seconds: Double) throws {
        let points = ring.map { "[\(Self.place.x + $0[0]),\(Self.place.y + $0[1])]" }.joined(separator: ",")
        let text = """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"\(id)"},
            "geometry":{"type":"Polygon","coordinates":[[\(points)]]}}]}
            """
        let source = folder.path + "/\(layer.rawValue).geojson"
        try Data(text.utf8).write(to: URL(fileURLWithPath: source))
        let project = try Project.open(path, mode: .write, desk: Self.desk(seconds))
        _ = try project.importLayer(layer, LayerImportOptions(sources: [source], sourceCRS: "EPSG:4549"))
        try project.close()
    }

    func open() throws -> Project { try Project.open(path, mode: .read, desk: Self.desk(1_790_000_000)) }

    /// The tile of the place at a level.
    func tile(_ project: Project, level: Int) throws -> TileAddress {
        let marks = try project.file.layerMarks()
        return try #require(MapState(marks, style: "").grid.tile(at: Self.place, level: level))
    }
}

@Suite("Tiles of a project")
struct MapTileTests {
    @Test("A tile is the same drawn, from memory, from the disk and drawn without either")
    func cached() throws {
        let city = try MapProject()
        let project = try city.open()
        let tile = try city.tile(project, level: 12)
        let kept = city.folder.path + "/tiles"
        let tiles = try MapTiles(folder: kept)
        let first = try project.mapTile(tile, from: tiles)
        #expect(!first.isEmpty)
        #expect(city.folder.files("tiles").count == 1)
        #expect(try project.mapTile(tile, from: tiles).data == first.data)
        #expect(try project.mapTile(tile, from: try MapTiles(folder: kept)).data == first.data)
        #expect(try project.mapTile(tile, from: try MapTiles()).data == first.data)
        let sharp = try project.mapTile(tile, density: 2, from: tiles)
        #expect(try Picture(sharp.data).width == 512)
        #expect(sharp.revision == first.revision)
    }

    @Test("An import changes the revision and the tile, and the old tiles go")
    func invalidated() throws {
        let city = try MapProject()
        let tiles = try MapTiles(folder: city.folder.path + "/tiles")
        var project = try city.open()
        let tile = try city.tile(project, level: 12)
        let before = try project.mapTile(tile, from: tiles)
        try project.close()
        try city.load(
            .buildings, "B2", [[10, 30], [25, 30], [25, 60], [10, 60], [10, 30]], 1_790_000_060)
        project = try city.open()
        let after = try project.mapTile(tile, from: tiles)
        #expect(after.revision != before.revision)
        #expect(after.data != before.data)
        #expect(city.folder.files("tiles").count == 1)
    }

    @Test("A torn file is drawn again, and the folder keeps to its size")
    func folder() throws {
        let city = try MapProject()
        let project = try city.open()
        let kept = city.folder.path + "/tiles"
        let tile = try city.tile(project, level: 12)
        let data = try project.mapTile(tile, from: try MapTiles(folder: kept)).data
        let file = try #require(city.folder.files("tiles").first)
        try data.prefix(100).write(to: URL(fileURLWithPath: kept + "/" + file))
        #expect(try project.mapTile(tile, from: try MapTiles(folder: kept)).data == data)

        let small = try MapTiles(folder: kept, disk: data.count * 2)
        for level in 9...13 {
            for density in 1...2 {
                _ = try project.mapTile(try city.tile(project, level: level), density: density, from: small)
            }
        }
        let sizes = try city.folder.files("tiles").map {
            try Data(contentsOf: URL(fileURLWithPath: kept + "/" + $0)).count
        }
        #expect(sizes.reduce(0, +) <= data.count * 2)
        #expect(city.folder.files("tiles").count < 11)
    }

    @Test("A tile, group or density there is not is MAP-101")
    func refused() throws {
        let city = try MapProject()
        let project = try city.open()
        let tiles = try MapTiles()
        let tile = try city.tile(project, level: 12)
        for bad in [
            TileAddress(level: 14, column: 0, row: 0), TileAddress(level: -1, column: 0, row: 0),
            TileAddress(level: 2, column: 4, row: 0), TileAddress(level: 2, column: 0, row: -1),
        ] {
            #expect(throws: Problem.self) { try project.mapTile(bad, from: tiles) }
        }
        let code = { (body: () throws -> MapTile) -> String? in
            do { _ = try body() } catch let problem as Problem { return problem.code } catch {}
            return nil
        }
        #expect(code { try project.mapTile(tile, groups: ["no"], from: tiles) } == "MAP-101")
        #expect(code { try project.mapTile(tile, density: 3, from: tiles) } == "MAP-101")
    }

    @Test("An empty project has a map: ground, one shared tile, no extent")
    func empty() throws {
        let city = try MapProject(isEmpty: true)
        let project = try city.open()
        let tiles = try MapTiles(folder: city.folder.path + "/tiles")
        let tile = try project.mapTile(TileAddress(level: 3, column: 1, row: 1), from: tiles)
        #expect(tile.isEmpty)
        #expect(try Picture(tile.data).colours == 1)
        #expect(city.folder.files("tiles").isEmpty)
        let description = try project.mapDescription(tiles)
        #expect(description.extent == nil && description.control == nil && description.networkAsOf == nil)
    }

    @Test("The description tells grid, legend, day of the data and where a place is on the globe")
    func description() throws {
        let city = try MapProject()
        let project = try city.open()
        let tiles = try MapTiles()
        let map = try project.mapDescription(tiles)
        #expect(map.networkAsOf == Day(2026, 9, 22))
        #expect(map.groups.map(\.id) == ["ground", "water", "gas", "heat", "lines"])
        let ground = try #require(map.groups.first)
        #expect(ground.legend.contains { $0.title.zh == "建筑物" && $0.present && $0.kind == "area" })
        #expect(ground.legend.contains { $0.title.en == "water" && !$0.present })
        #expect(map.resolutions[9] == 1)
        let control = try #require(map.control)
        #expect(control.error < 0.1)
        for (x, y) in [(0.0, 0.0), (137.2, 18.1), (200, 70), (61, 44.4)] {
            let exact = try project.mapCoordinates(x: MapProject.place.x + x, y: MapProject.place.y + y)
            let told = control.place(Point(MapProject.place.x + x, MapProject.place.y + y))
            #expect(abs(told.x - exact.longitude) < 1e-7 && abs(told.y - exact.latitude) < 1e-7)
        }
    }

    @Test("A whole city of 60 km is interpolated within a decimetre, and the error told is not too small")
    func controlPoints() throws {
        let system = try CoordinateSystem("EPSG:4549")
        let box = Box(minX: 590_000, minY: 4_120_000, maxX: 650_000, maxY: 4_180_000)
        let control = try ControlPoints(system, over: box)
        #expect(control.error < 0.1)
        let transform = try Transform(from: system, to: CoordinateSystem("EPSG:4326"))
        for index in 0..<200 {
            let (i, j) = (Double(index % 20), Double(index / 20))
            let point = Point(box.minX + i * 3157, box.minY + j * 6007)
            let (told, exact) = (control.place(point), try transform.forward(point))
            let metres = hypot((told.x - exact.x) * 88_500, (told.y - exact.y) * 111_000)
            #expect(metres <= control.error * 1.1 + 1e-6)
        }
    }

    @Test("A coarse window is read through the R-tree")
    func plan() throws {
        let city = try MapProject()
        let project = try city.open()
        let plan = try project.file.withCity { try $0.plan(of: .roads) }
        #expect(plan.contains { $0.contains("VIRTUAL TABLE INDEX") }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN roads") }, "\(plan)")
        let near = Box(minX: 620_010, minY: 4_156_001, maxX: 620_020, maxY: 4_156_009)
        func roads(_ least: Double) throws -> [String] {
            try project.file.withCity {
                try $0.features(of: .roads, in: near, least: least, fields: []).map(\.id)
            }
        }
        #expect(try roads(199) == ["R1"])
        #expect(try roads(201).isEmpty)
    }
}
