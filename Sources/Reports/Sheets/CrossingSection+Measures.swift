import CityModel
import Drawing
import Foundation
import RouteSurvey

/// What is measured and written on the section.
extension CrossingSection {
    func drawCover(_ canvas: Canvas, _ ground: Double, _ pipe: Double, _ x: Double) {
        let top = pipe - (method == .jacking ? 1.6 : 0.85)
        arrow(canvas, Spot(x, ground), Spot(x, top))
        canvas.text(
            say("cover by design", "覆土按设计"), at: Spot(x + 1, (ground + top) / 2 + 1.2),
            TextStyle(2.2, halo: Colour(hex: "#f4efe6")), anchor: .leading)
    }

    func drawEnds(
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
    func arrow(_ canvas: Canvas, _ a: Spot, _ b: Spot) {
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
