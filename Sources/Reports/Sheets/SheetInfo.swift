import CityModel
import Drawing
import Geometry
import RouteSurvey

/// Legend, crossing schedule and notes of a sheet.
struct SheetInfo {
    let scene: SheetScene
    let language: ReportLanguage
    /// What is drawn on this sheet, in the order of the legend.
    let legend: [LegendItem]
    /// The crossings on this sheet.
    let crossings: [SheetScene.CrossingMark]

    struct LegendItem: Sendable {
        enum Kind: Sendable { case area, line, point }
        var symbol: MapStyle.Symbol
        var kind: Kind
    }

    private static let head = 5.0
    private static let legendWidth = 36.0
    private static let leastSchedule = 60.0
    private static let fullSchedule = 93.0
    private static let leastNotes = 44.0

    private func say(_ en: String, _ zh: String) -> String { language.say(en, zh) }

    func draw(_ canvas: Canvas, _ frame: Frame, notes: Frame?) {
        canvas.rectangle(
            x: frame.x, y: frame.y, width: frame.width, height: frame.height, SheetPens.block)
        let (rows, pitch, columns) = legendGrid(frame)
        let width = min(frame.width, Double(columns) * Self.legendWidth)
        drawLegend(canvas, Frame(x: frame.x, y: frame.y, width: width, height: frame.height), rows, pitch)
        var x = frame.x + width
        if !crossings.isEmpty, frame.right - x >= Self.leastSchedule {
            let room = frame.right - x
            // What is left beside it must be of use.
            let isShared = notes == nil && room >= Self.fullSchedule + Self.leastNotes
            let width = isShared ? max(Self.fullSchedule, min(room - Self.leastNotes, 120)) : min(room, 150)
            rule(canvas, x, frame)
            drawSchedule(canvas, Frame(x: x, y: frame.y, width: width, height: frame.height))
            x += width
        }
        if let notes {
            canvas.rectangle(
                x: notes.x, y: notes.y, width: notes.width, height: notes.height, SheetPens.block)
            drawNotes(canvas, notes)
        } else if frame.right - x >= Self.leastNotes - 4 {
            rule(canvas, x, frame)
            drawNotes(canvas, Frame(x: x, y: frame.y, width: frame.right - x, height: frame.height))
        }
    }

    private func rule(_ canvas: Canvas, _ x: Double, _ frame: Frame) {
        canvas.stroke([Spot(x, frame.y), Spot(x, frame.bottom)], SheetPens.cell)
    }

    private func heading(_ canvas: Canvas, _ text: String, _ frame: Frame) {
        canvas.text(
            text, at: Spot(frame.x + 2, frame.y + 0.7), TextStyle(2.8, bold: true))
    }

    // MARK: - Legend

    private func legendGrid(_ frame: Frame) -> (rows: Int, pitch: Double, columns: Int) {
        let room = frame.height - Self.head - 1.5
        // The fewest columns, and in these the widest rows.
        let grids = [4.8, 4.2, 3.7].map { pitch in
            let rows = max(1, Int(room / pitch))
            return (rows: rows, pitch: pitch, columns: max(1, (legend.count + rows - 1) / rows))
        }
        let columns = grids.map(\.columns).min() ?? 1
        let (rows, pitch, _) = grids.first { $0.columns == columns } ?? grids[2]
        return (rows, pitch, min(columns, max(1, Int(frame.width / Self.legendWidth))))
    }

    private func drawLegend(_ canvas: Canvas, _ frame: Frame, _ rows: Int, _ pitch: Double) {
        heading(canvas, say("Legend", "图例"), frame)
        let columns = max(1, Int((frame.width / Self.legendWidth).rounded()))
        for (index, item) in legend.prefix(rows * columns).enumerated() {
            let x = frame.x + 2 + Double(index / rows) * Self.legendWidth
            let y = frame.y + Self.head + 1 + (Double(index % rows) + 0.5) * pitch
            sample(canvas, item, Frame(x: x, y: y - 1.4, width: 8, height: 2.8))
            canvas.fittedText(
                say(item.symbol.en, item.symbol.zh), at: Spot(x + 10, y), TextStyle(2.3), anchor: .leading,
                width: Self.legendWidth - 12)
        }
    }

    private func sample(_ canvas: Canvas, _ item: LegendItem, _ frame: Frame) {
        let view = SheetView(centre: Point(0, 0), scale: 1, turn: 0, map: frame)
        let painter = MapPainter(canvas, view)
        switch item.kind {
        case .area: painter.draw(rings: [frame.corners], item.symbol)
        case .line:
            painter.draw(
                lines: [[Spot(frame.x, frame.centre.y), Spot(frame.right, frame.centre.y)]], item.symbol)
        case .point:
            if let marker = item.symbol.marker { MapPainter.draw(marker, at: frame.centre, on: canvas) }
        }
    }

