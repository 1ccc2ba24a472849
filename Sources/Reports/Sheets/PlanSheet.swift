import CityModel
import Drawing
import Foundation
import Geometry
import RouteSurvey

/// One plan sheet: the map with the works on it, and what stands around it.
struct PlanSheet: Sendable {
    let scene: SheetScene
    let options: SheetOptions
    let frame: SheetFrame
    let parts: [SheetPart]
    /// Which of the parts, from 0.
    let index: Int
    /// Of the points of the route.
    let chainages: [Double]

    var part: SheetPart { parts[index] }
    var view: SheetView { part.view }
    var language: ReportLanguage { options.language }

    /// The route on this sheet.
    var path: [Point] { routePath(scene.route, chainages, part.from, part.to) }

    /// The crossings with at least a piece on this sheet.
    var crossings: [SheetScene.CrossingMark] {
        scene.crossings.filter { $0.crossing.to >= part.from && $0.crossing.from <= part.to }
    }

    /// North arrow and scale bar stand where the works leave a corner free.
    var margins: SheetMargins {
        let strip = max(1.3, view.paper(scene.stripWidth))
        var works: [LabelBox] = []
        for line in view.map.clipped(line: view.spots(scene.route)) {
            works += zip(line, line.dropFirst()).map { LabelBox($0, $1, width: strip) }
        }
        for line in scene.plot.shape.outlines.flatMap({ view.map.clipped(line: view.spots($0)) }) {
            works += zip(line, line.dropFirst()).map { LabelBox($0, $1, width: 1) }
        }
        works += matchLines.map { LabelBox($0.line.0, $0.line.1, width: 1) }
        return SheetMargins(view: view, language: language, works: works)
    }

    func draw(_ canvas: Canvas) {
        let painter = MapPainter(canvas, view)
        let margins = self.margins
        painter.onMap {
            painter.draw(scene.features, scene.style)
            margins.crosses(canvas)
            drawWorks(painter)
        }
        for label in labels(canvas).placed { draw(label, canvas) }
        drawMatchLines(canvas)
        margins.scaleBar(canvas)
        margins.north(canvas)
        canvas.rectangle(
            x: view.map.x, y: view.map.y, width: view.map.width, height: view.map.height, SheetPens.neat)
        margins.coordinates(canvas)
        SheetInfo(scene: scene, language: language, legend: legend(), crossings: crossings)
            .draw(canvas, frame.info, notes: frame.notes)
        TitleBlock(
            scene: scene, language: language, frame: frame.title, scale: view.scale, page: index + 1,
            count: parts.count
        ).draw(canvas)
        canvas.rectangle(
            x: frame.inner.x, y: frame.inner.y, width: frame.inner.width, height: frame.inner.height,
            SheetPens.frame)
    }

    // MARK: - Works

    private func drawWorks(_ painter: MapPainter) {
        let canvas = painter.canvas
        for strip in scene.strips where !strip.method.isTrenchless {
            painter.draw(strip.ground, scene.style.symbol(.disturbed))
        }
        for alternative in scene.alternatives {
            painter.draw(.line(alternative.line), scene.style.symbol(.alternative))
        }
        if let outline = scene.style.symbol(.redLine).line {
            var symbol = scene.style.symbol(.redLine)
            symbol.line = outline
            painter.draw(scene.plot.shape, symbol)
        }
        drawBeyond(canvas)
        painter.draw(.line(path), scene.routeSymbol)
        for mark in crossings where mark.method?.isTrenchless == true {
            drawTrenchless(mark, painter)
        }
        drawTicks(canvas)
        drawStations(canvas)
    }

    /// The parts of the route on other sheets, thin.
    var beyond: [[Point]] {
        let length = chainages.last ?? 0
        return [(0, part.from), (part.to, length)].filter { $0.1 - $0.0 > 0.01 }
            .map { routePath(scene.route, chainages, $0.0, $0.1) }
    }

    private func drawBeyond(_ canvas: Canvas) {
        let pen = Pen(scene.routeTextColour, 0.25, dash: [3, 1])
        canvas.stroke(beyond.flatMap { view.map.clipped(line: view.spots($0)) }, pen)
    }

    /// Two dashed lines beside the pipe, as a casing.
    private func drawTrenchless(_ mark: SheetScene.CrossingMark, _ painter: MapPainter) {
        let (from, to) = (max(mark.crossing.from, part.from), min(mark.crossing.to, part.to))
        guard to > from else { return }
        let spots = view.spots(routePath(scene.route, chainages, from, to))
        for side in [-0.9, 0.9] {
            painter.draw(lines: [shifted(spots, by: side)], scene.style.symbol(.trenchless))
        }
    }

