import CityModel
import Drawing
import RouteSurvey

/// The ground, and what lies on it and in it.
extension CrossingSection {
    func drawGround(
        _ canvas: Canvas, _ frame: Frame, _ ground: Double, _ left: Double, _ right: Double
    ) {
        let earth = [
            Spot(frame.x, ground), Spot(frame.right, ground), Spot(frame.right, frame.bottom),
            Spot(frame.x, frame.bottom),
        ]
        canvas.fill([earth], Colour(hex: "#f4efe6") ?? .white)
        canvas.stroke([Spot(frame.x, ground), Spot(frame.right, ground)], Pen(.black, 0.35))
        // Short slanting strokes in groups, the sign of natural ground.
        var x = frame.x + 3
        while x < frame.right - 3 {
            if x < left - 4 || x > right + 2 {
                for step in 0..<3 {
                    let start = x + Double(step) * 0.9
                    canvas.stroke([Spot(start, ground), Spot(start - 1, ground + 1.2)], thin)
                }
            }
            x += 9
        }
    }

    func drawSurface(_ canvas: Canvas, _ ground: Double, _ left: Double, _ right: Double) {
        let width = right - left
        switch mark.crossing.layer {
        case .roads:
            canvas.rectangle(x: left, y: ground, width: width, height: 1.6, fill: .grey(0.35))
            canvas.rectangle(x: left, y: ground + 1.6, width: width, height: 1.8, fill: .grey(0.75))
            canvas.rectangle(x: left - 0.8, y: ground - 0.9, width: 0.8, height: 3, fill: .grey(0.55), thin)
            canvas.rectangle(x: right, y: ground - 0.9, width: 0.8, height: 3, fill: .grey(0.55), thin)
        case .water:
            let bed = [
                Spot(left, ground), Spot(right, ground), Spot(right - 5, ground + 6),
                Spot(left + 5, ground + 6),
            ]
            canvas.fill([bed], Colour(hex: "#cfe4f2") ?? .white)
            canvas.stroke([bed[0], bed[3], bed[2], bed[1]], Pen(.black, 0.25))
            for row in 1...3 {
                let inset = 1.5 + Double(row) * 1.6
                canvas.stroke(
                    [
                        Spot(left + inset + 3, ground + Double(row) * 1.4),
                        Spot(right - inset - 3, ground + Double(row) * 1.4),
                    ], Pen(Colour(hex: "#4f8fb8") ?? .black, 0.13, dash: [3, 1.5]))
            }
        case .greens:
            canvas.rectangle(
                x: left, y: ground, width: width, height: 1.8, fill: Colour(hex: "#cfe3bb") ?? .white)
            let pen = Pen(Colour(hex: "#4c7338") ?? .black, 0.18)
            var x = left + 1.5
            while x < right - 1 {
                canvas.stroke(
                    [
                        [Spot(x, ground), Spot(x - 0.6, ground - 1.3)],
                        [Spot(x, ground), Spot(x, ground - 1.7)],
                        [Spot(x, ground), Spot(x + 0.6, ground - 1.3)],
                    ], pen)
                x += 3.4
            }
        case .buildings:
            canvas.rectangle(
                x: left, y: ground - 6, width: width, height: 6.6, fill: .grey(0.9), Pen(.black, 0.25))
        default:
            let symbol = scene.style.rules.first { $0.layer == mark.crossing.layer }?.symbol
            let colour = MapPainter.colour(symbol?.line?.colour ?? "#808080")
            canvas.rectangle(x: left, y: ground, width: width, height: 1.2, fill: colour.opacity(0.5))
            canvas.stroke(
                [
                    [Spot(left, ground - 2), Spot(left, ground + 3)],
                    [Spot(right, ground - 2), Spot(right, ground + 3)],
                ],
                Pen(colour, 0.35))
        }
    }

    /// The crossed line, seen from its end.
    func drawCrossedLine(_ canvas: Canvas, _ at: Spot, _ ground: Double, _ pipe: Double) {
        if mark.crossing.layer == .railways {
            for side in [-2.2, 2.2] {
                canvas.rectangle(
                    x: at.x + side - 0.5, y: ground - 1.6, width: 1, height: 1.6, fill: .grey(0.25))
            }
            canvas.rectangle(x: at.x - 4, y: ground - 0.1, width: 8, height: 1, fill: .grey(0.5))
            return
        }
        let line = scene.features[.lines]?.first { $0.id == mark.crossing.features.first }
        let symbol = line.flatMap { scene.style.rule(for: $0, of: .lines)?.symbol }
        let colour = MapPainter.colour(symbol?.line?.colour ?? "#808080")
        // Which lies deeper is not known before design: the crossed line is drawn above only where its cover is.
        let y = mark.cover == nil ? pipe - 5.5 : pipe - 6.5
        canvas.circle(
            Spot(at.x, y), radius: 1.7, fill: colour.opacity(0.35),
            Pen(colour == .white ? .black : colour, 0.35))
        if mark.cover == nil {
            canvas.text("?", at: Spot(at.x, y), TextStyle(2.2, bold: true), anchor: .centre)
        }
        let name = symbol.map { say($0.en, $0.zh) } ?? say("existing line", "现状管线")
        let size = mark.dn.map { " DN\(ReportWords.number($0, 0))" } ?? ""
        let cover =
            mark.cover.map {
                say(", cover \(ReportWords.number($0, 2)) m", "，覆土 \(ReportWords.number($0, 2)) m")
            }
            ?? say(", depth unknown: locate on site", "，埋深不明，须探明")
        canvas.fittedText(
            name + size + cover, at: Spot(at.x + 3, y), TextStyle(2.2, halo: Colour(hex: "#f4efe6")),
            anchor: .leading, width: 46)
    }
}
