import Foundation
import SampleCity
import Testing

@Suite("Committed sample data")
struct CommittedSampleTests {
    private let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../SampleData")

    /// What `SampleData/README.md` says of its seed must stay true.
    @Test(arguments: ["applications.csv", "applications.json", "representatives.csv"])
    func theCommittedTablesComeFromTheirSeed(name: String) throws {
        let files = try SampleCity.generate(seed: 2020, blocks: 24).files(in: .project)
        let made = try #require(files.first { $0.name == name })
        #expect(try Data(contentsOf: folder.appending(path: name)) == Data(made.bytes))
    }

    /// Pins every coordinate of a small city: machines and compilers must agree.
    @Test func aSmallCityKeepsItsBytes() throws {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
        for file in try SampleCity.generate(seed: 2020, blocks: 24).files(in: .project) {
            for byte in Array(file.name.utf8) + file.bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        #expect(String(hash, radix: 16) == "16e3ae73d1979bcf")
    }

    @Test func geoJSONIsInLongitudeAndLatitudeByDefault() throws {
        let files = try SampleCity.generate(seed: 1, blocks: 1).files()
        let plots = try #require(files.first { $0.name == "plots.geojson" })
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(plots.bytes)) as? [String: Any])
        #expect(object["crs"] == nil)
        #expect(object["synthetic"] as? Bool == true)
        let features = try #require(object["features"] as? [[String: Any]])
        let geometry = try #require(features.first?["geometry"] as? [String: Any])
        let rings = try #require(geometry["coordinates"] as? [[[Double]]])
        let point = try #require(rings.first?.first)
        #expect((121.3...121.4).contains(point[0]))
        #expect((37.5...37.6).contains(point[1]))
    }
}
