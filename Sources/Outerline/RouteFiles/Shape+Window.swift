import CityModel
import Geometry
import Reports

extension SheetScene {
    /// The scene with no more of the city than the sheets show, and the whole plot.
    ///
    /// A river or a main may run through the whole city and be in the scene with all its length.
    func cutToSheets(_ options: SheetOptions) throws -> SheetScene {
        let window = PlanSheets.window(
            route: route, plot: plot.shape.box, crossings: PlanSheets.uncut(crossings), options
        ).union(plot.shape.box)
        let engine = GeometryEngine()
        var scene = self
        scene.features = try features.mapValues { features in
            try features.compactMap { feature in
                try feature.shape.cut(to: window, engine).map { shape in
                    var feature = feature
                    feature.shape = shape
                    return feature
                }
            }
        }
        return scene
    }
}

extension Shape {
    /// What of a shape lies in a window; a shape wholly inside stays as it is, to the last digit.
    ///
    /// Cut in millimetres from the middle of the window: what is cut moves by less than a micrometre.
    ///
    /// - Returns: nil where nothing of it lies inside.
    func cut(to window: Box, _ engine: GeometryEngine) throws -> Shape? {
        if window.contains(box) { return self }
        guard box.overlaps(window) else { return nil }
        if case .points(let points) = self {
            let inside = points.filter(window.contains)
            return inside.isEmpty ? nil : .points(inside)
        }
        let (origin, scale) = (window.center, 1000.0)
        func local(_ point: Point) -> Point {
            Point((point.x - origin.x) * scale, (point.y - origin.y) * scale)
        }
        func back(_ point: Point) -> Point { Point(point.x / scale + origin.x, point.y / scale + origin.y) }
        let corners = [
            Point(window.minX, window.minY), Point(window.maxX, window.minY),
            Point(window.maxX, window.maxY), Point(window.minX, window.maxY), Point(window.minX, window.minY),
        ]
        let frame = Shape.polygon(Polygon(shell: corners.map(local)))
        let inside = try engine.intersection(mapPoints(local), frame)
        return inside.isEmpty ? nil : inside.mapPoints(back)
    }
}
