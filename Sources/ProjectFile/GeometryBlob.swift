import Foundation
import Geometry
import Vocabulary

/// The geometry format of GeoPackage (OGC 12-128r17, 2.1.3): a header with the box, then WKB.
public enum GeometryBlob {
    /// Encodes a shape as ``FeatureTable`` stores it; the box goes into the header unless it is empty or one point.
    ///
    /// A single line or polygon is written as a multi geometry of one.
    public static func encode(_ shape: Shape, srsID: Int) -> Data {
        let wkb = WKB.encode(shape)
        let wrapping: [UInt8] =
            switch shape {
            case .lines(let lines) where lines.count == 1: [1, 5, 0, 0, 0, 1, 0, 0, 0]
            case .polygons(let polygons) where polygons.count == 1: [1, 6, 0, 0, 0, 1, 0, 0, 0]
            default: []
            }
        let empty = shape.isEmpty
        let single = if case .points(let points) = shape { points.count == 1 } else { false }
        let hasBox = !empty && !single
        var data = Data(capacity: 49 + wkb.count)
        data.append(contentsOf: [0x47, 0x50, 0, 1 | (hasBox ? 2 : 0) | (empty ? 16 : 0)])
        withUnsafeBytes(of: Int32(truncatingIfNeeded: srsID).littleEndian) { data.append(contentsOf: $0) }
        if hasBox {
            let box = shape.box
            for value in [box.minX, box.maxX, box.minY, box.maxY] {
                withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
            }
        }
        data.append(contentsOf: wrapping)
        data.append(contentsOf: wkb)
        return data
    }

    /// Reads the shape of a blob.
    ///
    /// - Throws: ``Problem`` `GEO-101` for bytes that are no such blob, `GEO-102` for coordinates that are no numbers.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws -> Shape {
        let header = try Header(bytes)
        return try WKB.decode(UnsafeRawBufferPointer(rebasing: bytes[header.length...]))
    }

    public static func decode(_ data: Data) throws -> Shape { try data.withUnsafeBytes { try decode($0) } }

    /// The box of a blob, from its header where it has one; the empty box for an empty geometry.
    public static func box(of bytes: UnsafeRawBufferPointer) throws -> Box {
        let header = try Header(bytes)
        if header.isEmpty { return .empty }
        if let box = header.box { return box }
        return try WKB.decode(UnsafeRawBufferPointer(rebasing: bytes[header.length...])).box
    }

    private struct Header {
        var length: Int
        var isEmpty: Bool
        var box: Box?

        init(_ bytes: UnsafeRawBufferPointer) throws {
            guard bytes.count >= 8, bytes[0] == 0x47, bytes[1] == 0x50 else { throw Header.unreadable }
            let flags = bytes[3]
            let doubles = [0, 4, 6, 6, 8]
            let kind = Int(flags >> 1 & 7)
            guard kind < doubles.count, bytes.count >= 8 + 8 * doubles[kind] else { throw Header.unreadable }
            length = 8 + 8 * doubles[kind]
            isEmpty = flags & 16 != 0
            guard kind > 0 else { return }
            func edge(_ index: Int) -> Double {
                let bits = bytes.loadUnaligned(fromByteOffset: 8 + 8 * index, as: UInt64.self)
                return Double(
                    bitPattern: flags & 1 == 1 ? UInt64(littleEndian: bits) : UInt64(bigEndian: bits))
            }
            let found = Box(minX: edge(0), minY: edge(2), maxX: edge(1), maxY: edge(3))
            if found.minX.isFinite, found.maxX.isFinite, found.minY.isFinite, found.maxY.isFinite {
                box = found
            }
        }

        private static let unreadable = Problem(
            .geometryUnreadable, "geometry cannot be read: no GeoPackage header")
    }
}
