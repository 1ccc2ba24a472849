import Vocabulary

/// Whether a pack is in force on a day.
public enum PackValidity: Hashable, Sendable {
    case inForce
    /// It starts later.
    case notYet(from: Day)
    /// Its last day is past.
    case lapsed(until: Day)
}

extension PolicyPack {
    /// Whether the pack is in force; first and last day count.
    public func validity(on day: Day) -> PackValidity {
        if day < validFrom { return .notYet(from: validFrom) }
        if let validUntil, day > validUntil { return .lapsed(until: validUntil) }
        return .inForce
    }
}

extension Sequence<PolicyPack> {
    /// The version of a city's pack in force on a day: of several the one that started last.
    ///
    /// - Parameter city: the name its versions share, or the name of one version.
    /// - Returns: nil if none is in force.
    public func inForce(_ city: String, on day: Day) -> PolicyPack? {
        let shared = first { $0.reference.name == city }?.city ?? city
        return filter { $0.city == shared && $0.validity(on: day) == .inForce }
            .max { ($0.validFrom, $0.reference.name) < ($1.validFrom, $1.reference.name) }
    }
}
