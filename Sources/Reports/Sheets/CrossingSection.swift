import CityModel
import Drawing
import Foundation
import Geometry
import RouteSurvey

/// A schematic section along the pipe through what is crossed; says so, as it is not to scale.
struct CrossingSection {
    let scene: SheetScene
    let mark: SheetScene.CrossingMark
    let language: ReportLanguage

    private let thin = Pen(.black, 0.13)

    private func say(_ en: String, _ zh: String) -> String { language.say(en, zh) }

    func draw(_ canvas: Canvas, _ frame: Frame) {
        let ground = frame.y + 12
        let pipe = frame.y + 25
        let left = frame.x + frame.width * 0.27
        let right = frame.right - frame.width * 0.27
        if mark.crossing.kind == .strip {
            drawBeside(canvas, frame, ground, pipe)
            return drawBorder(canvas, frame)
        }
        canvas.within {
            canvas.clip(x: frame.x, y: frame.y, width: frame.width, height: frame.height)
            drawGround(canvas, frame, ground, left, right)
            if isLine {
                drawCrossedLine(canvas, Spot((left + right) / 2, 0), ground, pipe)
            } else {
                drawSurface(canvas, ground, left, right)
            }
            drawPipe(canvas, frame, ground, pipe, left, right)
        }
        drawCover(canvas, ground, pipe, isLine ? left - 6 : left + (right - left) * 0.3)
        drawEnds(canvas, frame, ground, left, right)
        drawBorder(canvas, frame)
    }

    private func drawBorder(_ canvas: Canvas, _ frame: Frame) {
        canvas.text(
            say("schematic, not to scale", "示意图，不按比例"), at: Spot(frame.right - 1, frame.bottom - 0.4),
            TextStyle(2.0, colour: .grey(0.3)), anchor: .bottomTrailing)
        canvas.rectangle(
            x: frame.x, y: frame.y, width: frame.width, height: frame.height, Pen(.black, 0.25))
    }

    private var isLine: Bool { mark.crossing.layer == .lines || mark.crossing.layer == .railways }
    private var method: LayingMethod { mark.method ?? .openCut }

    // MARK: - Ground

