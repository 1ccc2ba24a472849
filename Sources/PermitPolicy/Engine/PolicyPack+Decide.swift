import Vocabulary

extension PolicyPack {
    /// Decides one route: class, permits, no-dig periods and thresholds, each with its source.
    ///
    /// A pure function: the same facts, in any order, with the same pack and
    /// day give the same decision.
    /// Nothing is thrown; what is missing or near a limit is said in the
    /// decision.
    ///
    /// - Parameter day: no-dig periods and the pack's validity are read for this day.
    /// - Complexity: O(rules × touches).
    public func decide(_ facts: RouteFacts, on day: Day) -> PolicyDecision {
        let facts = facts.ordered
        let outerLine = outerLine(facts)
        let promise = promise(facts, outerLine: outerLine)
        guard outerLine.needed else {
            return PolicyDecision(
                pack: reference, decidedOn: day, promise: promise, outerLine: outerLine,
                findings: validityFindings(on: day) + nearFindings(promise, []),
                approval: clock.approval.value, followUp: service.followUp)
        }
        let moratoria = moratoria(facts, on: day)
        let thresholds = thresholds(facts)
        var derivation = PermitDerivation(
            pack: self, facts: facts, moratoria: moratoria, thresholds: thresholds)
        derivation.run()
        let seasons = seasons(facts, on: day)
        let digPlan = digPlan(facts)
        let findings =
            validityFindings(on: day) + nearFindings(promise, thresholds) + barredFindings(moratoria)
            + roadworkFindings(seasons, digPlan) + derivation.findings
        return PolicyDecision(
            pack: reference, decidedOn: day, promise: promise, outerLine: outerLine,
            permits: derivation.permits, undecided: derivation.undecided, moratoria: moratoria,
            thresholds: thresholds, seasons: seasons, digPlan: digPlan, duties: duties,
            fees: feeLines(facts, derivation.permits), findings: findings,
            approval: clock.approval.value, followUp: service.followUp)
    }

    /// Whether works outside the red line are needed (R27).
    public func outerLine(_ facts: RouteFacts) -> OuterLineDecision {
        if facts.plotServed && !facts.userAsksOuterLine {
            return OuterLineDecision(
                needed: false,
                reason: Wording(
                    zh: "地块红线内或边界上已有可用的市政管线或预留口", en: "a qualifying main or stub touches the plot"))
        }
        if facts.groundLengthM <= measuring.toleranceM.value && facts.source != nil {
            return OuterLineDecision(
                needed: false, reason: Wording(zh: "红线外管线长度为零", en: "no pipe lies outside the red line"))
        }
        let metres = fixed(facts.groundLengthM, 2)
        guard let source = facts.source else {
            return OuterLineDecision(
                needed: true,
                reason: Wording(
                    zh: "未找到可用的市政管线或预留口", en: "no qualifying main or stub was found for the plot"))
        }
        let asked = facts.userAsksOuterLine && facts.plotServed
        return OuterLineDecision(
            needed: true,
            reason: Wording(
                zh: "\(source.isStub ? "预留口" : "市政管线") \(source.feature) 距地块红线 \(metres) m"
                    + (asked ? "（用户要求另接）" : ""),
                en: "\(source.isStub ? "stub" : "main") \(source.feature) is \(metres) m from the red line"
                    + (asked ? ", at the user's request" : "")))
    }

    func comparison(_ facts: RouteFacts) -> Comparison {
        Comparison(
            accuracy: facts.lengthAccuracyM ?? measuring.lengthAccuracyM.value,
            tolerance: measuring.toleranceM.value)
    }
}

// MARK: - Findings

extension PolicyPack {
    /// What is told of a pack outside its period; empty within it.
    public func validityFindings(on day: Day) -> [Finding] {
        guard validity(on: day) != .inForce else { return [] }
        let until = validUntil.map { " to \($0)" } ?? ""
        return [
            Finding(
                .packOutOfForce, .warning,
                "pack \(reference.name) is in force from \(validFrom)\(until), not on \(day)",
                zh: "政策包 \(reference.name) 自\(validFrom)起施行\(validUntil.map { "，至\($0)止" } ?? "")，"
                    + "\(day)不在有效期内",
                subjects: [reference.name])
        ]
    }

    private func nearFindings(_ promise: PromiseDecision, _ thresholds: [ThresholdDecision]) -> [Finding] {
        let margins =
            promise.reasons.compactMap { reason in reason.margin.map { (promise.classID, $0) } }
            + thresholds.compactMap { threshold in threshold.margin.map { (threshold.id, $0) } }
        return margins.filter { $0.1.withinAccuracy }.map { subject, margin in
            Finding(
                .nearLimit, .warning, "\(margin.text.en): within survey accuracy of the limit",
                zh: "\(margin.text.zh)，与限值之差在测量精度范围内",
                subjects: [subject])
        }
    }

    private func barredFindings(_ moratoria: [MoratoriumDecision]) -> [Finding] {
        moratoria.compactMap { moratorium in
            let road = moratorium.name ?? moratorium.features.joined(separator: ", ")
            switch moratorium.status {
            case .barred:
                return Finding(
                    .roadBarred, .warning, "road \(road): \(moratorium.reason.en)",
                    zh: "道路 \(road)：\(moratorium.reason.zh)",
                    subjects: moratorium.features,
                    help: "pass the road trenchless, choose another route, wait, or apply for the approval")
            case .unknown:
                return Finding(
                    .attributeMissing, .warning, "road \(road): \(moratorium.reason.en)",
                    zh: "道路 \(road)：\(moratorium.reason.zh)",
                    subjects: moratorium.features, help: "fill \(moratorium.missing.joined(separator: ", "))")
            case .free, .notDug: return nil
            }
        }
    }
}

extension RouteFacts {
    /// The facts with touches and proximities along the route, whatever order they came in.
    fileprivate var ordered: RouteFacts {
        var copy = self
        copy.touches.sort { a, b in
            let left = (a.fromM, a.toM, a.layer, a.kind.rawValue)
            let right = (b.fromM, b.toM, b.layer, b.kind.rawValue)
            return left == right ? a.features.lexicographicallyPrecedes(b.features) : left < right
        }
        copy.proximities.sort {
            ($0.atM ?? 0, $0.layer, $0.feature, $0.distanceM) < (
                $1.atM ?? 0, $1.layer, $1.feature, $1.distanceM
            )
        }
        return copy
    }
}

extension SourceFacts {
    var isStub: Bool { layer == "stubs" }
}
