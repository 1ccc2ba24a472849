import PermitPolicy
import Vocabulary

extension Leads {
    /// What a record that comes in changes, and what must be told about it.
    public struct Receipt: Sendable, Hashable {
        public var changes: [Change]
        public var findings: [Finding]

        public init(changes: [Change], findings: [Finding]) {
            self.changes = changes
            self.findings = findings
        }
    }

    /// Takes in a record of the project-approval system: new, known, newer, late or in conflict.
    ///
    /// The same record again changes nothing. A newer version of a known one updates its dates and names. One that is
    /// older than what is known, or that names another applicant, plot or list of utilities, is told and left out. A
    /// utility for which the user has applied already gets no lead.
    ///
    /// - Parameters:
    ///   - cases: those of ``cases(of:)`` that exist.
    ///   - applied: for utilities of the plot, the case of an application that stands already.
    /// - Throws: ``Problems`` as ``open(_:cases:_:)`` does.
    public static func receive(
        _ record: ProjectRecord, cases: [CaseState], applied: [Utility: CaseID] = [:],
        _ context: CommandContext
    ) throws(Problems) -> Receipt {
        let own = cases.filter { $0.exists && self.cases(of: record).contains($0.id) }
        if let known = own.lazy.compactMap(\.record).first {
            return try update(record, known, own, context)
        }
        let late = Set(record.utilities).filter { applied[$0] != nil }
        let findings = lateFindings(record, late.sorted().compactMap { applied[$0] })
        if late.count == Set(record.utilities).count, !late.isEmpty {
            return Receipt(changes: [], findings: findings)
        }
        let open = try self.open(record, cases: cases, context)
        let kept = open.filter { change in
            !late.contains { change.stream == .connection(CaseID(record.number, $0)) }
        }
        return Receipt(changes: kept, findings: findings)
    }

    private static func update(
        _ record: ProjectRecord, _ known: ProjectRecord, _ cases: [CaseState], _ context: CommandContext
    ) throws(Problems) -> Receipt {
        if record == known { return Receipt(changes: [], findings: []) }
        let conflicts = differences(record, known)
        if !conflicts.isEmpty {
            let finding = Finding(
                .leadConflict, .warning,
                "record '\(record.number)' has another \(conflicts.joined(separator: ", ")) than the one of \(known.receivedOn)",
                subjects: [record.number.rawValue],
                help: "the record received first stands; nothing was changed")
            return Receipt(changes: [], findings: [finding])
        }
        guard record.receivedOn >= known.receivedOn else {
            let finding = Finding(
                .leadLate, .warning,
                "record '\(record.number)' of \(record.receivedOn) is older than the one of \(known.receivedOn)",
                subjects: [record.number.rawValue], help: "the newer record stands; nothing was changed")
            return Receipt(changes: [], findings: [finding])
        }
        guard record.receivedOn <= context.today else {
            throw Problems([Checks.future(record.receivedOn, context.today, "received_on")])
        }
        let event = Event.leadUpdated(record: record, due: record.planningPermitOn)
        let changes = cases.filter { ConnectionStep.machine.row(.earlyWorks, from: $0.stage) != nil }.map {
            context.change(.connection($0.id), expecting: $0.version, [event], on: record.receivedOn)
        }
        return Receipt(changes: changes, findings: lateFindings(record, []))
    }

    /// What makes it another project, by field; names and dates may be mended, these may not.
    private static func differences(_ record: ProjectRecord, _ known: ProjectRecord) -> [String] {
        var fields: [String] = []
        if record.applicant != known.applicant { fields.append("applicant") }
        if record.userType != known.userType { fields.append("user_type") }
        if record.plot != known.plot { fields.append("plot") }
        if Set(record.utilities) != Set(known.utilities) { fields.append("utilities") }
        if record.origin != known.origin { fields.append("origin") }
        return fields
    }

    private static func lateFindings(_ record: ProjectRecord, _ applied: [CaseID]) -> [Finding] {
        var findings = applied.map {
            Finding(
                .leadLate, .warning,
                "record '\(record.number)' came late: case '\($0)' of plot '\(record.plot)' stands already",
                subjects: [record.number.rawValue, $0.rawValue],
                help: "no lead is opened for \($0.utility.rawValue)")
        }
        if let due = record.planningPermitOn, due < record.receivedOn {
            findings.append(
                Finding(
                    .leadLate, .warning,
                    "record '\(record.number)' came on \(record.receivedOn), after its planning permit of \(due)",
                    subjects: [record.number.rawValue], help: "contact the user at once"))
        }
        return findings
    }
}
