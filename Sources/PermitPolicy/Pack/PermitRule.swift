import Vocabulary

/// When one kind of permit is needed, from whom, on what basis, how long it takes.
public struct PermitRule: Codable, Hashable, Sendable {
    /// Whether each authority's area has a permit of its own, or the whole route has one.
    public enum Per: String, Codable, Sendable, CaseIterable {
        case district, route
    }

    public var kind: PermitKind
    public var title: Wording
    public var basis: [Citation]
    /// Any of them calls for the permit.
    public var triggers: [TriggerRule]
    /// A role of ``AuthorityRules/roles``.
    public var authority: String
    /// Roles that decide instead, by the grade of what is touched.
    public var authorityByGrade: [GradeAuthority]
    /// Roles that decide instead, by area or count; the first step that holds counts.
    public var authoritySteps: [AuthorityStep]
    public var per: Per
    public var statutoryDays: DayLimit?
    public var promisedDays: DayLimit?
    public var materials: [Material]
    /// How long it lasts once granted; nil if no limit is known.
    public var validity: PermitValidity?
    /// What has to be done with it in hand.
    public var duties: [Duty]
    /// Said with every permit of this kind: a risk, a duty.
    public var notes: [Cited<Wording>]

    public init(
        kind: PermitKind, title: Wording, basis: [Citation], triggers: [TriggerRule], authority: String,
        authorityByGrade: [GradeAuthority] = [], authoritySteps: [AuthorityStep] = [],
        per: Per = .district, statutoryDays: DayLimit? = nil, promisedDays: DayLimit? = nil,
        materials: [Material] = [], validity: PermitValidity? = nil, duties: [Duty] = [],
        notes: [Cited<Wording>] = []
    ) {
        self.kind = kind
        self.title = title
        self.basis = basis
        self.triggers = triggers
        self.authority = authority
        self.authorityByGrade = authorityByGrade
        self.authoritySteps = authoritySteps
        self.per = per
        self.statutoryDays = statutoryDays
        self.promisedDays = promisedDays
        self.materials = materials
        self.validity = validity
        self.duties = duties
        self.notes = notes
    }

    /// Whether the permit may be demanded: some basis is better than unverified.
    public var isEnforceable: Bool { basis.contains { $0.level.isEnforceable } }
}

/// One edge of the permit programme: `before` must be granted before `after`.
public struct Dependency: Codable, Hashable, Sendable {
    public var before: PermitKind
    public var after: PermitKind
    public var source: Citation

    public init(before: PermitKind, after: PermitKind, source: Citation) {
        self.before = before
        self.after = after
        self.source = source
    }
}
