import Foundation
import Geometry
import Vocabulary

/// Longitude and latitude on a raster of points, for a page that shows the place under the pointer.
///
/// Between the points each square of three by three is interpolated by parabolas (Lagrange). How far that lies off is
/// measured where it is worst, half way between the points, and told with them.
public struct ControlPoints: Encodable, Sendable {
    /// The south-western point, in metres of the project CRS.
    public var west: Double
    public var south: Double
    /// Metres between points, eastwards and northwards.
    public var stepX: Double
    public var stepY: Double
    /// Points from west to east and from south to north: odd numbers.
    public var columns: Int
    public var rows: Int
    /// Degrees, row by row from the south.
    public var longitudes: [Double]
    public var latitudes: [Double]
    /// Metres on the ground by which the interpolation is off at most, as measured.
    public var error: Double

    private enum CodingKeys: String, CodingKey {
        case west, south, columns, rows, longitudes, latitudes
        case stepX = "step_x"
        case stepY = "step_y"
        case error = "error_m"
    }

    /// Metres the interpolation may be off.
    static let tolerance = 0.05

    /// - Throws: ``Problem`` `CRS-106` where the system has no longitude and latitude.
    init(_ system: CoordinateSystem, over extent: Box) throws {
        let transform = try Transform(from: system, to: CoordinateSystem("EPSG:4326"))
        // A little more than the city, so that the pointer at its edge still has a place.
        let box = extent.grown(by: max(100, 0.1 * max(extent.width, extent.height)))
        var squares = 1
        self = try ControlPoints(transform, box, squares: squares)
        while error > Self.tolerance, squares < 16 {
            squares *= 2
            self = try ControlPoints(transform, box, squares: squares)
        }
    }

    private init(_ transform: Transform, _ box: Box, squares: Int) throws {
        let count = 2 * squares + 1
        (west, south, columns, rows) = (box.minX, box.minY, count, count)
        (stepX, stepY) = (box.width / Double(count - 1), box.height / Double(count - 1))
        (longitudes, latitudes, error) = ([], [], 0)
        for row in 0..<rows {
            for column in 0..<columns {
                let place = try transform.forward(
                    Point(west + Double(column) * stepX, south + Double(row) * stepY))
                longitudes.append(place.x)
                latitudes.append(place.y)
            }
        }
        for row in 0..<2 * rows - 1 {
            for column in 0..<2 * columns - 1 where row % 2 == 1 || column % 2 == 1 {
                let point = Point(west + Double(column) * stepX / 2, south + Double(row) * stepY / 2)
                let (told, exact) = (self.place(point), try transform.forward(point))
                // Metres a degree on the mean sphere: enough for an error.
                let metres = 111_195.0
                let east = (told.x - exact.x) * metres * cos(exact.y * .pi / 180)
                error = max(error, hypot(east, (told.y - exact.y) * metres))
            }
        }
        error = (error * 1e6).rounded(.up) / 1e6
    }

    /// Longitude and latitude of a place, interpolated; outside of the raster they are carried on.
    func place(_ point: Point) -> Point {
        let (u, column) = Self.square((point.x - west) / stepX, columns)
        let (v, row) = Self.square((point.y - south) / stepY, rows)
        let (across, up) = (Self.weights(u), Self.weights(v))
        var place = Point(0, 0)
        for i in 0..<3 {
            for j in 0..<3 {
                let index = (row + i) * columns + column + j
                let weight = up[i] * across[j]
                place = Point(
                    place.x + weight * longitudes[index], place.y + weight * latitudes[index])
            }
        }
        return place
    }

    /// The way into a square of three by three points, and its first one.
    private static func square(_ way: Double, _ count: Int) -> (Double, Int) {
        let last = Double(count - 3)
        let first = min(last, max(0, (way / 2).rounded(.down) * 2))
        return (way - first, Int(first))
    }

    private static func weights(_ t: Double) -> [Double] {
        [(t - 1) * (t - 2) / 2, t * (2 - t), t * (t - 1) / 2]
    }
}

/// A place in both systems: the object of `/api/map/coordinates`.
public struct MapCoordinates: Encodable, Sendable {
    public var schema = "outerline.coordinates/1"
    public var crs: String
    /// Metres, east and north.
    public var x: Double
    public var y: Double
    /// Degrees of WGS 84.
    public var longitude: Double
    public var latitude: Double
}

extension Project {
    /// Longitude and latitude of a place in the project CRS, exactly.
    ///
    /// - Throws: ``Problem`` `CRS-106` for a place without them.
    public func mapCoordinates(x: Double, y: Double) throws -> MapCoordinates {
        let system = try system()
        let place = try Transform(from: system, to: CoordinateSystem("EPSG:4326")).forward(Point(x, y))
        return MapCoordinates(
            crs: system.label, x: x, y: y, longitude: place.x, latitude: place.y)
    }
}
