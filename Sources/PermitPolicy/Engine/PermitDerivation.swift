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
        var results: [PermitKind: TriggerResult] = [:]
        for rule in pack.permits {
            results[rule.kind] = rule.triggers.map(finder.result).reduce(into: TriggerResult()) { $0.add($1) }
        }
        for rule in pack.permits {
            for case .accompanies(let kinds) in rule.triggers {
                let hits = kinds.flatMap { results[$0]?.hits ?? [] }
                results[rule.kind]?.add(TriggerResult(hits: hits))
            }
        }
        let needed = Set(results.filter { !$0.value.hits.isEmpty }.keys)
        for rule in pack.permits {
            for case .stated(let condition) in rule.triggers {
                results[rule.kind]?.add(finder.stated(condition, needed: needed))
            }
            let result = results[rule.kind] ?? TriggerResult()
            permits += requirements(rule, result.hits)
            if let open = undecidedRequirement(rule, result) { undecided.append(open) }
        }
        addPrerequisites()
        addFindings()
    }

    // MARK: - Requirements

    /// Where a permit is decided: each district and role makes one of its own.
    private struct Place: Hashable {
        var district: String?
        var role: String
    }

    private func requirements(_ rule: PermitRule, _ hits: [PermitHit]) -> [PermitRequirement] {
        guard !hits.isEmpty else { return [] }
        var byPlace: [Place: [PermitHit]] = [:]
        for hit in hits {
            let district = rule.per == .route ? facts.districts.last?.id : hit.district ?? onlyDistrict
            let graded = rule.authorityByGrade.first {
                $0.grade == hit.grade && $0.source.level.isEnforceable
            }
            byPlace[Place(district: district, role: graded?.role ?? rule.authority), default: []].append(hit)
        }
        return byPlace.map { requirement(rule, $0.value, $0.key) }
            .sorted { $0.authority.id < $1.authority.id }
    }

    private func requirement(_ rule: PermitRule, _ hits: [PermitHit], _ place: Place) -> PermitRequirement {
        // What rests on an unverified value alone is never demanded.
        let enforced = rule.isEnforceable && hits.contains(where: \.isEnforceable)
        let step = AuthorityChoice(rule, hits, pack.comparison(facts))
        var result = PermitRequirement(
            kind: rule.kind, verdict: enforced ? .required : .review, title: rule.title,
            authority: pack.authorities.authority(
                place.role == rule.authority ? step.role : place.role, in: place.district,
                names: facts.districts),
            basis: rule.basis, triggers: unique(hits.map(\.trigger)).sorted(by: PermitTrigger.precedes),
            statutoryDays: rule.statutoryDays, promisedDays: rule.promisedDays, materials: rule.materials,
            margins: unique(hits.flatMap(\.margins)), reasons: unique(hits.flatMap(\.reasons)),
            missing: Set(hits.flatMap(\.missing)).sorted(), validity: rule.validity, duties: rule.duties,
            applicant: pack.parties.applicant.value, cooperating: pack.parties.cooperating.value)
        if !rule.isEnforceable {
            result.reasons.append(
                Reason(
                    code: "unverified",
                    text: Wording(zh: "依据未核实，仅提示复核", en: "unverified basis: for review only")))
        }
        if place.role == rule.authority {
            result.reasons += step.reasons
            result.missing += step.missing
        }
        if place.district == nil { result.missing.append("districts") }
        addAuthorityReasons(rule, &result)
        result.reasons += rule.notes.map { Reason(code: "note", text: $0.value, source: $0.source) }
        apply(&result)
        result.review =
            result.review || result.verdict == .review
            || result.reasons.contains { Self.reviewCodes.contains($0.code) }
        return result
    }

    private func addAuthorityReasons(_ rule: PermitRule, _ result: inout PermitRequirement) {
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
    }

    private static let reviewCodes: Set<String> = [
        "missing_attribute", "within_accuracy", "bridge_or_tunnel", "several_districts", "threshold_review",
        "authority_unsure", "authority_step_review",
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

    private func undecidedRequirement(_ rule: PermitRule, _ result: TriggerResult) -> PermitRequirement? {
        let absent = Set(rule.triggers.flatMap(\.layers)).filter { !facts.layers.contains($0) }
        var missing = absent.union(result.open)
        if rule.readsHighways && absent.isEmpty && hasUnknownRoad { missing.insert("roads.administration") }
        // A question to a person is settled by what is known already.
        if result.open.isEmpty && rule.asksOnly && !result.hits.isEmpty { missing = [] }
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
            ] + result.questions(rule),
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
        var openByName: [String: [PermitRequirement]] = [:]
        for open in undecided {
            for name in open.missing { openByName[name, default: []].append(open) }
        }
        for (name, open) in openByName.sorted(by: { $0.key < $1.key }) {
            findings.append(finding(name, undecided: open.sorted { $0.kind.rawValue < $1.kind.rawValue }))
        }
        for permit in permits where permit.verdict == .review {
            findings.append(
                Finding(
                    .unverifiedRule, .note, "\(permit.kind) rests on an unverified source",
                    zh: "“\(permit.title.zh)”所依规则的来源未核实，仅供复核", subjects: [permit.kind.rawValue]))
        }
        for district in facts.districts where pack.authorities.area(district) == nil {
            let name = district.name ?? district.id
            findings.append(
                Finding(
                    .districtUnknown, .note, "the pack has no area for district \(name)",
                    zh: "政策包未列行政区“\(name)”的审批机关", subjects: [district.id]))
        }
    }

    /// What is missing, and the permits that cannot be decided without it.
    private func finding(_ name: String, undecided open: [PermitRequirement]) -> Finding {
        let list = open.map(\.kind.rawValue).joined(separator: ", ")
        let titles = open.map(\.title.zh).joined(separator: "、")
        let fact = Terms.factZh(name)
        if name.hasPrefix("works.") {
            return Finding(
                .attributeMissing, .note, "\(name) is not stated: \(list) cannot be ruled out",
                zh: "未说明\(fact)，无法排除：\(titles)", subjects: [name],
                help: "state it: \(name.statedByCommand)")
        }
        if name.contains(".") {
            return Finding(
                .attributeMissing, .warning, "\(name) is missing: \(list) cannot be ruled out",
                zh: "缺少\(fact)，无法排除：\(titles)",
                subjects: name == "roads.administration" ? unknownRoads : [], help: "fill \(name)")
        }
        return Finding(
            .layerMissing, .warning, "the city has no layer \(name): \(list) cannot be decided",
            zh: "项目缺少\(fact)，无法判定：\(titles)", subjects: [name], help: "import \(name)")
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
