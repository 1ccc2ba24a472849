/// A polygon: a shell and its holes, each ring closed (first point = last point).
///
/// Ring orientation carries no meaning; inside is decided by even–odd. A ring
/// has at least four points or the polygon is invalid (see ``GeometryEngine``).
public struct Polygon: Hashable, Sendable {
    public var shell: [Point]
    public var holes: [[Point]]

    public init(shell: [Point], holes: [[Point]] = []) {
        self.shell = shell
        self.holes = holes
    }

    /// The rectangle of a box.
    public init(_ box: Box) {
        self.init(shell: [
            Point(box.minX, box.minY), Point(box.maxX, box.minY), Point(box.maxX, box.maxY),
            Point(box.minX, box.maxY), Point(box.minX, box.minY),
        ])
    }

    public var rings: [[Point]] { [shell] + holes }
    public var box: Box { Box(shell) }
    public var isEmpty: Bool { shell.isEmpty }
}

/// The geometry of a feature, always as a list of parts of one dimension.
///
/// A single point, line or polygon is a list of one; an empty geometry is an
/// empty list. Collections of mixed dimension are refused on reading.
public enum Shape: Hashable, Sendable {
    case points([Point])
    case lines([[Point]])
    case polygons([Polygon])

    public static func polygon(_ polygon: Polygon) -> Shape { .polygons([polygon]) }
    public static func line(_ points: [Point]) -> Shape { .lines([points]) }
    public static func point(_ point: Point) -> Shape { .points([point]) }

    public enum Kind: String, Codable, Sendable, CaseIterable { case point, line, polygon }

    public var kind: Kind {
        switch self {
        case .points: .point
        case .lines: .line
        case .polygons: .polygon
        }
    }

    public var isEmpty: Bool {
        switch self {
        case .points(let points): points.isEmpty
        case .lines(let lines): lines.allSatisfy(\.isEmpty)
        case .polygons(let polygons): polygons.allSatisfy(\.isEmpty)
        }
    }

    public var box: Box {
        switch self {
        case .points(let points): Box(points)
        case .lines(let lines): lines.reduce(Box.empty) { $0.union(Box($1)) }
        case .polygons(let polygons): polygons.reduce(Box.empty) { $0.union($1.box) }
        }
    }

    public var pointCount: Int {
        switch self {
        case .points(let points): points.count
        case .lines(let lines): lines.reduce(0) { $0 + $1.count }
        case .polygons(let polygons): polygons.reduce(0) { $0 + $1.rings.reduce(0) { $0 + $1.count } }
        }
    }

    /// The polygons; empty for points and lines.
    public var polygons: [Polygon] {
        if case .polygons(let polygons) = self { polygons } else { [] }
    }

    /// The lines; for polygons their rings, for points none.
    public var outlines: [[Point]] {
        switch self {
        case .points: []
        case .lines(let lines): lines
        case .polygons(let polygons): polygons.flatMap(\.rings)
        }
    }

    /// Every coordinate replaced by what `change` gives for it.
    public func mapPoints(_ change: (Point) throws -> Point) rethrows -> Shape {
        switch self {
        case .points(let points): .points(try points.map(change))
        case .lines(let lines): .lines(try lines.map { try $0.map(change) })
        case .polygons(let polygons):
            .polygons(
                try polygons.map {
                    Polygon(shell: try $0.shell.map(change), holes: try $0.holes.map { try $0.map(change) })
                })
        }
    }
}
