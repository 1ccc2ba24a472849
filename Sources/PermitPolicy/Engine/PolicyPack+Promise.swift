import Vocabulary

extension PolicyPack {
    /// The promise class of a connection (R06, R07, R19, R20, R22).
    func promise(_ facts: RouteFacts, outerLine: OuterLineDecision) -> PromiseDecision {
        guard outerLine.needed else {
            // 具备直接接通（含无外线工程）条件: no outer line counts as direct.
            let direct = DirectConnectDecision(answer: .yes, reason: outerLine.reason)
            return promiseDecision(
                facts, promise.withoutOuterLine, direct,
                [
                    reason("no_outer_line", outerLine.reason, promise.withoutOuterLine.source)
                ])
        }
        let direct = directConnect(facts)
        guard let rules = promise.direct else {
            return promiseDecision(
                facts, promise.withOuterLine, direct,
                [
                    reason("outer_line", outerLine.reason, promise.withOuterLine.source)
                ])
        }
        let limit = rules.limitM
        let comparison = comparison(facts)
        let isShort = comparison.isMet(facts.groundLengthM, limit: limit.value)
        let margin = comparison.margin(
            facts.groundLengthM, limit: limit.value, unit: "m", in: Wording(zh: "管道长度", en: "of pipe"))
        let (choice, code) = classChoice(rules, direct.answer, isShort: isShort)
        var reasons = [
            Reason(
                code: code, text: choice.reading ?? promise[choice.classID]?.title ?? margin.text,
                source: choice.source),
            reason("direct_connect", direct.reason, rules.conditions.source),
        ]
        // Without a direct connection the length decides nothing, unless the pack reads "or".
        let lengthMatters = direct.answer != .no || rules.combination.value == .or
        if lengthMatters {
            reasons.append(
                Reason(
                    code: margin.withinAccuracy ? "within_accuracy" : "length", text: margin.text,
                    source: limit.source, margin: margin))
        }
        return promiseDecision(facts, choice, direct, reasons)
    }

    /// Whether the conditions of a direct connection hold, a recorded override first.
    public func directConnect(_ facts: RouteFacts) -> DirectConnectDecision {
        let override = facts.stated(StatedFact.directConnection)
        if let override {
            return DirectConnectDecision(
                answer: override.value ? .yes : .no,
                reason: Wording(
                    zh: "由 \(override.by) 于 \(override.on) 认定：\(override.reason)",
                    en: "set by \(override.by) on \(override.on): \(override.reason)"),
                override: override)
        }
        var missing: [String] = []
        guard let rules = promise.direct else {
            return DirectConnectDecision(
                answer: .no, reason: Wording(zh: "政策未规定直接接通", en: "the policy knows no direct connection"))
        }
        for condition in rules.conditions.value {
            switch condition.holds(facts.source) {
            case true?: continue
            case false?: return DirectConnectDecision(answer: .no, reason: condition.refusal)
            case nil: missing.append(condition.field(facts.source))
            }
        }
        if missing.isEmpty {
            return DirectConnectDecision(
                answer: .yes,
                reason: Wording(zh: "具备直接接通条件", en: "the conditions of a direct connection hold"))
        }
        let names = missing.joined(separator: ", ")
        return DirectConnectDecision(
            answer: .unknown,
            reason: Wording(zh: "无法判定是否具备直接接通条件，缺少 \(names)", en: "cannot be told: \(names) missing"))
    }

    // MARK: - Private

    private func classChoice(
        _ rules: DirectRules, _ direct: DirectConnectDecision.Answer, isShort: Bool
    ) -> (ClassChoice, code: String) {
        if rules.combination.value == .or && (isShort || direct == .yes) {
            return (rules.within, "direct_within_limit")
        }
        switch (direct, isShort) {
        case (.yes, true): return (rules.within, "direct_within_limit")
        case (.yes, false): return (rules.overLimit, "direct_over_limit")
        case (.no, _): return (promise.withOuterLine, "outer_line")
        // Over the limit the missing attribute hinges on nothing where both readings give one class.
        case (.unknown, false) where rules.overLimit.classID == promise.withOuterLine.classID:
            return (rules.overLimit, "missing_attribute")
        case (.unknown, _): return (rules.unknown, "missing_attribute")
        }
    }

    private func promiseDecision(
        _ facts: RouteFacts, _ choice: ClassChoice, _ direct: DirectConnectDecision, _ reasons: [Reason]
    ) -> PromiseDecision {
        let promised = promise[choice.classID]
        let budget = promised?.budgets.first { $0.utility == facts.utility }?.days
        var reasons = reasons
        if let budget {
            reasons.append(reason("budget", Self.words(budget.value), budget.source))
        } else {
            reasons.append(reason("no_limit", promise.noLimit.value, promise.noLimit.source))
        }
        let open = direct.answer == .unknown && choice == promise.direct?.unknown
        let conditions = promise.direct?.conditions.value ?? []
        let missing = conditions.filter { $0.holds(facts.source) == nil }.map { $0.field(facts.source) }
        let near = reasons.contains { $0.margin?.withinAccuracy ?? false }
        let unverified =
            !choice.source.level.isEnforceable || budget.map { !$0.source.level.isEnforceable } ?? false
        return PromiseDecision(
            classID: choice.classID,
            title: promised?.title ?? Wording(zh: choice.classID, en: choice.classID),
            stages: promised?.stages ?? [],
            budgetDays: budget?.value,
            budgetText: budget.map { Self.words($0.value) } ?? promise.noLimit.value,
            verdict: open ? .unknown : unverified ? .review : .pass,
            review: choice.review || near || unverified || open, directConnect: direct, reasons: reasons,
            missing: direct.answer == .unknown ? missing.sorted() : [],
            stopCauses: clock.stopCauses.value)
    }

    private func reason(_ code: String, _ text: Wording, _ source: Citation) -> Reason {
        Reason(code: code, text: text, source: source)
    }

    private static func words(_ days: Int) -> Wording {
        Wording(zh: "\(days) 个工作日", en: days == 1 ? "1 working day" : "\(days) working days")
    }
}

extension DirectRules.Condition {
    /// Nil if the source does not say.
    fileprivate func holds(_ source: SourceFacts?) -> Bool? {
        guard let source else { return false }
        switch self {
        case .freeStub: return source.isStub ? source.isFree : false
        // Not known is a missing attribute, no refusal.
        case .capacityKnown: return source.capacityKnown == true ? true : nil
        case .inService: return source.inService
        }
    }

    fileprivate func field(_ source: SourceFacts?) -> String {
        let layer = source?.layer ?? "stubs"
        switch self {
        case .freeStub: return "\(layer).state"
        case .capacityKnown: return layer == "mains" ? "mains.spare_capacity" : "\(layer).capacity"
        case .inService: return "\(layer).in_service"
        }
    }

    fileprivate var refusal: Wording {
        switch self {
        case .freeStub: Wording(zh: "接入点不是空闲预留口", en: "the route does not start at a free stub")
        case .capacityKnown: Wording(zh: "接入点余量未知", en: "the spare capacity of the start is not known")
        case .inService: Wording(zh: "接入点尚未投用", en: "the start is not in service")
        }
    }
}
