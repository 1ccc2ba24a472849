import CityModel
import RouteSurvey

/// A line of a crossing schedule in words, as the report prints it.
public struct CrossingLine: Sendable, Hashable {
    /// From 1, along the route.
    public var number: Int
    /// Chainages in metres.
    public var fromM: Double
    public var toM: Double
    public var from: String
    public var to: String
    public var layer: String
    /// The name of what is crossed, or its ids.
    public var name: String
    public var kind: String
    public var length: String
    public var angle: String
    public var method: String

    public init(_ crossing: Crossing, number: Int, _ language: ReportLanguage) {
        self.number = number
        (fromM, toM) = (crossing.from, crossing.to)
        (from, to) = (chainageText(crossing.from), chainageText(crossing.to))
        layer = ReportWords.layer(crossing.layer, language)
        name = CrossingWords.oneLine(crossing.name ?? crossing.features.joined(separator: ", "))
        kind = ReportWords.kind(crossing.kind, language)
        length = ReportWords.number(crossing.length, 2)
        angle = crossing.angle.map { ReportWords.number($0, 0) + "°" } ?? "—"
        method = crossing.method.map { ReportWords.method($0.rawValue, language) } ?? "—"
    }
}

extension ReportLanguage {
    /// A regime's name for people, also of one that is none, such as `drawn`.
    public func regime(_ raw: String) -> String { ReportWords.regime(raw, self) }

    /// A, B, C … for the routes of a comparison.
    public func letter(_ index: Int) -> String { ReportWords.letter(index) }

    /// A number with fixed decimals.
    public func number(_ value: Double, _ decimals: Int) -> String { ReportWords.number(value, decimals) }
}
