import Foundation

/// Round values along an axis.
struct ChartAxis {
    let ticks: [Double]
    var low: Double { ticks.first ?? 0 }
    var high: Double { ticks.last ?? 1 }
    /// Of the ticks as they are written.
    let decimals: Int

    /// Ticks of 1, 2 or 5 times a power of ten that hold the values.
    ///
    /// - Parameter count: how many are wished for; about so many come.
    init(_ values: [Double], count: Int = 5, fromZero: Bool = false) {
        let known = values.filter(\.isFinite)
        var low = known.min() ?? 0
        var high = known.max() ?? 1
        if fromZero { low = min(0, low) }
        if high - low < 1e-9 {
            let half = max(abs(high) * 0.1, 1)
            (low, high) = (fromZero ? low : low - half, high + half)
        }
        let raw = (high - low) / Double(max(1, count))
        let power = pow(10, floor(log10(raw)))
        let step = ([1, 2, 5, 10].first { $0 * power >= raw * 0.999 } ?? 10) * power
        let (first, last) = (Int((low / step).rounded(.down)), Int((high / step).rounded(.up)))
        ticks = (first...max(first + 1, last)).map { Double($0) * step }
        decimals = max(0, min(6, Int(-floor(log10(step)))))
    }

    /// Where a value lies, 0 at the first tick and 1 at the last.
    func share(_ value: Double) -> Double { (value - low) / (high - low) }

    func text(_ tick: Double) -> String { ReportWords.number(tick, decimals) }
}
