import CityModel
import Configuration
import Drawing
import Foundation
import GIS
import Geometry
import PermitPolicy
import Testing
import Vocabulary

@testable import Reports
@testable import RouteSurvey

/// Scenes drawn by hand in metres around (620000, 4156000).
enum Scenes {
    static let origin = Point(620_000, 4_156_000)

    static func style() throws -> MapStyle {
        try MapStyle(yaml: try #require(GIS.data("styles/map.yaml")), file: "styles/map.yaml")
    }

    static func at(_ x: Double, _ y: Double) -> Point { Point(origin.x + x, origin.y + y) }

    static func area(
        _ id: String, _ west: Double, _ south: Double, _ east: Double, _ north: Double,
        _ fields: [String: AttributeValue] = [:]
    ) -> Feature {
        let ring = [(west, south), (east, south), (east, north), (west, north), (west, south)].map(at)
        return Feature(id: id, shape: .polygon(Polygon(shell: ring)), attributes: fields)
    }

    static func line(_ id: String, _ points: [(Double, Double)], _ fields: [String: AttributeValue] = [:])
        -> Feature
    {
        Feature(id: id, shape: .line(points.map(at)), attributes: fields)
    }

    /// A scene of a route through points, with crossings of roads between chainages.
    static func scene(
        _ points: [(Double, Double)], roads: [(from: Double, to: Double)] = [],
        features: [LayerName: [Feature]] = [:], plot: Feature? = nil, name: String? = "示例家园",
        utility: Utility = .water, diameter: Double? = 200, method: LayingMethod = .openCut
    ) throws -> SheetScene {
        let route = points.map(at)
        let length = zip(route, route.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
        var chainage = 0.0
        let stations = route.enumerated().map { index, point in
            if index > 0 { chainage += route[index - 1].distance(to: point) }
            return SheetScene.Station(
                label: index == 0 ? "S" : index == route.count - 1 ? "E" : "J\(index)", chainage: chainage,
                point: point)
        }
        let sums = stations.map(\.chainage)
        let marks = roads.enumerated().map { index, road in
            SheetScene.CrossingMark(
                number: index + 1,
                crossing: Crossing(
                    layer: .roads, features: ["R\(index + 1)"], name: "长江路", kind: .crosses,
                    from: road.from, to: road.to, groundLength: road.to - road.from,
                    entry: linePoint(route, sums, road.from), exit: linePoint(route, sums, road.to),
                    angle: 88, area: (road.to - road.from) * 3, level: nil), method: method,
                featureClass: "arterial", surface: "asphalt", owner: "市政养护中心")
        }
        let end = points[points.count - 1]
        let strip = try GeometryEngine().buffer(.line(route), by: 1.5, style: .strip)
        return SheetScene(
            title: SheetScene.Title(
                caseID: "T-1-W", project: name, applicant: "申请人", company: "示例供水有限公司",
                crs: "EPSG:4549", crsName: "CGCS2000 / 3-degree Gauss-Kruger CM 120E",
                date: Day(number: 20_780), dataDate: Day(number: 20_770), revision: 1,
                routeHash: String(repeating: "ab", count: 32), program: "outerline test"),
            style: try style(), utility: utility, diameter: diameter, route: route, groundLength: length,
            stations: stations, crossings: marks, strips: [.init(ground: strip, method: .openCut)],
            stripWidth: 3,
            plot: plot
                ?? area(
                    "P1", end.0, end.1 - 20, end.0 + 40, end.1 + 20,
                    ["plot_no": .text("370602-001")].merging(name.map { ["name": .text($0)] } ?? [:]) { $1 }),
            source: line("M1", [(-30, -60), (0, 0), (20, 60)], ["dn_mm": .real(400)]), sourceLayer: .mains,
            features: features)
    }

    /// A 15 m branch from a main at the edge of a green.
    static func short() throws -> SheetScene {
        try scene(
            [(0, 0), (15, 0)],
            features: [
                .roads: [area("R1", -20, -80, -2, 80, ["name": .text("滨海路")])],
                .greens: [area("G1", 2, -80, 9, 80, ["name": .text("道路绿化带")])],
                .mains: [main("M1", -0.0), main("M2", -1.5, "gas", 150)],
                .trees: [Feature(id: "T1", shape: .point(at(5, 12)))],
                .buildings: [area("B1", 22, -15, 45, 15, ["name": .text("住宅楼")])],
            ])
    }

    /// A 90 m route across two roads.
    static func ninety(_ method: LayingMethod = .openCut) throws -> SheetScene {
        try scene(
            [(0, 0), (50, 10), (50, 49)], roads: [(10, 22), (60, 72)],
            features: [
                .roads: [
                    area("R1", 10, -90, 21.5, 120, ["name": .text("长江路")]),
                    area("R2", 30, 19, 140, 31, ["name": .text("黄河路")]),
                ],
                .lines: [
                    line("L1", [(8, -90), (8, 120)], ["kind": .text("sewer"), "dn_mm": .real(600)]),
                    line("L2", [(9, -90), (9, 120)], ["kind": .text("power"), "voltage_kv": .real(10)]),
                    line("L3", [(24, -90), (24, 120)], ["kind": .text("telecom")]),
                ], .mains: [main("M1", 0)], .water: [area("W1", -60, 40, -20, 90, ["name": .text("护城河")])],
                .railways: [line("X1", [(-70, -40), (120, -30)], ["name": .text("蓝烟铁路")])],
            ], method: method)
    }

    /// 600 m with two bends: three sheets.
    static func long() throws -> SheetScene {
        try scene(
            [(0, 0), (190, 60), (400, 20), (580, 60)], roads: [(95, 107), (300, 312), (450, 458)],
            features: [
                .roads: [area("R1", 90, -300, 102, 300, ["name": .text("长江路")])],
                .mains: [main("M1", 0)],
                .buildings: (0..<12).map {
                    area("B\($0)", 20 + 45 * Double($0), 80, 45 + 45 * Double($0), 110)
                },
            ])
    }

    /// The route across two roads, with something of every layer around it.
    static func full() throws -> SheetScene {
        var scene = try ninety(.jacking)
        scene.features[.greens] = [area("G1", 60, -60, 120, 10, ["name": .text("示例公园")])]
        scene.features[.buildings] = [
            area("B1", -50, -60, -15, -30), area("B2", 60, 40, 75, 60), area("B3", -50, -20, -20, 20),
        ]
        scene.features[.trees] = (0..<6).map {
            Feature(id: "T\($0)", shape: .point(at(28, 22 + Double($0) * 6)))
        }
        scene.features[.railways] = [line("X1", [(-70, -6), (140, -9)], ["name": .text("蓝烟铁路")])]
        scene.features[.plots] = [
            area("P2", 55, 35, 85, 70, ["plot_no": .text("002")]),
            area("P3", -55, -65, -12, 25, ["plot_no": .text("003")]),
        ]
        scene.features[.heritage] = [area("H1", -25, 35, -8, 60, ["name": .text("古井")])]
        scene.features[.roadAxes] = [
            line("A1", [(15.7, -90), (15.7, 120)]), line("A2", [(30, 25), (140, 25)]),
        ]
        scene.features[.stubs] = [
            Feature(id: "S1", shape: .point(at(0, 20)), attributes: ["utility": .text("water")])
        ]
        let other = [(0.0, 0.0), (40, -12), (64, 12), (50, 49)].map(at)
        scene.alternatives = [.init(title: Wording(zh: "长度最短", en: "shortest"), line: other)]
        return scene
    }

    /// A plot with nothing around it.
    static func lonely() throws -> SheetScene { try scene([(0, 0), (32, 5)]) }

    static func main(_ id: String, _ x: Double, _ utility: String = "water", _ dn: Double = 400) -> Feature {
        line(id, [(x, -400), (x, 400)], ["utility": .text(utility), "dn_mm": .real(dn)])
    }

    static let all: [(name: String, make: @Sendable () throws -> SheetScene)] = [
        ("short", { try short() }), ("ninety", { try ninety() }), ("long", { try long() }),
        ("lonely", { try lonely() }), ("jacked", { try ninety(.jacking) }),
    ]

    /// What is written on a sheet and where.
    static func labels(_ sheet: PlanSheet) throws -> LabelPlacer {
        var placer: LabelPlacer?
        _ = try Pages.svg(sheet.frame.paper, language: "zh-cn") { placer = sheet.labels($0) }
        return try #require(placer)
    }
}
