import Vocabulary

/// How roads are read: unknown owners, no-dig periods, control zones of highways.
public struct RoadRules: Codable, Hashable, Sendable {
    /// What a road without `administration` is taken for; REVIEW and the missing attribute stand beside it.
    public var unknownAdministration: Cited<RoadAdministration>
    /// Whether a road without `level` and `bridge` is taken to lie on the ground; else UNKNOWN.
    public var unknownLevelIsGround: Cited<Bool>
    public var moratorium: MoratoriumRules
    public var controlZones: [ControlZone]
    /// Days of the year on which some roads are not dug.
    public var seasonalBans: [SeasonalBan]
    /// Nil where the city keeps no yearly plan of road digging, or none is known.
    public var annualPlan: AnnualPlan?

    public init(
        unknownAdministration: Cited<RoadAdministration>, unknownLevelIsGround: Cited<Bool>,
        moratorium: MoratoriumRules, controlZones: [ControlZone], seasonalBans: [SeasonalBan] = [],
        annualPlan: AnnualPlan? = nil
    ) {
        self.unknownAdministration = unknownAdministration
        self.unknownLevelIsGround = unknownLevelIsGround
        self.seasonalBans = seasonalBans
        self.annualPlan = annualPlan
        self.moratorium = moratorium
        self.controlZones = controlZones
    }
}

/// How long a road may not be dug.
///
/// Source of the shipped values: 城市道路管理条例 art. 33.
public struct MoratoriumRules: Codable, Hashable, Sendable {
    /// After hand-over of a new, widened or rebuilt road.
    public var openedYears: Cited<Int>
    /// After completion of a major repair.
    public var repairedYears: Cited<Int>
    /// Whether the same date so many years later is still barred.
    ///
    /// 民法典 art. 201 and 202: the first day does not count, the corresponding day is the last.
    public var lastDayBarred: Cited<Bool>

    public init(openedYears: Cited<Int>, repairedYears: Cited<Int>, lastDayBarred: Cited<Bool>) {
        self.openedYears = openedYears
        self.repairedYears = repairedYears
        self.lastDayBarred = lastDayBarred
    }
}

/// The building control zone of highways of one grade.
public struct ControlZone: Codable, Hashable, Sendable {
    public var administration: RoadAdministration
    /// From the edge of the highway land, metres.
    public var widthM: Cited<Double>

    public init(administration: RoadAdministration, widthM: Cited<Double>) {
        self.administration = administration
        self.widthM = widthM
    }
}

/// A day of every year.
public struct YearDay: Codable, Hashable, Sendable, Comparable {
    /// 1 … 12.
    public var month: Int
    /// 1 … 31.
    public var day: Int

    /// Nil if no year has such a day.
    public init?(month: Int, day: Int) {
        // A leap year has them all.
        guard Day(2024, month, day) != nil else { return nil }
        self.month = month
        self.day = day
    }

    public static func < (a: YearDay, b: YearDay) -> Bool { (a.month, a.day) < (b.month, b.day) }

    /// The day in a year; 29 February is the 28th where there is none.
    public func inYear(_ year: Int) -> Day? { Day(year, month, day) ?? Day(year, month, day - 1) }
}

/// Days of the year on which some city roads are not dug.
public struct SeasonalBan: Codable, Hashable, Sendable {
    public var id: String
    public var title: Wording
    /// First and last day; a period over New Year starts after it ends.
    public var from: YearDay
    public var to: YearDay
    /// Names or ids of the roads; empty where the text names a zone no layer holds: UNKNOWN for every road.
    public var roads: [String]
    /// Only roads of these classes; empty for all.
    public var classes: [String]
    public var source: Citation

    public init(
        id: String, title: Wording, from: YearDay, to: YearDay, roads: [String], classes: [String],
        source: Citation
    ) {
        self.id = id
        self.title = title
        self.from = from
        self.to = to
        self.roads = roads
        self.classes = classes
        self.source = source
    }
}

/// The yearly plan of road digging: what has to stand in it, and when it is handed in.
public struct AnnualPlan: Codable, Hashable, Sendable {
    /// Next year's digging is reported by this day.
    public var reportBy: Cited<YearDay>
    /// So long a trench in city roads, metres, has to be planned; nil if length decides nothing.
    public var lengthFromM: Cited<Double>?
    /// So large an area of city road, square metres; nil if area decides nothing.
    public var areaFromM2: Cited<Double>?
    /// Whether what is not in the plan gets no road permit.
    public var barsPermit: Cited<Bool>

    public init(
        reportBy: Cited<YearDay>, lengthFromM: Cited<Double>?, areaFromM2: Cited<Double>?,
        barsPermit: Cited<Bool>
    ) {
        self.reportBy = reportBy
        self.lengthFromM = lengthFromM
        self.areaFromM2 = areaFromM2
        self.barsPermit = barsPermit
    }
}
