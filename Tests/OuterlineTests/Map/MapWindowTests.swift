import CityModel
import Coordinator
import Foundation
import Geometry
import Ledger
import ProjectFile
import Testing
import Vocabulary

@testable import Outerline

@Suite("Windows of the map")
struct MapWindowTests {
    private let city: DrawnCity
    private let index = MapCaseIndex()

    init() throws {
        city = try DrawnCity()
        try city.file(
            "2026-1,2026-11-03,Li,non_resident,road,water;gas,,,",
            "2026-2,2026-11-03,Wang,resident,direct,heat,,,")
    }

    private func reader() throws -> Project {
        try Project.open(city.path, mode: .read, desk: DrawnCity.desk("2026-11-20"))
    }

    private func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Box {
        Box(
            minX: DrawnCity.east + west, minY: DrawnCity.north + south, maxX: DrawnCity.east + east,
            maxY: DrawnCity.north + north)
    }

    private func window(
        _ box: Box, _ overlays: Set<MapOverlay> = [.cases], limit: Int = 500, wgs84: Bool = false,
        _ change: (inout ViewFilter) -> Void = { _ in }
    ) throws -> MapWindowDocument {
        var window = MapWindow(box: box, overlays: overlays, limit: limit, wgs84: wgs84)
        change(&window.filter)
        return try reader().mapWindow(window, index)
    }

    private func ids(_ document: MapWindowDocument) -> [String] { document.features.map(\.id) }

    @Test("Cases lie at their plots, with utility, stage and lamp; the window and the filter bound them")
    func cases() throws {
        let all = try window(box(-100, -100, 1000, 100))
        #expect(ids(all) == ["2026-1-G", "2026-1-W", "2026-2-H"])
        #expect(all.cases == 3 && all.unplaced == 0 && all.cell == nil)
        let water = try #require(all.features.first { $0.id == "2026-1-W" })
        #expect(water.geometry.shape == .point(Point(DrawnCity.east + 620, DrawnCity.north + 20)))
        #expect(water.properties["type"] == .text("case"))
        #expect(water.properties["utility"] == .text("water"))
        #expect(water.properties["plot"] == .text("road"))
        #expect(water.properties["stage"] == .text("scheme"))
        #expect(ids(try window(box(-100, -100, 300, 100))) == ["2026-2-H"])
        #expect(ids(try window(box(700, -100, 800, 100))).isEmpty)
        #expect(ids(try window(box(-100, -100, 1000, 100)) { $0.utility = .gas }) == ["2026-1-G"])
        #expect(ids(try window(box(-100, -100, 1000, 100)) { $0.districts = ["elsewhere"] }).isEmpty)
        var open = MapWindow(box: box(-100, -100, 1000, 100), overlays: [.cases, .routes])
        open.words = ["wang"]
        #expect(ids(try reader().mapWindow(open, index)).allSatisfy { $0.hasSuffix("2026-2-H") })
        #expect(try reader().mapWindow(open, index).cases == 1)
        open.words = []
        open.standing = .done
        #expect(try reader().mapWindow(open, index).features.isEmpty)
        open.standing = .open
        #expect(try reader().mapWindow(open, index).cases == 3)
    }

    @Test("What happens later is seen by the same index; the lamp is that of the day")
    func refreshed() throws {
        #expect(try window(box(-100, -100, 1000, 100)).cases == 3)
        try city.file("2026-3,2026-11-04,Zhao,resident,far,water,,,")
        let later = try window(box(-100, -100, 1000, 100))
        #expect(ids(later).contains("2026-3-W"))
        let project = try Project.open(
            city.path, mode: .read, desk: DrawnCity.desk("2027-11-20"))
        let overdue = try project.mapWindow(MapWindow(box: box(-100, -100, 1000, 100)), index)
        for item in overdue.features {
            let row = try #require(try project.caseLight(item.id))
            #expect(item.properties["light"] == .text(row.rawValue), "\(item.id)")
        }
    }

    @Test("More cases than the limit are counted in cells that do not move with the window")
    func cells() throws {
        let counted = try window(box(-100, -100, 1000, 100), limit: 2)
        let cell = try #require(counted.cell)
        #expect(cell == 128, "1100 m in about 16 cells, a power of two")
        #expect(counted.cases == 3)
        #expect(counted.features.count == 2)
        let total = counted.features.compactMap { item -> Int? in
            if case .count(let count)? = item.properties["cases"] { count } else { nil }
        }
        #expect(total.sorted() == [1, 2])
        let moved = try window(box(-90, -90, 1010, 110), limit: 2)
        #expect(ids(moved) == ids(counted))
    }

