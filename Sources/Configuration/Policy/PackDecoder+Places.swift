import CityModel
import PermitPolicy
import Vocabulary

extension PackDecoder {
    func readRoads(_ node: YAMLNode) -> RoadRules? {
        let base = base?.roads
        node.allow(
            "unknown_administration", "unknown_level_is_ground", "moratorium", "control_zones_m",
            "seasonal_bans", "annual_plan")
        let unknown = cited(node, "unknown_administration", base?.unknownAdministration) {
            $0.choice(RoadAdministration.self)
        }
        let ground = cited(node, "unknown_level_is_ground", base?.unknownLevelIsGround) { $0.boolean() }
        let moratorium =
            node["moratorium"].flatMap { readMoratorium($0, base?.moratorium) } ?? base?.moratorium
        if moratorium == nil && node["moratorium"] == nil {
            node.fail(.yamlMissing, "'moratorium' is missing")
        }
        var zones = base?.controlZones ?? []
        for (name, zone) in node.entries("control_zones_m") {
            guard let administration = RoadAdministration(rawValue: name) else {
                zone.fail(
                    .yamlUnknownKey, "'\(name)' is no road administration",
                    help: "one of: \(RoadAdministration.allCases.map(\.rawValue).joined(separator: ", "))")
                continue
            }
            zone.allow(["value"] + citationKeys)
            let width = zone.required("value")?.number(in: 0...1000)
            let source = citation(zone)
            guard let width, let source else { continue }
            zones.removeAll { $0.administration == administration }
            zones.append(ControlZone(administration: administration, widthM: Cited(width, source: source)))
        }
        var bans = base?.seasonalBans ?? []
        for ban in node.items("seasonal_bans").compactMap(seasonalBan) {
            bans.removeAll { $0.id == ban.id }
            bans.append(ban)
        }
        guard let unknown, let ground, let moratorium else { return nil }
        return RoadRules(
            unknownAdministration: unknown, unknownLevelIsGround: ground, moratorium: moratorium,
            controlZones: zones, seasonalBans: bans,
            annualPlan: node["annual_plan"].flatMap { annualPlan($0, base?.annualPlan) } ?? base?.annualPlan)
    }

    private func readMoratorium(_ node: YAMLNode, _ base: MoratoriumRules?) -> MoratoriumRules? {
        node.allow("opened_years", "repaired_years", "last_day_barred")
        let opened = cited(node, "opened_years", base?.openedYears) { $0.integer(in: 0...100) }
        let repaired = cited(node, "repaired_years", base?.repairedYears) { $0.integer(in: 0...100) }
        let last = cited(node, "last_day_barred", base?.lastDayBarred) { $0.boolean() }
        guard let opened, let repaired, let last else { return nil }
        return MoratoriumRules(openedYears: opened, repairedYears: repaired, lastDayBarred: last)
    }

    private func seasonalBan(_ node: YAMLNode) -> SeasonalBan? {
        let title = wording(node, besides: ["id", "from", "to", "roads", "classes"] + citationKeys)
        let id = node.required("id")?.text()
        let from = node.required("from").flatMap(yearDay)
        let to = node.required("to").flatMap(yearDay)
        let source = citation(node)
        guard let id, let title, let from, let to, let source else { return nil }
        return SeasonalBan(
            id: id, title: title, from: from, to: to, roads: node.texts("roads"),
            classes: node.texts("classes"), source: source)
    }

    private func annualPlan(_ node: YAMLNode, _ base: AnnualPlan?) -> AnnualPlan? {
        node.allow("report_by", "length_from_m", "area_from_m2", "bars_permit")
        func limit(_ key: String, _ base: Cited<Double>?) -> Cited<Double>? {
            node[key] == nil ? base : cited(node, key) { $0.number(in: 0...1_000_000) }
        }
        let report = cited(node, "report_by", base?.reportBy, yearDay)
        let bars = cited(node, "bars_permit", base?.barsPermit) { $0.boolean() }
        guard let report, let bars else { return nil }
        return AnnualPlan(
            reportBy: report, lengthFromM: limit("length_from_m", base?.lengthFromM),
            areaFromM2: limit("area_from_m2", base?.areaFromM2), barsPermit: bars)
    }

