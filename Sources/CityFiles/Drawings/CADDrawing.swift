import Geometry

/// A drawing for CAD programs: lines, texts and points on named layers, in metres of the project's system.
public struct CADDrawing: Sendable {
    /// A layer; what is drawn on it takes its colour and width.
    public struct Layer: Sendable, Hashable {
        public var name: String
        /// `0xRRGGBB`.
        public var colour: UInt32
        /// Millimetres on paper.
        public var width: Double

        /// - Parameter name: characters no CAD program allows in a name become `_`.
        public init(_ name: String, colour: UInt32, width: Double = 0.18) {
            let plain = name.unicodeScalars.map { scalar -> Character in
                "<>/\\\":;?*|=`,".unicodeScalars.contains(scalar) || scalar.value < 0x20
                    || scalar.value > 0xFFFF ? "_" : Character(scalar)
            }
            self.name = String(plain.prefix(120))
            self.colour = colour
            self.width = width
        }
    }

    /// Where a text stands at its place, as CAD programs count: 1 upper left … 9 lower right.
    public enum Anchor: Int, Sendable {
        case upperLeft = 1, upperCentre, upperRight, left, centre, right, lowerLeft, lowerCentre, lowerRight
    }

    public enum Entity: Sendable, Hashable {
        /// Closed where the first point is also the last.
        ///
        /// - Parameter dashes: metres of stroke and gap by turns; empty for a full line.
        case line([Point], dashes: [Double])
        case point(Point)
        /// - Parameters:
        ///   - height: of the letters, metres on the ground.
        ///   - degrees: from east, against the clock.
        case text(String, at: Point, height: Double, degrees: Double, anchor: Anchor)
    }

    public private(set) var layers: [Layer] = []
    public private(set) var entities: [(layer: String, entity: Entity)] = []

    public init() {}

    public mutating func add(_ entity: Entity, on layer: Layer) {
        if !layers.contains(where: { $0.name == layer.name }) { layers.append(layer) }
        entities.append((layer.name, entity))
    }

    /// What the drawing covers; empty for an empty one.
    public var box: Box {
        entities.reduce(Box.empty) { box, entry in
            switch entry.entity {
            case .line(let points, _): box.union(Box(points))
            case .point(let point), .text(_, let point, _, _, _): box.union(Box([point]))
            }
        }
    }

    /// Draws the outlines of a shape, or its points.
    public mutating func add(_ shape: Shape, on layer: Layer, dashes: [Double] = []) {
        switch shape {
        case .points(let points): for point in points { add(.point(point), on: layer) }
        case .lines(let lines): for line in lines { add(.line(line, dashes: dashes), on: layer) }
        case .polygons(let polygons):
            for ring in polygons.flatMap(\.rings) { add(.line(ring, dashes: dashes), on: layer) }
        }
    }
}
