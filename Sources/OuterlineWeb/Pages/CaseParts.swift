import Coordinator
import Outerline
import PermitPolicy
import Reports
import Vocabulary
import WorkCalendar

/// The promise: budget, what was used, what is left, and every stop.
struct ClockModel: Sendable, Hashable {
    var isAccepted: Bool
    var acceptedOn: String?
    var budget: String
    var net: String
    var stopped: String
    /// What is left, or by how much the promise is over; `remainingName` says which.
    var remaining: String
    var remainingName: String
    var due: String?
    var isProvisional: Bool
    var isStopped: Bool
    var isOverdue: Bool
    var lamp: ShownLamp
    var stops: [StopLine]
    var hasStops: Bool
    /// What is used of the budget; nil before acceptance and without a budget.
    var bar: Bar?

    struct Bar: Sendable, Hashable {
        var used: Int
        var budget: Int
    }

    struct StopLine: Sendable, Hashable {
        var id: String
        var cause: String
        var holder: String
        var from: String
        var until: String?
        var evidence: String
        var isCancelled: Bool
    }

    init(_ clock: ClockDocument, _ phrases: Phrases) {
        func days(_ count: Int?) -> String { count.map { phrases.text("days", ["n": "\($0)"]) } ?? "—" }
        isAccepted = clock.acceptedOn != nil
        acceptedOn = clock.acceptedOn?.description
        budget = clock.budgetText.map(phrases.say) ?? days(clock.budgetDays)
        if clock.budgetText == nil, clock.budgetDays == nil { budget = phrases["no_limit"] }
        net = days(clock.netDays)
        stopped = days(clock.stoppedDays)
        let isOver = (clock.remainingDays ?? 0) < 0
        remaining = days(clock.remainingDays.map { abs($0) })
        remainingName = phrases[isOver ? "over_by" : "remaining"]
        due = clock.due?.description
        isProvisional = clock.dueProvisional
        isStopped = clock.stopped
        isOverdue = clock.overdue
        lamp = ShownLamp(clock.light, phrases)
        stops = clock.stops.stops.map {
            StopLine(
                id: $0.id, cause: phrases.say($0.cause.spoken), holder: $0.holder,
                from: $0.startedOn.description, until: $0.resumedOn?.description,
                evidence: $0.evidence == "accepted_pending" ? phrases["accepted_pending"] : $0.evidence,
                isCancelled: $0.cancelled)
        }
        hasStops = !stops.isEmpty
        if let used = clock.netDays, let budget = clock.budgetDays, budget > 0 {
            bar = Bar(used: used, budget: budget)
        }
    }
}

/// One permit with what can be done about it.
struct PermitLine: Sendable, Hashable {
    var permit: String
    var title: String
    var state: String
    /// Nil where the state says the same.
    var verdict: String?
    var isReview: Bool
    var authority: String
    var basis: String
    /// Nil where the rule does not say what on the route called for it.
    var trigger: String?
    var assignee: String?
    var submitted: String?
    var accepted: String?
    var decided: String?
    var certificate: String?
    var validUntil: String?
    var due: String?
    var limit: String
    var lamp: ShownLamp
    var steps: StepsModel

    init(_ permit: PermitDocument, _ all: CaseSteps, _ phrases: Phrases, mayWork: Bool) {
        self.permit = permit.permit
        title = phrases.say(permit.title)
        state = phrases.say(permit.state.wording)
        let said = phrases["verdict_\(permit.verdict)"]
        verdict = said == state ? nil : said
        isReview = permit.review
        authority = phrases.say(permit.authority.title)
        basis = ReportWords.citations(permit.basis, phrases.report)
        let triggers = permit.trigger.map { trigger in
            [
                trigger.name ?? trigger.features.joined(separator: phrases["list_comma"]),
                trigger.note.map { ReportWords.text($0, phrases.report) },
            ].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
        }.filter { !$0.isEmpty }
        trigger = triggers.isEmpty ? nil : triggers.joined(separator: phrases["clause_comma"])
        assignee = permit.assignee
        submitted = permit.submittedOn?.description
        accepted = permit.acceptedOn?.description
        decided = permit.decidedOn?.description
        certificate = permit.certificate
        validUntil = permit.validUntil?.description
        due = permit.due?.description
        limit =
            (permit.promisedDays ?? permit.statutoryDays).map {
                phrases.text("days_\($0.unit.rawValue)", ["n": "\($0.days)"])
            } ?? "—"
        lamp = ShownLamp(permit.light, phrases)
        let forms = PermitID(permit.permit).flatMap { all.permits[$0] } ?? []
        steps = StepsModel(forms, caseID: permit.caseID, phrases, mayWork: mayWork)
    }
}

/// What can be done now, and what cannot with the reason.
struct StepsModel: Sendable, Hashable {
    var possible: [Link]
    var refused: [Refusal]
    var hasPossible: Bool
    var hasRefused: Bool

    struct Link: Sendable, Hashable {
        var name: String
        var wording: String
        var address: String
    }

    struct Refusal: Sendable, Hashable {
        var name: String
        var wording: String
        var code: String
        var message: String
        var help: String?
        /// The words of the program where the page is in another language.
        var detail: String?
    }

    init(_ forms: [StepForm], caseID: String, _ phrases: Phrases, mayWork: Bool) {
        let shown = mayWork ? forms : []
        possible = shown.filter { $0.refusal == nil }.map {
            Link(
                name: $0.kind.name, wording: phrases.say($0.kind.wording),
                address: Links.step($0.kind.name, of: caseID, permit: $0.permit?.rawValue))
        }
        refused = shown.compactMap { form in
            form.refusal.map {
                let shown = ShownProblem($0, phrases)
                return Refusal(
                    name: form.kind.name, wording: phrases.say(form.kind.wording), code: shown.code,
                    message: shown.message, help: shown.help, detail: shown.detail)
            }
        }
        hasPossible = !possible.isEmpty
        hasRefused = !refused.isEmpty
    }
}

/// When the works may start, permit by permit.
struct ProgrammeModel: Sendable, Hashable {
    var readyToDig: String?
    var isProvisional: Bool
    var bars: [Bar]
    /// The address of the same as a chart.
    var chart: String

    struct Bar: Sendable, Hashable {
        var permit: String
        var title: String
        var state: String
        var start: String?
        var finish: String?
        var float: String
        var isCritical: Bool
        var after: String
    }

    init(_ programme: ProgrammeDocument, _ phrases: Phrases) {
        readyToDig = programme.readyToDig?.description
        isProvisional = programme.readyToDigProvisional
        chart = "\(Links.caseAddress(programme.caseID))/programme.svg?lang=\(phrases.language.rawValue)"
        let titles = Dictionary(
            programme.bars.map { ($0.permit, phrases.say($0.title)) }, uniquingKeysWith: { first, _ in first }
        )
        bars = programme.bars.map { bar in
            Bar(
                permit: bar.permit, title: phrases.say(bar.title), state: phrases.say(bar.state.wording),
                start: bar.start?.description, finish: bar.finish?.description,
                float: bar.floatDays.map { phrases.text("days", ["n": "\($0)"]) } ?? "—",
                isCritical: bar.critical,
                after: bar.after.map { titles[$0] ?? $0 }.joined(separator: phrases["list_comma"]))
        }
    }
}
