import Drawing
import Vocabulary

extension RouteReport {
    /// The alternatives as cost against working days until the works may start; nil if fewer than two have both.
    ///
    /// A route that another one beats in both is hollow.
    public func tradeOffChart(_ language: ReportLanguage, width: Double = 150) -> ReportDrawing? {
        guard let choice else { return nil }
        var points: [TradeOffChart.Point] = []
        for (index, route) in choice.routes.enumerated() {
            guard let cost = route.cost, let days = route.workingDays else { continue }
            points.append(
                .init(
                    label: "\(ReportWords.letter(index)) \(language.say(route.title))", cost: cost,
                    days: days,
                    isChosen: route.isChosen))
        }
        guard points.count > 1 else { return nil }
        let missing = choice.routes.count - points.count
        let chart = TradeOffChart(
            points: points, currency: ReportWords.currency(costs?.currency ?? currency, language),
            language: language, width: width)
        var caption = language.say(
            "Cost against working days until the works may start; hollow: another route is no worse in both; ringed: chosen.",
            "费用与开工前所需工作日的权衡；空心：另有方案在两方面均不逊；外圈：选用方案。")
        if missing > 0 {
            caption += language.say(
                " Not shown, since a day or cost is unknown: \(missing).", "另有\(missing)个方案因日期或费用未知未列。")
        }
        return ReportDrawing(width: width, height: chart.height, caption: caption) { chart.draw($0) }
    }
}

/// Points in a frame with round ticks.
struct TradeOffChart: Sendable {
    struct Point: Sendable {
        var label: String
        var cost: Double
        var days: Int
        var isChosen: Bool
    }

    let points: [Point]
    let currency: String
    let language: ReportLanguage
    let width: Double
    let height = 82.0

    private static let margin = (left: 24.0, top: 8.0, right: 6.0, bottom: 14.0)

    /// Whether another point is no worse in both and better in one.
    func isDominated(_ index: Int) -> Bool {
        let own = points[index]
        return points.contains {
            $0.cost <= own.cost && $0.days <= own.days && ($0.cost < own.cost || $0.days < own.days)
        }
    }

    func draw(_ canvas: Canvas) {
        let (days, costs) = axes
        let frame = (
            x: Self.margin.left, y: Self.margin.top, width: width - Self.margin.left - Self.margin.right,
            height: height - Self.margin.top - Self.margin.bottom
        )
        func place(_ point: Point) -> Spot {
            Spot(
                frame.x + days.share(Double(point.days)) * frame.width,
                frame.y + (1 - costs.share(point.cost)) * frame.height)
        }
        let style = TextStyle(2.5, colour: .grey(0.2))
        for tick in days.ticks {
            let x = frame.x + days.share(tick) * frame.width
            canvas.stroke([Spot(x, frame.y), Spot(x, frame.y + frame.height)], Pen(.grey(0.88), 0.1))
            canvas.text(days.text(tick), at: Spot(x, frame.y + frame.height + 1.2), style, anchor: .top)
        }
        for tick in costs.ticks {
            let y = frame.y + (1 - costs.share(tick)) * frame.height
            canvas.stroke([Spot(frame.x, y), Spot(frame.x + frame.width, y)], Pen(.grey(0.88), 0.1))
            canvas.text(costs.text(tick), at: Spot(frame.x - 1.5, y), style, anchor: .trailing)
        }
        canvas.rectangle(
            x: frame.x, y: frame.y, width: frame.width, height: frame.height, Pen(.black, 0.25))
        canvas.text(
            language.say("working days until the works may start", "距可开工的工作日数"),
            at: Spot(frame.x + frame.width / 2, height - 4), TextStyle(2.7), anchor: .centre)
        canvas.text(
            language.say("cost", "费用")
                + (currency.isEmpty ? "" : language.say(", \(currency)", "（\(currency)）")),
            at: Spot(frame.x, frame.y - 2), TextStyle(2.7), anchor: .bottomLeading)
        let spots = points.map(place)
        for (index, spot) in spots.enumerated() {
            canvas.circle(
                spot, radius: 1.3, fill: isDominated(index) ? .white : .black, Pen(.black, 0.3))
            if points[index].isChosen { canvas.circle(spot, radius: 2.3, Pen(.black, 0.3)) }
        }
        var placer = ChartLabels(
            x: frame.x, y: frame.y, width: frame.width, height: frame.height, taken: spots)
        for (label, spot) in merged(spots) { placer.draw(label, at: spot, canvas) }
    }

    /// One label for routes at the same spot.
    private func merged(_ spots: [Spot]) -> [(String, Spot)] {
        var result: [(label: String, spot: Spot)] = []
        for (index, spot) in spots.enumerated() {
            if let same = result.firstIndex(where: {
                abs($0.spot.x - spot.x) < 1 && abs($0.spot.y - spot.y) < 1
            }) {
                result[same].label += language.say("; ", "；") + points[index].label
            } else {
                result.append((points[index].label, spot))
            }
        }
        return result
    }

    private var axes: (days: ChartAxis, costs: ChartAxis) {
        let days = points.map { Double($0.days) }
        let costs = points.map(\.cost)
        /// With some room around the points.
        func padded(_ values: [Double], least: Double) -> [Double] {
            let (low, high) = (values.min() ?? 0, values.max() ?? 0)
            let pad = max((high - low) * 0.12, least)
            return [max(0, low - pad), high + pad]
        }
        return (
            ChartAxis(padded(days, least: 2)),
            ChartAxis(padded(costs, least: max(1, (costs.max() ?? 0) * 0.02)))
        )
    }
}
