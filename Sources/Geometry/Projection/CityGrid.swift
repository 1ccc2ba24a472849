import Foundation
import Vocabulary

/// A city's own plane: a projected system moved, turned and scaled by four parameters (四参数).
///
/// With base coordinates (E, N) and turning angle r:
/// `E' = east + scale · (E · cos r + N · sin r)`, `N' = north + scale · (N · cos r − E · sin r)`;
/// the same formula and sign as PROJ's two-dimensional `helmert` with `x`, `y`, `s` and `theta`. Metres, east first.
/// The parameters of a city are often secret: they are read from the user's own file and stay in the project.
public struct CityGrid: Codable, Hashable, Sendable {
    public var name: String
    /// A projected metric system: `EPSG:4549`, a PROJ string or WKT.
    public var base: String
    public var eastM: Double
    public var northM: Double
    public var rotationArcsec: Double
    public var scale: Double
    /// Where the parameters come from.
    public var source: String

    public init(
        name: String, base: String, eastM: Double = 0, northM: Double = 0, rotationArcsec: Double = 0,
        scale: Double = 1, source: String
    ) {
        self.name = name
        self.base = base
        self.eastM = eastM
        self.northM = northM
        self.rotationArcsec = rotationArcsec
        self.scale = scale
        self.source = source
    }

    enum CodingKeys: String, CodingKey {
        case name, base, scale, source
        case eastM = "east_m"
        case northM = "north_m"
        case rotationArcsec = "rotation_arcsec"
    }

    /// The scales a plane may have: ±1 % is a projection height of 64 km, far beyond any city.
    static let plausibleScale = 0.99...1.01
    /// No false easting or northing is longer; zone prefixes reach 45 500 000.
    static let longestShift = 100_000_000.0

    /// The grid as the one line of text a project keeps as its definition.
    public var definition: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Checked parameters are finite numbers and texts, which can always be encoded.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Reads ``definition`` back; nil for a text that begins like none.
    init?(definition: String) throws {
        guard definition.hasPrefix("{") else { return nil }
        do {
            self = try JSONDecoder().decode(CityGrid.self, from: Data(definition.utf8))
        } catch {
            throw Problem(
                .crsUnknown, "the text is no definition of a city grid",
                help: "give the grid as a file: --grid FILE.yaml")
        }
    }

    /// - Throws: ``Problems`` `CRS-109` for parameters that describe no plane a city could use.
    public func check() throws {
        var problems = Problems()
        func refuse(_ field: String, _ why: String, _ help: String) {
            problems.add(
                Problem(.gridDegenerate, "\(field) \(why)", at: .init(field: field), help: help))
        }
        if !Self.plausibleScale.contains(scale) {
            refuse("scale", "is \(scale)", "a city's plane differs from its base by parts per million")
        }
        for (field, value) in [("east_m", eastM), ("north_m", northM)]
        where !(abs(value) <= Self.longestShift) {
            refuse(field, "is \(value)", "metres, at most 100 000 000 either way")
        }
        if !(abs(rotationArcsec) <= 648_000) {
            refuse(
                "rotation_arcsec", "is \(rotationArcsec)", "seconds of arc, at most 648000 (180°) either way")
        }
        if !name.contains(where: { !$0.isWhitespace }) { refuse("name", "is empty", "name the grid") }
        if !source.contains(where: { !$0.isWhitespace }) {
            refuse("source", "is empty", "say where the parameters come from")
        }
        try problems.throwIfAny()
    }

    /// From base to grid.
    func forward(_ point: Point) -> Point {
        let (c, s) = turn
        return Point(eastM + c * point.x + s * point.y, northM - s * point.x + c * point.y)
    }

    /// From grid to base.
    func inverse(_ point: Point) -> Point {
        let (c, s) = turn
        let (x, y) = (point.x - eastM, point.y - northM)
        let square = scale * scale
        return Point((c * x - s * y) / square, (s * x + c * y) / square)
    }

    private var turn: (Double, Double) {
        let angle = rotationArcsec / 3600 * .pi / 180
        return (scale * cos(angle), scale * sin(angle))
    }
}

extension CoordinateSystem {
    /// The system of a city grid.
    ///
    /// - Throws: ``Problems`` `CRS-109` if its parameters are degenerate, ``Problem`` `CRS-101` … `CRS-103` if its base
    ///   cannot be measured in.
    public init(_ grid: CityGrid) throws {
        try grid.check()
        guard !grid.base.hasPrefix("{") else {
            throw Problem(
                .gridDegenerate, "the base of grid '\(grid.name)' is a grid itself", at: .init(field: "base"),
                help: "give a projected system as the base")
        }
        self = try CoordinateSystem(grid.base)
        try requireMeasurable()
        self.grid = grid
        definition = grid.definition
        name = grid.name
        authority = nil
        code = nil
        // WKT has no common form for four parameters: other programs see a local system with the city's name.
        let title = grid.name.replacing("\"", with: "'")
        wkt =
            "LOCAL_CS[\"\(title)\",LOCAL_DATUM[\"\(title)\",32767],UNIT[\"metre\",1],"
            + "AXIS[\"Easting\",EAST],AXIS[\"Northing\",NORTH]]"
    }

    /// A Transverse Mercator of the user's own on the ellipsoid of CGCS2000.
    ///
    /// - Parameter heightM: the height of the projection plane above the ellipsoid; it multiplies the scale by
    ///   `1 + height / a` (a = 6 378 137 m), the usual approximation of a compensation plane (抵偿高程面).
    /// - Returns: a PROJ string.
    public static func transverseMercator(
        centralMeridian: Double, latitudeOfOrigin: Double = 0, falseEastM: Double, falseNorthM: Double,
        scale: Double = 1, heightM: Double = 0
    ) -> String {
        let raised = scale * (1 + heightM / 6_378_137)
        return "+proj=tmerc +lat_0=\(latitudeOfOrigin) +lon_0=\(centralMeridian) +k=\(raised) "
            + "+x_0=\(falseEastM) +y_0=\(falseNorthM) +ellps=GRS80 +units=m"
    }

    /// Refuses a projection no city could be drawn in.
    ///
    /// - Throws: ``Problem`` `CRS-109`.
    func requirePlausible() throws {
        func refuse(_ parameter: String, _ value: Double, _ help: String) -> Problem {
            Problem(.gridDegenerate, "\(label): '\(parameter)' is \(value)", help: help)
        }
        for (parameter, value) in parameters.sorted(by: { $0.key < $1.key }) {
            let lower = parameter.lowercased()
            if lower.contains("scale factor"), !CityGrid.plausibleScale.contains(value) {
                throw refuse(parameter, value, "a scale lies between 0.99 and 1.01")
            }
            if lower.hasPrefix("false"), !(abs(value) <= CityGrid.longestShift) {
                throw refuse(parameter, value, "metres, at most 100 000 000 either way")
            }
            if lower.hasPrefix("latitude"), !(abs(value) <= 90) {
                throw refuse(parameter, value, "degrees, -90 to 90")
            }
            if lower.hasPrefix("longitude"), !(abs(value) <= 180) {
                throw refuse(parameter, value, "degrees, -180 to 180")
            }
        }
    }
}
