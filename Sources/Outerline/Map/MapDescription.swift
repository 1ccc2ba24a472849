import CityFiles
import CityModel
import Coordinator
import Foundation
import Geometry
import Ledger
import PermitPolicy
import ProjectFile
import Reports
import Vocabulary

/// What a page needs to show the map of a project: the object of `/api/map`.
public struct MapDescription: Encodable, Sendable {
    public struct Group: Encodable, Sendable {
        public var id: String
        public var title: Wording
        public var legend: [LegendEntry]
    }

    /// One line of the legend.
    public struct LegendEntry: Encodable, Sendable {
        public var title: Wording
        public var kind: String
        /// `#rrggbb`; null where there is none.
        public var fill: String?
        public var line: String?
        /// The layer holds features in this project.
        public var present: Bool
    }

    public var schema = "outerline.map/1"
    public var name: String
    public var crs: String
    public var crsName: String
    /// The corner of the grid in metres: west and north.
    public var corner: [Double]
    public var tileSize = TileGrid.pixels
    /// Metres a pixel, by level from 0.
    public var resolutions: [Double]
    /// The level at which the whole city fits a screen of 1000 pixels.
    public var homeLevel: Int
    /// West, south, east, north in metres; null in an empty project.
    public var extent: [Double]?
    /// Changes whenever a tile may look different.
    public var revision: String
    /// The day of the youngest import; null if nothing was imported.
    public var networkAsOf: Day?
    public var groups: [Group]
    public var control: ControlPoints?

    private enum CodingKeys: String, CodingKey {
        case schema, name, crs, corner, resolutions, extent, revision, groups, control
        case crsName = "crs_name"
        case tileSize = "tile_size"
        case homeLevel = "home_level"
        case networkAsOf = "network_as_of"
    }
}

extension Project {
    /// Describes the map: grid, legend, day of the data, and points to read longitude and latitude between.
    public func mapDescription(_ tiles: MapTiles) throws -> MapDescription {
        let marks = try file.layerMarks()
        let state = MapState(marks, style: tiles.styleSHA256)
        let values = try file.values()
        let system = try system()
        let present = Set(marks.filter { !$0.extent.isEmpty }.map(\.layer))
        let extent = state.extent.isEmpty ? nil : state.extent
        return MapDescription(
            name: values["name"] ?? "", crs: system.label, crsName: try file.crs().name,
            corner: [state.grid.west, state.grid.north],
            resolutions: TileGrid.levels.map(TileGrid.resolution),
            homeLevel: TileGrid.level(fitting: state.extent, dots: 1000),
            extent: extent.map { [$0.minX, $0.minY, $0.maxX, $0.maxY] }, revision: state.revision,
            networkAsOf: try lastImport(), groups: groups(tiles, present),
            control: try extent.map { try ControlPoints(system, over: $0) })
    }

    private func lastImport() throws -> Day? {
        try ledger.entries(of: .project).compactMap { logged in
            if case .layerImported = logged.entry.event { logged.entry.effectiveOn } else { nil }
        }.max()
    }

    private func groups(_ tiles: MapTiles, _ present: Set<LayerName>) -> [MapDescription.Group] {
        guard let style = tiles.style.tiles else { return [] }
        return style.groups.map { group in
            let steps = style.steps.filter { $0.group == group.id }
            // The topmost first, as on plan sheets.
            let entries = tiles.style.rules.reversed().compactMap { rule -> MapDescription.LegendEntry? in
                guard let step = steps.last(where: { $0.selection.rules.contains(rule.id) }) else {
                    return nil
                }
                let symbol = step.symbol ?? rule.symbol
                let kind =
                    symbol.marker != nil ? "point" : symbol.fill ?? rule.symbol.fill != nil ? "area" : "line"
                return MapDescription.LegendEntry(
                    title: Wording(zh: rule.symbol.zh, en: rule.symbol.en), kind: kind,
                    fill: symbol.marker?.fill ?? symbol.fill ?? rule.symbol.fill,
                    line: symbol.marker?.colour ?? symbol.line?.colour ?? rule.symbol.line?.colour,
                    present: present.contains(rule.layer))
            }
            return MapDescription.Group(
                id: group.id, title: Wording(zh: group.zh, en: group.en), legend: entries)
        }
    }
}
