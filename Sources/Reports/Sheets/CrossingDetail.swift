import CityModel
import Drawing
import Foundation
import Geometry
import PermitPolicy
import RouteSurvey
import Vocabulary

/// The detail of one crossing: a small plan, a schematic section along the pipe, and what is known of it.
public struct CrossingDetail: Sendable {
    let scene: SheetScene
    let mark: SheetScene.CrossingMark
    let language: ReportLanguage

    static let size = Extent(172, 66)
    private static let scales = [100.0, 200, 250, 500, 1000, 2000]

    /// The details of all crossings of a scene, in their order.
    public static func all(of scene: SheetScene, _ language: ReportLanguage) -> [CrossingDetail] {
        scene.crossings.map { CrossingDetail(scene: scene, mark: $0, language: language) }
    }

    /// 172 × 66 mm.
    public var drawing: ReportDrawing {
        ReportDrawing(width: Self.size.width, height: Self.size.height, caption: caption) { draw($0) }
    }

    /// The number and name of the crossing.
    public var caption: String {
        language.say(
            "Crossing \(mark.number): \(CrossingWords.title(mark, language))",
            "穿越 \(mark.number)：\(CrossingWords.title(mark, language))")
    }

    func draw(_ canvas: Canvas) {
        let plan = Frame(x: 0.3, y: 5.5, width: 58, height: 60)
        canvas.fittedText(
            caption, at: Spot(0, 2.4), TextStyle(3.2, bold: true), anchor: .leading, width: Self.size.width)
        drawPlan(canvas, plan)
        CrossingSection(scene: scene, mark: mark, language: language)
            .draw(canvas, Frame(x: 61, y: 5.5, width: 110.7, height: 36))
        drawFacts(canvas, Frame(x: 61, y: 43, width: 110.7, height: 22.5))
    }

    // MARK: - Plan

    private var chainages: [Double] {
        var sum = 0.0
        return scene.route.indices.map { index in
            if index > 0 { sum += scene.route[index - 1].distance(to: scene.route[index]) }
            return sum
        }
    }

    private func drawPlan(_ canvas: Canvas, _ frame: Frame) {
        let (from, to) = (mark.crossing.from, mark.crossing.to)
        let box = Box(
            routePath(scene.route, chainages, from, to) + [mark.crossing.entry, mark.crossing.exit])
        let need = max(box.width, box.height) + 12
        let scale = Self.scales.first { need * 1000 / $0 <= frame.width } ?? 5000
        let view = SheetView(centre: box.center, scale: scale, turn: 0, map: frame)
        let painter = MapPainter(canvas, view)
        painter.onMap {
            painter.draw(scene.features, scene.style)
            for strip in scene.strips where !strip.method.isTrenchless {
                painter.draw(strip.ground, scene.style.symbol(.disturbed))
            }
            painter.draw(scene.plot.shape, scene.style.symbol(.redLine))
            painter.draw(.line(scene.route), scene.routeSymbol)
            for spot in ends(view) { canvas.circle(spot, radius: 0.7, fill: .white, Pen(.black, 0.25)) }
        }
        for label in planLabels(canvas, view) {
            canvas.text(
                label.text, at: label.box.centre, label.style, anchor: .centre, degrees: label.box.degrees)
        }
        northMark(canvas, frame)
        canvas.rectangle(
            x: frame.x, y: frame.bottom - 4, width: 11, height: 4, fill: Colour.white.opacity(0.85))
        canvas.text(
            "1:\(ReportWords.number(scale, 0))", at: Spot(frame.x + 1, frame.bottom - 0.6),
            TextStyle(2.3), anchor: .bottomLeading)
        canvas.rectangle(
            x: frame.x, y: frame.y, width: frame.width, height: frame.height, Pen(.black, 0.25))
    }

    private func ends(_ view: SheetView) -> [Spot] {
        let crossing = mark.crossing
        return crossing.length > 0
            ? [view.spot(crossing.entry), view.spot(crossing.exit)] : [view.spot(crossing.entry)]
    }

