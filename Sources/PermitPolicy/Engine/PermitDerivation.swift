import Vocabulary

/// Derives the permits of one route: hits by rule, joined by authority, then thresholds and prerequisites.
struct PermitDerivation {
    let pack: PolicyPack
    let facts: RouteFacts
    let moratoria: [MoratoriumDecision]
    let thresholds: [ThresholdDecision]

    private(set) var permits: [PermitRequirement] = []
    private(set) var undecided: [PermitRequirement] = []
    private(set) var findings: [Finding] = []

    init(
        pack: PolicyPack, facts: RouteFacts, moratoria: [MoratoriumDecision], thresholds: [ThresholdDecision]
    ) {
        self.pack = pack
        self.facts = facts
        self.moratoria = moratoria
        self.thresholds = thresholds
    }

    mutating func run() {
        let finder = HitFinder(pack: pack, facts: facts, moratoria: moratoria)
        var hits: [PermitKind: [PermitHit]] = [:]
        for rule in pack.permits { hits[rule.kind] = rule.triggers.flatMap(finder.hits) }
        for rule in pack.permits {
            for case .accompanies(let kinds) in rule.triggers {
                hits[rule.kind, default: []] += kinds.flatMap { hits[$0] ?? [] }
            }
        }
        for rule in pack.permits {
            permits += requirements(rule, hits[rule.kind] ?? [])
            if let open = undecidedRequirement(rule) { undecided.append(open) }
        }
        addPrerequisites()
        addFindings()
    }

    // MARK: - Requirements

    private func requirements(_ rule: PermitRule, _ hits: [PermitHit]) -> [PermitRequirement] {
        guard !hits.isEmpty else { return [] }
        var byDistrict: [String?: [PermitHit]] = [:]
        for hit in hits {
            let district = rule.per == .route ? facts.districts.last?.id : hit.district ?? onlyDistrict
            byDistrict[district, default: []].append(hit)
        }
        return byDistrict.map { requirement(rule, $0.value, district: $0.key) }
            .sorted { $0.authority.id < $1.authority.id }
    }

    private func requirement(_ rule: PermitRule, _ hits: [PermitHit], district: String?) -> PermitRequirement
    {
        var result = PermitRequirement(
            kind: rule.kind, verdict: rule.isEnforceable ? .required : .review, title: rule.title,
            authority: pack.authorities.authority(rule.authority, in: district, names: facts.districts),
            basis: rule.basis, triggers: unique(hits.map(\.trigger)).sorted(by: PermitTrigger.precedes),
            statutoryDays: rule.statutoryDays, promisedDays: rule.promisedDays, materials: rule.materials,
            margins: unique(hits.flatMap(\.margins)), reasons: unique(hits.flatMap(\.reasons)),
            missing: Set(hits.flatMap(\.missing)).sorted(), applicant: pack.parties.applicant.value,
            cooperating: pack.parties.cooperating.value)
        if !rule.isEnforceable {
            result.reasons.append(
                Reason(
                    code: "unverified",
                    text: Wording(zh: "依据未核实，仅提示复核", en: "unverified basis: for review only")))
        }
        if district == nil { result.missing.append("districts") }
        if result.authority.assumption {
            result.reasons.append(
                Reason(
                    code: "authority_unsure",
                    text: Wording(
                        zh: "该区域主管机关未核实，需确认", en: "which body is competent there is not verified: confirm it")
                ))
        }
        if rule.per == .route && facts.districts.count > 1 {
            result.reasons.append(
                Reason(
                    code: "several_districts",
                    text: Wording(
                        zh: "线路跨多个区域，受理机关需确认",
                        en: "the route lies in several districts: confirm the authority")))
        }
        result.reasons += rule.notes.map { Reason(code: "note", text: $0.value, source: $0.source) }
        apply(&result)
        result.review =
            result.review || result.verdict == .review
            || result.reasons.contains { Self.reviewCodes.contains($0.code) }
        return result
    }

    private static let reviewCodes: Set<String> = [
        "missing_attribute", "within_accuracy", "bridge_or_tunnel", "several_districts", "threshold_review",
        "authority_unsure",
    ]

    /// Applies the strongest threshold the route meets.
    private func apply(_ result: inout PermitRequirement) {
        for threshold in thresholds where threshold.permits.contains(result.kind) {
            guard let margin = threshold.margin else { continue }
            result.margins.append(margin)
            if threshold.review {
                result.reasons.append(
                    Reason(
                        code: "threshold_review", text: margin.text, source: threshold.source, margin: margin)
                )
            }
            guard threshold.met == true, threshold.source.level.isEnforceable,
                threshold.effect.rank < (result.effect ?? .normal).rank
            else { continue }
            result.effect = threshold.effect
            if let promised = threshold.promisedDays { result.promisedDays = promised }
            if threshold.effect == .exempt { result.verdict = .exempt }
            if !threshold.review {
                result.reasons.append(
                    Reason(code: "threshold", text: threshold.title, source: threshold.source, margin: margin)
                )
            }
        }
    }

