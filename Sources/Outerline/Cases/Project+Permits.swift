import Coordinator
import Ledger
import PermitPolicy
import Vocabulary
import WorkCalendar

extension Project {
    /// The permits of one case, or of all, in the order of cases and permits.
    public func permits(of caseID: String? = nil, _ emit: (PermitDocument) throws -> Void) throws {
        let calendar = try calendar()
        let states = try caseID.map { [try existing($0)] } ?? allStates()
        for state in states {
            for permit in state.permits {
                try emit(PermitDocument(permit, of: state, on: desk.today, calendar))
            }
        }
    }

    /// Takes a step with a permit and gives it as it is after it.
    ///
    /// - Parameter step: makes the command from the permit's id.
    /// - Throws: ``Problem`` `CLI-111` for an unknown permit; `PRM-1xx` if the step is refused, with what would make
    ///   it legal.
    public func step(
        _ id: String, on day: Day, _ step: (PermitID) -> CaseCommand
    ) throws -> PermitDocument {
        guard let permitID = PermitID(id) else { throw noSuchPermit(id, nil) }
        let state = try ledger.state(of: permitID.caseID)
        guard state.permit(permitID) != nil else { throw noSuchPermit(id, state) }
        let moment = try effective(day)
        let after = try ledger.run(
            step(permitID), on: permitID.caseID, effective: moment.day, moment.context)
        guard let permit = after.permit(permitID) else { throw noSuchPermit(id, after) }
        return PermitDocument(permit, of: after, on: desk.today, try calendar())
    }

    private func noSuchPermit(_ id: String, _ state: CaseState?) -> Problem {
        let known =
            state.map { $0.permits.map(\.id.rawValue) } ?? (try? ledger.permits().map(\.permit.rawValue))
            ?? []
        let near = nearestWord(to: id, among: known)
        return Problem(
            .noPermitsGiven, "there is no permit '\(id)'", at: .init(file: path),
            help: near.map { "did you mean '\($0)'?" } ?? "'outerline permit list' shows all permits")
    }
}
