import PermitPolicy
import Vocabulary

extension PackDecoder {
    /// One trigger: a mapping with exactly one key.
    func trigger(_ node: YAMLNode) -> TriggerRule? {
        node.allow(
            "touch", "near", "control_zone", "planning_area", "moratorium", "accompanies", "utility",
            "excavation", "investment_over", "stated")
        let entries = node.entries()
        guard entries.count == 1, let (word, value) = entries.first else {
            node.fail(.yamlValue, "a trigger has exactly one key")
            return nil
        }
        switch word {
        case "touch": return touch(value)
        case "near": return near(value)
        case "control_zone":
            value.allow("layer")
            return value.required("layer").flatMap(layerName).map { .controlZone(layer: $0) }
        case "planning_area": return value.boolean() == true ? .planningArea : nil
        case "moratorium": return value.boolean() == true ? .moratorium : nil
        case "accompanies": return .accompanies(value.texts().map { PermitKind($0) })
        case "utility": return value.choices(Utility.self).map { .utility($0) }
        case "excavation": return value.boolean() == true ? .excavation : nil
        case "investment_over":
            return citedHere(value) { $0.number(in: 0...1_000_000_000) }.map { .investment($0) }
        case "stated": return stated(value)
        default: return nil
        }
    }

    private func touch(_ node: YAMLNode) -> TriggerRule? {
        node.allow("layer", "kinds", "methods", "administrations", "categories", "bridge")
        guard let layer = node.required("layer").flatMap(layerName) else { return nil }
        return .touch(
            TouchCondition(
                layer: layer, kinds: node.choices("kinds"), methods: node.choices("methods"),
                administrations: node.choices("administrations"), categories: node.texts("categories"),
                bridge: node.boolean("bridge", default: false)))
    }

    private func near(_ node: YAMLNode) -> TriggerRule? {
        node.allow("layer", "categories", "underground", "from", "within_m", "possibly_within_m", "missing")
        let layer = node.required("layer").flatMap(layerName)
        let range: ClosedRange<Double> = 0...1000
        let within = cited(node, "within_m") { $0.number(in: range) }
        let possibly = node["possibly_within_m"].flatMap { value in citedHere(value) { $0.number(in: range) }
        }
        guard let layer, let within else { return nil }
        return .near(
            NearCondition(
                layer: layer, categories: node.texts("categories"),
                underground: node.boolean("underground", default: false),
                from: node["from"]?.choice(NearCondition.Origin.self) ?? .strip, within: within,
                possiblyWithin: possibly, missing: node.text("missing")))
    }

    private func stated(_ node: YAMLNode) -> TriggerRule? {
        node.allow("field", "question", "with", "outside")
        let field = node.required("field")?.text()
        let question = node.required("question").flatMap { wording($0) }
        guard let field, let question else { return nil }
        return .stated(
            StatedCondition(
                field: field, question: question, with: node.texts("with").map { PermitKind($0) },
                outside: node.items("outside").compactMap(layerName)))
    }

    /// A mapping that is itself a value with its source.
    private func citedHere<Value>(_ node: YAMLNode, _ read: (YAMLNode) -> Value?) -> Cited<Value>? {
        node.allow(["value"] + citationKeys)
        let value = node.required("value").flatMap(read)
        let source = citation(node)
        guard let value, let source else { return nil }
        return Cited(value, source: source)
    }

    // MARK: - Limits

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
            "id", "title", "utilities", "measure", "layer", "limit", "also", "effect", "permits",
            "excluded_administrations", "excluded_layers", "promised")
        let id = node.required("id")?.text()
        let title = node.required("title").flatMap { wording($0) }
        let utilities = node.required("utilities")?.choices(Utility.self)
        let first = limit(node)
        let also = node.items("also").compactMap { further -> ThresholdRule.Limit? in
            further.allow("measure", "layer", "limit")
            return limit(further)
        }
        let effect = node.required("effect")?.choice(ThresholdEffect.self)
        let kinds = node.requiredItems("permits").compactMap { permitKind($0, in: permits) }
        guard let id, let title, let utilities, let first, let effect else { return nil }
        return ThresholdRule(
            id: id, title: title, utilities: utilities, measure: first.measure, layer: first.layer,
            limit: first.value, also: also, effect: effect, permits: kinds,
            excludedAdministrations: node.choices("excluded_administrations"),
            excludedLayers: node.items("excluded_layers").compactMap(layerName),
            promisedDays: node["promised"].flatMap(dayLimit))
    }

    private func limit(_ node: YAMLNode) -> ThresholdRule.Limit? {
        let measure = node.required("measure")?.choice(ThresholdRule.Measure.self)
        let value = cited(node, "limit") { $0.number(in: 0...1_000_000) }
        let layer = node["layer"].flatMap(layerName)
        if measure == .area && layer == nil {
            node.fail(.yamlMissing, "'layer' is missing: an area of what?")
        }
        guard let measure, let value else { return nil }
        return ThresholdRule.Limit(measure: measure, layer: layer, value: value)
    }
}
