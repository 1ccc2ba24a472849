import Coordinator
import Drawing
import PermitPolicy
import Vocabulary
import WorkCalendar

extension RouteReport {
    /// The permit programme as bars over the days: days off shaded, the critical path solid, float dashed, the day the
    /// works may start as a line; nil without permits.
    ///
    /// - Parameter width: of the drawing in millimetres.
    public func programmeChart(_ language: ReportLanguage, width: Double = 175) -> ReportDrawing? {
        guard let programme, let calendar else { return nil }
        return ReportDrawing.programme(programme, of: state, on: today, calendar, language, width: width)
    }
}

extension ReportDrawing {
    /// The chart of a case's permit programme, as ``RouteReport/programmeChart(_:width:)`` puts it into a report; nil
    /// without permits.
    public static func programme(
        _ programme: Programme, of state: CaseState, on today: Day, _ calendar: WorkCalendar,
        _ language: ReportLanguage, width: Double = 175, promise: Day? = nil
    ) -> ReportDrawing? {
        guard !programme.bars.isEmpty else { return nil }
        let titles = Dictionary(
            state.permits.map { ($0.id.rawValue, $0.requirement.title) },
            uniquingKeysWith: { first, _ in first })
        let chart = ProgrammeChart(
            programme: programme, today: today, calendar: calendar, language: language, width: width,
            names: programme.bars.map { bar in
                (bar.kind.rawValue, titles[bar.id].map { language.say($0) } ?? "")
            }, promise: promise)
        return ReportDrawing(
            width: width, height: chart.height,
            caption: language.say(
                "Permit programme: solid bars are critical, dashes are float, grey columns are days off.",
                "许可办理进度图：实心为关键线路，空心为非关键，虚线为机动时间，灰色列为非工作日。")
        ) { chart.draw($0) }
    }
}

/// Bars of permits over days.
struct ProgrammeChart: Sendable {
    let programme: Programme
    let today: Day
    let calendar: WorkCalendar
    let language: ReportLanguage
    let width: Double
    /// Code and title of each bar.
    let names: [(code: String, title: String)]
    /// The day the promise ends, shown as a line of its own; nil where there is none.
    var promise: Day?

    private static let top = 17.0
    private static let row = 8.5
    private var bottom: Double { promise == nil ? 9 : 13.5 }
    /// For the names, and behind the last day for what stands at a bar's end.
    private var left: Double { min(78, width * 0.34) }
    private static let right = 24.0

    var height: Double { Self.top + Double(names.count) * Self.row + bottom }

    private var first: Day {
        min(today, promise ?? today, programme.bars.compactMap(\.start).min() ?? today)
    }
    private var last: Day {
        let days = programme.bars.compactMap(\.finish) + [programme.readyToDig, promise].compactMap(\.self)
        return max(days.max() ?? today, first.advanced(by: 6)).advanced(by: 1)
    }
    private var dayWidth: Double { (width - left - Self.right) / Double(first.distance(to: last) + 1) }
    private func x(_ day: Day) -> Double { left + Double(first.distance(to: day)) * dayWidth }

    func draw(_ canvas: Canvas) {
        shade(canvas)
        scale(canvas)
        for index in programme.bars.indices { draw(programme.bars[index], index, canvas) }
        links(canvas)
        marks(canvas)
    }

    // MARK: - Ground

    private var floor: Double { height - bottom }

    private func shade(_ canvas: Canvas) {
        // Thinner than a hair a column says nothing.
        guard dayWidth > 0.35 else { return }
        for number in 0...first.distance(to: last) {
            let day = first.advanced(by: number)
            guard !calendar.isWorking(day) else { continue }
            canvas.rectangle(
                x: x(day), y: Self.top, width: dayWidth, height: floor - Self.top, fill: .grey(0.9))
        }
    }

    /// Dates above, counted working days below them.
    private func scale(_ canvas: Canvas) {
        let style = TextStyle(2.3, colour: .grey(0.2))
        let wanted = canvas.measure("2026-12-30", style).width + 2
        let steps = [1, 2, 7, 14, 28, 56, 91, 182, 364, 728]
        let step = steps.first { Double($0) * dayWidth >= wanted } ?? 1456
        canvas.text(language.say("Date", "日期"), at: Spot(left - 12, 5), style, anchor: .trailing)
        canvas.text(
            language.say("Working day", "工作日"), at: Spot(left - 12, 11), style, anchor: .trailing)
        var number = 0
        while number <= first.distance(to: last) {
            let day = first.advanced(by: number)
            let x = x(day) + dayWidth
            if x + wanted / 2 < width {
                canvas.text(day.description, at: Spot(x, 5), style, anchor: .centre)
                let count = calendar.workingDays(after: today, through: max(today, day))
                canvas.text(day < today ? "—" : "\(count)", at: Spot(x, 11), style, anchor: .centre)
                canvas.stroke([Spot(x, Self.top - 3), Spot(x, floor)], Pen(.grey(0.75), 0.1))
            }
            number += step
        }
        let pen = Pen(.black, 0.2)
        canvas.stroke([Spot(0, Self.top), Spot(width, Self.top)], pen)
        canvas.stroke([Spot(0, floor), Spot(width, floor)], pen)
    }

