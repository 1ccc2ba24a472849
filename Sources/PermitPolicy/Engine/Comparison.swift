import Foundation

/// How a measured value is held against a limit of a pack.
struct Comparison {
    /// Metres (or the value's unit) by which the survey may be wrong.
    var accuracy: Double
    /// Numeric noise; far below `accuracy`.
    var tolerance: Double

    /// Whether the unrounded value does not exceed the limit, numeric noise aside.
    func isMet(_ value: Double, limit: Double) -> Bool { value <= limit + tolerance }

    /// Whether the value lies within its survey accuracy of the limit.
    func isNear(_ value: Double, limit: Double) -> Bool { abs(value - limit) <= accuracy + tolerance }

    func margin(_ value: Double, limit: Double, unit: String, in place: Wording? = nil) -> Margin {
        Margin(
            value: value, limit: limit, unit: unit, withinAccuracy: isNear(value, limit: limit),
            text: text(value, limit, unit, place))
    }

    /// For example "187.41 m of 200 m in municipal road, margin 12.59 m".
    private func text(_ value: Double, _ limit: Double, _ unit: String, _ place: Wording?) -> Wording {
        if limit == 0, unit == "m", value <= tolerance {
            return Wording(
                zh: "位于其上（\(place?.zh ?? "")0 m）", en: "lies on it (0 m\(place.map { " \($0.en)" } ?? ""))")
        }
        let apart = abs(limit - value)
        // Two decimals, unless they would show a value beyond the limit as equal to it.
        let places = apart > tolerance && apart < 0.01 ? 4 : 2
        let shown = (fixed(value, places), plain(limit), fixed(apart, places))
        let sign = unit == "m2" ? "m²" : unit
        let within = isMet(value, limit: limit)
        return Wording(
            zh:
                "\(place?.zh ?? "")\(shown.0) \(sign)，限值 \(shown.1) \(sign)，\(within ? "余量" : "超出") \(shown.2) \(sign)",
            en: "\(shown.0) \(sign) of \(shown.1) \(sign)\(place.map { " \($0.en)" } ?? ""), "
                + (within ? "margin \(shown.2) \(sign)" : "over by \(shown.2) \(sign)"))
    }
}

/// A number with a fixed count of decimals, in no locale.
func fixed(_ value: Double, _ places: Int) -> String { String(format: "%.\(places)f", value) }

/// A number without needless decimals, at most three.
func plain(_ value: Double) -> String {
    var text = fixed(value, 3)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
}
