import CGEOS
import Vocabulary

extension GeometryEngine {
    /// How a buffer ends and bends.
    public enum BufferStyle: Sendable {
        /// Flat ends, mitred bends: the strip a trench digs.
        case strip
        /// Round ends and bends in 90°/8 steps: all places within a distance, at most 0.5 % too narrow in bends.
        case round
        /// Round, but its chords lie outside the true arc: never too narrow, at most 0.5 % too wide in bends.
        case roundOutside
    }

    /// All places within `distance` metres of the shape; a negative distance shrinks polygons.
    public func buffer(_ shape: Shape, by distance: Double, style: BufferStyle) throws -> Shape {
        let handle = try context.handle(shape)
        let parameters = try context.pointer("buffer") { GEOSBufferParams_create_r($0) }
        defer { GEOSBufferParams_destroy_r(context.handle, parameters) }
        let isStrip = style == .strip
        _ = GEOSBufferParams_setEndCapStyle_r(
            context.handle, parameters,
            Int32(isStrip ? GEOSBUF_CAP_FLAT.rawValue : GEOSBUF_CAP_ROUND.rawValue))
        _ = GEOSBufferParams_setJoinStyle_r(
            context.handle, parameters,
            Int32(isStrip ? GEOSBUF_JOIN_MITRE.rawValue : GEOSBUF_JOIN_ROUND.rawValue))
        _ = GEOSBufferParams_setMitreLimit_r(context.handle, parameters, Self.mitreLimit)
        _ = GEOSBufferParams_setQuadrantSegments_r(context.handle, parameters, Int32(Self.quadrantSegments))
        let reach = style == .roundOutside ? distance / Self.arcShortfall : distance
        return try result("buffer") { GEOSBufferWithParams_r($0, handle.pointer, parameters, reach) }
    }

    /// How far the tip of a mitred bend may lie from the bend, in buffer distances; sharper bends are bevelled.
    public static let mitreLimit = 5.0

    private static let quadrantSegments = 8
    /// cos of half a step: how near a chord's middle comes to the centre, for a radius of one.
    private static let arcShortfall = 0.995_184_726_672_196_9
}