    // MARK: - Bars

    private func y(_ index: Int) -> Double { Self.top + (Double(index) + 0.5) * Self.row }

    private func draw(_ bar: Programme.Bar, _ index: Int, _ canvas: Canvas) {
        let y = y(index)
        canvas.fittedText(
            names[index].code, at: Spot(0, y - 1.7), TextStyle(2.5, bold: bar.critical), anchor: .leading,
            width: left - 3)
        canvas.fittedText(
            names[index].title, at: Spot(0, y + 1.8), TextStyle(2.4, colour: .grey(0.25)), anchor: .leading,
            width: left - 3, leastSize: 2.2)
        canvas.stroke(
            [Spot(0, y + Self.row / 2), Spot(width, y + Self.row / 2)], Pen(.grey(0.85), 0.1))
        guard let start = bar.start, let finish = bar.finish else {
            canvas.text(
                language.say("limit not known", "时限未知"), at: Spot(left + 1, y), TextStyle(2.5),
                anchor: .leading)
            return
        }
        let (from, to) = (x(start) + dayWidth, max(x(finish) + dayWidth, x(start) + dayWidth + 0.6))
        let thick = 3.2
        if bar.assumption.kind == .granted {
            // A grant is a fact: a bar with a cross-hatch reads apart from a forecast.
            let ring = [
                Spot(from, y - thick / 2), Spot(to, y - thick / 2), Spot(to, y + thick / 2),
                Spot(from, y + thick / 2),
            ]
            canvas.hatch([ring], spacing: 0.9, degrees: 45, Pen(.black, 0.15))
            canvas.stroke([ring], closed: true, Pen(.black, 0.25))
        } else {
            canvas.rectangle(
                x: from, y: y - thick / 2, width: to - from, height: thick,
                fill: bar.critical ? .grey(0.2) : .white, Pen(.black, 0.25))
        }
        var end = to
        if let float = bar.floatDays, float > 0 {
            end = x(calendar.working(float, after: finish)) + dayWidth
            canvas.stroke([Spot(to, y), Spot(end, y)], Pen(.black, 0.25, dash: [1, 0.8]))
        }
        canvas.text(
            finish.description + (bar.finishProvisional ? "?" : ""), at: Spot(end + 1, y),
            TextStyle(2.4, halo: .white), anchor: .leading)
    }

    /// From the end of a permit down to those that wait for it.
    private func links(_ canvas: Canvas) {
        let places = Dictionary(
            programme.bars.enumerated().map { ($0.element.id, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        for (index, bar) in programme.bars.enumerated() {
            for id in bar.after {
                guard let before = places[id], let finish = programme.bars[before].finish, bar.finish != nil
                else { continue }
                let x = x(finish) + dayWidth
                let down = before < index ? 1.6 : -1.6
                let pen = Pen(.grey(0.35), 0.18)
                let tip = Spot(x, y(index) - down)
                canvas.stroke([Spot(x, y(before) + down), tip], pen)
                canvas.fill(
                    [[tip, Spot(x - 0.7, tip.y - down * 0.7), Spot(x + 0.7, tip.y - down * 0.7)]],
                    .grey(0.35))
            }
        }
    }

    private func marks(_ canvas: Canvas) {
        let now = x(today) + dayWidth
        canvas.stroke([Spot(now, Self.top - 3), Spot(now, floor + 1)], Pen(.black, 0.2, dash: [0.4, 0.6]))
        markPromise(canvas)
        guard let ready = programme.readyToDig else {
            canvas.text(
                language.say("ready to dig: not known", "可开工日期：未知"), at: Spot(width, floor + 5),
                TextStyle(2.7),
                anchor: .trailing)
            return
        }
        let x = x(ready) + dayWidth
        canvas.stroke([Spot(x, Self.top - 3), Spot(x, floor + 2)], Pen(.black, 0.45))
        let days = calendar.workingDays(after: today, through: ready)
        let mark = programme.provisional ? language.say(", provisional", "，暂定") : ""
        let text = language.say(
            "ready to dig \(ready) (\(days) working days\(mark))", "可开工 \(ready)（\(days) 个工作日\(mark)）")
        let style = TextStyle(2.7, bold: true)
        let half = canvas.measure(text, style).width / 2
        canvas.text(
            text, at: Spot(max(left + half, min(x, width - half)), floor + 5.5), style, anchor: .centre)
    }

    private func markPromise(_ canvas: Canvas) {
        guard let promise else { return }
        let x = x(promise) + dayWidth
        canvas.stroke(
            [Spot(x, Self.top - 3), Spot(x, floor + 6.5)], Pen(.black, 0.3, dash: [2, 0.8, 0.5, 0.8]))
        let text = language.say("promised until \(promise)", "承诺期限 \(promise)")
        let style = TextStyle(2.7)
        let half = canvas.measure(text, style).width / 2
        canvas.text(
            text, at: Spot(max(left + half, min(x, width - half)), floor + 10), style, anchor: .centre)
    }
}
