import Coordinator
import Drawing
import Foundation
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@testable import Reports

/// Charts: round ticks, labels apart, the same bytes twice.
struct ChartTests {
    @Test("Ticks are round, few, and hold the values", arguments: 1...60)
    func ticks(seed: UInt64) {
        var random = Seeded(seed)
        let scale = pow(10, Double(random.below(9)) - 3)
        let values = (0..<random.below(5) + 1).map { _ in (Double(random.below(2_000)) - 500) * scale }
        let axis = ChartAxis(values, count: 5)
        #expect((2...12).contains(axis.ticks.count))
        for value in values { #expect((-1e-9...1 + 1e-9).contains(axis.share(value))) }
        let step = axis.ticks[1] - axis.ticks[0]
        let digits = step / pow(10, floor(log10(step) + 1e-9))
        #expect([1, 2, 5, 10].contains { abs($0 - digits) < 1e-6 }, "step \(step)")
        // What is written is the tick itself.
        for tick in axis.ticks {
            #expect(abs((Double(axis.text(tick)) ?? .nan) - tick) <= step * 1e-6 + 1e-6)
        }
    }

    @Test("A route that another one beats in both is dominated; equals are not")
    func dominated() {
        func point(_ cost: Double, _ days: Int) -> TradeOffChart.Point {
            .init(label: "\(cost)", cost: cost, days: days, isChosen: false)
        }
        let chart = TradeOffChart(
            points: [point(10, 20), point(20, 10), point(20, 20), point(10, 20), point(30, 5)],
            currency: "元", language: .zh, width: 150)
        #expect(chart.points.indices.map(chart.isDominated) == [false, false, true, false, false])
    }

    @Test("Labels of a few points do not meet", arguments: 1...40)
    func labels(seed: UInt64) throws {
        var random = Seeded(seed)
        let spots = (0..<random.below(6) + 2).map { _ in
            Spot(20 + Double(random.below(1_000)) / 10, 10 + Double(random.below(500)) / 10)
        }
        _ = try Pages.svg(Extent(160, 80), language: "zh-cn") { canvas in
            var labels = ChartLabels(x: 15, y: 5, width: 130, height: 65, taken: spots)
            for (index, spot) in spots.enumerated() { labels.draw("\(index) 不占用绿地", at: spot, canvas) }
            let boxes = labels.boxes
            #expect(boxes.count == spots.count)
            for (i, a) in boxes.enumerated() {
                for b in boxes[(i + 1)...] {
                    let meets =
                        a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height
                        && b.y < a.y + a.height
                    #expect(!meets, "labels \(a) and \(b) meet")
                }
            }
        }
    }

    private func chart(mode: ApprovalMode) throws -> ProgrammeChart {
        let calendar = try WorkCalendar(
            CalendarData(
                first: day("2026-01-01"), announcedUntil: day("2026-12-31"), holidays: [], makeUpDays: [],
                fixedStatutory: [], datedStatutory: [],
                lights: LightRule(yellowDays: 1, yellowShare: 0.2, source: "t", level: "law")))
        func limit(_ days: Int) -> DayLimit {
            DayLimit(days: days, unit: .working, source: Citation(law: "行政许可法", level: .law))
        }
        let programme = Programme(
            [
                .init(id: "A1-W-PLAN", kind: .plan, prerequisites: [], limit: limit(20)),
                .init(id: "A1-W-ROAD_DIG", kind: .roadDig, prerequisites: [.plan], limit: limit(5)),
                .init(id: "A1-W-TRAFFIC", kind: .traffic, prerequisites: [], limit: nil),
            ], from: day("2026-11-20"), mode, calendar)
        return ProgrammeChart(
            programme: programme, today: day("2026-11-20"), calendar: calendar, language: .zh, width: 240,
            names: programme.bars.map { ($0.kind.rawValue, "许可") })
    }

    private func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    @Test(
        "The programme is drawn with an unknown limit too, the same bytes twice",
        arguments: ApprovalMode.allCases)
    func programme(mode: ApprovalMode) throws {
        let chart = try chart(mode: mode)
        #expect(chart.height > 30)
        let drawing = ReportDrawing(width: chart.width, height: chart.height, caption: "") { chart.draw($0) }
        let svg = try drawing.svg(.zh)
        #expect(svg == (try drawing.svg(.zh)) && String(decoding: svg, as: UTF8.self).contains("<svg"))
    }

    @Test("A bar chart without bars, and with values of no number, is drawn")
    func bars() throws {
        for bars in [
            [], [BarChart.Bar(label: "甲", value: nil, text: "无"), .init(label: "乙", value: 0, text: "0")],
        ] {
            let chart = BarChart(title: "T", bars: bars, unit: "%", width: 170)
            #expect(!(try chart.drawing().svg(.zh)).isEmpty)
        }
    }
}
