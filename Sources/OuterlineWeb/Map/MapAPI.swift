import Coordinator
import Foundation
import Geometry
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Outerline
import Reports
import Vocabulary

/// What the map asks for: JSON, GeoJSON and pictures.
enum MapAPI {
    @Sendable static func describe(_ desk: DeskRequest) async throws -> Response {
        let tiles = desk.site.map.tiles
        return Response.json(try await desk.project { try $0.mapDescription(tiles) })
    }

    /// Longitude and latitude of `x` and `y`, exactly.
    @Sendable static func coordinates(_ desk: DeskRequest) async throws -> Response {
        let numbers = ["x", "y"].map { name in desk.query.text(name).flatMap { Double($0) } ?? .nan }
        guard numbers.allSatisfy({ $0.isFinite && abs($0) < 1e9 }) else {
            throw Problem(
                .mapWindowInvalid, "the place is none", help: "x and y in metres of the project's system")
        }
        return Response.json(try await desk.project { try $0.mapCoordinates(x: numbers[0], y: numbers[1]) })
    }

    /// A tile; an address with the revision stays true as long as the revision does.
    @Sendable static func tile(_ desk: DeskRequest) async throws -> Response {
        let numbers = ["level", "column", "row"].map { Int(desk.parameter($0)) }
        guard let level = numbers[0], let column = numbers[1], let row = numbers[2] else {
            throw Problem(.tileUnknown, "a tile has a level, a column and a row")
        }
        let address = TileAddress(level: level, column: column, row: row)
        let groups = Set(desk.parameter("groups").split(separator: "+").map(String.init))
        let density = desk.query.text("density").map { Int($0) ?? 0 } ?? 1
        let tiles = desk.site.map.tiles
        let tile = try await desk.project {
            try $0.mapTile(address, groups: groups, density: density, from: tiles)
        }
        let shown = groups.sorted().joined(separator: "+")
        let tag = "\"\(tile.revision)-\(shown)-\(level)-\(column)-\(row)-\(density)\""
        let isNamed = desk.query["v"] == tile.revision
        let keep = isNamed ? "private, max-age=604800, immutable" : "private, no-cache"
        if desk.head.headerFields[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: [.eTag: tag, .cacheControl: keep])
        }
        return Response(
            status: .ok, headers: [.contentType: "image/png", .eTag: tag, .cacheControl: keep],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: tile.data)))
    }

    /// What a window of the map shows of the works the same query lists.
    @Sendable static func features(_ desk: DeskRequest) async throws -> Response {
        let window = try MapWindowRequest(desk.query)
        let list = try WorklistRequest(desk.query, person: desk.session?.account.person ?? "")
        let (scope, cases) = (desk.scope, desk.site.map.cases)
        let data = try await desk.project { project in
            var asked = window.window
            let query = try list.query(project, try project.knownScope(scope))
            (asked.filter, asked.standing, asked.words) = (query.filter, query.standing, query.words)
            return try JSONText.line(try project.mapWindow(asked, cases))
        }
        return geoJSON(data)
    }

    @Sendable static func caseMap(_ desk: DeskRequest) async throws -> Response {
        let (id, wgs84) = (desk.parameter("case"), try MapWindowRequest.isWGS84(desk.query))
        return geoJSON(try await desk.project { try JSONText.line(try $0.mapRoute(of: id, wgs84: wgs84)) })
    }

    @Sendable static func caseRoutes(_ desk: DeskRequest) async throws -> Response {
        let (id, wgs84) = (desk.parameter("case"), try MapWindowRequest.isWGS84(desk.query))
        let (host, today) = (desk.site.host, desk.today)
        let data = try await desk.project { project in
            let state = "\(try project.logPosition().hash) \(today)"
            return try host.memory.value(state, "route list \(wgs84) \(id)") {
                try JSONText.line(try project.alternatives(of: id, wgs84: wgs84))
            }
        }
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }

    /// The survey of the line in the body; nothing is kept.
    @Sendable static func survey(_ desk: DeskRequest) async throws -> Response {
        let id = desk.parameter("case")
        let line = DrawnLine(desk.body, name: "line", wgs84: try MapWindowRequest.isWGS84(desk.query))
        return Response.json(try await desk.project { try $0.surveyDrawn(line, for: id) })
    }

    private static func geoJSON(_ data: Data) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/geo+json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}

/// The query of a window of the map: the box, the layers, the system; which cases is said as in the list of works.
struct MapWindowRequest: Sendable {
    var window: MapWindow

    /// - Throws: ``Problem`` `MAP-102` for every value that is none.
    init(_ query: FormValues) throws {
        let numbers = (query.text("box") ?? "").split(separator: ",", omittingEmptySubsequences: false)
            .map { Double($0.trimmingCharacters(in: .whitespaces)) ?? .nan }
        guard numbers.count == 4 else { throw Self.invalid("box", "west,south,east,north") }
        let names = (query.text("layers") ?? "cases").split(separator: ",").map(String.init)
        let overlays = names.compactMap(MapOverlay.init)
        guard overlays.count == names.count else {
            throw Self.invalid("layers", MapOverlay.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let limit = try query.text("limit").map { text in
            guard let limit = Int(text), limit > 0 else { throw Self.invalid("limit", "a number from 1") }
            return limit
        }
        let box = Box(minX: numbers[0], minY: numbers[1], maxX: numbers[2], maxY: numbers[3])
        window = MapWindow(
            box: box, overlays: Set(overlays), limit: limit ?? 500, wgs84: try Self.isWGS84(query))
    }

    /// Whether positions are longitude and latitude: `crs=wgs84`.
    static func isWGS84(_ query: FormValues) throws -> Bool {
        switch query.text("crs") {
        case nil, "project": false
        case "wgs84": true
        default: throw invalid("crs", "project or wgs84")
        }
    }

    private static func invalid(_ field: String, _ help: String) -> Problem {
        Problem(.mapWindowInvalid, "'\(field)' is not valid", at: .init(field: field), help: help)
    }
}
