import Vocabulary

/// Something to be done once a permit is granted, or about any outer line.
public struct Duty: Codable, Hashable, Sendable {
    public enum Moment: String, Codable, Sendable, CaseIterable {
        case beforeStart = "before_start"
        case duringWorks = "during_works"
        case beforeBackfill = "before_backfill"
        case onCompletion = "on_completion"
        case afterCompletion = "after_completion"
        case beforeExpiry = "before_expiry"
    }

    public var id: String
    public var title: Wording
    public var when: Moment
    /// So long before or after the moment; nil where no time is given.
    public var within: DayLimit?
    public var source: Citation

    public init(id: String, title: Wording, when: Moment, within: DayLimit? = nil, source: Citation) {
        self.id = id
        self.title = title
        self.when = when
        self.within = within
        self.source = source
    }
}

/// How long a granted permit lasts.
public struct PermitValidity: Codable, Hashable, Sendable {
    /// Calendar months from the grant.
    public var months: Int
    /// How often it may be extended; nil if not known.
    public var extensions: Int?
    /// Calendar months of one extension.
    public var extensionMonths: Int?
    public var source: Citation

    public init(months: Int, extensions: Int? = nil, extensionMonths: Int? = nil, source: Citation) {
        self.months = months
        self.extensions = extensions
        self.extensionMonths = extensionMonths
        self.source = source
    }

    /// The last day of a permit granted on a day; nil where the source is unverified.
    ///
    /// The day of the same number so many months later, or that month's last day (民法典, article 202).
    public func lastDay(grantedOn day: Day) -> Day? {
        guard source.level.isEnforceable else { return nil }
        let month = day.month - 1 + months
        let year = day.year + month / 12
        return (28...31).reversed().lazy.filter { $0 <= max(day.dayOfMonth, 28) }
            .compactMap { Day(year, month % 12 + 1, min($0, day.dayOfMonth)) }.first
    }

    /// How long, and by which text.
    public var words: String {
        "\(months) months (\([source.law, source.article].compactMap(\.self).joined(separator: " ")))"
    }

    enum CodingKeys: String, CodingKey {
        case months, extensions, source
        case extensionMonths = "extension_months"
    }
}
