import CityFiles
import CityModel
import Coordinator
import Foundation
import Geometry
import Ledger
import Vocabulary

/// What a window of the map may show over its ground.
public enum MapOverlay: String, Codable, Sendable, CaseIterable {
    case cases, routes, crossings
    case disturbed

    var table: MapFeature.Table? {
        switch self {
        case .cases: nil
        case .routes: .routes
        case .crossings: .crossings
        case .disturbed: .disturbedAreas
        }
    }

    /// One of it, as the property `type` of a feature says.
    var word: String {
        switch self {
        case .cases: "case"
        case .routes: "route"
        case .crossings: "crossing"
        case .disturbed: "disturbed"
        }
    }
}

/// A window of the map and what of it is wanted.
public struct MapWindow: Sendable {
    /// Metres of the project CRS, or degrees where `wgs84` is set.
    public var box: Box
    public var overlays: Set<MapOverlay>
    public var filter: ViewFilter
    /// Whether there is still something to do in the cases.
    public var standing = CasePageQuery.Standing.all
    /// Words that a case holds, as in the list of works.
    public var words: [String] = []
    /// Of the features of each overlay; more cases than this are counted in cells.
    public var limit: Int
    /// The window is, and the answer shall be, in longitude and latitude.
    public var wgs84: Bool

    /// The most features of an overlay that are sent, whatever is asked for.
    public static let most = 2000

    public init(
        box: Box, overlays: Set<MapOverlay> = [.cases], filter: ViewFilter = ViewFilter(), limit: Int = 500,
        wgs84: Bool = false
    ) {
        self.box = box
        self.overlays = overlays
        self.filter = filter
        self.limit = min(max(1, limit), Self.most)
        self.wgs84 = wgs84
    }

    fileprivate var cases: CasePageQuery {
        var query = CasePageQuery()
        (query.filter, query.standing, query.words) = (filter, standing, words)
        return query
    }
}

extension Project {
    /// The cases, routes, crossings and disturbed areas in a window, as GeoJSON.
    ///
    /// Features come by overlay and id. The lamp is that of the desk's day.
    /// - Throws: ``Problem`` `MAP-102` for a window that is none, `CRS-106` for one off the globe.
    public func mapWindow(_ window: MapWindow, _ index: MapCaseIndex) throws -> MapWindowDocument {
        let system = try system()
        let box = try ground(window, system)
        let writer = try MapGeometryWriter(system, wgs84: window.wgs84)
        var document = MapWindowDocument(crsName: writer.crsName)
        if window.overlays.contains(.cases) { try addCases(window, box, index, writer, &document) }
        for overlay in MapOverlay.allCases where window.overlays.contains(overlay) {
            guard let table = overlay.table else { continue }
            let found = try ledger.mapFeatures(
                table, in: box, of: window.cases, limit: window.limit, on: desk.today)
            guard let found else {
                document.tooMany.append(overlay.rawValue)
                continue
            }
            document.features += try found.map { try Self.item($0, overlay, writer) }
        }
        return document
    }

    /// The chosen route of a case with its crossings and disturbed areas; an empty collection if it has none.
    ///
    /// - Throws: ``Problem`` if there is no such case.
    public func mapRoute(of id: String, wgs84: Bool = false) throws -> MapWindowDocument {
        let state = try existing(id)
        let writer = try MapGeometryWriter(try system(), wgs84: wgs84)
        var document = MapWindowDocument(crsName: writer.crsName)
        for overlay in MapOverlay.allCases {
            guard let table = overlay.table else { continue }
            document.features += try ledger.mapFeatures(table, of: state.id).map {
                try Self.item($0, overlay, writer)
            }
        }
        if let id = state.plot, let plot = try city.feature(id, of: .plots) {
            var properties: [String: MapWindowDocument.Value] = ["type": .text("plot")]
            if let number = plot.text("plot_no") { properties["plot_no"] = .text(number) }
            document.features.append(
                .init(id: id, geometry: try writer.geoJSON(plot.shape), properties: properties))
        }
        return document
    }

