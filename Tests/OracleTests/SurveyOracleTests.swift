import CityModel
import Geometry
import RoutePlanner
import RouteSurvey
import Testing

/// Surveys and straight branches against what Shapely measures in the same scene; see PROVENANCE.md.
@Suite("Survey oracle")
struct SurveyOracleTests {
    private let layers: [LayerName: [Feature]]
    private let surveyor: RouteSurveyor
    private let measured: [LayerName] = [.roads, .greens, .buildings]

    init() throws {
        var layers: [LayerName: [Feature]] = [:]
        for row in try Table("scene").rows {
            let layer = try #require(LayerName(rawValue: row.text("layer")))
            let key = try row.text("key")
            let field = layer == .mains ? "utility" : "road_id"
            layers[layer, default: []].append(
                Feature(
                    id: try row.text("id"), shape: try shape(wkt: row.text("wkt")),
                    attributes: key.isEmpty ? [:] : [field: .text(key)]))
        }
        self.layers = layers
        // Only what the tables measure: a branch may well cross other plots.
        let city = MemoryCity(layers.filter { $0.key != .plots })
        surveyor = try RouteSurveyor(
            SurveyedCity { city.features(of: $0, in: nil) }, system: CoordinateSystem("EPSG:4549"))
    }

    @Test("every straight branch is as long as Shapely's, within a millimetre")
    func distances() throws {
        let rows = try Table("branches").rows
        #expect(rows.count > 600)
        let finders = Dictionary(grouping: layers[.mains] ?? []) { $0.text("utility") ?? "" }.mapValues {
            mains in
            BranchFinder(mains.map { PlanSource(layer: .mains, feature: $0.id, shape: $0.shape) })
        }
        let plots = Dictionary(
            uniqueKeysWithValues: (layers[.plots] ?? []).map { ($0.id, $0.shape.polygons) })
        for row in rows {
            let plot = try #require(plots[row.text("plot")])
            let branch = try #require(finders[row.text("utility")]?.branch(to: plot))
            #expect(abs(branch.length - (try row.number("distance_m"))) < 0.001, "\(row)")
        }
    }

    @Test("what the branches cross and disturb: 2 mm, 0.002 m²")
    func branches() throws {
        for row in try Table("branches").rows where try row.number("distance_m") > 0 {
            let line = [
                Point(try row.number("start_x"), try row.number("start_y")),
                Point(try row.number("end_x"), try row.number("end_y")),
            ]
            try compare(row, line, area: 0.002)
        }
    }

    @Test("what bent routes cross and disturb: 2 mm, 0.01 m²")
    func routes() throws {
        let rows = try Table("routes").rows
        #expect(rows.count > 60)
        for row in rows {
            guard case .lines(let lines) = try shape(wkt: row.text("wkt")) else { continue }
            try compare(row, lines[0], area: 0.01)
        }
    }

    private func compare(_ row: [String: String], _ line: [Point], area tolerance: Double) throws {
        let survey = try surveyor.survey(line, stripWidth: row.number("strip_m"))
        for layer in measured {
            let crossings = survey.crossings.filter { $0.layer == layer }
            let length = union(crossings)
            #expect(abs(length - (try row.number("\(layer)_m"))) < 0.002, "\(layer) \(row)")
            let area = crossings.reduce(0) { $0 + ($1.area ?? 0) }
            #expect(abs(area - (try row.number("\(layer)_m2"))) < tolerance, "\(layer) \(area) \(row)")
        }
    }

    /// The length covered by at least one crossing.
    private func union(_ crossings: [Crossing]) -> Double {
        var (total, reached) = (0.0, -Double.infinity)
        for crossing in crossings.sorted(by: { $0.from < $1.from }) {
            total += max(0, crossing.to - max(crossing.from, reached))
            reached = max(reached, crossing.to)
        }
        return total
    }
}
