import CityFiles
import CityModel
import Drawing
import Foundation
import Geometry
import ProjectFile
import Testing
import Vocabulary

@testable import Outerline
@testable import Reports

/// What is asked for.
private enum Wanted {
    static let environment = ProcessInfo.processInfo.environment
    static let folder = environment["OUTERLINE_PICTURES"]
}

/// Pictures of a real project to look at, with the time each took; only where they are asked for.
///
/// `OUTERLINE_MAP=city.gpkg OUTERLINE_PICTURES=folder [OUTERLINE_MAP_AT=x,y] swift test --filter MapPictures`
@Suite("Map pictures", .enabled(if: Wanted.folder != nil, "set OUTERLINE_MAP and OUTERLINE_PICTURES"))
struct MapPictures {

    @Test("every level about a place")
    func pictures() throws {
        let path = try #require(Wanted.environment["OUTERLINE_MAP"])
        let folder = try #require(Wanted.folder)
        let project = try Project.open(path, mode: .read)
        let tiles = try MapTiles()
        let state = MapState(try project.file.layerMarks(), style: tiles.styleSHA256)
        let at = Wanted.environment["OUTERLINE_MAP_AT"]?.split(separator: ",").compactMap { Double($0) }
        let place = at.flatMap { $0.count == 2 ? Point($0[0], $0[1]) : nil } ?? state.extent.center
        let name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
        let home = TileGrid.level(fitting: state.extent, dots: 1000)
        for level in max(0, home - 1)...TileGrid.levels.upperBound {
            let tile = try #require(state.grid.tile(at: place, level: level))
            let start = ContinuousClock.now
            _ = try project.mapTile(tile, from: tiles)
            let first = ContinuousClock.now - start
            let sharp = ContinuousClock.now
            _ = try project.mapTile(tile, density: 2, from: tiles)
            let second = ContinuousClock.now - sharp
            print("\(name) level \(level) 1:\(Int(TileGrid.scale(level))): \(first), sharp \(second)")
            let drawing = try #require(
                TileDrawing(state.grid, level: level, style: tiles.style, groups: Set(tiles.groups.map(\.id)))
            )
            let own = TileView.frame(of: tile)
            let frame = Frame(
                x: max(0, own.x - TileGrid.paper), y: max(0, own.y - TileGrid.paper / 2),
                width: 3 * TileGrid.paper, height: 2 * TileGrid.paper)
            let png = try project.file.withCity { city in
                func features(_ needs: [TileDrawing.Need], _ box: Box) throws -> [LayerName: [Feature]] {
                    try Dictionary(
                        uniqueKeysWithValues: needs.map {
                            (
                                $0.layer,
                                try city.features(of: $0.layer, in: box, least: $0.least, fields: $0.fields)
                            )
                        })
                }
                var texts: [TileText] = []
                for block in Self.blocks(frame, level) {
                    texts += try drawing.texts(
                        block, features(drawing.labelNeeds, block.box(in: state.grid)))
                }
                let metres = TileGrid.scale(level) / 1000
                let box = Box(
                    minX: state.grid.west + frame.x * metres, minY: state.grid.north - frame.bottom * metres,
                    maxX: state.grid.west + frame.right * metres, maxY: state.grid.north - frame.y * metres)
                return try drawing.png(
                    frame, features(drawing.needs, box.grown(by: drawing.margin)), texts, density: 2)
            }
            try png?.write(to: URL(fileURLWithPath: "\(folder)/\(name)-\(level).png"))
        }
    }

    private static func blocks(_ frame: Frame, _ level: Int) -> [TileBlock] {
        func tile(_ x: Double, _ y: Double) -> TileAddress {
            TileAddress(level: level, column: Int(x / TileGrid.paper), row: Int(y / TileGrid.paper))
        }
        var blocks: Set<TileBlock> = []
        for corner in frame.corners { blocks.insert(TileBlock(of: tile(corner.x, corner.y))) }
        return blocks.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    }
}
