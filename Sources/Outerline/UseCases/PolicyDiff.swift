import Configuration
import Coordinator
import PermitPolicy
import Vocabulary
import WorkCalendar

/// What tells two packs apart, and what that means for a project: the object of `policy diff --json`.
public struct PolicyDiffDocument: Encodable, Sendable {
    /// One open case with a chosen route that the second pack would treat in another way.
    public struct Case: Encodable, Sendable {
        public var id: String
        public var changes: DecisionChanges
        /// The promise's due day; nil before acceptance or where no limit is given.
        public var dueBefore: Day?
        public var dueAfter: Day?
        /// The first day the works may start if everything were submitted today; nil if a limit is unknown.
        public var readyBefore: Day?
        public var readyAfter: Day?

        private enum CodingKeys: String, CodingKey {
            case changes
            case id = "case"
            case dueBefore = "due_before"
            case dueAfter = "due_after"
            case readyBefore = "ready_to_dig_before"
            case readyAfter = "ready_to_dig_after"
        }
    }

    public var schema = "outerline.policy-diff/1"
    public var before: PackReference
    public var after: PackReference
    public var values: [ValueDifference]
    /// What stays the same by another clause or in other Chinese words.
    public var wordings: [ValueDifference] = []
    /// Cases that change, by id; empty without a project.
    public var cases: [Case] = []
    /// How many open cases with a route were compared; nil without a project.
    public var compared: Int?
}

extension Policies {
    /// Compares two packs, each a shipped name or the folder of one's own.
    ///
    /// - Throws: ``Problems`` if one of them cannot be loaded.
    public static func diff(_ before: String, _ after: String) throws -> PolicyDiffDocument {
        let (left, right) = (try PolicyPack.load(before), try PolicyPack.load(after))
        return PolicyDiffDocument(
            before: left.reference, after: right.reference, values: try left.differences(to: right),
            wordings: try left.wordingDifferences(to: right))
    }
}

extension Project {
    /// Which open cases and their routes would change class, permits or dates under another pack.
    ///
    /// Decides the stored facts of each route again under both packs, for today; nothing is written. Distances of
    /// the second pack that reach farther than those the route was measured with are not measured again.
    public func policyDiff(_ before: String, _ after: String) throws -> PolicyDiffDocument {
        let (left, right) = (try PolicyPack.load(before), try PolicyPack.load(after))
        let calendar = try calendar()
        var document = try Policies.diff(before, after)
        var compared = 0
        for state in try allStates().sorted(by: { $0.id < $1.id })
        where state.valveOpenedOn == nil && state.withdrawnOn == nil {
            guard let facts = state.route?.facts.stating(state.stated) else { continue }
            compared += 1
            let (old, new) = (left.decide(facts, on: desk.today), right.decide(facts, on: desk.today))
            let entry = PolicyDiffDocument.Case(
                id: state.id.rawValue, changes: old.changes(to: new),
                dueBefore: state.due(old, calendar), dueAfter: state.due(new, calendar),
                readyBefore: ready(old, left, calendar), readyAfter: ready(new, right, calendar))
            let same =
                entry.changes.isEmpty && entry.dueBefore == entry.dueAfter
                && entry.readyBefore == entry.readyAfter
            if !same { document.cases.append(entry) }
        }
        document.compared = compared
        return document
    }

    private func ready(_ decision: PolicyDecision, _ pack: PolicyPack, _ calendar: WorkCalendar) -> Day? {
        Programme(decision, from: desk.today, pack.clock.approval.value, calendar).readyToDig
    }
}

extension CaseState {
    /// The due day with the budget of a decision, the stops being as they are.
    fileprivate func due(_ decision: PolicyDecision, _ calendar: WorkCalendar) -> Day? {
        guard var clock else { return nil }
        clock.budgetDays = decision.promise.budgetDays
        return clock.due(calendar)?.day
    }
}