    private func shifted(_ line: [Spot], by side: Double) -> [Spot] {
        guard let first = line.first, let last = line.last else { return line }
        let length = max(1e-9, hypot(last.x - first.x, last.y - first.y))
        let (nx, ny) = (-(last.y - first.y) / length * side, (last.x - first.x) / length * side)
        return line.map { Spot($0.x + nx, $0.y + ny) }
    }

    /// Metres between chainage ticks: at least 15 mm on paper.
    var tickStep: Double {
        [5, 10, 20, 50, 100].first { view.paper($0) >= 15 } ?? 100
    }

    /// Chainages of the ticks on this sheet, without those at start and end.
    var ticks: [Double] {
        let step = tickStep
        guard part.to > part.from, (part.to - part.from) / step < 2000 else { return [] }
        let last = chainages.last ?? 0
        return stride(from: (part.from / step).rounded(.up), through: part.to / step, by: 1)
            .map { $0 * step }.filter { $0 > 0.01 && $0 < last - 0.01 }
    }

    /// The spot of a chainage, and the direction of the route there on paper.
    func place(_ chainage: Double) -> (spot: Spot, along: Spot) {
        let (a, b) = (
            linePoint(scene.route, chainages, chainage - 0.01),
            linePoint(scene.route, chainages, chainage + 0.01)
        )
        let (from, to) = (view.spot(a), view.spot(b))
        let length = hypot(to.x - from.x, to.y - from.y)
        let along = length > 0 ? Spot((to.x - from.x) / length, (to.y - from.y) / length) : Spot(1, 0)
        return (view.spot(linePoint(scene.route, chainages, chainage)), along)
    }

    private func drawTicks(_ canvas: Canvas) {
        for chainage in ticks {
            let (spot, along) = place(chainage)
            let half = chainage.truncatingRemainder(dividingBy: 5 * tickStep) == 0 ? 1.8 : 1.2
            canvas.stroke(
                [
                    Spot(spot.x + along.y * half, spot.y - along.x * half),
                    Spot(spot.x - along.y * half, spot.y + along.x * half),
                ], Pen(.black, 0.2))
        }
    }

    /// The stations of this sheet.
    var stations: [SheetScene.Station] {
        scene.stations.filter { part.from - 0.001 <= $0.chainage && $0.chainage <= part.to + 0.001 }
    }

    private func drawStations(_ canvas: Canvas) {
        for station in stations {
            canvas.circle(view.spot(station.point), radius: 0.75, fill: .white, Pen(.black, 0.25))
        }
    }

    // MARK: - Match lines

    /// The match lines of this sheet: at its start and at its end, with the number of the sheet beyond.
    var matchLines: [(chainage: Double, other: Int, line: (Spot, Spot))] {
        var found: [(Double, Int, (Spot, Spot))] = []
        for (chainage, other, exists) in [
            (part.from, index, index > 0), (part.to, index + 2, index + 1 < parts.count),
        ] where exists {
            let (a, b) = SheetMargins.matchLine(
                scene.route, chainages, at: chainage, half: 3 * view.scale)
            if let line = view.map.clipped(view.spot(a), view.spot(b)) {
                found.append((chainage, other, line))
            }
        }
        return found
    }

    private func drawMatchLines(_ canvas: Canvas) {
        for (_, _, line) in matchLines {
            canvas.stroke([line.0, line.1], Pen(.black, 0.35, dash: [8, 1.5, 1.5, 1.5]))
        }
    }

    // MARK: - Labels

    private func draw(_ label: PlacedLabel, _ canvas: Canvas) {
        if let leader = label.leader { drawLeader(from: leader, to: label, canvas) }
        if label.isCircled {
            canvas.circle(
                label.box.centre, radius: label.box.halfWidth, fill: .white, Pen(label.style.colour, 0.25))
        }
        canvas.text(
            label.text, at: label.box.centre, label.style, anchor: .centre, degrees: label.box.degrees)
    }

    /// A thin line to the edge of the label.
    private func drawLeader(from spot: Spot, to label: PlacedLabel, _ canvas: Canvas) {
        let box = label.box
        let (dx, dy) = (spot.x - box.centre.x, spot.y - box.centre.y)
        let length = hypot(dx, dy)
        guard length > 0.5 else { return }
        let share =
            label.isCircled
            ? box.halfWidth / length
            : min(
                abs(dx) > 0 ? (box.halfWidth + 0.3) / abs(dx) : 1,
                abs(dy) > 0 ? (box.halfHeight + 0.2) / abs(dy) : 1)
        guard share < 1 else { return }
        let edge = Spot(box.centre.x + dx * share, box.centre.y + dy * share)
        canvas.stroke([edge, spot], Pen(label.style.colour, 0.13))
        canvas.circle(spot, radius: 0.3, fill: label.style.colour)
    }
}