    // MARK: - Schedule

    private func drawSchedule(_ canvas: Canvas, _ frame: Frame) {
        heading(canvas, say("Crossings", "穿越一览表"), frame)
        let fixed: [(String, Double)] = [
            (say("no.", "序号"), 7), (say("what", "穿越对象"), 0), (say("from – to", "起止桩号"), 32),
            (say("m", "长度 m"), 10.5), (say("°", "交角 °"), 9.5), (say("method", "方式"), 12),
        ]
        // In little room the angle, then the method give way to the name.
        let columns =
            switch frame.width {
            case 90...: fixed
            case 82...: fixed.filter { $0.1 != 9.5 }
            case 72...: Array(fixed.prefix(4))
            default: Array(fixed.prefix(3))
            }
        let flexible = frame.width - 3 - columns.reduce(0) { $0 + $1.1 }
        func rows(_ pitch: Double) -> Int { Int((frame.height - Self.head - 1.5) / pitch) - 1 }
        let pitch = crossings.count <= rows(4) ? 4 : 3.4
        let room = rows(pitch)
        let shown = crossings.count <= room ? crossings : Array(crossings.prefix(max(0, room - 1)))
        func row(_ cells: [String], _ number: Int, bold: Bool = false) {
            var x = frame.x + 1.5
            let y = frame.y + Self.head + 1 + Double(number) * pitch
            for (column, text) in zip(columns, cells) {
                let width = column.1 > 0 ? column.1 : flexible
                let isName = column.1 == 0
                canvas.fittedText(
                    text, at: Spot(isName ? x + 1 : x + width / 2, y + pitch / 2),
                    TextStyle(2.2, bold: bold), anchor: isName ? .leading : .centre, width: width - 1.4)
                x += width
            }
            canvas.stroke(
                [Spot(frame.x + 1.5, y + pitch), Spot(frame.right - 1.5, y + pitch)],
                Pen(.black, bold ? 0.18 : 0.08))
        }
        row(columns.map(\.0), 0, bold: true)
        for (index, mark) in shown.enumerated() {
            var cells = self.cells(mark)
            // The name says enough where it and its kind would have to be written small.
            if let name = mark.crossing.name.map(CrossingWords.oneLine),
                canvas.measure(cells[1], TextStyle(2.2)).width > flexible - 1.4
            {
                cells[1] = name
            }
            row(
                fixed.indices.filter { index in columns.contains { $0.0 == fixed[index].0 } }.map {
                    cells[$0]
                },
                index + 1)
        }
        if shown.count < crossings.count {
            let rest = crossings.count - shown.count
            canvas.text(
                say("and \(rest) more: see the report", "其余 \(rest) 处见报告穿越一览表"),
                at: Spot(frame.x + 3, frame.y + Self.head + 1 + (Double(shown.count + 1) + 0.5) * pitch),
                TextStyle(2.2), anchor: .leading)
        }
    }

    private func cells(_ mark: SheetScene.CrossingMark) -> [String] {
        let crossing = mark.crossing
        return [
            "\(mark.number)", CrossingWords.title(mark, language),
            crossing.length > 0
                ? CrossingWords.chainage(crossing.from) + "～" + CrossingWords.chainage(crossing.to)
                : CrossingWords.chainage(crossing.from),
            crossing.length > 0 ? ReportWords.number(crossing.length, 2) : "—",
            crossing.angle.map { ReportWords.number($0, 0) } ?? "—",
            CrossingWords.method(mark, language),
        ]
    }

    // MARK: - Notes

    private func drawNotes(_ canvas: Canvas, _ frame: Frame) {
        heading(canvas, say("Notes", "说明"), frame)
        let notes = [
            say("Metres; coordinates: X north, Y east.", "图中尺寸、坐标以米计，X 为北，Y 为东。"),
            say(
                "Chainage runs from the municipal connection, on the grid; L is the length on the ground.",
                "桩号自市政接口起算，按投影平面计；L 为实地长度。"),
            say(
                "Existing lines as registered; to be located on site before digging.",
                "现状管线按登记数据绘制，开挖前须现场探明。"),
            say("Levels and cover: by design.", "高程、覆土深度以施工图设计为准。"),
        ]
        var y = frame.y + Self.head + 0.8
        for (index, note) in notes.enumerated() {
            let style = TextStyle(2.2)
            let size = canvas.measure(note, style, width: frame.width - 7)
            guard y + size.height < frame.bottom - 0.5 else { return }
            canvas.text("\(index + 1).", at: Spot(frame.x + 2, y), style)
            canvas.text(note, at: Spot(frame.x + 5.5, y), style, width: frame.width - 7)
            y += size.height + 0.5
        }
    }
}
