import CGEOS
import Vocabulary

// Shapes to GEOS and back: whole coordinate sequences at a time, never vertex by vertex.
extension GEOSContext {
    func handle(_ shape: Shape) throws -> GEOSHandle {
        switch shape {
        case .points(let points):
            try collection(points, type: GEOS_MULTIPOINT) { point in
                try self.pointer("making a point") { GEOSGeom_createPointFromXY_r($0, point.x, point.y) }
            }
        case .lines(let lines):
            try collection(lines.filter { !$0.isEmpty }, type: GEOS_MULTILINESTRING) { try self.line($0) }
        case .polygons(let polygons):
            try collection(polygons.filter { !$0.isEmpty }, type: GEOS_MULTIPOLYGON) { try self.polygon($0) }
        }
    }

    func shape(_ geometry: OpaquePointer) throws -> Shape {
        switch UInt32(bitPattern: GEOSGeomTypeId_r(handle, geometry)) {
        case GEOS_POINT.rawValue: .points(try points(geometry))
        case GEOS_MULTIPOINT.rawValue: .points(try parts(geometry).flatMap(points))
        case GEOS_LINESTRING.rawValue, GEOS_LINEARRING.rawValue: .lines(try lineParts(geometry))
        case GEOS_MULTILINESTRING.rawValue: .lines(try parts(geometry).flatMap(lineParts))
        case GEOS_POLYGON.rawValue: .polygons(try polygonParts(geometry))
        case GEOS_MULTIPOLYGON.rawValue: .polygons(try parts(geometry).flatMap(polygonParts))
        default: try collectionShape(geometry)
        }
    }

    /// Of a mixed collection only the parts of the highest dimension: what an overlay of areas is asked for.
    private func collectionShape(_ geometry: OpaquePointer) throws -> Shape {
        let shapes = try parts(geometry).map(shape)
        let polygons = shapes.flatMap(\.polygons)
        if !polygons.isEmpty { return .polygons(polygons) }
        let lines = shapes.flatMap { if case .lines(let lines) = $0 { lines } else { [[Point]]() } }
        if !lines.isEmpty { return .lines(lines) }
        let points = shapes.flatMap { if case .points(let points) = $0 { points } else { [Point]() } }
        return points.isEmpty ? .polygons([]) : .points(points)
    }

    // MARK: - To GEOS

    private func collection<Part>(
        _ parts: [Part], type: GEOSGeomTypes, _ make: (Part) throws -> OpaquePointer
    ) throws -> GEOSHandle {
        if parts.count == 1, let part = parts.first { return GEOSHandle(self, owning: try make(part)) }
        var made: [OpaquePointer?] = []
        made.reserveCapacity(parts.count)
        do {
            for part in parts { made.append(try make(part)) }
        } catch {
            for geometry in made { GEOSGeom_destroy_r(handle, geometry) }
            throw error
        }
        // From here GEOS owns the parts, also when it fails.
        return GEOSHandle(
            self,
            owning: try pointer("collecting parts") { context in
                made.withUnsafeMutableBufferPointer {
                    GEOSGeom_createCollection_r(
                        context, Int32(type.rawValue), $0.baseAddress, UInt32($0.count))
                }
            })
    }

    func sequence(_ points: [Point]) throws -> OpaquePointer {
        try pointer("copying coordinates") { context in
            points.withUnsafeBytes { bytes in
                let doubles = bytes.bindMemory(to: Double.self)
                return GEOSCoordSeq_copyFromBuffer_r(context, doubles.baseAddress, UInt32(points.count), 0, 0)
            }
        }
    }

    private func line(_ points: [Point]) throws -> OpaquePointer {
        let sequence = try sequence(points)
        return try pointer("making a line") { GEOSGeom_createLineString_r($0, sequence) }
    }

    private func ring(_ points: [Point]) throws -> OpaquePointer {
        let sequence = try sequence(points)
        return try pointer("making a ring") { GEOSGeom_createLinearRing_r($0, sequence) }
    }

    private func polygon(_ polygon: Polygon) throws -> OpaquePointer {
        let shell = GEOSHandle(self, owning: try ring(polygon.shell))
        var holes: [OpaquePointer?] = []
        do {
            for hole in polygon.holes { holes.append(try ring(hole)) }
        } catch {
            for hole in holes { GEOSGeom_destroy_r(handle, hole) }
            throw error
        }
        let owned = shell.release()
        return try pointer("making a polygon") { context in
            holes.withUnsafeMutableBufferPointer {
                GEOSGeom_createPolygon_r(context, owned, $0.baseAddress, UInt32($0.count))
            }
        }
    }

    // MARK: - From GEOS

    private func parts(_ geometry: OpaquePointer) throws -> [OpaquePointer] {
        let count = GEOSGetNumGeometries_r(handle, geometry)
        guard count >= 0 else { throw failure("counting parts") }
        return try (0..<count).map { index in
            try self.pointer("reading a part") { GEOSGetGeometryN_r($0, geometry, index) }
        }
    }

    private func coordinates(_ geometry: OpaquePointer) throws -> [Point] {
        let sequence = try pointer("reading coordinates") { GEOSGeom_getCoordSeq_r($0, geometry) }
        var count: UInt32 = 0
        guard GEOSCoordSeq_getSize_r(handle, sequence, &count) == 1 else {
            throw failure("reading coordinates")
        }
        guard count > 0 else { return [] }
        return try [Point](unsafeUninitializedCapacity: Int(count)) { buffer, initialized in
            let copied = buffer.withMemoryRebound(to: Double.self) {
                GEOSCoordSeq_copyToBuffer_r(handle, sequence, $0.baseAddress, 0, 0)
            }
            guard copied == 1 else { throw failure("copying coordinates") }
            initialized = Int(count)
        }
    }

    private func points(_ geometry: OpaquePointer) throws -> [Point] { try coordinates(geometry) }

    private func lineParts(_ geometry: OpaquePointer) throws -> [[Point]] {
        let line = try coordinates(geometry)
        return line.isEmpty ? [] : [line]
    }

    private func polygonParts(_ geometry: OpaquePointer) throws -> [Polygon] {
        guard try !truth("testing for emptiness", { GEOSisEmpty_r($0, geometry) }) else { return [] }
        let shell = try coordinates(try pointer("reading a shell") { GEOSGetExteriorRing_r($0, geometry) })
        let count = GEOSGetNumInteriorRings_r(handle, geometry)
        guard count >= 0 else { throw failure("counting holes") }
        let holes = try (0..<count).map { index in
            try coordinates(
                try self.pointer("reading a hole") { GEOSGetInteriorRingN_r($0, geometry, index) })
        }
        return [Polygon(shell: shell, holes: holes)]
    }
}
