import CityFiles
import CityModel
import Digest
import Foundation
import Geometry
import ProjectFile
import Reports
import Vocabulary

/// The state of a city as its map shows it: where it lies, and a name that changes with every import.
struct MapState {
    let extent: Box
    let grid: TileGrid
    let revision: String

    init(_ marks: [ProjectFile.LayerMark], style: String) {
        extent = marks.reduce(Box.empty) { $0.union($1.extent) }
        grid = TileGrid(covering: extent)
        let lines =
            ["tiles/1", style, "\(grid.west) \(grid.north)"]
            + marks.map { "\($0.layer.rawValue) \($0.changed)" }
        revision = String(SHA256.hex(of: Data(lines.joined(separator: "\n").utf8)).prefix(16))
    }
}

extension Project {
    /// Draws a tile of the map, or takes it from those drawn before.
    ///
    /// - Parameters:
    ///   - groups: ids of the style's groups; nil shows all of them. Without the first one the tile is clear.
    ///   - density: dots a pixel, 1 or 2.
    /// - Throws: ``Problem`` `MAP-101` for a tile outside of the grid, a group or a density there is not.
    public func mapTile(
        _ tile: TileAddress, groups: Set<String>? = nil, density: Int = 1, from tiles: MapTiles
    ) throws -> MapTile {
        let state = MapState(try file.layerMarks(), style: tiles.styleSHA256)
        let known = tiles.groups.map(\.id)
        let groups = groups ?? Set(known)
        guard state.grid.contains(tile), (1...2).contains(density), groups.isSubset(of: known) else {
            throw Problem(
                .tileUnknown, "there is no tile \(tile.level)/\(tile.column)/\(tile.row)",
                at: .init(file: path), help: "levels 0 to \(TileGrid.levels.upperBound)")
        }
        let shown = known.filter(groups.contains).joined(separator: "+")
        let name = "\(shown)/\(tile.level)/\(tile.column)-\(tile.row)@\(density)"
        let key = "\(state.revision)/\(name)"
        if let data = tiles.memory[key] {
            return MapTile(data: data, revision: state.revision, isEmpty: false)
        }
        if let data = tiles.folder?.tile(name, of: state.revision) {
            tiles.memory.keep(data, as: key)
            return MapTile(data: data, revision: state.revision, isEmpty: false)
        }
        guard let drawing = TileDrawing(state.grid, level: tile.level, style: tiles.style, groups: groups)
        else { throw Problem(.mapStyleWithoutTiles, "the style has no section 'tiles'") }
        if let data = try drawn(tile, drawing, density, "\(state.revision)/\(shown)", tiles) {
            tiles.memory.keep(data, as: key)
            tiles.folder?.keep(data, as: name, of: state.revision)
            return MapTile(data: data, revision: state.revision, isEmpty: false)
        }
        // Nothing lies there: all such tiles share one picture.
        let empty = "empty/\(tiles.styleSHA256)/\(shown)@\(density)"
        let data = try tiles.memory[empty] ?? drawing.emptyTile(density: density)
        tiles.memory.keep(data, as: empty)
        return MapTile(data: data, revision: state.revision, isEmpty: true)
    }

    private func drawn(
        _ tile: TileAddress, _ drawing: TileDrawing, _ density: Int, _ key: String, _ tiles: MapTiles
    ) throws -> Data? {
        let block = TileBlock(of: tile)
        return try file.withCity { city in
            func features(_ needs: [TileDrawing.Need], _ box: Box) throws -> [LayerName: [Feature]] {
                var features: [LayerName: [Feature]] = [:]
                for need in needs {
                    features[need.layer] = try city.features(
                        of: need.layer, in: box, least: need.least, fields: need.fields)
                }
                return features
            }
            let texts = try tiles.texts("\(key)/\(block.level)/\(block.column)-\(block.row)") {
                try drawing.texts(block, features(drawing.labelNeeds, block.box(in: drawing.grid)))
            }
            let box = drawing.grid.box(tile).grown(by: drawing.margin)
            return try drawing.png(tile, features(drawing.needs, box), texts, density: density)
        }
    }
}
