import Coordinator
import Digest
import Foundation
import Geometry
import ProjectFile
import Vocabulary

/// The geometry of a route between the log (WKB) and the tables (GeoPackage).
enum RouteGeometry {
    /// Refuses a route whose bytes are not those of its hash, or are no geometry.
    static func check(_ route: RouteRecord) throws {
        guard SHA256.hex(of: route.wkb) == route.sha256 else {
            throw Problem(.routeMismatch, "the route's line does not match its hash '\(route.sha256)'")
        }
        try require(route.wkb, .line, "the route's line")
        for crossing in route.crossings {
            if let wkb = crossing.wkb { try require(wkb, .line, "a crossing of \(crossing.layer)") }
        }
        for area in route.disturbed { try require(area.wkb, .polygon, "a disturbed area of \(area.layer)") }
    }

    static func shape(_ wkb: Data) throws -> Shape { try WKB.decode(Array(wkb)) }

    private static func require(_ wkb: Data, _ kind: Shape.Kind, _ what: String) throws {
        let shape: Shape
        do { shape = try self.shape(wkb) } catch {
            throw Problem(.routeMismatch, "\(what) is no geometry: \(error)")
        }
        guard shape.kind == kind else {
            throw Problem(.routeMismatch, "\(what) is a \(shape.kind.rawValue), not a \(kind.rawValue)")
        }
    }
}
