import CityModel
import Geometry
import Vocabulary

/// What a branch may start from: a main, or a free stub.
public struct ConnectionSource: Sendable {
    public var layer: LayerName
    public var feature: String
    /// Lines for a main, points for a stub.
    public var shape: Shape

    public init(layer: LayerName, feature: String, shape: Shape) {
        self.layer = layer
        self.feature = feature
        self.shape = shape
    }
}

/// A straight branch: the shortest line from a source to the red line of a plot.
public struct StraightBranch: Sendable, Hashable {
    public var layer: LayerName
    public var feature: String
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
    private let sources: [ConnectionSource]
    private let segments: [Segment]
    private let owners: [Int32]
    private let tree: PackedTree

    /// - Parameter sources: the qualifying ones of one utility, in the order that decides between equally near ones.
    /// - Complexity: O(n log n) in their pieces.
    public init(_ sources: [ConnectionSource]) {
        self.sources = sources
        var segments: [Segment] = []
        var owners: [Int32] = []
        for (index, source) in sources.enumerated() {
            if case .points(let points) = source.shape {
                segments += points.map { Segment($0, $0) }
            }
            for line in source.shape.outlines {
                for i in line.indices.dropFirst() { segments.append(Segment(line[i - 1], line[i])) }
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
    /// - Parameter plot: its red line, polygons; empty gives nil.
    /// - Returns: nil if there is no source within `limit` metres.
    /// - Complexity: O(log n + near pieces × plot edges).
    public func branch(to plot: [Polygon], within limit: Double = .infinity) -> StraightBranch? {
        let edges = plot.flatMap { polygon in
            polygon.rings.flatMap { ring in ring.indices.dropFirst().map { Segment(ring[$0 - 1], ring[$0]) } }
        }
        let box = plot.reduce(Box.empty) { $0.union($1.box) }
        guard !edges.isEmpty else { return nil }
        let found = tree.nearest(to: box, within: limit) { item, best in
            Self.pair(segments[item], edges, plot, best)?.distance ?? .infinity
        }
        guard let found, let pair = Self.pair(segments[found.item], edges, plot, .infinity) else {
            return nil
        }
        let source = sources[Int(owners[found.item])]
        return StraightBranch(
            layer: source.layer, feature: source.feature, start: pair.onSelf, end: pair.onOther,
            length: pair.distance)
    }

    /// The nearest points of a source's piece and the plot's edges; the first contact along the piece at distance 0.
    private static func pair(_ segment: Segment, _ edges: [Segment], _ plot: [Polygon], _ best: Double)
        -> NearestPair?
    {
        var nearest: NearestPair?
        let box = segment.box
        for edge in edges where edge.box.distance(to: box) <= min(best, nearest?.distance ?? .infinity) {
            let pair = segment.nearest(to: edge)
            guard let current = nearest else {
                nearest = pair
                continue
            }
            let isFirstContact =
                pair.distance == current.distance
                && segment.start.distance(to: pair.onSelf) < segment.start.distance(to: current.onSelf)
            if pair.distance < current.distance || isFirstContact { nearest = pair }
        }
        if nearest?.distance != 0,
            plot.contains(where: { $0.box.contains(segment.start) && $0.locate(segment.start) == .inside })
        {
            return NearestPair(onSelf: segment.start, onOther: segment.start, distance: 0)
        }
        return nearest
    }
}
