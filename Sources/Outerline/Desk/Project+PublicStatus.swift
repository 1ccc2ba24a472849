import Coordinator
import Ledger
import PermitPolicy
import Vocabulary
import WorkCalendar

/// How far one connection has come, as its applicant may see it: no name, no place, no number.
public struct PublicStatus: Sendable, Hashable {
    public var utility: Utility
    public var stage: CaseStage
    public var milestones: [CaseDossier.Milestone]
    /// What is to be done next, and by whom; nil where nothing is.
    public var next: WorkAction?
    public var holder: BallHolder?
    /// The day something was recorded last.
    public var changedOn: Day?
}

extension Project {
    /// The cases of the same application, itself among them, in order.
    ///
    /// - Throws: ``Problem`` `CAS-101` if there is no such case.
    public func casesBeside(_ id: String) throws -> [CaseWhereabouts] {
        let own = try whereabouts(id)
        let all = try ledger.application(ledger.state(of: own.id).parent).cases
        return try (all.contains(own.id) ? all : [own.id]).sorted().compactMap { other in
            try ledger.caseRow(other).map {
                CaseWhereabouts(id: other, utility: $0.utility, district: $0.district)
            }
        }
    }

    /// The progress of cases for whoever applied; ids there are no cases of are passed over.
    public func publicStatus(_ ids: [String]) throws -> [PublicStatus] {
        let calendar = try calendar()
        return try ids.compactMap { id in
            guard let caseID = CaseID(id) else { return nil }
            let entries = try ledger.entries(of: .connection(caseID))
            let state = CaseState(id: caseID, entries.map(\.entry))
            guard state.exists else { return nil }
            let next = state.work(on: desk.today, calendar, desk.approval).first
            return PublicStatus(
                utility: state.utility, stage: state.stage, milestones: state.milestones,
                next: next?.action, holder: next?.holder,
                changedOn: entries.last?.entry.recordedAt.dayInChina)
        }
    }
}
