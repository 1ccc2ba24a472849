import CityModel
import Reports
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
                        zh: "路由穿越建筑物 \(crossing.features.joined(separator: "、"))，桩号 \(place(crossing))",
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
                "\(metres(bend.after)) m of straight between bends \(bend.name) and J\(bend.number + 1) at "
                    + "\(chainageText(bend.at)), below \(metres(least.value)) m (\(size); \(mark(least)))",
                zh: "转角 \(bend.name) 与 J\(bend.number + 1) 之间（桩号 \(chainageText(bend.at)) 起）"
                    + "直线段 \(metres(bend.after)) m，小于 \(metres(least.value)) m"
                    + "（DN \(AttributeValue.real(dn).plainText)\(diameter == nil ? "，按常用管径" : "")；\(markZh(least))）",
                subjects: ["bend \(bend.name)", "bend J\(bend.number + 1)"],
                help: least.level.isEnforceable
                    ? rules.source : "ask the designer whether the fittings have room; \(rules.source)")
        }
    }

    private func flatCrossing(_ crossing: Crossing) throws -> Finding? {
        guard crossing.layer == .roads || crossing.layer == .railways, crossing.kind == .crosses,
            let angle = crossing.angle, angle < steepestLimit
        else { return nil }
        let limit: Double
        // Why the limit is what it is, in both languages; nil for one of the city's own.
        let source: (en: String, zh: String)?
        var severity = Finding.Severity.note
        if let kind = try ownRule(crossing), let own = clearances?.crossingAngles[kind] {
            limit = own.value
            source = (
                en: "\(kind.rawValue), \(clearances?.crossingSource ?? ""); \(mark(own))",
                zh: "\(kind == .railway ? "铁路" : "公路")；\(markZh(own))"
            )
            if own.level.isEnforceable { severity = .warning }
        } else {
            limit = rates.crossingAngleWarning.value
            source = rates.crossingAngleWarning.provenance.assumption ? (en: "assumption", zh: "假定值") : nil
        }
        guard angle < limit else { return nil }
        let whole = angle.rounded()
        // What is below the limit must read so: 59.6° is not "60°, below 60°".
        let degrees = AttributeValue.real(whole < limit ? whole : (angle * 10).rounded(.down) / 10).plainText
        let least = AttributeValue.real(limit).plainText
        let thing = Terms.thing(crossing.layer.rawValue)?.zh ?? crossing.layer.rawValue
        return Finding(
            .flatCrossing, severity,
            "crosses \(crossing.layer.rawValue) \(crossing.features.joined(separator: ", ")) at "
                + "\(degrees)°, below \(least)°\(source.map { " (\($0.en))" } ?? ""), at \(place(crossing))",
            zh: "与\(thing) \(crossing.features.joined(separator: "、")) 的交角为 \(degrees)°，小于 \(least)°"
                + "\(source.map { "（\($0.zh)）" } ?? "")，桩号 \(place(crossing))",
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

    private func markZh(_ value: AttestedValue) -> String {
        if value.level.isEnforceable { return ReportWords.evidence(value.level, .zh) }
        let level = value.evidence == ["A"] ? "假定值" : ReportWords.evidence(value.level, .zh)
        return "\(level)，待复核"
    }

    private func place(_ crossing: Crossing) -> String {
        "\(chainageText(crossing.from))–\(chainageText(crossing.to))"
    }

    private func metres(_ value: Double) -> String {
        AttributeValue.real((value * 100).rounded() / 100).plainText
    }
}
