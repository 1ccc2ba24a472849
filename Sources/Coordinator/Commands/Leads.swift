import PermitPolicy
import Vocabulary

/// Opens pre-construction cases from project records and advance notices (R23, R26, R34, R35).
public enum Leads {
    /// The cases a record opens.
    public static func cases(of record: ProjectRecord) -> [CaseID] {
        Set(record.utilities).sorted().map { CaseID(record.number, $0) }
    }

    /// Opens one case per utility of a record; the contact is due at the planning-permit stage (R34).
    ///
    /// - Parameter cases: those of ``cases(of:)`` that exist.
    /// - Throws: ``Problems``; residents come in by advance notice or application, never by a project record (R26).
    public static func open(
        _ record: ProjectRecord, cases: [CaseState], _ context: CommandContext
    ) throws(Problems) -> [Change] {
        var problems = Checks.problems(
            applicant: record.applicant, plot: record.plot, utilities: record.utilities)
        if record.receivedOn > context.today {
            problems.add(Checks.future(record.receivedOn, context.today, "received_on"))
        }
        if record.origin == .projectRecord, record.userType != .nonResident {
            problems.add(
                Problem(
                    .leadRefused, "project record '\(record.number)' is of a resident",
                    at: .init(field: "user_type"), help: "residents file a notice or apply themselves"))
        }
        for state in cases where state.exists && self.cases(of: record).contains(state.id) {
            problems.add(
                Problem(
                    .intakeFiledBefore, "case '\(state.id)' of record '\(record.number)' exists already",
                    at: .init(field: "number"), help: "give the number of this record"))
        }
        guard problems.isEmpty else { throw problems }
        var events: [Event] = [.leadOpened(record: record, due: record.planningPermitOn)]
        if record.origin == .advanceNotice { events.append(.noticeFiled(number: record.number)) }
        return self.cases(of: record).map {
            context.change(.connection($0), expecting: 0, events, on: record.receivedOn)
        }
    }
}