    private var onlyDistrict: String? { facts.districts.count == 1 ? facts.districts[0].id : nil }

    // MARK: - What cannot be decided

    private func undecidedRequirement(_ rule: PermitRule) -> PermitRequirement? {
        let absent = Set(rule.triggers.compactMap(\.layer)).filter { !facts.layers.contains($0) }
        var missing = Set(absent)
        if rule.readsHighways && absent.isEmpty && hasUnknownRoad { missing.insert("roads.administration") }
        guard !missing.isEmpty else { return nil }
        let names = missing.sorted()
        return PermitRequirement(
            kind: rule.kind, verdict: .unknown, title: rule.title,
            authority: pack.authorities.authority(rule.authority, in: onlyDistrict, names: facts.districts),
            basis: rule.basis,
            reasons: [
                Reason(
                    code: absent.isEmpty ? "missing_attribute" : "layer_missing",
                    text: Wording(
                        zh: "缺少 \(names.joined(separator: "、"))，无法判定",
                        en: "cannot be told: \(names.joined(separator: ", ")) missing"))
            ],
            missing: names, applicant: pack.parties.applicant.value,
            cooperating: pack.parties.cooperating.value)
    }

    private var hasUnknownRoad: Bool {
        facts.touches.contains { $0.layer == "roads" && $0.administration == nil }
            || facts.proximities.contains { $0.layer == "roads" && $0.administration == nil }
    }

    // MARK: - Prerequisites and findings

    private mutating func addPrerequisites() {
        let kinds = Set(permits.filter { $0.verdict != .exempt }.map(\.kind))
        for index in permits.indices {
            let after = permits[index].kind
            let before = pack.dependencies.filter { $0.after == after && kinds.contains($0.before) }
            permits[index].prerequisites = Set(before.map(\.before)).sorted()
        }
    }

    private mutating func addFindings() {
        var kindsByLayer: [String: [String]] = [:]
        for open in undecided {
            for name in open.missing { kindsByLayer[name, default: []].append(open.kind.rawValue) }
        }
        for (name, kinds) in kindsByLayer.sorted(by: { $0.key < $1.key }) {
            let list = kinds.sorted().joined(separator: ", ")
            findings.append(
                name.contains(".")
                    ? Finding(
                        .attributeMissing, .warning, "\(name) is missing: \(list) cannot be ruled out",
                        subjects: unknownRoads, help: "fill \(name)")
                    : Finding(
                        .layerMissing, .warning, "the city has no layer \(name): \(list) cannot be decided",
                        subjects: [name], help: "import \(name)"))
        }
        for permit in permits where permit.verdict == .review {
            findings.append(
                Finding(
                    .unverifiedRule, .note, "\(permit.kind) rests on an unverified source",
                    subjects: [permit.kind.rawValue]))
        }
        for district in facts.districts where pack.authorities.area(district) == nil {
            findings.append(
                Finding(
                    .districtUnknown, .note,
                    "the pack has no area for district \(district.name ?? district.id)",
                    subjects: [district.id]))
        }
    }

    private var unknownRoads: [String] {
        var ids = Set<String>()
        for touch in facts.touches where touch.layer == "roads" && touch.administration == nil {
            ids.formUnion(touch.features)
        }
        for near in facts.proximities where near.layer == "roads" && near.administration == nil {
            ids.insert(near.feature)
        }
        return ids.sorted()
    }
}

extension PermitRule {
    /// Whether a trigger reads roads that are no city roads.
    fileprivate var readsHighways: Bool {
        triggers.contains {
            switch $0 {
            case .controlZone: true
            case .touch(let condition):
                !condition.administrations.isEmpty && !condition.administrations.contains(.city)
            default: false
            }
        }
    }
}

extension ThresholdEffect {
    fileprivate var rank: Int {
        switch self {
        case .exempt: 0
        case .filing: 1
        case .commitment: 2
        case .normal: 3
        }
    }
}

extension PermitTrigger {
    /// Along the route, then by layer and features.
    fileprivate static func precedes(_ a: PermitTrigger, _ b: PermitTrigger) -> Bool {
        let left = (a.fromM ?? -1, a.toM ?? -1, a.layer ?? "")
        let right = (b.fromM ?? -1, b.toM ?? -1, b.layer ?? "")
        return left == right ? a.features.lexicographicallyPrecedes(b.features) : left < right
    }
}

/// The elements without repeats, in order.
private func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
    var seen: Set<Element> = []
    return elements.filter { seen.insert($0).inserted }
}