    /// `MM-DD`.
    private func yearDay(_ node: YAMLNode) -> YearDay? {
        let parts = node.text()?.split(separator: "-", omittingEmptySubsequences: false) ?? []
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let month = Int(parts[0]),
            let day = Int(parts[1]), let found = YearDay(month: month, day: day)
        else {
            node.fail(.yamlValue, "expected a day of the year \"MM-DD\"")
            return nil
        }
        return found
    }

    // MARK: - Authorities

    /// Roles, areas and bodies join the base's; one with the same key replaces it.
    func readAuthorities(_ node: YAMLNode) -> AuthorityRules? {
        node.allow("roles", "areas", "bodies")
        var roles = base?.authorities.roles ?? []
        var areas = base?.authorities.areas ?? []
        var bodies = base?.authorities.bodies ?? []
        for item in node.items("roles") {
            let title = wording(item, besides: ["id"] + citationKeys)
            let id = item.required("id")?.text()
            guard let source = citation(item), let id, let title else { continue }
            roles.removeAll { $0.id == id }
            roles.append(AuthorityRules.Role(id: id, title: title, source: source))
        }
        for item in node.items("areas") {
            let title = wording(item, besides: ["code", "aliases", "competence_known"] + citationKeys)
            let code = item.required("code")?.text()
            guard let source = citation(item), let code, let title else { continue }
            if areas.contains(where: { $0.code == code }) {
                item.fail(.yamlValue, "area '\(code)' is given twice")
            }
            areas.append(
                AuthorityRules.Area(
                    code: code, title: title, aliases: item.texts("aliases"),
                    competenceKnown: item.boolean("competence_known", default: true), source: source))
        }
        for item in node.items("bodies") {
            guard let body = body(item, roles, areas) else { continue }
            bodies.removeAll { $0.area == body.area && $0.role == body.role }
            bodies.append(body)
        }
        return AuthorityRules(roles: roles, areas: areas, bodies: bodies)
    }

    private func body(
        _ node: YAMLNode, _ roles: [AuthorityRules.Role], _ areas: [AuthorityRules.Area]
    ) -> AuthorityRules.Body? {
        let title = wording(node, besides: ["area", "role"] + citationKeys)
        let area = node.required("area")?.text()
        let role = node.required("role")?.text()
        if let area, !areas.contains(where: { $0.code == area }) {
            node["area"]?.fail(.packReference, "area '\(area)' is not defined")
        }
        if let role, !roles.contains(where: { $0.id == role }) {
            node["role"]?.fail(.packReference, "authority role '\(role)' is not defined")
        }
        guard let source = citation(node), let area, let role, let title else { return nil }
        return AuthorityRules.Body(area: area, role: role, title: title, source: source)
    }

    /// Refuses permits whose role, or whose accompanied kind, is not defined.
    func checkRoles(_ permits: [PermitRule], _ authorities: AuthorityRules) {
        let nodes = files.sections["permits"]?.items() ?? []
        func fail(_ kind: PermitKind, _ message: String) {
            let node = nodes.first { $0["kind"]?.text() == kind.rawValue }
            if let node { node.fail(.packReference, message) } else { files.fail(.packReference, message) }
        }
        for rule in permits {
            if !authorities.roles.contains(where: { $0.id == rule.authority }) {
                fail(rule.kind, "authority role '\(rule.authority)' is not defined")
            }
            for role in rule.otherRoles where !authorities.roles.contains(where: { $0.id == role }) {
                fail(rule.kind, "authority role '\(role)' is not defined")
            }
            for trigger in rule.triggers {
                for kind in trigger.namedKinds where !permits.contains(where: { $0.kind == kind }) {
                    fail(rule.kind, "permit kind '\(kind)' is not defined")
                }
            }
        }
    }

    /// A layer of the city model; packs know layers by name only.
    func layerName(_ node: YAMLNode) -> String? { node.choice(LayerName.self)?.rawValue }
}

extension PermitRule {
    /// Roles that decide by grade or extent.
    fileprivate var otherRoles: [String] { authorityByGrade.map(\.role) + authoritySteps.map(\.role) }
}

extension TriggerRule {
    /// The kinds it hangs on.
    fileprivate var namedKinds: [PermitKind] {
        switch self {
        case .accompanies(let kinds): kinds
        case .stated(let condition): condition.with
        default: []
        }
    }
}
