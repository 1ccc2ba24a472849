import Drawing
import Foundation
import Geometry

/// The furniture of a map: coordinate grid, north arrow, scale bar, match lines.
struct SheetMargins {
    let view: SheetView
    let language: ReportLanguage
    /// What north arrow and scale bar should not stand on: the works.
    var works: [LabelBox] = []

    /// Metres between grid lines: ten centimetres on paper.
    private var step: Double { view.scale / 10 }

    // MARK: - Grid

    /// Crosses on the map where grid lines meet.
    func crosses(_ canvas: Canvas) {
        let box = view.groundBox
        let pen = Pen(.grey(0.35), 0.1)
        for x in multiples(box.minX, box.maxX) {
            for y in multiples(box.minY, box.maxY) {
                let spots = view.spots([
                    Point(x - step / 20, y), Point(x + step / 20, y), Point(x, y - step / 20),
                    Point(x, y + step / 20),
                ])
                canvas.stroke([[spots[0], spots[1]], [spots[2], spots[3]]], pen)
            }
        }
    }

    /// Ticks with coordinates between neat line and frame: X is north and Y is east, as engineers write them.
    func coordinates(_ canvas: Canvas) {
        let (map, box) = (view.map, view.groundBox)
        let corners = map.corners
        for (a, b) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
            let (from, to) = (view.ground(a), view.ground(b))
            var taken: [ClosedRange<Double>] = []
            let length = hypot(b.x - a.x, b.y - a.y)
            let crossings =
                multiples(box.minY, box.maxY).map { ("X=", $0, from.y, to.y) }
                + multiples(box.minX, box.maxX).map { ("Y=", $0, from.x, to.x) }
            for (name, value, start, end) in crossings {
                // Grid lines that run nearly along an edge mark no place on it.
                guard abs(end - start) * 1000 / view.scale > 0.4 * length else { continue }
                let t = (value - start) / (end - start)
                guard t > 0, t < 1 else { continue }
                tick(canvas, a, b, t, "\(name)\(ReportWords.number(value, 0))", &taken)
            }
        }
    }

    private func tick(
        _ canvas: Canvas, _ a: Spot, _ b: Spot, _ t: Double, _ text: String,
        _ taken: inout [ClosedRange<Double>]
    ) {
        let length = hypot(b.x - a.x, b.y - a.y)
        let (ux, uy) = ((b.x - a.x) / length, (b.y - a.y) / length)
        let spot = Spot(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
        // Corners run clockwise: outside lies to the left of the way.
        let outward = Spot(uy, -ux)
        canvas.stroke([spot, Spot(spot.x + outward.x * 1.8, spot.y + outward.y * 1.8)], SheetPens.neat)
        let style = TextStyle(2.1)
        let half = canvas.measure(text, style).width / 2
        let along = t * length
        let room = (along - half - 1)...(along + half + 1)
        guard room.lowerBound > 0, room.upperBound < length, !taken.contains(where: room.overlaps) else {
            return
        }
        taken.append(room)
        canvas.text(
            text, at: Spot(spot.x + outward.x * 3.7, spot.y + outward.y * 3.7), style, anchor: .centre,
            degrees: readable(atan2(uy, ux) * 180 / .pi))
    }

    private func multiples(_ low: Double, _ high: Double) -> [Double] {
        guard low.isFinite, high.isFinite, high > low, (high - low) / step < 200 else { return [] }
        return stride(from: (low / step).rounded(.up), through: (high / step).rounded(.down), by: 1)
            .map { $0 * step }
    }

    // MARK: - North and scale

    /// The ground of the north arrow: the upper right corner, or the upper left if works lie there.
    var northFrame: Frame {
        [view.map.right - 15.5, view.map.x + 1.5]
            .map { Frame(x: $0, y: view.map.y + 1.5, width: 14, height: 17) }
            .firstOff(works)
    }

    func north(_ canvas: Canvas) {
        let frame = northFrame
        let centre = Spot(frame.centre.x, frame.centre.y)
        canvas.circle(centre, radius: 7.6, fill: Colour.white.opacity(0.85))
        canvas.within {
            canvas.translate(centre.x, centre.y)
            canvas.rotate(view.turn)
            let tip = Spot(0, -4.2)
            canvas.circle(Spot(0, 0), radius: 4.2, Pen(.black, 0.18))
            canvas.fill([[tip, Spot(0, 2.2), Spot(-1.9, 3.7)]], .black)
            canvas.stroke([tip, Spot(1.9, 3.7), Spot(0, 2.2)], closed: true, Pen(.black, 0.18))
            canvas.text(
                language.say("N", "北"), at: Spot(0, -5.9), TextStyle(2.6, bold: true), anchor: .centre,
                degrees: -view.turn)
        }
    }

    /// The ground of the scale bar: the lower left corner, or the lower right if works lie there.
    var scaleFrame: Frame {
        let width = view.paper(barLength) + 14
        return [view.map.x + 2, view.map.right - 2 - width]
            .map { Frame(x: $0, y: view.map.bottom - 10.5, width: width, height: 8.5) }
            .firstOff(works)
    }

    /// About four centimetres on paper.
    private var barLength: Double { view.scale / 25 }

    func scaleBar(_ canvas: Canvas) {
        let frame = scaleFrame
        canvas.rectangle(
            x: frame.x, y: frame.y, width: frame.width, height: frame.height,
            fill: Colour.white.opacity(0.85))
        let part = view.paper(barLength) / 4
        let (x, y) = (frame.x + 4, frame.y + 5.2)
        for index in 0..<4 {
            canvas.rectangle(
                x: x + Double(index) * part, y: y, width: part, height: 1.4,
                fill: index % 2 == 0 ? .black : .white, Pen(.black, 0.13))
        }
        for index in [0, 2, 4] {
            let metres = barLength * Double(index) / 4
            let text = ReportWords.number(metres, metres == metres.rounded() ? 0 : 1)
            canvas.text(
                index == 4 ? text + " m" : text, at: Spot(x + Double(index) * part, y - 0.1), TextStyle(2.2),
                anchor: .bottom)
        }
    }

    // MARK: - Match lines

    /// The line on the ground across the route at a chainage, on which two sheets meet.
    static func matchLine(_ route: [Point], _ chainages: [Double], at chainage: Double, half: Double)
        -> (Point, Point)
    {
        let spot = linePoint(route, chainages, chainage)
        let (before, after) = (
            linePoint(route, chainages, chainage - 0.5), linePoint(route, chainages, chainage + 0.5)
        )
        let across = (after - before).unit.left
        return (spot + across * half, spot + across * -half)
    }
}

extension [Frame] {
    /// The first that none of the boxes touches, or the first of all.
    fileprivate func firstOff(_ boxes: [LabelBox]) -> Frame {
        first { frame in !boxes.contains(where: LabelBox(frame).overlaps) } ?? self[0]
    }
}
