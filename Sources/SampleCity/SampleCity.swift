import CityModel
import Geometry
import Vocabulary

/// An invented district: its layers, the companies' representatives and the
/// applications that reach them.
///
/// Everything follows from the seed and the number of blocks; the same pair
/// gives the same bytes on every machine. Nothing in it exists: names start
/// with 示例 ("sample"), only the codes and names of the two districts are real.
public struct SampleCity: Sendable {
    /// What the coordinates are in: CGCS2000 / 3-degree Gauss-Kruger CM 120E.
    public static let crs = "EPSG:4549"
    public static let blockLimit = 50_000

    public let seed: UInt64
    public let blocks: Int
    public let city: MemoryCity
    public let applications: [SampleApplication]
    public let representatives: [SampleRepresentative]

    /// Makes a city of `blocks` blocks of about six plots: 1 gives about five plots, 17 000 about 100 000.
    ///
    /// From six blocks on it has a river, a park with a pond and an ancient
    /// tree, a plot walled in by others and a plot far from every main.
    /// - Throws: ``Problem`` if `blocks` is not within 1 … 50 000.
    /// - Complexity: O(blocks).
    public static func generate(seed: UInt64, blocks: Int) throws -> SampleCity {
        guard (1...blockLimit).contains(blocks) else {
            throw Problem(
                .sampleSize, "\(blocks) blocks asked for", help: "give 1 to \(blockLimit) blocks")
        }
        var builder = CityBuilder(grid: StreetGrid(seed: seed, blocks: blocks))
        builder.addRoads()
        builder.addAreas()
        builder.addBlocks()
        builder.addRemotePlot()
        builder.addPipes()
        builder.addStubs()
        return SampleCity(
            seed: seed, blocks: blocks, city: MemoryCity(builder.features),
            applications: builder.applications(), representatives: builder.representatives())
    }
}
