import Coordinator
import Ledger
import PermitPolicy
import Vocabulary
import WorkCalendar

extension CaseFiling {
    func intake(_ application: Application) throws(Problems) -> [Change] {
        let cases = try existing(Intake.cases(of: application))
        let filedBefore: ApplicationState
        do {
            filedBefore = try ledger.application(application.number)
        } catch {
            throw Problems([error as? Problem ?? Problem(.unexpected, "\(error)")])
        }
        let terms = pack.documents.pending
        return try Intake.file(
            application, existing: filedBefore, cases: cases, accept: accepts,
            documents: accepts ? handedIn(with: application) : [],
            pending: application.documentsPending.map {
                $0.with(
                    terms, acceptedOn: application.effectiveOn(pack.clock.cutOff.value), desk.calendar)
            },
            clockRuns: terms.clockRuns.value, cutOff: pack.clock.cutOff.value,
            admissible: { [pack] facts in
                pack.admissibility(of: facts).kept.first.map(\.message)
            }, context)
    }

    /// What the one window took in with the form: the pack's documents, but for those said to be pending (R11).
    private func handedIn(with application: Application) -> [DocumentOnFile] {
        let pending = Set(application.documentsPending.map(\.document))
        return pack.materials(for: .connection, on: application.filedOn, onFile: []).compactMap { status in
            let material = status.material
            guard status.isMissing,
                pending.isDisjoint(with: [material.id, material.title.zh, material.title.en])
            else { return nil }
            return DocumentOnFile(
                material: material.id, origin: .user, filedOn: application.filedOn,
                reference: application.number.rawValue)
        }
    }

    /// Remembers what an item of the file would make of its cases, for the items after it.
    func look(ahead changes: [Change]) throws {
        for entry in changes.flatMap(\.entries) {
            guard case .connection(let id) = entry.stream else { continue }
            var state = try ahead[id] ?? ledger.state(of: id)
            state.apply(entry)
            ahead[id] = state
        }
    }

    func existing(_ ids: [CaseID]) throws(Problems) -> [CaseState] {
        do {
            let stored = try ledger.states(of: ids.filter { ahead[$0] == nil })
            return stored + ids.compactMap { ahead[$0] }
        } catch {
            throw Problems([error as? Problem ?? Problem(.unexpected, "\(error)")])
        }
    }
}

extension PendingDocument {
    /// The same with the pack's terms where it names none: deadline and consequence (R15).
    func with(_ terms: PendingRules, acceptedOn day: Day, _ calendar: WorkCalendar) -> PendingDocument {
        var copy = self
        copy.consequence = consequence ?? terms.consequence.value
        guard dueOn == nil, terms.deadline.value != .siteSurvey else { return copy }
        copy.dueOn = terms.lastDay(acceptedOn: day, surveyOn: nil, calendar)
        copy.orAtSurvey = terms.deadline.value == .daysOrSiteSurvey ? true : nil
        return copy
    }
}
