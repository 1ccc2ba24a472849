import CCairo
import CityModel
import Configuration
import Foundation
import GIS
import Geometry
import Testing
import Vocabulary

@testable import Reports

/// A small city in metres around a corner where four tiles meet at every level.
enum TileCity {
    static let origin = Point(TileGrid.whole * 4, TileGrid.whole * 31)
    /// A middle that lies on tile borders of the levels 7 and finer.
    static let middle = Point(origin.x + 8192, origin.y - 8192)

    static func style() throws -> MapStyle {
        try MapStyle(yaml: try #require(GIS.data("styles/map.yaml")), file: "styles/map.yaml")
    }

    static func at(_ x: Double, _ y: Double) -> Point { Point(middle.x + x, middle.y + y) }

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

    static let grid = TileGrid(
        covering: Box(
            minX: origin.x + 100, minY: origin.y - 20_000, maxX: origin.x + 20_000, maxY: origin.y - 100))

    /// Roads, a dashed plot, a hatched zone, dashed and plain lines, all across the borders of tiles.
    static let features: [LayerName: [Feature]] = [
        .roads: [
            area(
                "R1", -190, -11, 260, 9,
                ["name": .text("长江路"), "class": .text("arterial"), "level": .integer(0)]),
            area("R2", -9, -170, 7, 180, ["name": .text("黄山路"), "class": .text("branch")]),
        ],
        .roadAxes: [
            line("A1", [(-190, -1), (260, -1)], ["name": .text("长江路"), "class": .text("arterial")])
        ],
        .plots: [area("P1", -83, 14, 77, 91, ["plot_no": .text("370602-001")])],
        .heritage: [area("H1", -60, -90, 70, -20, ["name": .text("古城")])],
        .buildings: [area("B1", -31, 20, 33, 60), area("B2", 40, 20, 52, 31)],
        .greens: [area("G1", 20, -160, 180, -100, ["name": .text("公园")])],
        .mains: [
            line(
                "M1", [(-200, 3.3), (-20, 2), (30, 7), (270, 5)],
                ["utility": .text("water"), "dn_mm": .real(300)]),
            line("M2", [(-4, -180), (-4.5, 190)], ["utility": .text("gas"), "dn_mm": .real(160)]),
        ],
        .lines: [line("L1", [(-200, -6.7), (250, -5.1)], ["kind": .text("industrial")])],
        .stubs: [Feature(id: "S1", shape: .point(at(0, 12)), attributes: ["utility": .text("water")])],
    ]

    static func drawing(_ level: Int, _ groups: [String]? = nil) throws -> TileDrawing {
        let style = try style()
        let all = style.tiles?.groups.map(\.id) ?? []
        return try #require(TileDrawing(grid, level: level, style: style, groups: Set(groups ?? all)))
    }
}

/// The dots of a PNG.
struct Picture: Equatable {
    let width: Int
    let height: Int
    /// Blue, green, red, alpha.
    let bytes: [UInt8]

    init(_ png: Data) throws {
        let path = NSTemporaryDirectory() + "outerline-picture-\(UUID().uuidString).png"
        try png.write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let surface = try #require(cairo_image_surface_create_from_png(path))
        defer { cairo_surface_destroy(surface) }
        try #require(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
        width = Int(cairo_image_surface_get_width(surface))
        height = Int(cairo_image_surface_get_height(surface))
        let stride = Int(cairo_image_surface_get_stride(surface))
        let data = try #require(cairo_image_surface_get_data(surface))
        let (width, height) = (width, height)
        bytes = (0..<height).flatMap { row in
            Array(UnsafeBufferPointer(start: data + row * stride, count: 4 * width))
        }
    }

    subscript(x: Int, y: Int) -> ArraySlice<UInt8> { bytes[4 * (y * width + x)..<4 * (y * width + x) + 4] }

    /// The largest difference of a colour of a dot, comparing a part of this picture with another one.
    func difference(to other: Picture, x: Int, y: Int) -> Int {
        var most = 0
        for row in 0..<other.height {
            for column in 0..<other.width {
                for (a, b) in zip(self[x + column, y + row], other[column, row]) {
                    // 24 bits know alpha as well, of no matter where all is opaque.
                    most = max(most, abs(Int(a) - Int(b)))
                }
            }
        }
        return most
    }

    /// How many different colours there are.
    var colours: Int { Set((0..<width * height).map { Array(bytes[4 * $0..<4 * $0 + 3]) }).count }
}
