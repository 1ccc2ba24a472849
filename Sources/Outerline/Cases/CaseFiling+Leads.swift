import CityModel
import Coordinator
import Ledger
import PermitPolicy
import Vocabulary

extension CaseFiling {
    /// Looks at all project records before anything is written.
    ///
    /// What is late or in conflict is a finding of ``open(_:)`` and no problem.
    ///
    /// - Throws: ``Problems``: plots that do not exist, records of residents, numbers applications have used.
    func check(_ records: [(record: ProjectRecord, place: Problem.Place)]) throws {
        var problems = Problems()
        defer { ahead = [:] }
        for (record, place) in records {
            if try desk.city.feature(record.plot, of: .plots) == nil {
                problems.add(noSuchPlot(record.plot, place))
            }
            if try opened(by: record) != nil { continue }
            let changes: [Change]
            do throws(Problems) {
                changes = try receipt(record).changes
            } catch {
                for problem in error.kept { problems.add(problem.located(place)) }
                continue
            }
            try look(ahead: changes)
        }
        try problems.throwIfAny()
    }

    /// The cases of a record that came before with the same content; nil if it is new or differs.
    func opened(by record: ProjectRecord) throws -> [CaseID]? {
        let record = try located(record)
        let states = try ledger.states(of: Leads.cases(of: record))
        guard !states.isEmpty, states.allSatisfy({ $0.record == record }) else { return nil }
        let late = try applied(record)
        return states.count + late.count >= record.utilities.count ? states.map(\.id) : nil
    }

    /// Opens the pre-construction cases of a project record, as far as they can be decided before anybody applies.
    func open(_ record: ProjectRecord) throws -> Filed {
        let record = try located(record)
        guard let plot = try desk.city.feature(record.plot, of: .plots) else {
            throw Problem(.plotNotFound, "there is no plot '\(record.plot)'")
        }
        let receipt = try receipt(record)
        var filed = Filed(changes: receipt.changes, states: [], findings: receipt.findings)
        let begun = filed.changes.flatMap(\.entries)
        for id in Leads.cases(of: record) {
            var state = try ledger.state(of: id)
            let isNew = !state.exists
            for entry in begun where entry.stream == .connection(id) { state.apply(entry) }
            guard state.exists else { continue }
            if isNew { try advance(&state, on: record.receivedOn, record.userType, plot, &filed) }
            filed.states.append(state)
        }
        return filed
    }

    // MARK: - Parts

    /// The cases other applications have for the plot and utilities of a record.
    private func applied(_ record: ProjectRecord) throws -> [Utility: CaseID] {
        var query = CaseQuery()
        query.plot = record.plot
        var applied: [Utility: CaseID] = [:]
        for row in try ledger.cases(query) where record.utilities.contains(row.caseID.utility) {
            guard row.application != nil, row.stage != .withdrawn, row.caseID.intake != record.number else {
                continue
            }
            applied[row.caseID.utility] = applied[row.caseID.utility] ?? row.caseID
        }
        return applied
    }

    private func receipt(_ record: ProjectRecord) throws(Problems) -> Leads.Receipt {
        let record = try placed(record)
        if record.origin == .advanceNotice {
            let notice = NoticeFiling(number: record.number.rawValue, filedOn: record.receivedOn)
            let problems = pack.problems(of: notice, on: context.today)
            guard problems.isEmpty else { throw problems }
        }
        let applied: [Utility: CaseID]
        do {
            applied = try self.applied(record)
        } catch {
            throw Problems([error as? Problem ?? Problem(.unexpected, "\(error)")])
        }
        return try Leads.receive(
            record, cases: try existing(Leads.cases(of: record)), applied: applied, context)
    }

    private func placed(_ record: ProjectRecord) throws(Problems) -> ProjectRecord {
        do {
            return try located(record)
        } catch {
            throw Problems([error as? Problem ?? Problem(.unexpected, "\(error)")])
        }
    }
}
