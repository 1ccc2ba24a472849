/// One reason on the route for one kind of permit, before hits are joined into requirements.
struct PermitHit {
    var trigger: PermitTrigger
    /// The district's id as the facts name it; nil if unknown.
    var district: String?
    var reasons: [Reason] = []
    var margins: [Margin] = []
    var missing: [String] = []
}

extension PermitTrigger {
    init(_ touch: TouchFact, note: Wording? = nil) {
        self.init(
            layer: touch.layer, features: touch.features, name: touch.name, fromM: touch.fromM,
            toM: touch.toM,
            lengthM: touch.lengthM, areaM2: touch.areaM2, note: note)
    }
}

/// Finds the hits of one trigger on a route.
struct HitFinder {
    let pack: PolicyPack
    let facts: RouteFacts
    let moratoria: [MoratoriumDecision]

    func hits(_ trigger: TriggerRule) -> [PermitHit] {
        switch trigger {
        case .touch(let condition): return touches(condition)
        case .controlZone(let layer): return zones(layer)
        case .planningArea: return planningArea()
        case .moratorium: return barredRoads()
        case .accompanies: return []
        }
    }

    private func touches(_ condition: TouchCondition) -> [PermitHit] {
        facts.touches.compactMap { touch in
            guard touch.layer == condition.layer,
                condition.kinds.isEmpty || condition.kinds.contains(touch.kind),
                condition.methods.isEmpty || condition.methods.contains(touch.method)
            else { return nil }
            var hit = PermitHit(
                trigger: PermitTrigger(touch, note: touch.kind.note), district: touch.district)
            if !condition.administrations.isEmpty {
                let administration = touch.administration ?? pack.roads.unknownAdministration.value
                guard condition.administrations.contains(administration) else { return nil }
                if touch.administration == nil { hit.assumeAdministration(pack.roads.unknownAdministration) }
            }
            if let level = touch.level, level != 0 {
                hit.reasons.append(
                    Reason(
                        code: "bridge_or_tunnel",
                        text: Wording(
                            zh: "该路段为桥梁或隧道（层级 \(level)），需人工复核",
                            en: "bridge or tunnel (level \(level)): to be checked")))
            }
            return hit
        }
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
                district: near.district,
                reasons: [
                    Reason(
                        code: margin.withinAccuracy ? "within_accuracy" : "control_zone", text: margin.text,
                        source: zone.widthM.source, margin: margin)
                ], margins: [margin])
        }
    }

    private func planningArea() -> [PermitHit] {
        if facts.inPlanningArea == false { return [] }
        let known = facts.inPlanningArea == true
        let note = Wording(
            zh: "城市没有规划区图层，按位于规划区内处理", en: "the city has no planning_area layer: taken as inside")
        return [
            PermitHit(
                trigger: PermitTrigger(
                    layer: known ? "planning_area" : nil, fromM: 0, toM: facts.gridLengthM,
                    lengthM: facts.gridLengthM, note: known ? nil : note),
                district: facts.districts.last?.id,
                reasons: known ? [] : [Reason(code: "layer_missing", text: note)],
                missing: known ? [] : ["planning_area"])
        ]
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
}

extension PermitHit {
    fileprivate mutating func assumeAdministration(_ assumed: Cited<RoadAdministration>) {
        missing.append("roads.administration")
        reasons.append(
            Reason(
                code: "missing_attribute",
                text: Wording(
                    zh: "道路管理属性缺失，按\(assumed.value == .city ? "城市道路" : "公路")处理",
                    en: "the road's administration is missing: taken as \(assumed.value.rawValue)"),
                source: assumed.source))
    }
}

extension TouchFact.Kind {
    fileprivate var note: Wording? {
        self == .strip ? Wording(zh: "仅施工作业带触及", en: "only the disturbed strip touches") : nil
    }
}
