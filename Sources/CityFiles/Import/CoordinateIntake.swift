import Geometry
import Vocabulary

/// Brings the shapes of one source layer into the project's coordinate system, or says why they cannot be.
final class CoordinateIntake {
    let source: CoordinateSystem
    private let transform: Transform?
    /// Where coordinates of the source may lie, in its own units.
    private let area: Box?

    /// - Throws: ``Problem`` `CRS-104` for another projected zone, `CRS-105` for a datum without exact transformation.
    init(from source: CoordinateSystem, to project: CoordinateSystem) throws {
        self.source = source
        try project.requireSameZone(as: source)
        let same = source.isEquivalent(to: project)
        transform = same ? nil : try Transform(from: source, to: project)
        area = try CoordinateIntake.area(of: source, project)
    }

    /// - Throws: ``Problem`` `CRS-108` for a shape outside the area of the systems, `CRS-106` if PROJ refuses.
    func bring(_ shape: Shape) throws -> Shape {
        if let area, !area.contains(shape.box) { throw outside(shape, area) }
        return try transform?.forward(shape) ?? shape
    }

    private func outside(_ shape: Shape, _ area: Box) -> Problem {
        let found = shape.box
        let point =
            shape.outlines.lazy.joined().first { !area.contains($0) } ?? Point(found.minX, found.minY)
        let swapped = area.contains(
            Box(minX: found.minY, minY: found.minX, maxX: found.maxY, maxY: found.maxX))
        let place = "(\(rounded(point.x)), \(rounded(point.y)))"
        return Problem(
            .axesSwapped,
            swapped
                ? "the axes are swapped: \(place) lies outside the area of \(source.label), the other way round it fits"
                : "\(place) lies outside the area of \(source.label)",
            help: swapped
                ? "mend the source: east (or longitude) comes first"
                : "check the source's coordinate system; declare the right one with --src-crs")
    }

    private func rounded(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15
            ? String(Int(value)) : String((value * 1e6).rounded() / 1e6)
    }

    /// A projected zone is used by whole cities beyond its edge (domain/crs.md §2): its width is granted on each side.
    private static let margin = 3.0

    private static func area(of source: CoordinateSystem, _ project: CoordinateSystem) throws -> Box? {
        guard let degrees = degrees(of: project)?.grown(by: margin) else { return nil }
        if source.kind == .geographic { return degrees }
        // Only the extent matters here: a datum that is not known exactly shifts it by some metres.
        guard let toSource = try? Transform(from: CoordinateSystem("EPSG:4326"), to: source) else {
            return belt(of: source, degrees)
        }
        var box = Box.empty
        for step in 0...20 {
            let t = Double(step) / 20
            let x = degrees.minX + degrees.width * t
            let y = degrees.minY + degrees.height * t
            for point in [
                Point(x, degrees.minY), Point(x, degrees.maxY), Point(degrees.minX, y),
                Point(degrees.maxX, y),
            ] {
                if let moved = try? toSource.forward(point) { box.extend(to: moved) }
            }
        }
        return box.isEmpty ? nil : box
    }

    /// The belt of a Transverse Mercator by its parameters: a degree is at most 111.7 km long (GRS80, at the pole).
    private static func belt(of source: CoordinateSystem, _ degrees: Box) -> Box? {
        guard source.method == "Transverse Mercator", let east = source.parameters["False easting"],
            let north = source.parameters["False northing"],
            let latitude = source.parameters["Latitude of natural origin"]
        else { return nil }
        let degree = 111_700.0
        let half = degrees.width / 2 * degree
        return Box(
            minX: east - half, minY: north + (degrees.minY - latitude) * degree, maxX: east + half,
            maxY: north + (degrees.maxY - latitude) * degree)
    }

    /// Where the project's system is made for, in degrees; for a Transverse Mercator of one's own three degrees on
    /// each side of its meridian.
    private static func degrees(of project: CoordinateSystem) -> Box? {
        if let area = project.areaOfUse, area.count == 4, area[0] < area[2] {
            return Box(
                minX: area[0], minY: max(-80, area[1]), maxX: area[2], maxY: min(80, area[3]))
        }
        guard let meridian = project.parameters["Longitude of natural origin"] else { return nil }
        return Box(minX: meridian - 3, minY: -77, maxX: meridian + 3, maxY: 77)
    }
}
