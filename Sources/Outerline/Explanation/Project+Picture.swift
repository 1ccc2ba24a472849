import CityModel
import Foundation
import Geometry
import PermitPolicy
import RoutePlanner
import Vocabulary

extension Project {
    /// Writes what the search for the cheapest route of a plot looked at as GeoJSON in longitude and latitude.
    ///
    /// One FeatureCollection: `window`, `face` (label, rate), `triangle`, `front` (least cost from the red line at both
    /// ends), `red_line`, `source`, `line_before` (the way of the wave) and `line_after` (the route). Where no window was
    /// cut into triangles, only what is known of the rest. The file appears whole or not at all; one of that name is
    /// replaced.
    ///
    /// - Returns: how many features were written.
    /// - Throws: ``Problem`` `RTE-304` for a plot that does not exist, `PRJ-102` if the file cannot be written.
    @discardableResult
    public func writePicture(
        of plot: String, _ utility: Utility, _ options: PlanOptions, to path: String
    ) throws -> Int {
        try requireLayer(.plots)
        let desk = try planningDesk(options)
        let question = RouteQuestion(
            plot: try self.plot(plot), utility: utility, diameter: options.diameter, day: self.desk.today)
        let found = try RegimeSearch(RouteDesk(desk), question).picture()
        var writer = PictureWriter(try GeometryWriter(desk.system, wgs84: true))
        try writer.add(found.outcome, question, found.picture)
        let collection = PictureWriter.Collection(features: writer.features)
        try OutputFolder.write(try JSONText.line(collection), to: path)
        return writer.features.count
    }
}

extension RegimeSearch {
    func picture() throws -> (outcome: PlanOutcome, picture: SearchPicture?) {
        let terms = PassingTerms()
        return try planner.picture(request(terms), fetch: scenes(terms).scene)
    }
}

/// Turns a picture into features with properties.
private struct PictureWriter {
    struct Collection: Encodable {
        var type = "FeatureCollection"
        var features: [Feature]
    }

    struct Feature: Encodable {
        var type = "Feature"
        var geometry: GeoJSONGeometry
        var properties: Properties
    }

    struct Properties: Encodable {
        var kind: String
        var label: String?
        /// Cost per metre.
        var rate: Double?
        var barred: Bool?
        var cost: Double?
        var lowerBound: Double?
        var costAtStart: Double?
        var costAtEnd: Double?
        /// Of so many pieces one is drawn.
        var oneIn: Int?
        var code: String?

        enum CodingKeys: String, CodingKey {
            case kind, label, rate, barred, cost, code
            case lowerBound = "lower_bound"
            case costAtStart = "cost_at_start"
            case costAtEnd = "cost_at_end"
            case oneIn = "one_in"
        }
    }

    private(set) var features: [Feature] = []
    private let writer: GeometryWriter

    init(_ writer: GeometryWriter) { self.writer = writer }

    mutating func add(_ outcome: PlanOutcome, _ question: RouteQuestion, _ picture: SearchPicture?) throws {
        if let picture { try add(picture) }
        try add(question.plot.shape, Properties(kind: "red_line", label: question.plot.id))
        switch outcome {
        case .route(let route):
            try add(
                .line(route.line),
                Properties(
                    kind: "line_after", label: "\(route.from.layer.rawValue) \(route.from.feature)",
                    cost: route.cost, lowerBound: route.lowerBound))
            if let start = route.line.first { try add(.point(start), Properties(kind: "source")) }
        case .unreachable(let why):
            try add(question.plot.shape, Properties(kind: "unreachable", label: why.message, code: why.code))
        }
    }

    private mutating func add(_ picture: SearchPicture) throws {
        try add(.polygon(Polygon(picture.window)), Properties(kind: "window"))
        for face in picture.faces where !face.polygons.isEmpty {
            try add(
                .polygons(face.polygons),
                Properties(kind: "face", label: face.label, rate: face.rate, barred: face.rate == nil))
        }
        for triangle in picture.triangles where triangle.points.count == 3 {
            try add(
                .polygon(Polygon(shell: triangle.points + [triangle.points[0]])),
                Properties(kind: "triangle", rate: triangle.rate, barred: triangle.rate == nil))
        }
        for front in picture.fronts {
            try add(
                .line([front.start, front.end]),
                Properties(
                    kind: "front", costAtStart: front.costAtStart, costAtEnd: front.costAtEnd,
                    oneIn: picture.frontStep))
        }
        if picture.coarse.count > 1 { try add(.line(picture.coarse), Properties(kind: "line_before")) }
    }

    private mutating func add(_ shape: Shape, _ properties: Properties) throws {
        var geometry = try writer.geoJSON(shape)
        geometry.shape = geometry.shape.rounded
        features.append(Feature(geometry: geometry, properties: properties))
    }
}

extension Shape {
    /// Eight decimals of a degree: about a millimetre.
    fileprivate var rounded: Shape {
        func round(_ point: Point) -> Point {
            Point((point.x * 1e8).rounded() / 1e8, (point.y * 1e8).rounded() / 1e8)
        }
        return switch self {
        case .points(let points): .points(points.map(round))
        case .lines(let lines): .lines(lines.map { $0.map(round) })
        case .polygons(let polygons):
            .polygons(
                polygons.map { Polygon(shell: $0.shell.map(round), holes: $0.holes.map { $0.map(round) }) })
        }
    }
}
