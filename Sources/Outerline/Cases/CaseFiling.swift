import CityModel
import Coordinator
import Geometry
import Ledger
import PermitPolicy
import RoutePlanner
import Vocabulary
import WorkCalendar

/// Files applications: intake, assignment, route, decision, permits.
///
/// Belongs to one task.
final class CaseFiling {
    /// Applications appended in one durable transaction; their cases are told only after it.
    static let batch = 16

    let ledger: Ledger
    let pack: PolicyPack
    var desk: PlanningDesk
    let context: CommandContext
    private let representatives: [Representative]
    private let dataVersion: Int
    private let engine = GeometryEngine()
    /// Whether the one window accepts an application on the day it is filed.
    let accepts: Bool
    /// Whether the routes of all regimes are planned and recorded, not the cheapest alone.
    let plansAlternatives: Bool
    /// What the items of a file that were checked so far would make of cases: items further down are checked against it.
    var ahead: [CaseID: CaseState] = [:]

    init(
        _ ledger: Ledger, _ desk: PlanningDesk, context: CommandContext, representatives: [Representative],
        accepts: Bool = true, plansAlternatives: Bool = false
    ) throws {
        self.accepts = accepts
        self.plansAlternatives = plansAlternatives
        self.ledger = ledger
        self.desk = desk
        self.context = context
        self.representatives = representatives
        pack = desk.pack
        dataVersion = try ledger.projectState().version
    }

    /// One application's changes and the states of its cases after them.
    struct Filed {
        var changes: [Change]
        var states: [CaseState]
        var findings: [Finding]
    }

    /// Looks at all applications before anything is written.
    ///
    /// - Throws: ``Problems``: plots that do not exist, numbers filed before with other content, what is out of scope.
    func check(_ applications: [(application: Application, place: Problem.Place)]) throws {
        var problems = Problems()
        defer { ahead = [:] }
        for (application, place) in applications {
            if try desk.city.feature(application.plot, of: .plots) == nil {
                problems.add(noSuchPlot(application.plot, place))
            }
            if try isFiled(application) { continue }
            let located = try located(application)
            let changes: [Change]
            do throws(Problems) {
                changes = try intake(located)
            } catch {
                for problem in error.kept { problems.add(problem.located(place)) }
                continue
            }
            try look(ahead: changes)
        }
        try problems.throwIfAny()
    }

    /// True if the same application is in the log already; filing it again changes nothing.
    func isFiled(_ application: Application) throws -> Bool {
        try ledger.application(application.number).application == (try located(application))
    }

    /// Decides everything about one application; nothing is written.
    func file(_ application: Application) throws -> Filed {
        let application = try located(application)
        guard let plot = try desk.city.feature(application.plot, of: .plots) else {
            throw Problem(.plotNotFound, "there is no plot '\(application.plot)'")
        }
        var filed = Filed(changes: try intake(application), states: [], findings: [])
        let begun = filed.changes.flatMap(\.entries)
        for utility in Set(application.utilities).sorted() {
            let id = try caseID(of: application, utility, in: filed.changes)
            var state = try ledger.state(of: id)
            for entry in begun where entry.stream == .connection(id) { state.apply(entry) }
            try advance(
                &state, on: application.effectiveOn(pack.clock.cutOff.value), application.userType, plot,
                &filed)
            filed.states.append(state)
        }
        return filed
    }

    // MARK: - Parts

    /// The application with the district its plot lies in, where it names none.
    func located(_ application: Application) throws -> Application {
        guard application.district == nil else { return application }
        var copy = application
        copy.district = try district(of: application.plot)
        return copy
    }

    func located(_ record: ProjectRecord) throws -> ProjectRecord {
        guard record.district == nil else { return record }
        var copy = record
        copy.district = try district(of: record.plot)
        return copy
    }

    private func district(of plot: String) throws -> String? {
        guard let plot = try desk.city.feature(plot, of: .plots) else { return nil }
        return try plot.text("district")
            ?? holding(.districts, plot).first.map { RouteFactsBuilder.districtFact($0).id }
    }

    func noSuchPlot(_ plot: String, _ place: Problem.Place) -> Problem {
        var at = place
        at.field = "plot"
        return Problem(
            .plotNotFound, "there is no plot '\(plot)'", at: at, help: "check the id in layer plots")
    }

    private func caseID(of application: Application, _ utility: Utility, in changes: [Change]) throws
        -> CaseID
    {
        for entry in changes.flatMap(\.entries) {
            if case .applicationFiled(_, let cases) = entry.event,
                let id = cases.first(where: { $0.utility == utility })
            {
                return id
            }
        }
        return CaseID(application.number, utility)
    }

    /// Assigns the case, finds its route and requires its permits.
    func advance(
        _ state: inout CaseState, on day: Day, _ userType: UserType, _ plot: Feature, _ filed: inout Filed
    ) throws {
        if state.company == nil {
            let candidates = try territories(of: plot, state.utility)
            try run(.assignUtility(candidates: candidates), &state, day, &filed)
        }
        if state.representative == nil {
            try run(.assignRepresentative(table: representatives), &state, day, &filed)
        }
        guard state.route == nil else { return }
        let planner = RouteDesk(desk)
        let outcome = try planner.routes(
            RouteQuestion(
                plot: plot, utility: state.utility, userType: userType, holder: state.id.rawValue,
                stated: state.stated, day: day), regimes: plansAlternatives ? Set(Regime.allCases) : [])
        switch outcome {
        case .unreachable(let why):
            filed.findings.append(
                Finding(
                    .caseUnreachable, .warning, "case \(state.id): \(why.message) (\(why.code))",
                    subjects: [state.id.rawValue]))
        case .routed(let choice):
            guard let route = choice.routes.first else { return }
            if route.decision.outerLine.needed {
                var record = try RouteRecord(route, city: desk.city, dataVersion: dataVersion, engine: engine)
                if plansAlternatives {
                    record.alternatives = RouteAlternatives(choice, chosen: route, on: day)
                }
                try run(.chooseRoute(record, route.decision), &state, day, &filed)
                if let stub = record.stub { desk.takenStubs[stub] = state.id.rawValue }
            } else {
                try run(.adoptDecision(route.decision), &state, day, &filed)
            }
        }
    }

    private func run(_ command: CaseCommand, _ state: inout CaseState, _ day: Day, _ filed: inout Filed)
        throws
    {
        let stubs = try state.stubs(for: command).map { id in
            var stub = try ledger.stub(id)
            // Stubs taken earlier in this batch are not in the log yet.
            for entry in filed.changes.flatMap(\.entries) where entry.stream == .stub(id) {
                stub.apply(entry)
            }
            return stub
        }
        // What was filed today after the cut-off takes effect tomorrow; the day filed was checked.
        var context = context
        context.latest = max(context.latest, day)
        let changes = try state.decide(command, on: day, stubs: stubs, context)
        for entry in changes.flatMap(\.entries) where entry.stream == .connection(state.id) {
            state.apply(entry)
        }
        filed.changes += changes
    }

    private func territories(of plot: Feature, _ utility: Utility) throws -> [TerritoryCandidate] {
        try holding(.territories, plot).compactMap(Territory.init).filter { $0.utility == utility }.map {
            TerritoryCandidate(territory: $0.id, company: $0.company)
        }
    }

    /// The features of a zone layer that hold more of the plot than a sheet of paper.
    private func holding(_ layer: LayerName, _ plot: Feature) throws -> [Feature] {
        try desk.city.features(of: layer, in: plot.shape.box).filter {
            try engine.intersection($0.shape, plot.shape).area > 0.01
        }
    }
}
