import PermitPolicy
import Vocabulary
import WorkCalendar

/// Files applications: one intake becomes one case per utility with a common parent (R37).
public enum Intake {
    /// The cases an application touches: load those that exist and pass them to ``file(_:existing:cases:accept:admissible:_:)``.
    public static func cases(of application: Application) -> [CaseID] {
        let numbers = [application.number, application.preconstruction].compactMap(\.self)
        return Set(numbers.flatMap { number in application.utilities.map { CaseID(number, $0) } }).sorted()
    }

    /// Files an application.
    ///
    /// A utility that has a pre-construction case under the record the
    /// application names is linked to it (R23) and keeps its id; for the others a
    /// case is opened.
    ///
    /// - Parameters:
    ///   - existing: the state of the application's own stream.
    ///   - cases: those of ``cases(of:)`` that exist.
    ///   - accept: whether the one window accepts at once, on the day of filing, with what is missing told in one
    ///     notice; otherwise each case waits for ``CaseCommand/accept(pending:)``.
    ///   - documents: what the applicant handed in with the form, and what was on file (R11).
    ///   - pending: what is owed, with the pack's terms; nil for what the application says.
    ///   - clockRuns: whether the promise's clock runs while something is pending (a setting of the pack).
    ///   - cutOff: decides the day of an application with a time of day.
    ///   - admissible: the pack's answer for one utility: nil, or why it is out of scope (R01, R02).
    /// - Returns: the application's change first, then one per case in order of utility.
    /// - Throws: ``Problems``, all of them in one run.
    public static func file(
        _ application: Application, existing: ApplicationState, cases: [CaseState], accept: Bool = true,
        documents: [DocumentOnFile] = [], pending: [PendingDocument]? = nil, clockRuns: Bool = true,
        cutOff: CutOff = .fivePM, admissible: (ApplicationFacts) -> String?, _ context: CommandContext
    ) throws(Problems) -> [Change] {
        var problems = problems(of: application, existing, context, admissible)
        let utilities = Set(application.utilities).sorted()
        let day = application.effectiveOn(cutOff)
        var opened: [(id: CaseID, change: Change)] = []
        for utility in utilities {
            do {
                let state = try takenUp(utility, by: application, among: cases)
                let owed = accept ? pending ?? application.documentsPending : nil
                let change = change(for: state, application, documents, owed, clockRuns, on: day, context)
                opened.append((state.id, change))
            } catch { problems.add(error) }
        }
        guard problems.isEmpty else { throw problems }
        let filed = Event.applicationFiled(application: application, cases: opened.map(\.id))
        let own = context.change(
            .application(application.number), expecting: existing.version, [filed], on: day)
        return [own] + opened.map(\.change)
    }

    private static func problems(
        of application: Application, _ existing: ApplicationState, _ context: CommandContext,
        _ admissible: (ApplicationFacts) -> String?
    ) -> Problems {
        var problems = Checks.problems(
            applicant: application.applicant, plot: application.plot, utilities: application.utilities)
        if existing.application != nil {
            problems.add(
                Problem(
                    .intakeFiledBefore, "application '\(application.number)' was filed before",
                    at: .init(field: "number"), help: "give the number of this application"))
        }
        if application.filedOn > context.today {
            problems.add(Checks.future(application.filedOn, context.today, "filed_on"))
        }
        for utility in Set(application.utilities).sorted() {
            let facts = ApplicationFacts(
                userType: application.userType.rawValue, utility: utility.rawValue,
                installation: application.installation, commercialSupporting: application.commercialFacility)
            if let reason = admissible(facts) {
                problems.add(
                    Problem(
                        .outOfScope, "application '\(application.number)' for \(utility.rawValue): \(reason)",
                        help: "handle it outside this procedure"))
            }
        }
        return problems
    }

    /// The pre-construction case an application takes up, or an empty state for a new case.
    private static func takenUp(
        _ utility: Utility, by application: Application, among cases: [CaseState]
    ) throws(Problem) -> CaseState {
        let own = CaseID(application.number, utility)
        let lead = application.preconstruction.map { CaseID($0, utility) }
        guard let found = cases.first(where: { ($0.id == lead || $0.id == own) && $0.exists }) else {
            return CaseState(id: own)
        }
        if let other = found.application {
            throw Problem(
                .intakeFiledBefore, "case '\(found.id)' belongs to application '\(other.number)' already",
                help: "leave the pre-construction number out to open a new case")
        }
        guard ConnectionStep.machine.row(.apply, from: found.stage) != nil else {
            throw Problem(
                .stepNotOpen, "pre-construction case '\(found.id)' is '\(found.stage.rawValue)'",
                help: "leave the pre-construction number out to open a new case")
        }
        if let company = found.company, [application.applicant, application.contractor].contains(company) {
            throw Problem(
                .assigneeRefused,
                "'\(company)' is the franchise utility of case '\(found.id)' and cannot be its applicant or contractor",
                at: .init(field: "applicant"), help: "assign another utility to the case first")
        }
        if let plot = found.plot, plot != application.plot {
            throw Problem(
                .intakeInvalid,
                "pre-construction case '\(found.id)' is for plot '\(plot)', not '\(application.plot)'",
                at: .init(field: "plot"), help: "correct the plot, or leave the pre-construction number out")
        }
        return found
    }

    private static func change(
        for state: CaseState, _ application: Application, _ documents: [DocumentOnFile],
        _ pending: [PendingDocument]?, _ clockRuns: Bool, on day: Day, _ context: CommandContext
    ) -> Change {
        var events: [Event] = [
            state.exists
                ? .applicationLinked(application: application) : .caseOpened(application: application)
        ]
        events += documents.map { .documentFiled(document: $0) }
        for condition in ValveCondition.allCases
        where application.conditionsMet.contains(condition) && state.conditions[condition] == nil {
            events.append(.conditionRecorded(condition: condition, met: true, evidence: nil))
        }
        if let pending {
            var after = state
            for entry in context.change(
                .connection(state.id), expecting: state.version, events, on: day
            ).entries { after.apply(entry) }
            events += after.acceptance(pending, clockRuns: clockRuns)
        }
        return context.change(.connection(state.id), expecting: state.version, events, on: day)
    }
}

/// What every intake must have.
enum Checks {
    static func problems(applicant: String, plot: String, utilities: [Utility]) -> Problems {
        var problems = Problems()
        for (field, text) in [("applicant", applicant), ("plot", plot)]
        where !text.contains(where: { !$0.isWhitespace }) {
            problems.add(
                Problem(
                    .intakeInvalid, "the \(field) is missing", at: .init(field: field),
                    help: "fill in '\(field)'"))
        }
        if utilities.isEmpty || Set(utilities).count != utilities.count {
            problems.add(
                Problem(
                    .intakeInvalid, utilities.isEmpty ? "no utility is named" : "a utility is named twice",
                    at: .init(field: "utilities"), help: "name one to three different: water, gas, heat"))
        }
        return problems
    }

    static func future(_ day: Day, _ today: Day, _ field: String) -> Problem {
        Problem(
            .dateInFuture, "\(day) lies after today, \(today)", at: .init(field: field),
            help: "give the day on which it happened")
    }
}
