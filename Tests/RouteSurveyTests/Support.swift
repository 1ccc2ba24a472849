import CityModel
import Geometry
import RouteSurvey

/// A seeded generator (SplitMix64), so that a failure can be repeated.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A few features for one test, given in any order.
struct Scene {
    var layers: [LayerName: [Feature]] = [:]

    /// A system whose origin lies in Yantai, so that tests may count from 0.
    static let local = "+proj=tmerc +lat_0=37.5 +lon_0=121.4 +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m"

    init(_ layers: [LayerName: [Feature]] = [:]) { self.layers = layers }

    func surveyor(in system: String = Scene.local) throws -> RouteSurveyor {
        let city = MemoryCity(layers)
        return try RouteSurveyor(
            SurveyedCity { city.features(of: $0, in: nil) }, system: CoordinateSystem(system))
    }

    func survey(_ route: [Point], strip: Double = 0, plot: String? = nil, in system: String = Scene.local)
        throws -> Survey
    {
        try surveyor(in: system).survey(route, stripWidth: strip, plot: plot)
    }

    func mapPoints(_ change: (Point) -> Point) -> Scene {
        Scene(
            layers.mapValues { features in
                features.map {
                    Feature(id: $0.id, shape: $0.shape.mapPoints(change), attributes: $0.attributes)
                }
            })
    }
}

func path(_ coordinates: (Double, Double)...) -> [Point] { coordinates.map { Point($0.0, $0.1) } }

func rectangle(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) -> Polygon {
    Polygon(Box(minX: minX, minY: minY, maxX: maxX, maxY: maxY))
}

func ring(_ coordinates: (Double, Double)...) -> [Point] {
    let points = coordinates.map { Point($0.0, $0.1) }
    return points + points.prefix(1)
}

func feature(_ id: String, _ polygon: Polygon, _ attributes: [String: AttributeValue] = [:]) -> Feature {
    Feature(id: id, shape: .polygon(polygon), attributes: attributes)
}

func line(_ id: String, _ points: [Point], _ attributes: [String: AttributeValue] = [:]) -> Feature {
    Feature(id: id, shape: .line(points), attributes: attributes)
}

/// A polygon of a road.
func road(_ id: String, _ road: String, _ polygon: Polygon, level: Int? = nil) -> Feature {
    feature(id, polygon, ["road_id": .text(road), "level": .integer(level ?? 0)])
}

func isNear(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
    a.map { abs($0 - b) <= tolerance } ?? false
}

extension Crossing {
    func runs(_ from: Double, _ to: Double, tolerance: Double = 1e-9) -> Bool {
        isNear(self.from, from, tolerance) && isNear(self.to, to, tolerance)
    }
}
