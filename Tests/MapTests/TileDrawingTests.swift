import CityModel
import Drawing
import Foundation
import Geometry
import Testing

@testable import Reports

@Suite("Tiles")
struct TileDrawingTests {
    private func tiles(_ level: Int) throws -> (TileAddress, TileAddress, TileAddress) {
        let east = try #require(TileCity.grid.tile(at: TileCity.at(0.01, -0.01), level: level))
        let west = TileAddress(level: level, column: east.column - 1, row: east.row)
        let north = TileAddress(level: level, column: east.column, row: east.row - 1)
        return (west, east, north)
    }

    /// What a project would hand over for a tile, and no more.
    private func window(_ drawing: TileDrawing, _ tile: TileAddress) -> [LayerName: [Feature]] {
        let box = drawing.grid.box(tile).grown(by: drawing.margin)
        let city = MemoryCity(TileCity.features)
        var found: [LayerName: [Feature]] = [:]
        for need in drawing.needs { found[need.layer] = city.features(of: need.layer, in: box) }
        return found
    }

    @Test(
        "Two tiles of a block are the halves of one picture, names and all", arguments: [9, 10, 11, 12, 13])
    func seams(level: Int) throws {
        let drawing = try TileCity.drawing(level)
        let (_, first, _) = try tiles(level)
        let texts = try drawing.texts(TileBlock(of: first), TileCity.features)
        for (across, down) in [(1, 0), (0, 1)] {
            let second = TileAddress(level: level, column: first.column + across, row: first.row + down)
            #expect(TileBlock(of: second) == TileBlock(of: first))
            let frame = TileView.frame(of: first)
            let both = Frame(
                x: frame.x, y: frame.y, width: frame.width * Double(1 + across),
                height: frame.height * Double(1 + down))
            let whole = try Picture(#require(try drawing.png(both, TileCity.features, texts, density: 1)))
            for (tile, shift) in [(first, 0), (second, TileGrid.pixels)] {
                let png = try drawing.png(tile, window(drawing, tile), texts, density: 1)
                let picture = try Picture(try png ?? drawing.emptyTile(density: 1))
                #expect(picture.width == 256 && picture.height == 256)
                // A shade of one dot's edge: what is cut elsewhere is reckoned by other numbers.
                let most = whole.difference(to: picture, x: across * shift, y: down * shift)
                #expect(most <= 8, "level \(level), tile \(tile)")
            }
        }
    }

    @Test("Lines, dashes and hatches go on across the border of two blocks", arguments: [9, 10, 11, 12, 13])
    func seamsWithoutNames(level: Int) throws {
        let drawing = try TileCity.drawing(level)
        let (west, east, _) = try tiles(level)
        let frame = TileView.frame(of: west)
        let both = Frame(x: frame.x, y: frame.y, width: frame.width * 2, height: frame.height)
        let whole = try Picture(#require(try drawing.png(both, TileCity.features, [], density: 2)))
        for (tile, shift) in [(west, 0), (east, 512)] {
            let png = try #require(try drawing.png(tile, window(drawing, tile), [], density: 2))
            #expect(whole.difference(to: try Picture(png), x: shift, y: 0) <= 8, "level \(level)")
        }
    }

    @Test("The same features in any order give the same bytes")
    func deterministic() throws {
        let drawing = try TileCity.drawing(12)
        let (_, east, _) = try tiles(12)
        let texts = try drawing.texts(TileBlock(of: east), TileCity.features)
        let first = try drawing.png(east, window(drawing, east), texts, density: 2)
        let again = try TileCity.drawing(12)
        let names = try again.texts(TileBlock(of: east), TileCity.features)
        #expect(try again.png(east, window(again, east), names, density: 2) == first)
    }

    @Test("Groups are switched: without the networks no pipe, without the ground a clear tile")
    func groups() throws {
        let (_, east, _) = try tiles(12)
        func picture(_ groups: [String]?) throws -> Picture? {
            let drawing = try TileCity.drawing(12, groups)
            return try drawing.png(east, window(drawing, east), [], density: 1).map(Picture.init)
        }
        let all = try #require(try picture(nil))
        let ground = try #require(try picture(["ground"]))
        let water = try #require(try picture(["water"]))
        #expect(all != ground)
        #expect(water.bytes.contains(0), "clear where no pipe lies")
        #expect(Array(water[128, 250]) == [0, 0, 0, 0])
        #expect(Array(ground[128, 250])[3] == 255)
        #expect(try picture(["heat"]) == nil, "no main of heat is near")
    }

    @Test("Where nothing lies there is no tile of its own, only the ground")
    func empty() throws {
        let drawing = try TileCity.drawing(12)
        let tile = TileAddress(level: 12, column: 3, row: 3)
        #expect(try drawing.png(tile, window(drawing, tile), [], density: 1) == nil)
        let ground = try Picture(try drawing.emptyTile(density: 2))
        #expect(ground.width == 512 && ground.colours == 1)
    }

    @Test("A name is in a block whole or not at all, once, and none is read that is not written")
    func names() throws {
        let drawing = try TileCity.drawing(12)
        let (west, east, _) = try tiles(12)
        for tile in [west, east] {
            let block = TileBlock(of: tile)
            let texts = try drawing.texts(block, TileCity.features)
            #expect(texts.contains { $0.label.text == "长江路" })
            #expect(Set(texts.map(\.label.text)).count == texts.count)
            #expect(texts.allSatisfy { $0.label.box.lies(in: block.frame) })
        }
        let coarse = try TileCity.drawing(3)
        #expect(coarse.labelNeeds.isEmpty)
        #expect(!coarse.needs.contains { $0.layer == .buildings }, "no building at 1:256 000")
    }
}

@Suite("The grid of tiles")
struct TileGridTests {
    @Test("Scales are those of drawings, and addresses do not move when a layer grows")
    func scales() {
        #expect((9...13).map(TileGrid.scale) == [4000, 2000, 1000, 500, 250])
        let city = Box(minX: 4_000_000, minY: 3_000_000, maxX: 4_010_000, maxY: 3_009_000)
        #expect(TileGrid(covering: city) == TileGrid(covering: city.grown(by: 900)))
        #expect(TileGrid(covering: city).contains(.init(level: 0, column: 0, row: 0)))
        #expect(TileGrid.level(fitting: Box(minX: 0, minY: 0, maxX: 900, maxY: 1000), dots: 1000) == 9)
    }

    @Test("A place lies in the tile it is found in", arguments: TileGrid.levels)
    func places(level: Int) throws {
        let point = TileCity.at(123.4, -567.8)
        let tile = try #require(TileCity.grid.tile(at: point, level: level))
        #expect(TileCity.grid.box(tile).contains(point))
        #expect(TileCity.grid.contains(tile))
    }

    @Test(
        "Tiles outside of the grid are none",
        arguments: [
            (-1, 0, 0), (14, 0, 0), (3, -1, 0), (3, 0, -1), (3, 8, 0), (3, 0, 8), (0, Int.max, 0),
            (3, Int.min, Int.max),
        ])
    func outside(level: Int, column: Int, row: Int) {
        #expect(!TileCity.grid.contains(TileAddress(level: level, column: column, row: row)))
    }

    @Test(
        "An empty or broken extent makes a grid of one tile",
        arguments: [
            Box.empty, Box(minX: 0, minY: 0, maxX: .infinity, maxY: 1),
            Box(minX: -1e300, minY: 0, maxX: 1, maxY: 1),
        ])
    func broken(extent: Box) {
        let grid = TileGrid(covering: extent)
        #expect(grid.columns == 1 && grid.rows == 1)
        #expect(TileCity.grid.tile(at: Point(.nan, 0), level: 3) == nil)
    }
}
