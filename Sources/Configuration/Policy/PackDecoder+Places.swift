import CityModel
import PermitPolicy
import Vocabulary

extension PackDecoder {
    func readRoads(_ node: YAMLNode) -> RoadRules? {
        let base = base?.roads
        node.allow("unknown_administration", "moratorium", "control_zones_m")
        let unknown = cited(node, "unknown_administration", base?.unknownAdministration) {
            $0.choice(RoadAdministration.self)
        }
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
        guard let unknown, let moratorium else { return nil }
        return RoadRules(unknownAdministration: unknown, moratorium: moratorium, controlZones: zones)
    }

    private func readMoratorium(_ node: YAMLNode, _ base: MoratoriumRules?) -> MoratoriumRules? {
        node.allow("opened_years", "repaired_years", "last_day_barred")
        let opened = cited(node, "opened_years", base?.openedYears) { $0.integer(in: 0...100) }
        let repaired = cited(node, "repaired_years", base?.repairedYears) { $0.integer(in: 0...100) }
        let last = cited(node, "last_day_barred", base?.lastDayBarred) { $0.boolean() }
        guard let opened, let repaired, let last else { return nil }
        return MoratoriumRules(openedYears: opened, repairedYears: repaired, lastDayBarred: last)
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
            for case .accompanies(let kinds) in rule.triggers {
                for kind in kinds where !permits.contains(where: { $0.kind == kind }) {
                    fail(rule.kind, "permit kind '\(kind)' is not defined")
                }
            }
        }
    }

    /// A layer of the city model; packs know layers by name only.
    func layerName(_ node: YAMLNode) -> String? { node.choice(LayerName.self)?.rawValue }
}