    private func drawGround(
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

    private func drawSurface(_ canvas: Canvas, _ ground: Double, _ left: Double, _ right: Double) {
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
    private func drawCrossedLine(_ canvas: Canvas, _ at: Spot, _ ground: Double, _ pipe: Double) {
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

    // MARK: - Pipe

    private func drawPipe(
        _ canvas: Canvas, _ frame: Frame, _ ground: Double, _ pipe: Double, _ left: Double, _ right: Double
    ) {
        let hatch = Pen(Colour(hex: "#c0651a") ?? .black, 0.13)
        switch method {
        case .openCut:
            let trench = [
                Spot(left, ground), Spot(right, ground), Spot(right, pipe + 2), Spot(left, pipe + 2),
            ]
            canvas.hatch([trench], spacing: 2, degrees: 45, hatch)
            canvas.stroke(trench, closed: true, Pen(hatch.colour, 0.18, dash: [1.5, 0.8]))
            line(canvas, [Spot(frame.x, pipe), Spot(frame.right, pipe)])
        case .jacking:
            for (x, name) in [(left - 12, say("drive pit", "工作井")), (right + 4, say("reception", "接收井"))] {
                canvas.rectangle(
                    x: x, y: ground - 0.4, width: 8, height: pipe - ground + 3.5, fill: .white,
                    Pen(.black, 0.3))
                canvas.fittedText(
                    name, at: Spot(x + 4, ground - 1), TextStyle(2.1), anchor: .bottom, width: 16)
            }
            line(canvas, [Spot(frame.x, pipe), Spot(frame.right, pipe)])
            canvas.rectangle(
                x: left - 4, y: pipe - 1.6, width: right - left + 8, height: 3.2, Pen(.black, 0.25))
            canvas.text(
                say("casing", "套管"), at: Spot((left + right) / 2 + 10, pipe + 1.9),
                TextStyle(2.1, halo: Colour(hex: "#f4efe6")), anchor: .top)
        case .hdd:
            let (start, end) = (frame.x + 6, frame.right - 6)
            let depth = pipe + 3 - ground
            let spots = stride(from: 0.0, through: 1.0, by: 0.02).map { t in
                // Level in the middle, curved towards both ends.
                let away = abs(2 * t - 1)
                return Spot(start + (end - start) * t, ground + depth * (1 - pow(away, 3)))
            }
            line(canvas, spots)
            canvas.fittedText(
                say("entry", "入土点"), at: Spot(start + 1, ground - 1), TextStyle(2.1), anchor: .bottomLeading,
                width: 16)
            canvas.fittedText(
                say("exit", "出土点"), at: Spot(end - 1, ground - 1), TextStyle(2.1), anchor: .bottomTrailing,
                width: 16)
        }
        let size = scene.diameterText ?? say("DN by design", "管径按设计")
        canvas.fittedText(
            "\(say(scene.routeSymbol.en, scene.routeSymbol.zh)) \(size)", at: Spot(frame.x + 1, pipe + 2.2),
            TextStyle(2.3, bold: true, colour: scene.routeTextColour, halo: Colour(hex: "#f4efe6")),
            anchor: .topLeading, width: left - frame.x + 14)
    }

    private func line(_ canvas: Canvas, _ spots: [Spot]) {
        let line = scene.routeSymbol.line
        canvas.stroke(spots, Pen(MapPainter.colour(line?.halo?.colour ?? "#000000"), 1.7))
        canvas.stroke(spots, Pen(MapPainter.colour(line?.colour ?? "#ffffff"), 1.2))
    }

    /// Across the pipe: it lies beside the feature, only the strip reaches onto it.
    private func drawBeside(_ canvas: Canvas, _ frame: Frame, _ ground: Double, _ pipe: Double) {
        let (middle, half) = (frame.x + frame.width * 0.4, frame.width * 0.2)
        let edge = frame.x + frame.width * 0.52
        let end = frame.right - 8
        drawGround(canvas, frame, ground, middle - half, end)
        drawSurface(canvas, ground, edge, end)
        let brown = Colour(hex: "#c0651a") ?? .black
        let trench = [
            Spot(middle - 3, ground), Spot(middle + 3, ground), Spot(middle + 2.4, pipe + 2),
            Spot(middle - 2.4, pipe + 2),
        ]
        canvas.hatch([trench], spacing: 2, degrees: 45, Pen(brown, 0.13))
        canvas.stroke(trench, closed: true, Pen(brown, 0.18, dash: [1.5, 0.8]))
        canvas.rectangle(
            x: middle - half, y: ground - 0.7, width: 2 * half, height: 0.7, fill: brown.opacity(0.5))
        let line = scene.routeSymbol.line
        canvas.circle(
            Spot(middle, pipe), radius: 1.5, fill: MapPainter.colour(line?.colour ?? "#ffffff"),
            Pen(MapPainter.colour(line?.halo?.colour ?? "#000000"), 0.35))
        let size = scene.diameterText ?? say("DN by design", "管径按设计")
        canvas.fittedText(
            "\(say(scene.routeSymbol.en, scene.routeSymbol.zh)) \(size)", at: Spot(middle - 4.5, pipe),
            TextStyle(2.3, bold: true, colour: scene.routeTextColour), anchor: .trailing,
            width: middle - 6 - frame.x)
        let y = frame.y + 5
        for x in [middle - half, middle + half] {
            canvas.stroke([Spot(x, y - 1.5), Spot(x, ground)], Pen(.black, 0.1))
        }
        arrow(canvas, Spot(middle - half, y), Spot(middle + half, y))
        canvas.fittedText(
            say("trench and working strip", "开挖作业带") + " \(ReportWords.number(scene.stripWidth, 2)) m",
            at: Spot(middle, y - 0.3), TextStyle(2.4), anchor: .bottom, width: 2 * half - 2)
        canvas.fittedText(
            CrossingWords.title(mark, language), at: Spot((middle + half + end) / 2 + 1, y + 1.6),
            TextStyle(2.4), anchor: .centre, width: end - middle - half - 2)
        canvas.fittedText(
            say("the pipe stays beside it; only the strip reaches onto it", "管道不进入，仅作业带占用"),
            at: Spot(edge + 2, pipe), TextStyle(2.3), anchor: .leading, width: frame.right - edge - 4)
    }

    // MARK: - Measures

    private func drawCover(_ canvas: Canvas, _ ground: Double, _ pipe: Double, _ x: Double) {
        let top = pipe - (method == .jacking ? 1.6 : 0.85)
        arrow(canvas, Spot(x, ground), Spot(x, top))
        canvas.text(
            say("cover by design", "覆土按设计"), at: Spot(x + 1, (ground + top) / 2 + 1.2),
            TextStyle(2.2, halo: Colour(hex: "#f4efe6")), anchor: .leading)
    }

    private func drawEnds(
        _ canvas: Canvas, _ frame: Frame, _ ground: Double, _ left: Double, _ right: Double
    ) {
        let crossing = mark.crossing
        let y = frame.y + 4.6
        guard crossing.length > 0, !isLine else {
            canvas.text(
                CrossingWords.chainage(crossing.from), at: Spot((left + right) / 2, y), TextStyle(2.3),
                anchor: .centre)
            canvas.stroke(
                [Spot((left + right) / 2, y + 1.8), Spot((left + right) / 2, ground)],
                Pen(.black, 0.1, dash: [2, 1]))
            return
        }
        for (x, chainage, anchor) in [
            (left, crossing.from, Anchor.trailing), (right, crossing.to, .leading),
        ] {
            canvas.stroke([Spot(x, y - 1.5), Spot(x, ground)], Pen(.black, 0.1))
            canvas.text(
                CrossingWords.chainage(chainage), at: Spot(x + (anchor == .leading ? 1 : -1), y - 0.2),
                TextStyle(2.3), anchor: anchor)
        }
        arrow(canvas, Spot(left, y), Spot(right, y))
        let text = "\(CrossingWords.title(mark, language))　L=\(ReportWords.number(crossing.length, 2)) m"
        canvas.fittedText(
            text, at: Spot((left + right) / 2, y - 0.3), TextStyle(2.4), anchor: .bottom,
            width: right - left - 2)
    }

    /// A measure between two spots, with a head at each.
    private func arrow(_ canvas: Canvas, _ a: Spot, _ b: Spot) {
        canvas.stroke([a, b], Pen(.black, 0.13))
        let length = hypot(b.x - a.x, b.y - a.y)
        guard length > 2 else { return }
        let (ux, uy) = ((b.x - a.x) / length, (b.y - a.y) / length)
        for (tip, side) in [(a, 1.0), (b, -1.0)] {
            canvas.fill(
                [
                    [
                        tip, Spot(tip.x + (ux * 1.5 - uy * 0.3) * side, tip.y + (uy * 1.5 + ux * 0.3) * side),
                        Spot(tip.x + (ux * 1.5 + uy * 0.3) * side, tip.y + (uy * 1.5 - ux * 0.3) * side),
                    ]
                ], .black)
        }
    }
}
