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
            "kind", "title", "basis", "triggers", "authority", "per", "statutory", "promised", "materials",
            "notes")
        let title =
            (base == nil ? node.required("title") : node["title"]).flatMap { wording($0) } ?? base?.title
        let basis = node["basis"]?.items().compactMap(basis) ?? base?.basis
        let triggers = node["triggers"]?.items().compactMap(trigger) ?? base?.triggers
        let authority =
            (base == nil ? node.required("authority") : node["authority"])?.text() ?? base?.authority
        if basis?.isEmpty ?? true {
            node.fail(.yamlMissing, "'basis' is missing: no permit without a source")
        }
        if triggers?.isEmpty ?? true { node.fail(.yamlMissing, "'triggers' is missing") }
        guard let title, let basis, let triggers, let authority else { return nil }
        return PermitRule(
            kind: kind, title: title, basis: basis, triggers: triggers, authority: authority,
            per: node["per"]?.choice(PermitRule.Per.self) ?? base?.per ?? .district,
            statutoryDays: node["statutory"].flatMap(dayLimit) ?? base?.statutoryDays,
            promisedDays: node["promised"].flatMap(dayLimit) ?? base?.promisedDays,
            materials: node["materials"]?.items().compactMap { material($0, by: .utility) } ?? base?.materials
                ?? [],
            notes: node["notes"]?.items().compactMap(citedWording) ?? base?.notes ?? [])
    }

    private func basis(_ node: YAMLNode) -> Citation? {
        node.allow(citationKeys)
        return citation(node)
    }

    private func trigger(_ node: YAMLNode) -> TriggerRule? {
        node.allow("touch", "control_zone", "planning_area", "moratorium", "accompanies")
        let entries = node.entries()
        guard entries.count == 1, let (word, value) = entries.first else {
            node.fail(.yamlValue, "a trigger has exactly one key")
            return nil
        }
        switch word {
        case "touch":
            value.allow("layer", "kinds", "methods", "administrations")
            guard let layer = value.required("layer").flatMap(layerName) else { return nil }
            return .touch(
                TouchCondition(
                    layer: layer, kinds: value.choices("kinds"), methods: value.choices("methods"),
                    administrations: value.choices("administrations")))
        case "control_zone":
            value.allow("layer")
            return value.required("layer").flatMap(layerName).map { .controlZone(layer: $0) }
        case "planning_area": return value.boolean() == true ? .planningArea : nil
        case "moratorium": return value.boolean() == true ? .moratorium : nil
        case "accompanies": return .accompanies(value.texts().map { PermitKind($0) })
        default: return nil
        }
    }

    // MARK: - Edges and limits

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

    func readThresholds(_ permits: [PermitRule]) -> [ThresholdRule] {
        var rules = base?.thresholds ?? []
        for node in files.sections["thresholds"]?.items() ?? [] {
            guard let rule = threshold(node, permits) else { continue }
            rules.removeAll { $0.id == rule.id }
            rules.append(rule)
        }
        return rules
    }

    private func threshold(_ node: YAMLNode, _ permits: [PermitRule]) -> ThresholdRule? {
        node.allow(
            "id", "title", "utilities", "measure", "layer", "limit", "effect", "permits",
            "excluded_administrations", "promised")
        let id = node.required("id")?.text()
        let title = node.required("title").flatMap { wording($0) }
        let utilities = node.required("utilities")?.choices(Utility.self)
        let measure = node.required("measure")?.choice(ThresholdRule.Measure.self)
        let limit = cited(node, "limit") { $0.number(in: 0...1_000_000) }
        let effect = node.required("effect")?.choice(ThresholdEffect.self)
        let kinds = node.requiredItems("permits").compactMap { permitKind($0, in: permits) }
        let layer = node["layer"].flatMap(layerName)
        if measure == .area && layer == nil {
            node.fail(.yamlMissing, "'layer' is missing: an area of what?")
        }
        guard let id, let title, let utilities, let measure, let limit, let effect else { return nil }
        return ThresholdRule(
            id: id, title: title, utilities: utilities, measure: measure, layer: layer, limit: limit,
            effect: effect, permits: kinds, excludedAdministrations: node.choices("excluded_administrations"),
            promisedDays: node["promised"].flatMap(dayLimit))
    }
}
