import PermitPolicy
import RouteSurvey
import Vocabulary
import WorkCalendar

/// How one route differs from another: what it costs more, how much longer it is, how many days later.
public struct RouteComparison: Encodable, Sendable, Hashable {
    public var cost: Double
    public var groundLength: Double
    /// Kinds of permits it needs and the other does not.
    public var permitsMore: [String]
    /// Kinds of permits it does not need and the other does.
    public var permitsLess: [String]
    /// Calendar days the works may start later; negative for sooner, nil if either day is unknown.
    public var days: Int?

    enum CodingKeys: String, CodingKey {
        case cost, days
        case groundLength = "ground_length_m"
        case permitsMore = "permits_more"
        case permitsLess = "permits_less"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(cost, forKey: .cost)
        try container.encode(groundLength, forKey: .groundLength)
        try container.encode(permitsMore, forKey: .permitsMore)
        try container.encode(permitsLess, forKey: .permitsLess)
        try container.encode(days, forKey: .days)
    }

    init(_ route: JudgedRoute, to other: JudgedRoute) {
        let (own, others) = (route.requiredKinds, other.requiredKinds)
        cost = route.cost - other.cost
        groundLength = route.survey.groundLength - other.survey.groundLength
        permitsMore = own.subtracting(others).map(\.rawValue).sorted()
        permitsLess = others.subtracting(own).map(\.rawValue).sorted()
        if let day = route.readyToDig?.day, let otherDay = other.readyToDig?.day {
            days = otherDay.distance(to: day)
        }
    }
}
