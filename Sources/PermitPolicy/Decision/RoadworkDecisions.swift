import Vocabulary

/// Whether the season allows digging the touched roads on the decision's day.
public struct SeasonDecision: Codable, Hashable, Sendable {
    public var id: String
    public var title: Wording
    public var status: MoratoriumDecision.Status
    /// The last day of the season, for `barred`.
    public var barredUntil: Day?
    /// Ids of the roads.
    public var features: [String]
    /// What would settle an `unknown`.
    public var missing: [String]
    public var reason: Wording
    public var source: Citation

    public init(
        id: String, title: Wording, status: MoratoriumDecision.Status, barredUntil: Day? = nil,
        features: [String], missing: [String] = [], reason: Wording, source: Citation
    ) {
        self.id = id
        self.title = title
        self.status = status
        self.barredUntil = barredUntil
        self.features = features
        self.missing = missing
        self.reason = reason
        self.source = source
    }

    enum CodingKeys: String, CodingKey {
        case id, title, status, features, missing, reason, source
        case barredUntil = "barred_until"
    }
}

/// Whether the digging has to stand in the city's yearly plan, and does.
public struct DigPlanDecision: Codable, Hashable, Sendable {
    /// Nil if an area is not known.
    public var needed: Bool?
    /// As a person stated it (`in_annual_plan`); nil if nobody did.
    public var planned: Bool?
    public var reportBy: YearDay
    /// Whether what is not planned gets no road permit.
    public var barsPermit: Bool
    public var margins: [Margin]
    public var source: Citation

    public init(
        needed: Bool?, planned: Bool?, reportBy: YearDay, barsPermit: Bool, margins: [Margin],
        source: Citation
    ) {
        self.needed = needed
        self.planned = planned
        self.reportBy = reportBy
        self.barsPermit = barsPermit
        self.margins = margins
        self.source = source
    }

    enum CodingKeys: String, CodingKey {
        case needed, planned, margins, source
        case reportBy = "report_by"
        case barsPermit = "bars_permit"
    }
}
