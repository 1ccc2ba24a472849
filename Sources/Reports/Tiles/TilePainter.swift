import CityModel
import Drawing

/// Draws cut features step by step, so that roads run into each other instead of over each other.
struct TilePainter {
    let canvas: Canvas
    let tiles: MapStyle.Tiles
    let groups: Set<String>
    let scale: Double

    /// Draws every step of the scale over all features it takes, given by the id of their rule.
    func draw(_ features: [String: [TileFeature]]) {
        for step in tiles.steps where groups.contains(step.group) && step.scales.contains(scale) {
            let taken = step.selection.rules.flatMap { rule in
                (features[rule] ?? []).filter { $0.size >= step.least || !$0.points.isEmpty }
                    .filter { step.selection.admits($0.feature) }
            }
            draw(taken, step.symbol)
        }
    }

    /// Areas, then what lies under lines, then lines, then signs.
    private func draw(_ features: [TileFeature], _ symbol: MapStyle.Symbol?) {
        for feature in features { fill(feature, symbol ?? feature.rule.symbol) }
        for feature in features {
            guard let line = (symbol ?? feature.rule.symbol).line, let halo = line.halo else { continue }
            stroke(feature, MapStyle.Line(colour: halo.colour, width: halo.width))
        }
        for feature in features {
            if let line = (symbol ?? feature.rule.symbol).line { stroke(feature, line) }
        }
        for feature in features {
            guard let marker = (symbol ?? feature.rule.symbol).marker else { continue }
            for spot in feature.points { MapPainter.draw(marker, at: spot, on: canvas) }
        }
    }

    private func fill(_ feature: TileFeature, _ symbol: MapStyle.Symbol) {
        for rings in feature.areas {
            if let fill = symbol.fill { canvas.fill(rings, MapPainter.colour(fill)) }
            if let hatch = symbol.hatch {
                canvas.hatch(
                    rings, spacing: hatch.spacing, degrees: hatch.degrees,
                    Pen(MapPainter.colour(hatch.colour), hatch.width))
            }
        }
    }

    private func stroke(_ feature: TileFeature, _ line: MapStyle.Line) {
        let colour = MapPainter.colour(line.colour)
        let end: Pen.End = line.dash.isEmpty ? .round : .butt
        if !feature.wholeOutlines.isEmpty {
            canvas.stroke(
                feature.wholeOutlines, closed: true, Pen(colour, line.width, dash: line.dash, end: end))
        }
        if line.dash.isEmpty {
            canvas.stroke(feature.pieces.map(\.line), Pen(colour, line.width, end: end))
        } else {
            let length = line.dash.reduce(0, +) * (line.dash.count.isMultiple(of: 2) ? 1 : 2)
            for piece in feature.pieces {
                let phase = piece.way.truncatingRemainder(dividingBy: length)
                canvas.stroke(piece.line, Pen(colour, line.width, dash: line.dash, phase: phase, end: end))
            }
        }
    }
}
