import PermitPolicy
import Vocabulary

/// Opens emergency repairs: a case of its own kind, without an application and without a promise.
public enum Emergencies {
    public static func caseID(of record: EmergencyRecord) -> CaseID { CaseID(record.number, record.utility) }

    /// Opens the case of a repair; its permits follow with ``CaseCommand/adoptDecision(_:)``.
    ///
    /// - Parameter existing: the state of ``caseID(of:)``.
    /// - Throws: ``Problem`` `CAS-108` if the number is taken, `CAS-102` for a beginning after today, `CAS-114` without a
    ///   place.
    public static func open(
        _ record: EmergencyRecord, existing: CaseState, _ context: CommandContext
    ) throws(Problem) -> Change {
        let id = caseID(of: record)
        let day = record.startedAt.dayInChina
        guard !existing.exists else {
            throw Problem(
                .intakeFiledBefore, "case '\(id)' exists already", at: .init(field: "number"),
                help: "give the number of this repair")
        }
        guard day <= context.today else { throw Checks.future(day, context.today, "started") }
        try existing.requireText(record.place, "place")
        return context.change(
            .connection(id), expecting: 0, [.emergencyOpened(record: record)], on: day)
    }
}
