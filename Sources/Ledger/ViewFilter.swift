import Coordinator
import GRDB
import PermitPolicy
import Vocabulary

/// Which cases and items a view shows; every filter that is nil lets all through.
public struct ViewFilter: Sendable, Hashable {
    public var stage: CaseStage?
    public var light: TrafficLight?
    public var utility: Utility?
    /// All texts under which the district is known; see `AuthorityRules.names(ofDistrict:)`.
    public var districts: [String]?
    public var company: String?
    public var representative: String?
    /// Who holds an item of the worklist; of no matter for cases.
    public var holder: BallHolder?
    /// What whoever asks may see at all; nil for everything.
    public var within: ViewScope?

    public init() {}

    /// True if the filter lets a case through, its lamp apart.
    public func admits(_ state: CaseState) -> Bool {
        (stage == nil || stage == state.stage) && (utility == nil || utility == state.utility)
            && districts.map { state.district.map($0.contains) ?? false } ?? true
            && (company == nil || company == state.company)
            && (representative == nil || representative == state.representative)
            && within?.admits(state.utility, district: state.district) ?? true
    }

    public func admits(_ item: WorkItem) -> Bool {
        (light == nil || light == item.light) && (holder == nil || holder == item.holder)
    }

    /// The terms of a WHERE clause over `cases` or `work_items`, never empty.
    func terms(on today: Day) -> SQL {
        var terms: [SQL] = []
        let equal: [(String, String?)] = [
            ("stage", stage?.rawValue), ("utility", utility?.rawValue), ("franchise_utility", company),
            ("representative", representative),
        ]
        for (column, value) in equal {
            if let value { terms.append("\(sql: column) = \(value)") }
        }
        if let districts { terms.append("district IN \(districts)") }
        if let light { terms.append("\(Lamp.sql(on: today)) = \(light.rawValue)") }
        if let within { terms += within.terms }
        return terms.isEmpty ? "1" : terms.joined(separator: " AND ")
    }

    /// The terms for an item of the worklist, shown on the day in the mode; nil is that of the case's policy.
    func itemTerms(on today: Day, _ approval: ApprovalMode?, dueThrough limit: Day?) -> SQL {
        let day = today.description
        var terms: [SQL] = [
            self.terms(on: today),
            "\(sql: approval.map { $0 == .serial ? "in_serial" : "in_parallel" } ?? "in_own")",
            "(shown_from IS NULL OR shown_from <= \(day))", "(shown_until IS NULL OR shown_until > \(day))",
        ]
        if let holder { terms.append("holder = \(holder.rawValue)") }
        if let limit { terms.append("due <= \(limit.description)") }
        return terms.joined(separator: " AND ")
    }
}

/// Which cases somebody may see: by utility and by district, each all where it is nil.
public struct ViewScope: Sendable, Hashable {
    public var utilities: Set<Utility>?
    /// All texts under which the districts are known; see `AuthorityRules.names(ofDistrict:)`.
    public var districts: Set<String>?

    public init(utilities: Set<Utility>? = nil, districts: Set<String>? = nil) {
        self.utilities = utilities
        self.districts = districts
    }

    /// A case without a district is seen by those only who see all districts.
    public func admits(_ utility: Utility, district: String?) -> Bool {
        utilities?.contains(utility) ?? true
            && districts.map { names in district.map(names.contains) ?? false } ?? true
    }

    var terms: [SQL] {
        var terms: [SQL] = []
        if let utilities { terms.append("utility IN \(utilities.sorted().map(\.rawValue))") }
        if let districts { terms.append("district IN \(districts.sorted())") }
        return terms
    }
}

/// A lamp as SQL: what ``LightCourse`` says in Swift.
enum Lamp {
    static func sql(on today: Day) -> SQL {
        let day = today.description
        return """
            CASE WHEN red_from <= \(day) THEN 'red' WHEN yellow_from <= \(day) THEN 'yellow' ELSE light END
            """
    }

    /// 0 for what must be looked at first.
    static func urgency(on today: Day) -> SQL {
        let ranks = TrafficLight.allCases.map { "WHEN '\($0.rawValue)' THEN \($0.urgency)" }
        return "CASE \(sql(on: today)) \(sql: ranks.joined(separator: " ")) END"
    }
}
