import Vocabulary

/// What changes for one route when another pack decides it.
public struct DecisionChanges: Codable, Hashable, Sendable {
    /// One permit that both decisions know, under another procedure or limit.
    public struct ChangedPermit: Codable, Hashable, Sendable {
        public var kind: PermitKind
        public var authority: String
        /// What differs: `verdict`, `procedure`, `limit`.
        public var what: [String]
        public var before: String
        public var after: String

        public init(kind: PermitKind, authority: String, what: [String], before: String, after: String) {
            self.kind = kind
            self.authority = authority
            self.what = what
            self.before = before
            self.after = after
        }
    }

    /// Class ids, where they differ.
    public var classBefore: String?
    public var classAfter: String?
    /// Working days, nil for no limit; they differ if `budgetChanged`.
    public var budgetBefore: Int?
    public var budgetAfter: Int?
    public var budgetChanged: Bool
    /// `KIND authority` of permits to obtain under the second pack only.
    public var added: [String]
    /// Of permits to obtain under the first pack only.
    public var removed: [String]
    public var changed: [ChangedPermit]

    public var isEmpty: Bool {
        classBefore == classAfter && !budgetChanged && added.isEmpty && removed.isEmpty && changed.isEmpty
    }

    enum CodingKeys: String, CodingKey {
        case added, removed, changed
        case classBefore = "class_before"
        case classAfter = "class_after"
        case budgetBefore = "budget_before"
        case budgetAfter = "budget_after"
        case budgetChanged = "budget_changed"
    }
}

extension PolicyDecision {
    /// What another decision of the same facts changes: class, budget, permits, procedures and limits.
    ///
    /// Reasons and sources are not compared. Lists are in the order of kind and authority.
    public func changes(to other: PolicyDecision) -> DecisionChanges {
        let left = toObtain
        let right = other.toObtain
        let sameClass = promise.classID == other.promise.classID
        let both = left.keys.filter { right[$0] != nil }.sorted()
        return DecisionChanges(
            classBefore: sameClass ? nil : promise.classID,
            classAfter: sameClass ? nil : other.promise.classID,
            budgetBefore: promise.budgetDays, budgetAfter: other.promise.budgetDays,
            budgetChanged: promise.budgetDays != other.promise.budgetDays,
            added: right.keys.filter { left[$0] == nil }.sorted(),
            removed: left.keys.filter { right[$0] == nil }.sorted(),
            changed: both.compactMap { key in
                left[key].flatMap { before in right[key].flatMap { before.change(to: $0) } }
            })
    }

    /// The permits somebody has to obtain, by kind and authority.
    private var toObtain: [String: PermitRequirement] {
        let needed = permits.filter { $0.verdict != .exempt }
        return Dictionary(
            needed.map { ("\($0.kind) \($0.authority.id)", $0) }, uniquingKeysWith: { a, _ in a })
    }
}

extension PermitRequirement {
    fileprivate func change(to other: PermitRequirement) -> DecisionChanges.ChangedPermit? {
        var what: [String] = []
        if verdict != other.verdict { what.append("verdict") }
        if (effect ?? .normal) != (other.effect ?? .normal) { what.append("procedure") }
        if limit != other.limit { what.append("limit") }
        guard !what.isEmpty else { return nil }
        return DecisionChanges.ChangedPermit(
            kind: kind, authority: authority.id, what: what, before: summary, after: other.summary)
    }

    /// The limit that counts: the promised one, else the statutory one.
    private var limit: String {
        (promisedDays ?? statutoryDays).map { "\($0.days) \($0.unit.rawValue) days" } ?? "no limit"
    }

    private var summary: String { "\(verdict.rawValue), \((effect ?? .normal).rawValue), \(limit)" }
}
