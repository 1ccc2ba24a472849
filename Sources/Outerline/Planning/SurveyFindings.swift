import CityModel
import RouteSurvey
import Vocabulary

/// What a survey shows that a designer should see.
struct SurveyFindings {
    private let rates: SurfaceRates
    /// Nil where a project has no clearance table, or nobody asks for what rests on it.
    private let clearances: ClearanceTable?
    private let city: any CitySource
    /// No rule asks for a steeper angle: most crossings need no look at what kind of road it is.
    private let steepestLimit: Double

    init(_ rates: SurfaceRates, _ clearances: ClearanceTable?, _ city: any CitySource) {
        self.rates = rates
        self.clearances = clearances
        self.city = city
        steepestLimit = (clearances?.crossingAngles.values.map(\.value) ?? []).reduce(
            rates.crossingAngleWarning.value, max)
    }

    /// Of crossings: buildings in the way and flat angles.
    func findings(_ survey: Survey) throws -> [Finding] {
        try survey.crossings.flatMap { crossing -> [Finding] in
            var found: [Finding] = []
            if crossing.layer == .buildings, crossing.kind != .strip {
                found.append(
                    Finding(
                        .buildingInTheWay, .warning,
                        "runs through building \(crossing.features.joined(separator: ", ")) at \(place(crossing))",
                        subjects: crossing.features, help: "use 'route plan' for a way around"))
            }
            if let flat = try flatCrossing(crossing) { found.append(flat) }
            return found
        }
    }

    /// Of bends: straights between two of them that are too short for their fittings.
    ///
    /// - Parameter diameter: in millimetres; nil takes the usual one and says so.
    func findings(_ bends: [Bend], _ utility: Utility, diameter: Double?) -> [Finding] {
        let dn = diameter ?? rates.strips[utility]?.usualDN ?? 0
        guard let rules = clearances?.bends, let least = rules.leastStraight(utility, dn: dn) else {
            return []
        }
        let size = "DN \(AttributeValue.real(dn).plainText)" + (diameter == nil ? " taken" : "")
        return bends.dropLast().compactMap { bend in
            guard bend.after < least.value else { return nil }
            return Finding(
                .shortStraight, least.level.isEnforceable ? .warning : .note,
                "\(metres(bend.after)) m of straight between bends \(bend.number) and \(bend.number + 1) at "
                    + "\(chainageText(bend.at)), below \(metres(least.value)) m (\(size); \(mark(least)))",
                subjects: ["bend \(bend.number)", "bend \(bend.number + 1)"],
                help: least.level.isEnforceable
                    ? rules.source : "ask the designer whether the fittings have room; \(rules.source)")
        }
    }

    private func flatCrossing(_ crossing: Crossing) throws -> Finding? {
        guard crossing.layer == .roads || crossing.layer == .railways, crossing.kind == .crosses,
            let angle = crossing.angle, angle < steepestLimit
        else { return nil }
        let limit: Double
        let source: String
        var severity = Finding.Severity.note
        if let kind = try ownRule(crossing), let own = clearances?.crossingAngles[kind] {
            limit = own.value
            source = "\(kind.rawValue), \(clearances?.crossingSource ?? ""); \(mark(own))"
            if own.level.isEnforceable { severity = .warning }
        } else {
            limit = rates.crossingAngleWarning.value
            source = rates.crossingAngleWarning.provenance.assumption ? "assumption" : ""
        }
        guard angle < limit else { return nil }
        return Finding(
            .flatCrossing, severity,
            "crosses \(crossing.layer.rawValue) \(crossing.features.joined(separator: ", ")) at "
                + "\(Int(angle.rounded()))°, below \(Int(limit.rounded()))°\(source.isEmpty ? "" : " (\(source))"), "
                + "at \(place(crossing))",
            subjects: crossing.features)
    }

    /// What has a rule of its own: railways, and roads that are known to be no city roads.
    private func ownRule(_ crossing: Crossing) throws -> CrossedKind? {
        if crossing.layer == .railways { return .railway }
        let administrations = try crossing.features.compactMap {
            try city.feature($0, of: .roads)?.text("administration")
        }
        return administrations.contains { $0 != "city" } ? .highway : nil
    }

    private func mark(_ value: AttestedValue) -> String {
        if value.level.isEnforceable { return value.level.rawValue }
        return value.evidence == ["A"] ? "assumption, REVIEW" : "\(value.level.rawValue), REVIEW"
    }

    private func place(_ crossing: Crossing) -> String {
        "\(chainageText(crossing.from))–\(chainageText(crossing.to))"
    }

    private func metres(_ value: Double) -> String {
        AttributeValue.real((value * 100).rounded() / 100).plainText
    }
}
