import Vocabulary

/// Finds the hits of one trigger on a route.
struct HitFinder {
    let pack: PolicyPack
    let facts: RouteFacts
    let moratoria: [MoratoriumDecision]

    /// Missing layers are not told here; see ``PermitDerivation``.
    func result(_ trigger: TriggerRule) -> TriggerResult {
        switch trigger {
        case .touch(let condition): return touches(condition)
        case .near(let condition): return near(condition)
        case .controlZone(let layer): return TriggerResult(hits: zones(layer))
        case .planningArea: return TriggerResult(hits: planningArea())
        case .moratorium: return TriggerResult(hits: barredRoads())
        case .utility(let utilities):
            let note = Wording(zh: "专业：\(facts.utility.zh)", en: "utility: \(facts.utility.rawValue)")
            return utilities.contains(facts.utility) ? TriggerResult(hits: [whole(note)]) : TriggerResult()
        case .excavation:
            let note = Wording(zh: "有开挖作业", en: "something is dug")
            return facts.groundLengthM > 0 ? TriggerResult(hits: [whole(note)]) : TriggerResult()
        case .investment(let limit): return investment(limit)
        case .accompanies, .stated: return TriggerResult()
        }
    }

    func whole(_ note: Wording?) -> PermitHit {
        PermitHit(trigger: PermitTrigger(whole: facts, note: note), district: facts.districts.last?.id)
    }

    private func touches(_ condition: TouchCondition) -> TriggerResult {
        var result = TriggerResult()
        for touch in facts.touches where touch.layer == condition.layer {
            guard condition.kinds.isEmpty || condition.kinds.contains(touch.kind),
                condition.methods.isEmpty || condition.methods.contains(touch.method)
            else { continue }
            var hit = PermitHit(
                trigger: PermitTrigger(touch, note: touch.kind.note), district: touch.district,
                grade: touch.grade ?? touch.administration?.rawValue)
            if !condition.administrations.isEmpty {
                let administration = touch.administration ?? pack.roads.unknownAdministration.value
                guard condition.administrations.contains(administration) else { continue }
                if touch.administration == nil { hit.assumeAdministration(pack.roads.unknownAdministration) }
            }
            guard hit.passes(touch.categoryWord, of: touch.layer, among: condition.categories) else {
                continue
            }
            if condition.bridge {
                switch touch.isOnBridge(pack.roads) {
                case true?: break
                case false?: continue
                case nil:
                    result.open.insert("\(touch.layer).bridge")
                    continue
                }
            }
            if let level = touch.level, level != 0 {
                hit.reasons.append(
                    Reason(
                        code: "bridge_or_tunnel",
                        text: Wording(
                            zh: "该路段为桥梁或隧道（层级 \(level)），需人工复核",
                            en: "bridge or tunnel (level \(level)): to be checked")))
            }
            result.hits.append(hit)
        }
        return result
    }

    // MARK: - Distances

    private func near(_ condition: NearCondition) -> TriggerResult {
        let comparison = pack.comparison(facts)
        var result = TriggerResult()
        for near in facts.proximities where near.layer == condition.layer {
            if condition.underground, (near.level ?? 0) >= 0 { continue }
            var hit = PermitHit(
                trigger: PermitTrigger(
                    layer: near.layer, features: [near.feature], name: near.name, fromM: near.atM,
                    toM: near.atM),
                district: near.district, grade: near.grade, trunkCm: near.trunkCm)
            guard hit.passes(near.category, of: near.layer, among: condition.categories) else { continue }
            // The pipe lies in the middle of the strip.
            let toPipe = max(0, facts.stripWidthM / 2 - (facts.diameterMm ?? 0) / 2000)
            let distance = near.distanceM + (condition.from == .pipe ? toPipe : 0)
            let limit = condition.within
            guard comparison.isMet(distance, limit: limit.value) else {
                if let far = condition.possiblyWithin, comparison.isMet(distance, limit: far.value) {
                    result.open.insert(condition.missing ?? near.layer)
                }
                continue
            }
            let place = Wording(zh: "距离 ", en: "of distance")
            let margin = comparison.margin(distance, limit: limit.value, unit: "m", in: place)
            hit.margins = [margin]
            hit.reasons.append(
                Reason(
                    code: margin.withinAccuracy && limit.value > 0 ? "within_accuracy" : "near",
                    text: margin.text, source: limit.source, margin: margin))
            hit.reviewOnly(limit.source)
            result.hits.append(hit)
        }
        if !result.hits.isEmpty { result.open = [] }
        return result
    }

