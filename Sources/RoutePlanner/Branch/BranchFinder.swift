import CityModel
import Geometry
import Vocabulary

/// A straight branch: the shortest line from a source to the red line of a plot.
public struct StraightBranch: Sendable, Hashable {
    public var layer: LayerName
    public var feature: String
    /// The position of the source among those the finder was given.
    public var source: Int
    /// On the main or stub.
    public var start: Point
    /// On the red line; equal to `start` where the source already touches or lies in the plot.
    public var end: Point
    /// Grid metres.
    public var length: Double
}

/// Finds the source nearest to a plot.
///
/// A value; any number of tasks may read it.
public struct BranchFinder: Sendable {
    private let sources: [PlanSource]
    private let segments: [Segment]
    private let owners: [Int32]
    private let tree: PackedTree

    /// - Parameter sources: the qualifying ones of one utility, in the order that decides between equally near ones.
    /// - Complexity: O(n log n) in their pieces.
    public init(_ sources: [PlanSource]) {
        self.sources = sources
        var segments: [Segment] = []
        var owners: [Int32] = []
        for (index, source) in sources.enumerated() {
            if case .points(let points) = source.shape {
                segments += points.filter(\.isFinite).map { Segment($0, $0) }
            }
            for line in source.shape.outlines {
                for i in line.indices.dropFirst() where line[i - 1].isFinite && line[i].isFinite {
                    segments.append(Segment(line[i - 1], line[i]))
                }
            }
            owners += repeatElement(Int32(index), count: segments.count - owners.count)
        }
        self.segments = segments
        self.owners = owners
        tree = PackedTree(segments.map(\.box))
    }

    /// The shortest straight line from a source to the plot.
    ///
    /// A source that touches, crosses or lies inside the plot gives a branch of length 0. Of equally near sources the
    /// first one given wins.
    ///
    /// What the finder measures is the plan distance on the grid; edges and pieces with a coordinate that is no
    /// finite number are passed over.
    /// - Parameters:
    ///   - plot: its red line, polygons with their holes, in the project CRS; without edges gives nil.
    ///   - limit: grid metres; a source exactly so far away is found. Below 0 or no number gives nil.
    /// - Returns: nil if there is no source within `limit` metres.
    /// - Complexity: O(log n + near pieces × (plot edges / 16 + edges about as near as the nearest)).
    public func branch(to plot: [Polygon], within limit: Double = .infinity) -> StraightBranch? {
        branch(to: RedLine(plot), within: limit)
    }

    /// The same for a red line made ready before, as for several utilities of one plot.
    public func branch(to redLine: RedLine, within limit: Double = .infinity) -> StraightBranch? {
        guard !redLine.edges.isEmpty else { return nil }
        let found = tree.nearest(to: redLine.box, within: limit) { item, best in
            redLine.nearest(to: segments[item], within: best)?.distance ?? .infinity
        }
        guard let found, let pair = redLine.nearest(to: segments[found.item], within: .infinity) else {
            return nil
        }
        let owner = Int(owners[found.item])
        let source = sources[owner]
        let isContact = pair.distance <= Self.contactTolerance
        return StraightBranch(
            layer: source.layer, feature: source.feature, source: owner, start: pair.onSelf,
            end: isContact ? pair.onSelf : pair.onOther, length: isContact ? 0 : pair.distance)
    }

    /// Below a micrometre a source touches the red line: numeric noise, far below any survey accuracy.
    private static let contactTolerance = 1e-6
}
