import Drawing
import Foundation
import Geometry

/// A tile of the map: how close, and where.
public struct TileAddress: Hashable, Sendable {
    public var level: Int
    /// Eastwards from the grid's corner.
    public var column: Int
    /// Southwards from the grid's corner.
    public var row: Int

    public init(level: Int, column: Int, row: Int) {
        self.level = level
        self.column = column
        self.row = row
    }
}

/// How the ground of a project is cut into tiles: squares in the project's own coordinate system, grid north up.
///
/// The corner lies on a lattice of 131 072 m, so that addresses stay what they are when a layer grows. Level 9 is one
/// metre a pixel, each level halves it; at 4 dots a millimetre level 10 is 1:2000, 11 is 1:1000, 12 is 1:500.
public struct TileGrid: Hashable, Sendable {
    /// Dots on a side at single density.
    public static let pixels = 256
    /// Millimetres on a side: 4 dots a millimetre.
    public static let paper = 64.0
    public static let levels = 0...13
    /// Metres on a side of a tile at level 0.
    public static let whole = 131_072.0

    public let west: Double
    public let north: Double
    /// Tiles at level 0 from west to east and from north to south.
    public let columns: Int
    public let rows: Int

    /// - Parameter extent: in metres of the project CRS; an empty one gives one tile at the origin.
    public init(covering extent: Box) {
        // Beyond this no projected system has a place; a broken extent must not make a grid without end.
        let limit = 1e8
        guard !extent.isEmpty,
            [extent.minX, extent.minY, extent.maxX, extent.maxY].allSatisfy({
                $0.isFinite && abs($0) < limit
            })
        else {
            (west, north, columns, rows) = (0, Self.whole, 1, 1)
            return
        }
        func down(_ value: Double) -> Double { (value / Self.whole).rounded(.down) }
        func up(_ value: Double) -> Double { (value / Self.whole).rounded(.up) }
        west = down(extent.minX) * Self.whole
        north = up(extent.maxY) * Self.whole
        columns = max(1, Int(up(extent.maxX) - down(extent.minX)))
        rows = max(1, Int(up(extent.maxY) - down(extent.minY)))
    }

    /// Metres a dot at single density.
    public static func resolution(_ level: Int) -> Double { whole / Double(pixels) / Double(1 << level) }

    /// 1 to so many.
    public static func scale(_ level: Int) -> Double { resolution(level) * 4000 }

    /// The level at which an extent fits into a number of dots; the coarsest if it never does.
    public static func level(fitting extent: Box, dots: Double) -> Int {
        let size = max(extent.width, extent.height)
        return levels.last { size / resolution($0) <= dots } ?? levels.lowerBound
    }

    /// True for a tile of this grid.
    public func contains(_ tile: TileAddress) -> Bool {
        guard Self.levels.contains(tile.level) else { return false }
        let share = 1 << tile.level
        return (0..<columns * share).contains(tile.column) && (0..<rows * share).contains(tile.row)
    }

    /// The ground of a tile.
    public func box(_ tile: TileAddress) -> Box {
        let size = Self.whole / Double(1 << tile.level)
        let (left, top) = (west + Double(tile.column) * size, north - Double(tile.row) * size)
        return Box(minX: left, minY: top - size, maxX: left + size, maxY: top)
    }

    /// The tile a place lies in; nil outside of the grid.
    public func tile(at point: Point, level: Int) -> TileAddress? {
        guard Self.levels.contains(level), point.isFinite else { return nil }
        let size = Self.whole / Double(1 << level)
        let (across, down) = ((point.x - west) / size, (north - point.y) / size)
        guard across >= 0, down >= 0, across < 1e9, down < 1e9 else { return nil }
        let tile = TileAddress(level: level, column: Int(across), row: Int(down))
        return contains(tile) ? tile : nil
    }
}

/// Tiles that are drawn with the same labels: a square of four by four.
///
/// A label lies wholly in its block, so none is cut where two tiles of a block meet, and none reaches into the next.
public struct TileBlock: Hashable, Sendable {
    static let side = 4

    public var level: Int
    public var column: Int
    public var row: Int

    public init(of tile: TileAddress) {
        level = tile.level
        column = tile.column / Self.side
        row = tile.row / Self.side
    }

    var frame: Frame {
        let size = Double(Self.side) * TileGrid.paper
        return Frame(x: Double(column) * size, y: Double(row) * size, width: size, height: size)
    }

    public func box(in grid: TileGrid) -> Box {
        let first = TileAddress(level: level, column: column * Self.side, row: row * Self.side)
        let last = TileAddress(
            level: level, column: first.column + Self.side - 1, row: first.row + Self.side - 1)
        return grid.box(first).union(grid.box(last))
    }
}
