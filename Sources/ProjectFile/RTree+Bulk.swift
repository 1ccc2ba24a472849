import Foundation
import GRDB
import Geometry

/// A whole R-tree laid out at once, as SQLite's module stores it.
///
/// Entries are sorted into tiles (Leutenegger and others, "STR: a simple and efficient algorithm for R-tree packing",
/// 1997), which is several times quicker than inserting them and gives windows fewer nodes to visit. The layout of the
/// tables is that of sqlite.org/rtree.html, "The backing store"; `rtreecheck()` confirms it.
public struct PackedRTree: Sendable {
    /// An entry of a leaf (its feature's fid) or of an inner node (the number of the node below).
    public struct Entry: Sendable {
        public var key: Int64
        public var box: Box

        public init(key: Int64, box: Box) {
            self.key = key
            self.box = box
        }
    }

    /// Node number and content.
    let nodes: [(number: Int64, data: Data)]
    /// For each node but the root the node above it.
    let parents: [(number: Int64, parent: Int64)]
    /// For each feature its leaf.
    let leaves: [(fid: Int64, number: Int64)]

    /// SQLite's own limit of cells in a node, and what is filled here, so that later edits need not split at once.
    private static let capacity = 51
    private static let filling = 46
    private static let cellSize = 24

    /// - Parameter entries: fid and box of each feature; none of the boxes is empty.
    /// - Complexity: O(n log n).
    public init(_ entries: [Entry]) {
        var nodes: [(number: Int64, data: Data)] = []
        var parents: [(number: Int64, parent: Int64)] = []
        var leaves: [(fid: Int64, number: Int64)] = []
        leaves.reserveCapacity(entries.count)
        var next: Int64 = 2
        var depth = 0
        var level = entries
        while true {
            let isRoot = level.count <= Self.filling
            let tiles = isRoot ? [level[...]] : Self.tiles(level)
            var above: [Entry] = []
            for tile in tiles {
                let number = isRoot ? 1 : next
                next += isRoot ? 0 : 1
                for entry in tile {
                    if depth == 0 {
                        leaves.append((entry.key, number))
                    } else {
                        parents.append((entry.key, number))
                    }
                }
                nodes.append((number, Self.data(tile, depth: isRoot ? depth : 0)))
                above.append(Entry(key: number, box: tile.reduce(Box.empty) { $0.union($1.box) }))
            }
            if isRoot { break }
            level = above
            depth += 1
        }
        self.nodes = nodes
        self.parents = parents
        leaves.sort { $0.fid < $1.fid }
        self.leaves = leaves
    }

    private static func tiles(_ entries: [Entry]) -> [ArraySlice<Entry>] {
        let count = (entries.count + filling - 1) / filling
        let perSlice = Int(Double(count).squareRoot().rounded(.up)) * filling
        var sorted = entries
        sorted.sort { ($0.box.minX + $0.box.maxX, $0.key) < ($1.box.minX + $1.box.maxX, $1.key) }
        for start in stride(from: 0, to: sorted.count, by: perSlice) {
            sorted[start..<min(start + perSlice, sorted.count)].sort {
                ($0.box.minY + $0.box.maxY, $0.key) < ($1.box.minY + $1.box.maxY, $1.key)
            }
        }
        return stride(from: 0, to: sorted.count, by: filling).map {
            sorted[$0..<min($0 + filling, sorted.count)]
        }
    }

    /// Big-endian: depth (of the root only), number of cells, then key and four single-precision edges of each.
    private static func data(_ entries: ArraySlice<Entry>, depth: Int) -> Data {
        var data = Data(capacity: 4 + capacity * cellSize)
        func append(_ value: some FixedWidthInteger) {
            withUnsafeBytes(of: value.bigEndian) { data.append(contentsOf: $0) }
        }
        append(UInt16(depth))
        append(UInt16(entries.count))
        for entry in entries {
            append(entry.key)
            append(down(entry.box.minX).bitPattern)
            append(up(entry.box.maxX).bitPattern)
            append(down(entry.box.minY).bitPattern)
            append(up(entry.box.maxY).bitPattern)
        }
        data.append(Data(count: 4 + capacity * cellSize - data.count))
        return data
    }

    /// The index must never be smaller than the feature.
    private static func down(_ value: Double) -> Float {
        let single = Float(value)
        return Double(single) > value ? single.nextDown : single
    }

    private static func up(_ value: Double) -> Float {
        let single = Float(value)
        return Double(single) < value ? single.nextUp : single
    }
}

extension PackedRTree {
    /// Writes the tree into the empty index of a table, in several short transactions.
    ///
    /// Until it returns the index is not usable; that is fine for a table nobody reads yet.
    public func write(to table: String, in project: ProjectFile) throws {
        let index = FeatureTable.index(of: table)
        try Self.inBatches(nodes, project, "INSERT OR REPLACE INTO \("\(index)_node".quoted) VALUES (?, ?)") {
            [$0.number, $0.data]
        }
        try Self.inBatches(parents, project, "INSERT INTO \("\(index)_parent".quoted) VALUES (?, ?)") {
            [$0.number, $0.parent]
        }
        try Self.inBatches(leaves, project, "INSERT INTO \("\(index)_rowid".quoted) VALUES (?, ?)") {
            [$0.fid, $0.number]
        }
    }

    private static func inBatches<Row>(
        _ rows: [Row], _ project: ProjectFile, _ sql: String,
        _ values: (Row) -> [any DatabaseValueConvertible]
    ) throws {
        let size = 50_000
        for start in stride(from: 0, to: rows.count, by: size) {
            try project.write { db in
                let statement = try db.makeStatement(sql: sql)
                for row in rows[start..<min(start + size, rows.count)] {
                    try statement.execute(arguments: StatementArguments(values(row)))
                }
            }
        }
    }
}
