/// Which role decides a permit by the extent of what calls for it, and why.
struct AuthorityChoice {
    var role: String
    var reasons: [Reason] = []
    var missing: [String] = []

    /// Takes the first step that holds; without steps, or without the extent, the rule's own role.
    init(_ rule: PermitRule, _ hits: [PermitHit], _ comparison: Comparison) {
        role = rule.authority
        let areas = hits.map(\.trigger.areaM2)
        let area = areas.contains(nil) ? nil : areas.compactMap(\.self).reduce(0, +)
        let count = Double(Set(hits.flatMap(\.trigger.features)).count)
        for step in rule.authoritySteps where step.source.level.isEnforceable {
            guard let extent = step.measure == .area ? area : count else {
                missing.append("\(hits.first?.trigger.layer ?? "route").area")
                continue
            }
            let isBelow = step.below.map { extent < $0 - comparison.tolerance } ?? true
            let isUpTo = step.upTo.map { comparison.isMet(extent, limit: $0) } ?? true
            guard isBelow && isUpTo else { continue }
            if let limit = step.trunkBelowCm {
                let trunks = hits.map(\.trunkCm)
                if trunks.contains(where: { $0.map { $0 >= limit } ?? false }) { continue }
                if trunks.contains(nil) { missing.append("trees.trunk_cm") }
            }
            role = step.role
            reasons.append(Self.reason(step, extent))
            break
        }
        if !missing.isEmpty {
            missing = Set(missing).sorted()
            reasons.append(
                Reason(
                    code: "authority_step_review",
                    text: Wording(
                        zh: "缺少 \(missing.joined(separator: "、"))，审批层级需确认",
                        en: "confirm the authority: \(missing.joined(separator: ", ")) missing")))
        }
    }

    private static func reason(_ step: AuthorityStep, _ extent: Double) -> Reason {
        let (zh, en) =
            step.measure == .area
            ? ("面积 \(plain(extent)) m²", "\(plain(extent)) m²")
            : ("数量 \(plain(extent))", "\(plain(extent)) in all")
        return Reason(
            code: "authority_step",
            text: Wording(zh: "\(zh)，按审批层级划分", en: "\(en): decides which authority is competent"),
            source: step.source)
    }
}