    private func planLabels(_ canvas: Canvas, _ view: SheetView) -> [PlacedLabel] {
        var placer = LabelPlacer(map: view.map)
        placer.take(line: view.map.clipped(line: view.spots(scene.route)).flatMap(\.self), width: 1.3)
        placer.take(LabelBox(Frame(x: view.map.x, y: view.map.bottom - 4, width: 12, height: 4)))
        placer.take(LabelBox(Frame(x: view.map.right - 8, y: view.map.y, width: 8, height: 11)))
        let measure: (String, TextStyle) -> Extent = { canvas.measure($0, $1) }
        let chainages =
            mark.crossing.length > 0 ? [mark.crossing.from, mark.crossing.to] : [mark.crossing.from]
        let style = TextStyle(2.2, bold: true, halo: .white)
        for (spot, chainage) in zip(ends(view), chainages) {
            let text = CrossingWords.chainage(chainage)
            placer.place(
                LabelRequest(
                    text: text, style: style,
                    places: LabelPlaces.around(spot, measure(text, style), gap: 1.5, distances: [5, 8])),
                measure: measure)
        }
        let sheet = PlanSheet(
            scene: scene, options: SheetOptions(language: language), frame: SheetFrame(SheetOptions()),
            parts: [SheetPart(view: view, from: 0, to: 0)], index: 0, chainages: self.chainages)
        for request in sheet.cityLabels(canvas) { placer.place(request, measure: measure) }
        return placer.placed
    }

    private func northMark(_ canvas: Canvas, _ frame: Frame) {
        let (x, y) = (frame.right - 4, frame.y + 4.5)
        canvas.rectangle(x: x - 2.5, y: frame.y, width: 6.5, height: 10.5, fill: Colour.white.opacity(0.85))
        canvas.stroke([Spot(x, y + 5), Spot(x, y)], Pen(.black, 0.25))
        canvas.fill([[Spot(x, y - 0.8), Spot(x + 0.9, y + 2), Spot(x - 0.9, y + 2)]], .black)
        canvas.text(
            language.say("N", "北"), at: Spot(x, y - 0.6), TextStyle(2.2), anchor: .bottom)
    }

    // MARK: - Facts

    private func drawFacts(_ canvas: Canvas, _ frame: Frame) {
        let facts = self.facts
        let rows = (facts.count + 1) / 2
        let (width, height) = (frame.width / 2, frame.height / Double(rows))
        for (index, fact) in facts.enumerated() {
            let x = frame.x + Double(index % 2) * width
            let y = frame.y + Double(index / 2) * height
            canvas.rectangle(x: x, y: y, width: 17, height: height, fill: .grey(0.95), SheetPens.cell)
            canvas.rectangle(x: x, y: y, width: width, height: height, SheetPens.cell)
            canvas.fittedText(
                fact.0, at: Spot(x + 1, y + height / 2), TextStyle(2.2), anchor: .leading, width: 15.4)
            canvas.fittedText(
                fact.1, at: Spot(x + 18, y + height / 2), TextStyle(2.4), anchor: .leading,
                width: width - 19)
        }
    }

    var facts: [(String, String)] {
        let crossing = mark.crossing
        let say = language.say as (String, String) -> String
        let range =
            crossing.length > 0
            ? "\(CrossingWords.chainage(crossing.from))～\(CrossingWords.chainage(crossing.to))"
            : CrossingWords.chainage(crossing.from)
        func metres(_ value: Double, _ unit: String) -> String { ReportWords.number(value, 2) + unit }
        return [
            (say("chainage", "桩号"), range),
            (say("kind", "穿越形式"), ReportWords.kind(crossing.kind, language)),
            (say("length", "长度"), crossing.length > 0 ? metres(crossing.length, " m") : "—"),
            (
                say("angle", "交角"),
                crossing.angle.map { ReportWords.number($0, 0) + "°" }
                    ?? (crossing.kind == .strip ? "—" : say("unknown", "未知"))
            ),
            (say("disturbed", "开挖面积"), crossing.area.map { metres($0, " m²") } ?? "—"),
            (say("method", "施工方式"), CrossingWords.method(mark, language)),
            (say("class", "等级类别"), CrossingWords.featureClass(mark, language)),
            (say("owner", "权属单位"), mark.owner.map(CrossingWords.oneLine) ?? say("unknown", "未知")),
            (say("surface", "路面"), CrossingWords.surface(mark, language)),
            (say("no-dig period", "禁挖期"), moratorium),
        ]
    }

