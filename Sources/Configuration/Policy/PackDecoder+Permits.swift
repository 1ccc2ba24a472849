import PermitPolicy
import Vocabulary

extension PackDecoder {
    /// The base's permits with this pack's changes, then this pack's own, in order.
    func readPermits() -> [PermitRule] {
        var rules = base?.permits ?? []
        guard let section = files.sections["permits"] else {
            if base == nil { files.fail(.packUnfinished, "section 'permits' is missing") }
            return rules
        }
        var seen: Set<String> = []
        for node in section.items() {
            guard let word = node.required("kind")?.text() else { continue }
            if !seen.insert(word).inserted { node.fail(.yamlValue, "permit kind '\(word)' is given twice") }
            let index = rules.firstIndex { $0.kind.rawValue == word }
            guard let rule = permit(node, PermitKind(word), base: index.map { rules[$0] }) else { continue }
            if let index { rules[index] = rule } else { rules.append(rule) }
        }
        return rules
    }

    private func permit(_ node: YAMLNode, _ kind: PermitKind, base: PermitRule?) -> PermitRule? {
        node.allow(
            "kind", "title", "basis", "triggers", "authority", "authority_by_grade", "authority_steps", "per",
            "statutory", "promised", "materials", "validity", "duties", "notes")
        let title =
            (base == nil ? node.required("title") : node["title"]).flatMap { wording($0) } ?? base?.title
        let basis = node["basis"]?.items().compactMap(basis) ?? base?.basis
        let triggers = node["triggers"]?.items().compactMap(trigger) ?? base?.triggers
        let authority =
            (base == nil ? node.required("authority") : node["authority"])?.text() ?? base?.authority
        if isEmpty(node["basis"], base) {
            node.fail(.yamlMissing, "'basis' is missing: no permit without a source")
        }
        if isEmpty(node["triggers"], base) { node.fail(.yamlMissing, "'triggers' is missing") }
        guard let title, let basis, let triggers, let authority else { return nil }
        return PermitRule(
            kind: kind, title: title, basis: basis, triggers: triggers, authority: authority,
            authorityByGrade: node["authority_by_grade"].map(gradeAuthorities) ?? base?.authorityByGrade
                ?? [],
            authoritySteps: node["authority_steps"]?.items().compactMap(authorityStep)
                ?? base?.authoritySteps ?? [],
            per: node["per"]?.choice(PermitRule.Per.self) ?? base?.per ?? .district,
            statutoryDays: node["statutory"].flatMap(dayLimit) ?? base?.statutoryDays,
            promisedDays: node["promised"].flatMap(dayLimit) ?? base?.promisedDays,
            materials: node["materials"]?.items().compactMap { material($0, by: .utility) } ?? base?.materials
                ?? [],
            validity: node["validity"].flatMap(validity) ?? base?.validity,
            duties: duties(node, base?.duties ?? []),
            notes: node["notes"]?.items().compactMap(citedWording) ?? base?.notes ?? [])
    }

    /// Whether a list a permit needs is neither given nor inherited.
    private func isEmpty(_ list: YAMLNode?, _ base: PermitRule?) -> Bool {
        list.map { $0.isSequence && $0.items().isEmpty } ?? (base == nil)
    }

    private func basis(_ node: YAMLNode) -> Citation? {
        node.allow(citationKeys)
        return citation(node)
    }

    private func gradeAuthorities(_ node: YAMLNode) -> [GradeAuthority] {
        node.entries().compactMap { grade, entry in
            entry.allow(["role"] + citationKeys)
            let role = entry.required("role")?.text()
            guard let source = citation(entry), let role else { return nil }
            return GradeAuthority(grade: grade, role: role, source: source)
        }
    }

    private func authorityStep(_ node: YAMLNode) -> AuthorityStep? {
        node.allow(["measure", "below", "up_to", "trunk_below_cm", "role"] + citationKeys)
        let measure = node.required("measure")?.choice(AuthorityStep.Measure.self)
        let role = node.required("role")?.text()
        let source = citation(node)
        let limit: ClosedRange<Double> = 0...1_000_000
        let below = node["below"]?.number(in: limit)
        let upTo = node["up_to"]?.number(in: limit)
        guard let measure, let role, let source else { return nil }
        return AuthorityStep(
            measure: measure, below: below, upTo: upTo,
            trunkBelowCm: node["trunk_below_cm"]?.number(in: limit), role: role, source: source)
    }

    private func validity(_ node: YAMLNode) -> PermitValidity? {
        node.allow(["months", "extensions", "extension_months"] + citationKeys)
        let months = node.required("months")?.integer(in: 1...1200)
        let source = citation(node)
        guard let months, let source else { return nil }
        return PermitValidity(
            months: months, extensions: node.integer("extensions", in: 0...100),
            extensionMonths: node.integer("extension_months", in: 1...1200), source: source)
    }

    /// The duties of a section or permit: they join the base's; one of the same id replaces it.
    func duties(_ section: YAMLNode, _ base: [Duty]) -> [Duty] {
        joinDuties(section.items("duties"), base)
    }

    func joinDuties(_ nodes: [YAMLNode], _ base: [Duty]) -> [Duty] {
        var duties = base
        for node in nodes {
            let title = wording(node, besides: ["id", "when", "within"] + citationKeys)
            let id = node.required("id")?.text()
            let when = node.required("when")?.choice(Duty.Moment.self)
            let source = citation(node)
            let within = node["within"].flatMap { limit in
                limit["source"] == nil ? source.flatMap { plainLimit(limit, $0) } : dayLimit(limit)
            }
            guard let id, let title, let when, let source else { continue }
            duties.removeAll { $0.id == id }
            duties.append(Duty(id: id, title: title, when: when, within: within, source: source))
        }
        return duties
    }

    /// A limit that shares the source of what it limits.
    private func plainLimit(_ node: YAMLNode, _ source: Citation) -> DayLimit? {
        node.allow("days", "unit")
        let days = node.required("days")?.integer(in: 0...1000)
        let unit = node.required("unit")?.choice(DayLimit.Unit.self)
        guard let days, let unit else { return nil }
        return DayLimit(days: days, unit: unit, source: source)
    }

    // MARK: - Edges

    /// The base's edges, then this pack's own.
    func readDependencies(_ permits: [PermitRule]) -> [Dependency] {
        var edges = base?.dependencies ?? []
        for node in files.sections["dependencies"]?.items() ?? [] {
            node.allow(["before", "after"] + citationKeys)
            let before = node.required("before").flatMap { permitKind($0, in: permits) }
            let after = node.required("after").flatMap { permitKind($0, in: permits, orStart: true) }
            guard let source = citation(node), let before, let after else { continue }
            let edge = Dependency(before: before, after: after, source: source)
            edges.removeAll { $0.before == before && $0.after == after }
            edges.append(edge)
            if reaches(before, from: after, edges) {
                node.fail(.packReference, "\(before) and \(after) would wait for each other")
            }
        }
        return edges
    }

    private func reaches(_ goal: PermitKind, from start: PermitKind, _ edges: [Dependency]) -> Bool {
        var seen: Set<PermitKind> = []
        var open = [start]
        while let kind = open.popLast() {
            if kind == goal { return true }
            if seen.insert(kind).inserted { open += edges.filter { $0.before == kind }.map(\.after) }
        }
        return false
    }
}
