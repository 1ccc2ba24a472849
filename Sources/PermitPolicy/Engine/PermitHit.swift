/// One reason on the route for one kind of permit, before hits are joined into requirements.
struct PermitHit {
    var trigger: PermitTrigger
    /// The district's id as the facts name it; nil if unknown.
    var district: String?
    /// Grade of what is touched, for authorities by grade.
    var grade: String?
    /// Thickest trunk of trees, centimetres; nil if none is known.
    var trunkCm: Double?
    var reasons: [Reason] = []
    var margins: [Margin] = []
    var missing: [String] = []
    /// False where the trigger's own value is unverified: for review only.
    var isEnforceable = true
}

/// What one trigger finds: hits, and what is missing to rule more out.
struct TriggerResult {
    var hits: [PermitHit] = []
    /// `layer`, `layer.field` or `works.field` names.
    var open: Set<String> = []
}

extension PermitTrigger {
    init(_ touch: TouchFact, note: Wording? = nil) {
        self.init(
            layer: touch.layer, features: touch.features, name: touch.name, fromM: touch.fromM,
            toM: touch.toM,
            lengthM: touch.lengthM, areaM2: touch.areaM2, note: note)
    }

    /// The whole route.
    init(whole facts: RouteFacts, note: Wording? = nil) {
        self.init(
            layer: nil, fromM: 0, toM: facts.gridLengthM, lengthM: facts.gridLengthM, note: note)
    }
}

extension PermitHit {
    /// A value is unverified: what rests on it is for review.
    mutating func reviewOnly(_ source: Citation) {
        guard !source.level.isEnforceable else { return }
        isEnforceable = false
        reasons.append(
            Reason(
                code: "unverified", text: Wording(zh: "依据未核实，仅提示复核", en: "unverified value: for review only"),
                source: source))
    }

    mutating func assumeAdministration(_ assumed: Cited<RoadAdministration>) {
        missing.append("roads.administration")
        reasons.append(
            Reason(
                code: "missing_attribute",
                text: Wording(
                    zh: "道路管理属性缺失，按\(assumed.value == .city ? "城市道路" : "公路")处理",
                    en: "the road's administration is missing: taken as \(assumed.value.rawValue)"),
                source: assumed.source))
    }

    /// The layer's word for the feature is missing: it counts, and a person should look.
    mutating func assumeCategory(_ layer: String) {
        let field = "\(layer).\(categoryField(of: layer))"
        missing.append(field)
        reasons.append(
            Reason(
                code: "missing_attribute",
                text: Wording(zh: "缺少 \(field)，按需办理处理", en: "\(field) is missing: taken as calling for it")))
    }
}

/// The field that tells what kind of feature a layer holds.
func categoryField(of layer: String) -> String {
    switch layer {
    case "heritage": "zone"
    case "roads", "greens": "class"
    case "buildings": "use"
    default: "kind"
    }
}

extension TouchFact.Kind {
    var note: Wording? {
        self == .strip ? Wording(zh: "仅施工作业带触及", en: "only the disturbed strip touches") : nil
    }
}