    private var moratorium: String {
        guard mark.crossing.layer == .roads else { return "—" }
        // Only city roads have one.
        guard let found = mark.moratorium else { return language.say("no city road", "非城市道路，不适用") }
        return switch found.status {
        case .free: language.say("none", "不在禁挖期")
        case .barred:
            language.say(
                "barred until \(found.barredUntil?.description ?? "?")",
                "禁挖至 \(found.barredUntil?.description ?? "？")")
        case .unknown: language.say("UNKNOWN: a date is missing", "待定：缺少日期")
        case .notDug: language.say("not dug: trenchless", "非开挖，不涉及")
        }
    }
}

extension CrossingDetail {
    /// Details on pages of their own, of the paper of the sheets; few of them on an upright A4.
    ///
    /// - Returns: none where there are no details.
    public static func pages(_ details: [CrossingDetail], _ options: SheetOptions) -> [PlanSheets.Page] {
        var options = options
        let (gap, foot) = (3.0, 9.0)
        let one = SheetFrame(SheetOptions(paper: .a4, isLandscape: false))
        let few = Int((one.inner.height - foot - 4 + gap) / (size.height + gap))
        if details.count <= few { (options.paper, options.isLandscape) = (.a4, false) }
        let frame = SheetFrame(options)
        let paper = frame.paper
        let columns = max(1, Int((frame.inner.width - 4 + gap) / (size.width + gap)))
        let rows = max(1, Int((frame.inner.height - foot - 4 + gap) / (size.height + gap)))
        let each = columns * rows
        // What is left of the width goes to the sides and between the columns alike.
        let side = (frame.inner.width - Double(columns) * size.width) / Double(columns + 1)
        let count = (details.count + each - 1) / each
        return (0..<count).map { number in
            let shown = Array(details.dropFirst(number * each).prefix(each))
            return PlanSheets.Page(size: paper, number: number + 1, scale: 0) { canvas in
                shown.first?.drawFoot(canvas, frame.inner, foot, page: number + 1, count: count)
                for (index, detail) in shown.enumerated() {
                    canvas.within {
                        canvas.translate(
                            frame.inner.x + side + Double(index % columns) * (size.width + side),
                            frame.inner.y + 2 + Double(index / columns) * (size.height + gap))
                        detail.draw(canvas)
                    }
                }
            }
        }
    }

    /// A line at the foot of a page: project, drawing, number, date, page.
    private func drawFoot(_ canvas: Canvas, _ inner: Frame, _ height: Double, page: Int, count: Int) {
        canvas.rectangle(
            x: inner.x, y: inner.y, width: inner.width, height: inner.height, SheetPens.frame)
        let title = scene.title
        let cells: [(String, Double)] = [
            (title.project ?? title.applicant ?? "—", 0.34), (language.say("Crossing details", "穿越详图"), 0.18),
            ("\(title.caseID)-D\(page < 10 ? "0" : "")\(page)", 0.22), (title.date.description, 0.12),
            (language.say("page \(page) of \(count)", "第 \(page) 页 共 \(count) 页"), 0.14),
        ]
        var x = inner.x
        for (text, share) in cells {
            let box = Frame(
                x: x, y: inner.bottom - height, width: inner.width * share, height: height)
            canvas.rectangle(x: box.x, y: box.y, width: box.width, height: box.height, SheetPens.block)
            canvas.fittedText(
                text, at: box.centre, TextStyle(2.8), anchor: .centre, width: box.width - 3)
            x += box.width
        }
    }
}
