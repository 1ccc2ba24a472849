import Vocabulary

/// How roads are read: unknown owners, no-dig periods, control zones of highways.
public struct RoadRules: Codable, Hashable, Sendable {
    /// What a road without `administration` is taken for; REVIEW and the missing attribute stand beside it.
    public var unknownAdministration: Cited<RoadAdministration>
    public var moratorium: MoratoriumRules
    public var controlZones: [ControlZone]

    public init(
        unknownAdministration: Cited<RoadAdministration>, moratorium: MoratoriumRules,
        controlZones: [ControlZone]
    ) {
        self.unknownAdministration = unknownAdministration
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
