import Vocabulary

/// Well-known binary (OGC 06-103r4): how geometries are stored and hashed.
///
/// Written little-endian and two-dimensional; a list of one part becomes a
/// single geometry, several parts a multi geometry, an empty list an empty
/// multi geometry. Read in either byte order; Z and M (ISO and EWKB) are
/// dropped; an EWKB SRID is skipped.
public enum WKB {
    public static func encode(_ shape: Shape) -> [UInt8] {
        var writer = WKBWriter(capacity: 32 + 16 * shape.pointCount)
        writer.write(shape)
        return writer.bytes
    }

    /// Reads one geometry that fills `bytes` exactly.
    ///
    /// - Throws: ``Problem`` `GEO-101` for malformed bytes, types other than points, lines, polygons and their
    ///   multi forms, and bytes left over; `GEO-102` for NaN or infinite coordinates.
    /// - Complexity: O(points).
    public static func decode(_ bytes: [UInt8]) throws -> Shape {
        try bytes.withUnsafeBytes { try decode($0) }
    }

    public static func decode(_ bytes: UnsafeRawBufferPointer) throws -> Shape {
        var reader = WKBReader(bytes: bytes)
        let shape = try reader.readShape()
        guard reader.offset == bytes.count else {
            throw WKBReader.unreadable("bytes are left over after the geometry")
        }
        return shape
    }
}

private struct WKBWriter {
    var bytes: [UInt8] = []

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func write(_ shape: Shape) {
        switch shape {
        case .points(let points):
            writeParts(points, single: 1, multi: 4) { writer, point in writer.write(point) }
        case .lines(let lines):
            writeParts(lines, single: 2, multi: 5) { writer, line in writer.write(line) }
        case .polygons(let polygons):
            writeParts(polygons, single: 3, multi: 6) { writer, polygon in
                if polygon.isEmpty { return writer.write(UInt32(0)) }
                writer.write(UInt32(1 + polygon.holes.count))
                writer.write(polygon.shell)
                for hole in polygon.holes { writer.write(hole) }
            }
        }
    }

    private mutating func writeParts<Part>(
        _ parts: [Part], single: UInt32, multi: UInt32, _ body: (inout WKBWriter, Part) -> Void
    ) {
        if parts.count != 1 {
            writeHeader(multi)
            write(UInt32(parts.count))
        }
        for part in parts {
            writeHeader(single)
            body(&self, part)
        }
    }

    private mutating func writeHeader(_ type: UInt32) {
        bytes.append(1)
        write(type)
    }

    private mutating func write(_ points: [Point]) {
        write(UInt32(points.count))
        for point in points { write(point) }
    }

    private mutating func write(_ point: Point) {
        write(point.x.bitPattern)
        write(point.y.bitPattern)
    }

    private mutating func write<Value: FixedWidthInteger>(_ value: Value) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
}

private struct WKBReader {
    let bytes: UnsafeRawBufferPointer
    var offset = 0
    private var swapped = false

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    static func unreadable(_ why: String) -> Problem {
        Problem(.geometryUnreadable, "geometry cannot be read: \(why)")
    }

    mutating func readShape() throws -> Shape {
        let (type, width) = try readHeader()
        switch type {
        case 1: return .points(try readPointOrEmpty(width).map { [$0] } ?? [])
        case 2:
            let line = try readPoints(width)
            return .lines(line.isEmpty ? [] : [line])
        case 3: return .polygons(try readPolygon(width).map { [$0] } ?? [])
        case 4: return .points(try readParts(1) { try $0.readPointOrEmpty($1) })
        case 5:
            return .lines(
                try readParts(2) { reader, width in
                    let line = try reader.readPoints(width)
                    return line.isEmpty ? nil : line
                })
        case 6: return .polygons(try readParts(3) { try $0.readPolygon($1) })
        case 7: throw Self.unreadable("it is a collection of mixed geometries")
        default: throw Self.unreadable("geometry type \(type) is not a point, line or polygon")
        }
    }

    private mutating func readParts<Part>(
        _ expected: UInt32, _ body: (inout WKBReader, Int) throws -> Part?
    ) throws -> [Part] {
        let count = try readCount(minimumBytes: 5)
        var parts: [Part] = []
        parts.reserveCapacity(count)
        for _ in 0..<count {
            let (type, width) = try readHeader()
            guard type == expected else {
                throw Self.unreadable("part of type \(type) in a list of type \(expected)")
            }
            if let part = try body(&self, width) { parts.append(part) }
        }
        return parts
    }

    /// Returns the flat geometry type and the number of doubles of a position.
    private mutating func readHeader() throws -> (type: UInt32, width: Int) {
        guard offset < bytes.count else { throw Self.unreadable("it ends too early") }
        let order = bytes[offset]
        guard order <= 1 else { throw Self.unreadable("byte order mark \(order)") }
        swapped = order == 0
        offset += 1
        var code: UInt32 = try read()
        var width = 2
        if code & 0x8000_0000 != 0 { width += 1 }
        if code & 0x4000_0000 != 0 { width += 1 }
        if code & 0x2000_0000 != 0 { _ = try read() as UInt32 }
        code &= 0x0fff_ffff
        switch code / 1000 {
        case 0: break
        case 1, 2: width += 1
        case 3: width += 2
        default: throw Self.unreadable("geometry type \(code)")
        }
        return (code % 1000, width)
    }

    private mutating func readPolygon(_ width: Int) throws -> Polygon? {
        let count = try readCount(minimumBytes: 4)
        var rings: [[Point]] = []
        rings.reserveCapacity(count)
        for _ in 0..<count { rings.append(try readPoints(width)) }
        guard let shell = rings.first, !shell.isEmpty else { return nil }
        return Polygon(shell: shell, holes: Array(rings.dropFirst().filter { !$0.isEmpty }))
    }

    private mutating func readPoints(_ width: Int) throws -> [Point] {
        let count = try readCount(minimumBytes: 8 * width)
        var points: [Point] = []
        points.reserveCapacity(count)
        for _ in 0..<count { points.append(try readPoint(width)) }
        return points
    }

    /// A point whose coordinates are all NaN is the empty point.
    private mutating func readPointOrEmpty(_ width: Int) throws -> Point? {
        let start = offset
        let x: UInt64 = try read()
        let y: UInt64 = try read()
        if Double(bitPattern: x).isNaN, Double(bitPattern: y).isNaN {
            offset = start + 8 * width
            guard offset <= bytes.count else { throw Self.unreadable("it ends too early") }
            return nil
        }
        offset = start
        return try readPoint(width)
    }

    private mutating func readPoint(_ width: Int) throws -> Point {
        let x: UInt64 = try read()
        let y: UInt64 = try read()
        let point = Point(Double(bitPattern: x), Double(bitPattern: y))
        offset += 8 * (width - 2)
        guard offset <= bytes.count else { throw Self.unreadable("it ends too early") }
        guard point.isFinite else { throw Problem(.coordinateNotFinite, "coordinate is not a finite number") }
        return point
    }

    private mutating func readCount(minimumBytes: Int) throws -> Int {
        let count = Int(try read() as UInt32)
        guard count <= (bytes.count - offset) / minimumBytes else {
            throw Self.unreadable("it announces more points than it has")
        }
        return count
    }

    private mutating func read<Value: FixedWidthInteger>() throws -> Value {
        let size = MemoryLayout<Value>.size
        guard offset + size <= bytes.count else { throw Self.unreadable("it ends too early") }
        let value = bytes.loadUnaligned(fromByteOffset: offset, as: Value.self)
        offset += size
        return swapped ? value.bigEndian : value.littleEndian
    }
}
