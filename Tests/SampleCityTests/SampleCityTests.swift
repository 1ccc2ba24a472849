import CityModel
import Configuration
import Foundation
import GIS
import Geometry
import SampleCity
import Testing
import Vocabulary

@Suite("Sample city")
struct SampleCityTests {
    @Test func sameSeedSameBytesAnotherSeedAnotherCity() throws {
        func bytes(_ seed: UInt64) throws -> [String: [UInt8]] {
            let files = try SampleCity.generate(seed: seed, blocks: 8).files(in: .project)
            return Dictionary(files.map { ($0.name, $0.bytes) }) { first, _ in first }
        }
        let first = try bytes(7)
        #expect(try bytes(7) == first)
        let other = try bytes(8)
        #expect(other.keys == first.keys)
        #expect(other["plots.geojson"] != first["plots.geojson"])
        #expect(other["applications.csv"] != first["applications.csv"])
    }

    @Test(arguments: [1, 2, 5, 6, 24, 61])
    func everyGeometryIsValidSimpleAndOnTheMillimetreGrid(blocks: Int) throws {
        let city = try SampleCity.generate(seed: UInt64(blocks), blocks: blocks).city
        let engine = GeometryEngine()
        for layer in LayerName.allCases {
            for feature in city[layer] {
                let invalidity = try engine.invalidity(of: feature.shape)
                #expect(invalidity == nil, "\(layer) \(feature.id)")
                _ = feature.shape.mapPoints { point in
                    let x = (point.x * 1000).rounded() / 1000
                    let y = (point.y * 1000).rounded() / 1000
                    #expect(point == Point(x, y), "\(layer) \(feature.id)")
                    return point
                }
            }
        }
    }

    @Test(arguments: [1, 24])
    func everyFeatureFitsTheCatalogueAndHasNoUnknownField(blocks: Int) throws {
        let catalogue = try LayerCatalogue(yaml: #require(GIS.data("layers.yaml")))
        let city = try SampleCity.generate(seed: 3, blocks: blocks).city
        for layer in LayerName.allCases {
            let definition = try #require(catalogue[layer])
            for feature in city[layer] {
                #expect(definition.problems(of: feature).isEmpty, "\(definition.problems(of: feature))")
                for field in feature.attributes.keys {
                    #expect(definition.field(field) != nil, "\(layer).\(field)")
                }
            }
        }
    }

    @Test func aSampleOfSixBlocksAndMoreFillsEveryLayer() throws {
        for blocks in [6, 24] {
            #expect(try SampleCity.generate(seed: 1, blocks: blocks).city.layers() == Set(LayerName.allCases))
        }
    }

    @Test(arguments: [(1, 4...8), (24, 90...170), (400, 1800...2900)])
    func plotsAreAboutSixABlock(blocks: Int, expected: ClosedRange<Int>) throws {
        #expect(expected.contains(try SampleCity.generate(seed: 5, blocks: blocks).city[.plots].count))
    }

    @Test(arguments: [0, -1, 50_001])
    func sizesOutOfReachAreRefused(blocks: Int) throws {
        #expect(throws: Problem.self) { try SampleCity.generate(seed: 1, blocks: blocks) }
    }

    /// Overlaps of the ground layers would make surfaces ambiguous.
    @Test(arguments: 1...12)
    func roadsPlotsGreensAndWaterKeepApartAndBuildingsStandOnPlots(seed: UInt64) throws {
        let city = try SampleCity.generate(seed: seed, blocks: 9).city
        let engine = GeometryEngine()
        let grounds: [LayerName] = [.roads, .plots, .greens, .water]
        for layer in grounds {
            for feature in city[layer] where feature.boolean("bridge") != true {
                for other in grounds {
                    for neighbour in city.features(of: other, in: feature.shape.box)
                    where neighbour.boolean("bridge") != true
                        && (other != layer || neighbour.id != feature.id)
                    {
                        let shared = try engine.intersection(feature.shape, neighbour.shape)
                        let area = shared.polygons.reduce(0) { $0 + abs($1.area) }
                        #expect(area < 0.5, "\(layer) \(feature.id) and \(other) \(neighbour.id)")
                    }
                }
            }
        }
        for building in city[.buildings] {
            let plots = try city.features(of: .plots, in: building.shape.box).filter {
                try engine.prepare($0.shape).covers(building.shape)
            }
            #expect(plots.count == 1, "building \(building.id)")
        }
    }
}
