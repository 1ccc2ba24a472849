import Vocabulary

extension PermitRule {
    /// Whether a trigger reads roads that are no city roads.
    var readsHighways: Bool {
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

extension PermitRule {
    /// Whether nothing but a person's word calls for it.
    var asksOnly: Bool {
        triggers.allSatisfy { if case .stated = $0 { true } else { false } }
    }
}

extension TriggerResult {
    mutating func add(_ other: TriggerResult) {
        hits += other.hits
        open.formUnion(other.open)
    }

    /// The questions whose answers are open.
    func questions(_ rule: PermitRule) -> [Reason] {
        rule.triggers.compactMap { trigger in
            guard case .stated(let condition) = trigger, open.contains("works.\(condition.field)") else {
                return nil
            }
            return Reason(code: "question", text: condition.question)
        }
    }
}

extension String {
    /// The command that states a fact named `works.…`.
    var statedByCommand: String {
        let field = dropFirst("works.".count)
        let option =
            switch field {
            case "investment": "--investment YUAN"
            case "night_work": "--night-work yes|no"
            case "temporary_land": "--temporary-land yes|no"
            default: "--fact \(field)=yes|no"
            }
        return "outerline case state FILE CASE \(option) --evidence TEXT"
    }
}

extension ThresholdEffect {
    var rank: Int {
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
    static func precedes(_ a: PermitTrigger, _ b: PermitTrigger) -> Bool {
        let left = (a.fromM ?? -1, a.toM ?? -1, a.layer ?? "")
        let right = (b.fromM ?? -1, b.toM ?? -1, b.layer ?? "")
        return left == right ? a.features.lexicographicallyPrecedes(b.features) : left < right
    }
}

/// The elements without repeats, in order.
func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
    var seen: Set<Element> = []
    return elements.filter { seen.insert($0).inserted }
}
