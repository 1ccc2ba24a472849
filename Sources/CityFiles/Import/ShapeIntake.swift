import CityModel
import Geometry
import Vocabulary

/// Brings a source's shape to the layer's kind, into the project's system, and makes sure that it is valid.
final class ShapeIntake {
    private let engine: GeometryEngine
    private let coordinates: CoordinateIntake

    init(_ engine: GeometryEngine, _ coordinates: CoordinateIntake) {
        self.engine = engine
        self.coordinates = coordinates
    }

    /// - Returns: the shape in the project's system; nil if its kind does not fit the layer.
    func fit(
        _ shape: Shape, to kind: Shape.Kind, width: () -> (metres: Double, ends: WidthRule.Ends)?,
        _ tally: ImportTally
    ) throws -> Shape? {
        switch (shape, kind) {
        case (.points(let points), .point):
            guard points.count == 1 else {
                throw Problem(
                    .severalPoints, "the feature holds \(points.count) points",
                    help: "split them first: ogr2ogr -explodecollections out.gpkg in")
            }
            return try coordinates.bring(shape)
        case (.lines(let lines), .polygon):
            if let width = width() { return try widened(lines, width, tally) }
            guard lines.allSatisfy({ $0.count >= 4 && $0.first == $0.last }) else { return nil }
            tally.closedLines += 1
            return try coordinates.bring(.polygons(lines.map { Polygon(shell: $0) }))
        default:
            return shape.kind == kind ? try coordinates.bring(shape) : nil
        }
    }

    private func widened(
        _ lines: [[Point]], _ width: (metres: Double, ends: WidthRule.Ends), _ tally: ImportTally
    ) throws -> Shape {
        var axis = try coordinates.bring(.lines(lines))
        if width.ends == .square, case .lines(let moved) = axis {
            axis = .lines(moved.map { Self.prolonged($0, by: width.metres / 2) })
        }
        let area = try engine.buffer(
            axis, by: width.metres / 2, style: width.ends == .round ? .round : .strip)
        guard area.kind == .polygon, !area.isEmpty else {
            throw Problem(
                .widenedEmpty, "the line has no length, so widening it gives no area",
                help: "mend the source, or import with --skip-invalid")
        }
        tally.widened += 1
        return area
    }

    /// The line with both ends moved outwards along their last stretch; closed lines stay as they are.
    private static func prolonged(_ line: [Point], by distance: Double) -> [Point] {
        guard line.count >= 2, line.first != line.last else { return line }
        var result = line
        result[0] = line[0] + (line[0] - line[1]).unit * distance
        let last = line.count - 1
        result[last] = line[last] + (line[last] - line[last - 1]).unit * distance
        return result
    }

    /// - Returns: the shape, and what was wrong with it if it was repaired.
    /// - Throws: ``Problem`` `GEO-103`.
    func validated(_ shape: Shape, repair: Bool) throws -> (Shape, String?) {
        if case .polygons(let polygons) = shape, polygons.count == 1, polygons[0].isClearlyValid {
            return (shape, nil)
        }
        guard let defect = try engine.invalidity(of: shape) else { return (shape, nil) }
        let place = defect.place.map { " at (\(Self.metres($0.x)), \(Self.metres($0.y)))" } ?? ""
        let reason = "\(defect.reason.lowercased())\(place)"
        guard repair else {
            throw Problem(
                .geometryInvalid, reason, help: "mend the source, or import with --repair or --skip-invalid")
        }
        let mended = try engine.madeValid(shape)
        guard !mended.isEmpty, try engine.invalidity(of: mended) == nil else {
            throw Problem(
                .geometryInvalid, "\(reason), and nothing is left of it when repaired",
                help: "mend the source, or import with --skip-invalid")
        }
        return (mended, reason)
    }

    /// Millimetres are enough to find a place.
    private static func metres(_ value: Double) -> String {
        let thousandths = (value * 1000).rounded()
        return abs(thousandths) < 1e15 ? String(thousandths / 1000) : String(value)
    }
}
