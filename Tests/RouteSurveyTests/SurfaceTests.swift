import CityModel
import Geometry
import RouteSurvey
import Testing

@Suite("Lengths by surface")
struct SurfaceTests {
    private func strip(_ id: String, _ from: Double, _ to: Double) -> Feature {
        feature(id, rectangle(from, -5, to, 5))
    }

    @Test("where surfaces overlap, building goes before road, water, green")
    func precedence() throws {
        let scene = Scene([
            .buildings: [strip("b", 5, 15)], .roads: [strip("r", 0, 8)], .greens: [strip("g", 7, 30)],
            .water: [strip("w", 14, 20)], .plots: [strip("p", 0, 40)],
        ])
        let survey = try scene.survey(path((-10, 0), (40, 0)))
        #expect(
            survey.lengthsBySurface == [.openGround: 20, .road: 5, .building: 10, .water: 5, .green: 10])
    }

    @Test("a line on a border pays the cheaper side")
    func border() throws {
        func along(_ left: LayerName?, _ right: LayerName?) throws -> [Surface: Double] {
            var layers: [LayerName: [Feature]] = [:]
            if let left { layers[left, default: []].append(feature("1", rectangle(0, 0, 50, 10))) }
            if let right { layers[right, default: []].append(feature("2", rectangle(0, -10, 50, 0))) }
            return try Scene(layers).survey(path((10, 0), (40, 0))).lengthsBySurface
        }
        #expect(try along(.roads, nil) == [.openGround: 30])
        #expect(try along(nil, .buildings) == [.openGround: 30])
        #expect(try along(.roads, .greens) == [.green: 30])
        #expect(try along(.buildings, .roads) == [.road: 30])
        #expect(try along(.water, .roads) == [.road: 30])
        #expect(try along(.roads, .roads) == [.road: 30])
        #expect(try along(.greens, .greens) == [.green: 30])
    }

    @Test("the border of a green inside a road is road on both sides")
    func coveredBorder() throws {
        let scene = Scene([
            .roads: [feature("r", rectangle(0, -10, 50, 10))],
            .greens: [feature("g", rectangle(0, 0, 50, 5))],
        ])
        #expect(try scene.survey(path((10, 0), (40, 0))).lengthsBySurface == [.road: 30])
    }

    @Test("they add up to the length of the route, overlaps, borders and bends included", arguments: 0..<30)
    func partition(seed: UInt64) throws {
        var random = Seeded(seed)
        let scene = RandomScene.make(&random)
        let survey = try scene.survey(RandomScene.route(&random), strip: 3)
        let sum = survey.lengthsBySurface.values.reduce(0, +)
        #expect(abs(sum - survey.gridLength) < 1e-9)
        #expect(survey.lengthsBySurface.values.allSatisfy { $0 > 0 })
        for (surface, layer) in [(Surface.building, LayerName.buildings), (.road, .roads)] {
            // No surface is longer than the stretches in its layer.
            let stretches = survey.crossings.filter { $0.layer == layer }.reduce(0) { $0 + $1.length }
            #expect(survey.lengthsBySurface[surface, default: 0] <= stretches + 0.01)
        }
    }
}
