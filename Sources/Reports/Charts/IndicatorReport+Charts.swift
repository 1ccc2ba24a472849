import Coordinator
import Drawing
import Vocabulary

extension IndicatorReport {
    /// On-time rate by utility and by district, working days by stage and by holder; in this order.
    public func charts(width: Double = 170) -> [ReportDrawing] {
        barCharts(width).map { $0.drawing() }
    }

    /// What the charts are called, in their order.
    public var chartTitles: [String] { barCharts(170).map(\.title) }

    private func barCharts(_ width: Double) -> [BarChart] {
        let say = ReportVocabulary(language)
        func rates(_ title: String, _ rows: [IndicatorRow]) -> BarChart {
            BarChart(
                title: title,
                bars: rows.map { row in
                    let share = row.onTimeRate.map { ReportWords.number($0 * 100, 1) + " %" }
                    return .init(
                        label: Self.name(row, say), value: row.onTimeRate.map { $0 * 100 },
                        text: share.map {
                            say(
                                "\($0) (\(row.onTime) of \(row.promised))",
                                "\($0)（\(row.onTime)/\(row.promised)）")
                        }
                            ?? say("nothing done", "无办结"))
                }, unit: say("kept promises, %", "按期率 %"), most: 100, width: width)
        }
        func days(_ title: String, _ shares: [DayShare]) -> BarChart {
            BarChart(
                title: title,
                bars: shares.map {
                    .init(
                        label: Self.word($0.name, say), value: $0.average,
                        text: ReportWords.number($0.average, 2) + say(" (\($0.count))", "（\($0.count)件）"))
                }, unit: say("working days, average", "平均工作日"), width: width)
        }
        return [
            rates(say("On-time rate by utility", "各专业按期率"), indicators.byUtility),
            rates(
                say("On-time rate by district", "各区市按期率"), indicators.byDistrict.filter { $0.cases > 0 }),
            days(say("Days by stage", "各环节平均工作日"), indicators.stages),
            days(say("Days of the promise by holder", "承诺时限内各责任方平均工作日"), indicators.holders),
        ]
    }

    /// All charts one below the other, as one picture.
    public func picture(width: Double = 170) -> ReportDrawing {
        let charts = charts(width: width)
        let gap = 6.0
        let height = charts.reduce(0) { $0 + $1.height + gap } + gap
        return ReportDrawing(width: width + 16, height: height, caption: title) { canvas in
            canvas.within {
                canvas.translate(8, gap)
                for chart in charts {
                    chart.draw(canvas)
                    canvas.translate(0, chart.height + gap)
                }
            }
        }
    }
}
