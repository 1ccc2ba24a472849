import CityModel
import Drawing
import Foundation
import Geometry
import Vocabulary

/// Draws the tiles of one level: what to read for them, and the pictures.
///
/// The same features give the same bytes; what crosses from one tile to the next meets itself there.
public struct TileDrawing: Sendable {
    /// What has to be read of a layer.
    public struct Need: Sendable, Hashable {
        public var layer: LayerName
        /// Metres; features whose box is narrower and lower need not be read.
        public var least: Double
        /// The fields that decide how a feature is drawn.
        public var fields: Set<String>
    }

    public let grid: TileGrid
    public let level: Int
    /// Metres around a tile in which a feature may still be seen on it.
    public let margin: Double

    private let style: MapStyle
    private let tiles: MapStyle.Tiles
    private let groups: Set<String>
    private let scale: Double
    private let view: TileView
    /// The same margin in millimetres.
    private let reach: Double

    /// - Parameter groups: of the style; with its first one the ground is painted, without it the tile is clear.
    /// - Returns: nil if the style draws no tiles.
    public init?(_ grid: TileGrid, level: Int, style: MapStyle, groups: Set<String>) {
        guard let tiles = style.tiles else { return nil }
        self.grid = grid
        self.level = level
        self.style = style
        self.tiles = tiles
        self.groups = groups
        scale = TileGrid.scale(level)
        view = TileView(grid, level: level)
        let symbols = style.rules.map(\.symbol) + tiles.steps.compactMap(\.symbol)
        let widest = symbols.map { symbol in
            max(
                symbol.line?.width ?? 0, symbol.line?.halo?.width ?? 0,
                (symbol.marker?.size ?? 0) + (symbol.marker?.width ?? 0))
        }
        reach = (widest.max() ?? 0) / 2 + 1
        margin = reach / view.factor
    }

    // MARK: - What to read

    /// The layers seen on a tile, in the order of the catalogue.
    public var needs: [Need] {
        let active = tiles.steps.filter { groups.contains($0.group) && $0.scales.contains(scale) }
        return gathered(active.map { ($0.selection, $0.least / view.factor, nil) })
    }

    /// The layers that names of a block are taken from, or found places by.
    public var labelNeeds: [Need] {
        let active = tiles.labels.filter { groups.contains($0.group) && $0.scales.contains(scale) }
        // A thing narrower than a letter bears no name.
        let least = 3 / view.factor
        var needs = gathered(
            active.map { label in
                let isOfPoints = label.selection.rules.contains { id in
                    style.rules.contains { $0.id == id && $0.symbol.marker != nil }
                }
                return (label.selection, isOfPoints ? 0 : least, "name")
            })
        if needs.contains(where: { $0.layer == .roads }), !needs.contains(where: { $0.layer == .roadAxes }) {
            needs.append(Need(layer: .roadAxes, least: least, fields: ["name"]))
        }
        return needs
    }

    private func gathered(
        _ parts: [(selection: MapStyle.RuleSelection, least: Double, field: String?)]
    ) -> [Need] {
        var needs: [LayerName: Need] = [:]
        for part in parts {
            for rule in style.rules where part.selection.rules.contains(rule.id) {
                // All rules of a layer take part in deciding which one takes a feature.
                let deciding = style.rules.filter { $0.layer == rule.layer }.compactMap(\.field)
                let fields =
                    deciding
                    + [part.selection.field, part.field, rule.symbol.label?.field]
                    .compactMap(\.self)
                var need = needs[rule.layer] ?? Need(layer: rule.layer, least: .infinity, fields: [])
                need.least = min(need.least, part.least)
                need.fields.formUnion(fields)
                needs[rule.layer] = need
            }
        }
        return LayerName.allCases.compactMap { needs[$0] }
    }

    // MARK: - Pictures

    /// The names of a block, placed; the same for each of its tiles.
    public func texts(_ block: TileBlock, _ features: [LayerName: [Feature]]) throws -> [TileText] {
        let labels = TileLabels(
            style: style, tiles: tiles, groups: groups, scale: scale, view: view, frame: block.frame)
        var texts: [TileText] = []
        // Text is measured on a canvas; the picture itself is thrown away.
        _ = try Pages.png(Extent(1, 1), dots: 1, language: "zh-cn") { texts = labels.placed(features, $0) }
        return texts
    }

    /// The tile as PNG; nil if nothing lies on it.
    ///
    /// - Parameters:
    ///   - features: of ``needs``, in the box of the tile grown by ``margin``.
    ///   - texts: of the tile's block.
    ///   - density: dots a pixel, 1 or 2.
    /// - Throws: ``Problem`` `DRW-101` if the library fails.
    public func png(
        _ tile: TileAddress, _ features: [LayerName: [Feature]], _ texts: [TileText], density: Int
    ) throws -> Data? {
        try png(TileView.frame(of: tile), features, texts, density: density)
    }

    /// Any part of the paper of the level.
    func png(
        _ frame: Frame, _ features: [LayerName: [Feature]], _ texts: [TileText], density: Int
    ) throws -> Data? {
        let cut = cutFeatures(features, frame.inset(-reach))
        let names = texts.filter { $0.touches(frame) }
        guard !cut.isEmpty || !names.isEmpty else { return nil }
        return try picture(frame, density) { canvas in
            TilePainter(canvas: canvas, tiles: tiles, groups: groups, scale: scale).draw(cut)
            for name in names {
                canvas.text(
                    name.label.text, at: name.label.box.centre, name.label.style, anchor: .centre,
                    degrees: name.label.box.degrees)
            }
        }
    }

    /// The tile nothing lies on.
    public func emptyTile(density: Int) throws -> Data {
        try picture(Frame(x: 0, y: 0, width: TileGrid.paper, height: TileGrid.paper), density) { _ in }
    }

    private func picture(_ frame: Frame, _ density: Int, _ draw: (Canvas) -> Void) throws -> Data {
        let isClear = !(tiles.groups.first.map { groups.contains($0.id) } ?? true)
        return try Pages.png(
            Extent(frame.width, frame.height),
            dots: Double(TileGrid.pixels) / TileGrid.paper * Double(density),
            language: "zh-cn", transparent: isClear
        ) { canvas in
            if !isClear {
                canvas.rectangle(
                    x: 0, y: 0, width: frame.width, height: frame.height,
                    fill: MapPainter.colour(tiles.ground))
            }
            canvas.within {
                canvas.translate(-frame.x, -frame.y)
                draw(canvas)
            }
        }
    }

    /// What can be seen of the features, by the id of the rule that takes them.
    private func cutFeatures(_ features: [LayerName: [Feature]], _ reach: Frame) -> [String: [TileFeature]] {
        var cut: [String: [TileFeature]] = [:]
        for (index, taken) in MapPainter.taken(features, style) {
            let rule = style.rules[index]
            let visible = taken.map { TileFeature($0, rule, view, reach: reach) }.filter(\.isVisible)
            if !visible.isEmpty { cut[rule.id] = visible }
        }
        return cut
    }
}
