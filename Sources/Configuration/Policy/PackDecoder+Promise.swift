import PermitPolicy
import Vocabulary
import WorkCalendar

extension PackDecoder {
    func readClock(_ node: YAMLNode) -> ClockRules? {
        node.allow("cut_off", "stop_causes", "approval")
        let cutOff = cited(node, "cut_off", base?.clock.cutOff, cutOff)
        let causes = cited(node, "stop_causes", base?.clock.stopCauses) { $0.choices(StopCause.self) }
        let approval = cited(
            node, "approval", base?.clock.approval, else: PackDefaults.approval
        ) { $0.choice(ApprovalMode.self) }
        guard let cutOff, let causes, let approval else { return nil }
        return ClockRules(cutOff: cutOff, stopCauses: causes, approval: approval)
    }

    /// `promise:` is read as a whole: classes and choices belong together.
    func readPromise(_ node: YAMLNode) -> PromiseRules? {
        node.allow("classes", "without_outer_line", "with_outer_line", "direct", "no_limit")
        let classes = node.requiredItems("classes").compactMap(promiseClass)
        let without = node.required("without_outer_line").flatMap { choice($0, classes) }
        let with = node.required("with_outer_line").flatMap { choice($0, classes) }
        let noLimit = node.required("no_limit").flatMap(citedWording)
        let direct = node["direct"].flatMap { readDirect($0, classes) }
        guard let without, let with, let noLimit else { return nil }
        return PromiseRules(
            classes: classes, withoutOuterLine: without, withOuterLine: with, direct: direct,
            noLimit: noLimit)
    }

    private func promiseClass(_ node: YAMLNode) -> PromiseClass? {
        node.allow(["id", "title", "stages", "budgets"] + citationKeys)
        let id = node.required("id")?.text()
        let title = node.required("title").flatMap { wording($0) }
        let stages = node.requiredItems("stages").compactMap(stage)
        var budgets: [UtilityBudget] = []
        for (name, budget) in node.entries("budgets") {
            guard let utility = Utility(rawValue: name) else {
                budget.fail(.yamlUnknownKey, "'\(name)' is no utility")
                continue
            }
            budget.allow(["value"] + citationKeys)
            let days = budget.required("value")?.integer(in: 0...1000)
            let source = citation(budget)
            if let days, let source {
                budgets.append(UtilityBudget(utility: utility, days: Cited(days, source: source)))
            }
        }
        let source = citation(node)
        guard let id, let title, let source else { return nil }
        return PromiseClass(
            id: id, title: title, stages: stages, budgets: budgets.sorted { $0.utility < $1.utility },
            source: source)
    }

    private func choice(_ node: YAMLNode, _ classes: [PromiseClass]) -> ClassChoice? {
        node.allow(["class", "review", "reading"] + citationKeys)
        let named = node.required("class")
        let id = named?.text()
        if let id, !classes.contains(where: { $0.id == id }) {
            named?.fail(
                .packReference, "class '\(id)' is not defined",
                help: nearestWord(to: id, among: classes.map(\.id)).map { "did you mean '\($0)'?" })
        }
        let source = citation(node)
        guard let id, let source else { return nil }
        return ClassChoice(
            classID: id, review: node.boolean("review", default: false),
            reading: node["reading"].flatMap { wording($0) }, source: source)
    }

    private func readDirect(_ node: YAMLNode, _ classes: [PromiseClass]) -> DirectRules? {
        node.allow("conditions", "limit_m", "combination", "within", "over_limit", "unknown")
        let conditions = cited(node, "conditions") { $0.choices(DirectRules.Condition.self) }
        let limit = cited(node, "limit_m") { $0.number(in: 0...100_000) }
        let combination = cited(node, "combination") { $0.choice(DirectRules.Combination.self) }
        let within = node.required("within").flatMap { choice($0, classes) }
        let over = node.required("over_limit").flatMap { choice($0, classes) }
        let unknown = node.required("unknown").flatMap { choice($0, classes) }
        guard let conditions, let limit, let combination, let within, let over, let unknown else {
            return nil
        }
        return DirectRules(
            conditions: conditions, limitM: limit, combination: combination, within: within, overLimit: over,
            unknown: unknown)
    }

    /// `HH:MM`, quoted in the file.
    private func cutOff(_ node: YAMLNode) -> CutOff? {
        guard let time = node.text().flatMap({ TimeOfDay($0) }) else {
            node.fail(.yamlValue, "expected a time of day \"HH:MM\"")
            return nil
        }
        return CutOff(minute: time.minute)
    }
}
