import CityModel
import Geometry

/// The net of streets that everything else hangs on: bent and turned, so that
/// no street is parallel to an axis and no block is a rectangle.
///
/// Columns and rows count from 0; a ring of empty blocks lies around them.
struct StreetGrid {
    /// One road line: all streets of a column or of a row.
    struct Line {
        var roadClass: Road.Class
        /// Metres between the road red lines.
        var width: Double
        /// Metres of footway on either side inside the width.
        var footway: Double

        /// Metres of green and of open ground between the road and the plots.
        var green: Double { roadClass == .arterial ? 5 : roadClass == .secondary ? 3 : 0 }
        var setback: Double { roadClass == .branch ? 4 : green + 2 }
    }

    let seed: UInt64
    let blocks: Int
    let columns: Int
    let rows: Int
    /// The column that the river runs through; nil for a city of fewer than three columns.
    let riverColumn: Int?
    private var nodes: [Point] = []

    /// How far the empty ground reaches east of the last street: room for a remote plot.
    static let eastMargin = 3000.0
    /// The middle of the city in EPSG:4549.
    static let middle = Point(620_000, 4_156_000)

    init(seed: UInt64, blocks: Int) {
        self.seed = seed
        self.blocks = blocks
        var columns = 1
        while columns * columns * 10 < blocks * 13 { columns += 1 }
        let rows = (blocks + columns - 1) / columns
        self.columns = columns
        self.rows = rows
        riverColumn = columns >= 3 ? columns / 2 : nil
        placeNodes()
    }

    /// The node where the western street of a column meets the southern street of a row.
    func node(_ column: Int, _ row: Int) -> Point { nodes[(row + 1) * (columns + 3) + column + 1] }

    private mutating func placeNodes() {
        var xs = [0.0]
        for column in -1...columns {
            var random = SplitMix64(seed: seed, .columnWidth, column)
            let width =
                column == riverColumn ? 110 : column == columns ? Self.eastMargin : random.between(140, 220)
            xs.append((xs.last ?? 0) + width)
        }
        var ys = [0.0]
        for row in -1...rows {
            var random = SplitMix64(seed: seed, .rowHeight, row)
            ys.append((ys.last ?? 0) + random.between(120, 180))
        }
        let middle = Vector((xs[1] + xs[columns + 1]) / 2, (ys[1] + ys[rows + 1]) / 2)
        for (j, y) in ys.enumerated() {
            for (i, x) in xs.enumerated() {
                var random = SplitMix64(seed: seed, .node, i, j)
                let dx = x - middle.dx + random.between(-6, 6)
                let dy = y - middle.dy + random.between(-6, 6)
                // Turned by the angle of the triangle 9, 40, 41 (12.7°): exact without trigonometry.
                nodes.append(
                    Point(
                        Self.middle.x + (dx * 40 - dy * 9) / 41, Self.middle.y + (dx * 9 + dy * 40) / 41
                    ).onGrid)
            }
        }
    }

    /// The road line of a column or row of streets: every fourth is arterial, every second secondary.
    func line(_ index: Int) -> Line {
        if index % 4 == 0 { return Line(roadClass: .arterial, width: 36, footway: 5) }
        if index % 2 == 0 { return Line(roadClass: .secondary, width: 24, footway: 3.5) }
        return Line(roadClass: .branch, width: 12, footway: 0)
    }

    /// The ground between the roads around a block, also for the empty ring.
    func block(_ column: Int, _ row: Int) -> Quad {
        Quad(
            sw: node(column, row), se: node(column + 1, row), ne: node(column + 1, row + 1),
            nw: node(column, row + 1)
        ).inset(
            south: line(row).width / 2, east: line(column + 1).width / 2, north: line(row + 1).width / 2,
            west: line(column).width / 2)
    }

    /// True if the block is one of the city's, not of the empty ring or the rest of the last row.
    func isBuilt(_ column: Int, _ row: Int) -> Bool {
        (0..<columns).contains(column) && (0..<rows).contains(row) && row * columns + column < blocks
    }

    func line(at side: Quad.Side, ofBlock column: Int, _ row: Int) -> Line {
        switch side {
        case .south: line(row)
        case .east: line(column + 1)
        case .north: line(row + 1)
        case .west: line(column)
        }
    }
}
