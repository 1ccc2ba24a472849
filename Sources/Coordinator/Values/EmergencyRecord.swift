import PermitPolicy
import Vocabulary

/// An emergency repair of a pipe under a road: dug up at once, reported and applied for within 24 hours.
///
/// Source: 城市道路管理条例 art. 34 (紧急抢修可以先行破路，并同时通知市政工程行政主管部门和公安交通管理部门，在24小时内补办批准手续).
public struct EmergencyRecord: Codable, Sendable, Hashable {
    public var number: IntakeID
    public var utility: Utility
    /// When digging began.
    public var startedAt: Timestamp
    /// Where, in words.
    public var place: String
    /// The franchise utility that repairs.
    public var company: String?
    public var plot: String?
    public var district: String?

    public init(
        number: IntakeID, utility: Utility, startedAt: Timestamp, place: String, company: String? = nil,
        plot: String? = nil, district: String? = nil
    ) {
        self.number = number
        self.utility = utility
        self.startedAt = startedAt
        self.place = place
        self.company = company
        self.plot = plot
        self.district = district
    }

    enum CodingKeys: String, CodingKey {
        case number, utility, place, company, plot, district
        case startedAt = "started_at"
    }

    /// Hours within which the repair must be reported and applied for.
    ///
    /// Source: 城市道路管理条例 art. 34.
    public static let hours = 24

    /// The last second of the 24 hours; the start itself if they reach beyond the year 9999.
    public var reportBy: Timestamp {
        Timestamp(secondsSinceEpoch: startedAt.secondsSinceEpoch + Self.hours * 3600) ?? startedAt
    }
}
