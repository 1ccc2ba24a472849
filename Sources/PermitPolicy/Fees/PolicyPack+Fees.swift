import Vocabulary

extension PolicyPack {
    /// What is wrong with a line of a bill (R17, R18); empty if it may be charged.
    public func problems(of line: FeeLine) -> Problems {
        var problems = Problems()
        if line.payer == .applicant && fees.forbiddenForApplicant.value.contains(line.kind) {
            let source = fees.forbiddenForApplicant.source.short
            problems.add(
                Problem(
                    .feeForbidden,
                    "'\(line.title.en)' is a fee for \(line.kind.rawValue): the applicant is not charged it (\(source))",
                    at: .init(feature: line.id, field: "kind"), help: "take it off the bill"))
        }
        func requireText(_ text: String?, _ field: String, _ what: String) {
            guard text?.allSatisfy(\.isWhitespace) ?? true else { return }
            problems.add(
                Problem(
                    .feeUnfounded, "'\(line.title.en)' names no \(what)",
                    at: .init(feature: line.id, field: field), help: "every line of a bill needs its \(what)")
            )
        }
        requireText(line.tariff, "tariff", "tariff or charging standard")
        requireText(line.formula, "formula", "formula")
        return problems
    }

    /// The fees of the permits of a decision, in the pack's order; amounts where rates are known.
    ///
    /// A fee of a waived permit is not charged. Without a rate, or an area,
    /// the amount is nil and what is missing is named.
    func feeLines(_ facts: RouteFacts, _ permits: [PermitRequirement]) -> [FeeLine] {
        fees.fees.compactMap { rule in
            guard let kind = rule.permit else { return nil }
            let called = permits.filter { $0.kind == kind && $0.verdict == .required }
            guard !called.isEmpty else { return nil }
            return line(rule, facts, count: called.count)
        }
    }

    private func line(_ rule: FeeRule, _ facts: RouteFacts, count: Int) -> FeeLine {
        var sum = FeeSum(rule)
        switch rule.measure {
        case .fixed: sum.add(Double(count), surface: nil)
        case .area, .length:
            for touch in facts.touches where touch.layer == rule.layer && counts(touch, rule) {
                sum.add(rule.measure == .area ? touch.areaM2 : touch.groundLengthM, surface: touch.surface)
            }
        }
        return FeeLine(
            id: rule.id, title: rule.title, kind: rule.kind, payer: rule.payer, tariff: rule.tariff?.value,
            formula: sum.terms.isEmpty ? rule.formula?.zh : sum.terms.joined(separator: " + "),
            amountYuan: sum.missing.isEmpty ? sum.yuan : nil, missing: sum.missing.sorted(),
            review: sum.unverified || !(rule.tariff?.source.level.isEnforceable ?? false))
    }

    /// Only city roads dug in open cut are reinstated; every touch of another layer counts.
    private func counts(_ touch: TouchFact, _ rule: FeeRule) -> Bool {
        guard touch.layer == "roads" else { return true }
        return isCityRoad(touch.administration)
            && (rule.kind != .reinstatement || touch.method == .openCut)
    }
}

/// Adds up one fee, keeping its terms in words.
private struct FeeSum {
    let rule: FeeRule
    var yuan = 0.0
    var terms: [String] = []
    var missing: Set<String> = []
    var unverified = false

    init(_ rule: FeeRule) { self.rule = rule }

    mutating func add(_ quantity: Double?, surface: String?) {
        let rate =
            rule.rates.first { $0.surface != nil && $0.surface == surface }
            ?? rule.rates.first { $0.surface == nil }
        guard let rate else {
            let named = rule.rates.contains { $0.surface != nil }
            missing.insert(named && surface == nil ? "roads.surface" : "fees.\(rule.id).rates")
            return
        }
        guard let quantity else {
            missing.insert("\(rule.layer ?? "route").area")
            return
        }
        yuan += quantity * rate.yuan.value
        unverified = unverified || !rate.yuan.source.level.isEnforceable
        let unit = rule.measure == .area ? " m²" : rule.measure == .length ? " m" : ""
        terms.append(
            "\(plain(quantity))\(unit) × \(plain(rate.yuan.value)) 元\(unit.isEmpty ? "" : "/\(unit.dropFirst())")"
        )
    }
}