    // MARK: - Parts

    private func ground(_ window: MapWindow, _ system: CoordinateSystem) throws -> Box {
        let box = window.box
        let numbers = [box.minX, box.minY, box.maxX, box.maxY]
        let isOnGlobe =
            !window.wgs84 || (box.minX >= -180 && box.maxX <= 180 && box.minY >= -90 && box.maxY <= 90)
        guard numbers.allSatisfy({ $0.isFinite && abs($0) < 1e9 }), box.minX < box.maxX, box.minY < box.maxY,
            isOnGlobe
        else {
            throw Problem(
                .mapWindowInvalid, "the window of the map is none", at: .init(file: path),
                help: "west,south,east,north with west below east and south below north")
        }
        guard window.wgs84 else { return box }
        // Straight edges bow in the other system: corners, middles and quarters bound them well enough to show.
        let transform = try Transform(from: CoordinateSystem("EPSG:4326"), to: system)
        let shares = [0.0, 0.25, 0.5, 0.75, 1.0]
        return Box(
            try shares.flatMap { u in
                try shares.map { v in
                    try transform.forward(Point(box.minX + u * box.width, box.minY + v * box.height))
                }
            })
    }

    private func addCases(
        _ window: MapWindow, _ box: Box, _ index: MapCaseIndex, _ writer: MapGeometryWriter,
        _ document: inout MapWindowDocument
    ) throws {
        let (snapshot, today) = (try index.snapshot(self), desk.today)
        let choice = try MapCaseIndex.Choice(
            filter: window.filter, standing: window.standing,
            only: window.words.isEmpty ? nil : ledger.caseIDs(holding: window.words))
        let found = snapshot.found(in: box, choice, on: today)
        document.cases = found.count
        document.unplaced = snapshot.unplaced.values.count { choice.admits($0, on: today) }
        if found.count <= window.limit {
            document.features += try found.map { index -> MapWindowDocument.Item in
                let one = snapshot.cases[index]
                var properties: [String: MapWindowDocument.Value] = [
                    "type": .text(MapOverlay.cases.word), "case": .text(one.caseID),
                    "utility": .text(one.utility.rawValue), "stage": .text(one.stage.rawValue),
                    "light": .text(one.light(on: today).rawValue),
                    "due": one.due.map { .text($0.description) } ?? .null,
                ]
                properties["plot"] = one.plot.map { .text($0) } ?? .null
                return .init(
                    id: one.caseID, geometry: try writer.geoJSON(.point(snapshot.places[index])),
                    properties: properties)
            }.sorted { $0.id < $1.id }
            return
        }
        let cells = CaseCells(snapshot, found, in: box, on: today)
        document.cell = cells.size
        document.features += try cells.counted.map { cell -> MapWindowDocument.Item in
            var properties: [String: MapWindowDocument.Value] = [
                "type": .text("cell"), "cases": .count(cell.count),
            ]
            for (light, count) in cell.lights { properties[light.rawValue] = .count(count) }
            return .init(
                id: "cell/\(cell.column)/\(cell.row)", geometry: try writer.geoJSON(.point(cell.middle)),
                properties: properties)
        }
    }

    private static func item(_ feature: MapFeature, _ overlay: MapOverlay, _ writer: MapGeometryWriter) throws
        -> MapWindowDocument.Item
    {
        var properties: [String: MapWindowDocument.Value] = ["type": .text(overlay.word)]
        for (column, value) in feature.values {
            switch value {
            case .text(let text): properties[column] = .text(text)
            case .number(let number): properties[column] = .number(number)
            }
        }
        return .init(
            id: "\(overlay.word)/\(feature.id)", geometry: try writer.geoJSON(feature.shape),
            properties: properties)
    }
}
