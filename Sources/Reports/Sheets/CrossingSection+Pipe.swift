import CityModel
import Drawing
import Foundation
import PermitPolicy
import RouteSurvey

/// The pipe: along the section, or across it where it lies beside what it touches.
extension CrossingSection {
    func drawPipe(
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
            let bore = bore(frame, ground, pipe)
            let (start, end) = (bore.start, bore.end)
            line(canvas, bore.spots)
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

    /// A bore from the surface to the surface: level in the middle, curved towards both ends.
    struct Bore {
        let start: Double
        let end: Double
        let ground: Double
        let depth: Double

        /// Of its axis on paper.
        func height(at x: Double) -> Double {
            let away = abs(2 * (x - start) / (end - start) - 1)
            return ground + depth * (1 - pow(min(1, away), 3))
        }

        var spots: [Spot] {
            stride(from: 0.0, through: 1.0, by: 0.02).map { t in
                let x = start + (end - start) * t
                return Spot(x, height(at: x))
            }
        }
    }

    func bore(_ frame: Frame, _ ground: Double, _ pipe: Double) -> Bore {
        Bore(start: frame.x + 6, end: frame.right - 6, ground: ground, depth: pipe + 3 - ground)
    }

    func line(_ canvas: Canvas, _ spots: [Spot]) {
        let line = scene.routeSymbol.line
        canvas.stroke(spots, Pen(MapPainter.colour(line?.halo?.colour ?? "#000000"), 1.7))
        canvas.stroke(spots, Pen(MapPainter.colour(line?.colour ?? "#ffffff"), 1.2))
    }

    /// Across the pipe: it lies beside the feature, only the strip reaches onto it.
    func drawBeside(_ canvas: Canvas, _ frame: Frame, _ ground: Double, _ pipe: Double) {
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
        // A building stands as high as the name of other things: it carries its own.
        let height = mark.crossing.layer == .buildings ? ground - 2.7 : y + 1.6
        canvas.fittedText(
            CrossingWords.title(mark, language), at: Spot((middle + half + end) / 2 + 1, height),
            TextStyle(2.4), anchor: .centre, width: end - middle - half - 2)
        canvas.fittedText(
            say("the pipe stays beside it; only the strip reaches onto it", "管道不进入，仅作业带占用"),
            at: Spot(edge + 2, pipe), TextStyle(2.3), anchor: .leading, width: frame.right - edge - 4)
    }
}