    @Test("Routes, crossings and disturbed ground come from the read tables through their R-trees")
    func routes() throws {
        let all = try window(box(500, -100, 700, 100), [.routes, .crossings, .disturbed])
        let types = Set(all.features.compactMap { $0.properties["type"] })
        #expect(types == [.text("route"), .text("crossing"), .text("disturbed")])
        let route = try #require(all.features.first { $0.id == "route/2026-1-W" })
        #expect(route.properties["case"] == .text("2026-1-W"))
        #expect(route.properties["utility"] == .text("water"))
        let crossing = try #require(all.features.first { $0.properties["layer"] == .text("roads") })
        #expect(crossing.properties["name"] == .text("长江路"))
        #expect(
            ids(try window(box(500, -100, 700, 100), [.routes]) { $0.utility = .gas }) == ["route/2026-1-G"])
        let few = try window(box(500, -100, 700, 100), [.routes], limit: 1)
        #expect(few.features.isEmpty && few.tooMany == ["routes"])
        let project = try reader()
        for table in MapFeature.Table.allCases {
            let plan = try project.ledger.mapPlan(table)
            #expect(plan.first?.contains("VIRTUAL TABLE INDEX") == true, "\(plan)")
            #expect(plan.contains { $0.contains("USING INTEGER PRIMARY KEY") }, "\(plan)")
            #expect(!plan.contains { $0.hasPrefix("SCAN t") || $0.hasPrefix("SCAN cases") }, "\(plan)")
        }
    }

    @Test("In WGS 84 a window is asked and answered in degrees, areas wound as RFC 7946 wants them")
    func wgs84() throws {
        let project = try reader()
        let corner = try project.mapCoordinates(x: DrawnCity.east + 500, y: DrawnCity.north - 100)
        let far = try project.mapCoordinates(x: DrawnCity.east + 700, y: DrawnCity.north + 100)
        let degrees = Box(
            minX: corner.longitude, minY: corner.latitude, maxX: far.longitude, maxY: far.latitude)
        let found = try window(degrees, Set(MapOverlay.allCases), wgs84: true)
        #expect(found.crsName == "OGC:CRS84")
        #expect(ids(found).contains("2026-1-W") && ids(found).contains("route/2026-1-G"))
        for item in found.features {
            let box = item.geometry.shape.box
            #expect(box.minX > 121 && box.maxX < 122 && box.minY > 37 && box.maxY < 38, "\(item.id)")
            for polygon in item.geometry.shape.polygons {
                let ring = polygon.shell
                let area = zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }
                #expect(ring.first == ring.last)
                #expect(area != 0)
            }
        }
        // A collection, features with id, geometry and properties: read back by somebody else's rules.
        let value = try JSONValue(found)
        #expect(value["type"].text == "FeatureCollection")
        let features = value["features"].list
        #expect(features.count == found.features.count)
        #expect(
            features.allSatisfy { $0["type"].text == "Feature" && $0["geometry"]["coordinates"] != .null })
    }

    @Test(
        "A window that is none is MAP-102",
        arguments: [
            Box(minX: 10, minY: 0, maxX: 0, maxY: 10), Box(minX: 0, minY: 0, maxX: .nan, maxY: 10),
            Box(minX: 0, minY: 0, maxX: .infinity, maxY: 1), Box(minX: 0, minY: 5, maxX: 1, maxY: 5),
        ])
    func refused(box: Box) throws {
        do {
            _ = try window(box)
            Issue.record("taken")
        } catch let problem as Problem { #expect(problem.code == "MAP-102") }
        #expect(throws: Problem.self) {
            try window(Box(minX: 0, minY: 0, maxX: 200, maxY: 10), wgs84: true)
        }
    }

    @Test("The map of one case holds its route, crossings, ground and plot")
    func oneCase() throws {
        let document = try reader().mapRoute(of: "2026-1-W")
        let types = document.features.compactMap { $0.properties["type"] }
        #expect(types.first == .text("route") && types.last == .text("plot"))
        #expect(throws: Problem.self) { try reader().mapRoute(of: "none") }
    }
}

extension Project {
    /// The lamp of a case by its events, for comparison.
    fileprivate func caseLight(_ id: String) throws -> TrafficLight? {
        try existing(id).light(on: desk.today, try calendar())
    }
}
