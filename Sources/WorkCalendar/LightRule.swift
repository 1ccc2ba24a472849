/// When a running clock's lamp turns yellow: near its end (红黄灯预警).
///
/// A setting of the calendar file (`lights:`), since neither law nor policy gives one.
public struct LightRule: Codable, Hashable, Sendable {
    /// Yellow when so many days of the budget are left, or fewer.
    public var yellowDays: Int
    /// Yellow, too, when this share of the budget is left, or less; 0 … 1.
    public var yellowShare: Double
    /// Where the numbers come from.
    public var source: String
    /// How well they are known, in the words of the policy packs: `law`, `policy`, `web`, `assumption`.
    public var level: String

    public init(yellowDays: Int, yellowShare: Double, source: String, level: String) {
        self.yellowDays = yellowDays
        self.yellowShare = yellowShare
        self.source = source
        self.level = level
    }

    /// The rule of a calendar file that states none: one day, or a fifth of a longer budget.
    public static let assumed = LightRule(
        yellowDays: 1, yellowShare: 0.2,
        source: "Outerline: one working day of a promise of two or three days, a fifth of longer ones",
        level: "assumption")

    /// Whether a budget with `remaining` days left is near its end.
    public func isNearDue(remaining: Int, of budget: Int) -> Bool {
        remaining <= yellowDays || Double(remaining) <= yellowShare * Double(budget)
    }

    enum CodingKeys: String, CodingKey {
        case source, level
        case yellowDays = "yellow_days"
        case yellowShare = "yellow_share"
    }
}
