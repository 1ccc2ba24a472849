import Drawing

/// Horizontal bars under a title, one below the other, with their values written behind them.
struct BarChart: Sendable {
    struct Bar: Sendable {
        var label: String
        /// Nil where there is nothing to count.
        var value: Double?
        /// What is written behind the bar.
        var text: String
    }

    let title: String
    let bars: [Bar]
    /// What the axis measures.
    let unit: String
    /// The end of the axis; nil follows the values.
    var most: Double?
    let width: Double

    private static let row = 6.4
    private static let top = 9.0
    private static let bottom = 11.0
    private static let right = 30.0

    var height: Double { Self.top + Double(max(1, bars.count)) * Self.row + Self.bottom }

    func draw(_ canvas: Canvas) {
        canvas.fittedText(title, at: Spot(0, 0), TextStyle(3.2, bold: true), width: width)
        let named = TextStyle(2.6)
        let widest = bars.map { canvas.measure($0.label, named).width }.max() ?? 0
        // The names take what they need, the bars the rest.
        let left = min(width * 0.36, max(18, widest + 4))
        let axis = ChartAxis(
            [0, most ?? bars.compactMap(\.value).max() ?? 1], count: 5, fromZero: true)
        let (across, floor) = (width - left - Self.right, height - Self.bottom)
        let style = TextStyle(2.4, colour: .grey(0.2))
        for tick in axis.ticks {
            let x = left + axis.share(tick) * across
            canvas.stroke([Spot(x, Self.top - 1), Spot(x, floor)], Pen(.grey(0.82), 0.1))
            canvas.text(axis.text(tick), at: Spot(x, floor + 1), style, anchor: .top)
        }
        canvas.text(unit, at: Spot(left + across / 2, floor + 5), style, anchor: .top)
        for (index, bar) in bars.enumerated() {
            let y = Self.top + (Double(index) + 0.5) * Self.row
            canvas.fittedText(
                bar.label, at: Spot(left - 2, y), named, anchor: .trailing, width: left - 2)
            let end = left + max(0, axis.share(bar.value ?? 0)) * across
            if bar.value != nil {
                canvas.rectangle(
                    x: left, y: y - 1.9, width: max(0.2, end - left), height: 3.8, fill: .grey(0.55),
                    Pen(.black, 0.15))
            }
            canvas.text(bar.text, at: Spot(end + 1.5, y), TextStyle(2.5, halo: .white), anchor: .leading)
        }
        canvas.stroke([Spot(left, Self.top - 1), Spot(left, floor)], Pen(.black, 0.25))
        if bars.isEmpty { canvas.text("—", at: Spot(left + 2, Self.top + 3), style, anchor: .leading) }
    }

    func drawing(caption: String = "") -> ReportDrawing {
        ReportDrawing(width: width, height: height, caption: caption) { draw($0) }
    }
}