    private func zones(_ layer: String) -> [PermitHit] {
        let comparison = pack.comparison(facts)
        return facts.proximities.compactMap { near in
            guard near.layer == layer, let administration = near.administration,
                let zone = pack.roads.controlZones.first(where: { $0.administration == administration })
            else { return nil }
            let limit = zone.widthM.value
            guard comparison.isMet(near.distanceM, limit: limit) else { return nil }
            let margin = comparison.margin(
                near.distanceM, limit: limit, unit: "m", in: Wording(zh: "距公路用地外缘 ", en: "of control zone"))
            return PermitHit(
                trigger: PermitTrigger(
                    layer: layer, features: [near.feature], name: near.name, fromM: near.atM, toM: near.atM,
                    note: Wording(zh: "位于公路建筑控制区内", en: "inside the building control zone")),
                district: near.district, grade: administration.rawValue,
                reasons: [
                    Reason(
                        code: margin.withinAccuracy ? "within_accuracy" : "control_zone", text: margin.text,
                        source: zone.widthM.source, margin: margin)
                ], margins: [margin])
        }
    }

    // MARK: - The whole route

    private func planningArea() -> [PermitHit] {
        if facts.inPlanningArea == false { return [] }
        let known = facts.inPlanningArea == true
        let note = Wording(
            zh: "城市没有规划区图层，按位于规划区内处理", en: "the city has no planning_area layer: taken as inside")
        var hit = whole(known ? nil : note)
        hit.trigger.layer = known ? "planning_area" : nil
        if !known {
            hit.reasons = [Reason(code: "layer_missing", text: note)]
            hit.missing = ["planning_area"]
        }
        return [hit]
    }

    private func barredRoads() -> [PermitHit] {
        moratoria.filter { $0.status == .barred }.flatMap { moratorium in
            facts.touches.filter {
                $0.layer == "roads" && $0.features == moratorium.features && $0.method == .openCut
            }.map {
                PermitHit(
                    trigger: PermitTrigger($0, note: moratorium.reason), district: $0.district,
                    reasons: [Reason(code: "barred", text: moratorium.reason, source: moratorium.basis.first)]
                )
            }
        }
    }

    private func investment(_ limit: Cited<Double>) -> TriggerResult {
        guard let cost = facts.investmentYuan else { return TriggerResult(open: ["works.investment"]) }
        guard cost > limit.value else { return TriggerResult() }
        let amounts = (plain(cost), plain(limit.value))
        var hit = whole(
            Wording(
                zh: "工程投资 \(amounts.0) 元，超过 \(amounts.1) 元",
                en: "the works cost \(amounts.0) yuan, more than \(amounts.1)"))
        hit.reviewOnly(limit.source)
        return TriggerResult(hits: [hit])
    }

    /// The hits of a question a person answers.
    ///
    /// - Parameter needed: the kinds other triggers call for.
    func stated(_ condition: StatedCondition, needed: Set<PermitKind>) -> TriggerResult {
        if !condition.with.isEmpty && needed.isDisjoint(with: condition.with) { return TriggerResult() }
        if !condition.outside.isEmpty && !leaves(condition.outside) { return TriggerResult() }
        guard let record = facts.stated(condition.field) else {
            return TriggerResult(open: ["works.\(condition.field)"])
        }
        guard record.value else { return TriggerResult() }
        var hit = whole(condition.question)
        hit.reasons = [
            Reason(
                code: "stated",
                text: Wording(
                    zh: "由 \(record.by) 于 \(record.on) 说明：\(record.reason)",
                    en: "stated by \(record.by) on \(record.on): \(record.reason)"))
        ]
        return TriggerResult(hits: [hit])
    }

    /// Whether some part of the line lies in none of these layers.
    private func leaves(_ layers: [String]) -> Bool {
        let inside = facts.touches.filter { layers.contains($0.layer) && $0.kind != .strip }
            .sorted { ($0.fromM, $0.toM) < ($1.fromM, $1.toM) }
        let gap = pack.measuring.lengthAccuracyM.value
        var reached = 0.0
        for touch in inside {
            if touch.fromM > reached + gap { return true }
            reached = max(reached, touch.toM)
        }
        return facts.gridLengthM > reached + gap
    }
}

extension PermitHit {
    /// Whether a feature of this category counts; without a category it does, for review.
    fileprivate mutating func passes(_ category: String?, of layer: String, among known: [String]) -> Bool {
        if known.isEmpty { return true }
        guard let category else {
            assumeCategory(layer)
            return true
        }
        return known.contains(category)
    }
}

extension TouchFact {
    fileprivate var categoryWord: String? { layer == "roads" ? roadClass : category }

    /// Nil if neither the bridge nor the level is known and the pack reads nothing into that.
    fileprivate func isOnBridge(_ rules: RoadRules) -> Bool? {
        if let bridge { return bridge }
        if let level { return level > 0 }
        return rules.unknownLevelIsGround.value ? false : nil
    }
}
