import CityModel
import Geometry
import RoutePlanner
import Vocabulary

/// A route somebody drew, fitted to where it must begin and end (R29).
struct DrawnRoute {
    /// How far from a main or stub a drawn start may lie and still be meant to be on it, in metres.
    ///
    /// Half a metre: what a drawing at 1:500 can show; an assumption.
    static let snap = 0.5
    /// Within a micrometre a line meets the red line: numeric noise.
    private static let contact = 1e-6

    var line: [Point]
    var source: (layer: LayerName, feature: Feature)

    /// - Parameter sources: those that qualify for the case, in the order that decides between equally near ones.
    /// - Throws: ``Problem`` `RTE-311` if the line does not reach the red line, `RTE-312` if neither end is at a source.
    init(
        _ drawn: [Point], to plot: Feature, sources: [PlanSource], city: some CitySource, _ path: String
    ) throws {
        let forwards = Self.nearest(sources, to: drawn.first)
        let backwards = Self.nearest(sources, to: drawn.last)
        let turned =
            (forwards?.distance ?? .infinity) > Self.snap && (backwards?.distance ?? .infinity) <= Self.snap
        var line = turned ? Array(drawn.reversed()) : drawn
        guard let found = turned ? backwards : forwards, found.distance <= Self.snap,
            let feature = try city.feature(found.source.feature, of: found.source.layer)
        else {
            let near = forwards.map {
                "the nearest, \($0.source.layer.rawValue) \($0.source.feature), is \(Self.metres($0.distance)) from its start"
            }
            throw Problem(
                .lineOffSource, "the route starts at no qualifying main or stub", at: .init(file: path),
                help: near ?? "there is none of this utility near it")
        }
        line[0] = found.point
        self.line = try Self.cut(line, at: plot, path)
        source = (found.source.layer, feature)
    }

    /// The line up to its first contact with the red line.
    private static func cut(_ line: [Point], at plot: Feature, _ path: String) throws -> [Point] {
        let edges = redLine(of: plot)
        if let start = line.first, plot.shape.locate(start) == .inside {
            throw Problem(
                .lineOffRedLine, "the route starts inside plot '\(plot.id)'", at: .init(file: path),
                help: "start it at the main or stub")
        }
        if let reaching = upTo(edges, line) { return reaching }
        let gap = line.flatMap { point in edges.map { $0.distance(to: point) } }.min() ?? .infinity
        throw Problem(
            .lineOffRedLine,
            "the route does not reach the red line of plot '\(plot.id)': it ends \(metres(gap)) before it",
            at: .init(file: path), help: "draw it on to the red line")
    }

    /// The part of a drawn line before its first contact with the red line; all of it if it has none.
    ///
    /// A line drawn from the plot outwards is turned round first.
    static func outside(_ drawn: [Point], of plot: Feature) -> [Point] {
        let inside = drawn.first.map { plot.shape.locate($0) != .outside } ?? false
        let line = inside ? Array(drawn.reversed()) : drawn
        return upTo(redLine(of: plot), line) ?? line
    }

    private static func redLine(of plot: Feature) -> [Segment] {
        plot.shape.polygons.flatMap(\.rings).flatMap { ring in
            ring.indices.dropFirst().map { Segment(ring[$0 - 1], ring[$0]) }
        }
    }

    /// The line up to its first contact with one of the edges; nil if it has none.
    private static func upTo(_ edges: [Segment], _ line: [Point]) -> [Point]? {
        for index in line.indices.dropFirst() {
            let segment = Segment(line[index - 1], line[index])
            let first = edges.compactMap { contact(of: segment, with: $0) }.min()
            if let first { return Array(line[..<index]) + [segment.point(at: first)] }
        }
        return nil
    }

    /// The fraction of the segment at which it first meets an edge; nil if it does not.
    private static func contact(of segment: Segment, with edge: Segment) -> Double? {
        var fractions: [Double] = []
        if let (t, _) = segment.properCrossing(with: edge) { fractions.append(t) }
        for (t, point) in [(0.0, segment.start), (1.0, segment.end)] where edge.distance(to: point) <= contact
        {
            fractions.append(t)
        }
        for point in [edge.start, edge.end] where segment.distance(to: point) <= contact {
            fractions.append(segment.fraction(nearest: point))
        }
        return fractions.min()
    }

    private static func nearest(
        _ sources: [PlanSource], to point: Point?
    ) -> (source: PlanSource, point: Point, distance: Double)? {
        guard let point else { return nil }
        var best: (source: PlanSource, point: Point, distance: Double)?
        for source in sources {
            for piece in pieces(of: source.shape) {
                let foot = piece.point(at: piece.fraction(nearest: point))
                let distance = foot.distance(to: point)
                if best.map({ distance < $0.distance }) ?? true { best = (source, foot, distance) }
            }
        }
        return best
    }

    private static func pieces(of shape: Shape) -> [Segment] {
        if case .points(let points) = shape { return points.map { Segment($0, $0) } }
        return shape.outlines.flatMap { line in
            line.indices.dropFirst().map { Segment(line[$0 - 1], line[$0]) }
        }
    }

    private static func metres(_ value: Double) -> String {
        value.isFinite ? "\((value * 100).rounded() / 100) m" : "far"
    }
}
