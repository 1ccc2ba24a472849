import Coordinator
import Foundation
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

/// A day written as text; the tests' own dates are always real.
func day(_ text: String) -> Day { Day(text) ?? Day(number: -1) }

enum Fixture {
    /// 2026 with the Spring Festival (15 to 23 February) and its two make-up Saturdays.
    static let calendar: WorkCalendar = {
        let data = CalendarData(
            first: day("2026-01-01"), announcedUntil: day("2026-12-31"),
            holidays: [.init(name: "春节", from: day("2026-02-15"), to: day("2026-02-23"))],
            makeUpDays: [
                .init(name: "春节（调休上班）", day: day("2026-02-14")),
                .init(name: "春节（调休上班）", day: day("2026-02-28")),
            ])
        do { return try WorkCalendar(data) } catch { preconditionFailure("the fixture's calendar: \(error)") }
    }()

    static func context(
        _ today: String = "2026-06-30", _ approval: ApprovalMode = .parallel
    ) throws -> CommandContext {
        CommandContext(
            today: day(today), recordedAt: try #require(Timestamp("2026-06-30T01:02:03Z")), actor: "liu",
            approval: approval)
    }

    static let source = Citation(law: "test law", article: "art. 1", level: .law)
    static func words(_ text: String) -> Wording { Wording(zh: text, en: text) }

    static func requirement(
        _ kind: PermitKind, authority: String = "370602/municipal", after: [PermitKind] = [], days: Int? = 5,
        verdict: PermitRequirement.Verdict = .required
    ) -> PermitRequirement {
        PermitRequirement(
            kind: kind, verdict: verdict, title: words(kind.rawValue),
            authority: Authority(
                id: authority, role: "municipal", title: words("局 \(authority)"), district: "370602",
                assumption: false),
            basis: [source], prerequisites: after,
            statutoryDays: DayLimit(days: 20, unit: .working, source: source),
            promisedDays: days.map { DayLimit(days: $0, unit: .working, source: source) })
    }

    static let chain: [PermitRequirement] = [
        requirement(.plan), requirement(.roadDig, after: [.plan]), requirement(.greenOccupy),
    ]

    static func decision(
        _ permits: [PermitRequirement] = chain, stages: [String] = ["acceptance", "scheme", "valve_opening"],
        budget: Int? = 3, stops: [StopCause] = StopCause.allCases
    ) -> PolicyDecision {
        PolicyDecision(
            pack: PackReference(name: "test", version: "1", sha256: String(repeating: "0", count: 64)),
            decidedOn: day("2026-03-02"),
            promise: PromiseDecision(
                classID: stages.count == 2 ? "two-stage" : "three-stage", title: words("class"),
                stages: stages.map { Stage(id: $0, title: words($0)) }, budgetDays: budget,
                budgetText: words("budget"), verdict: .pass, review: false,
                directConnect: DirectConnectDecision(answer: .no, reason: words("no stub")), reasons: [],
                missing: [], stopCauses: stops),
            outerLine: OuterLineDecision(needed: true, reason: words("no main touches the plot")),
            permits: permits)
    }

    static func route(
        _ mark: UInt8 = 1, from layer: String = "stubs", _ feature: String = "S1", utility: Utility = .water
    ) -> RouteRecord {
        RouteRecord(
            wkb: Data([1, 2, 0, 0, mark]), sha256: String(repeating: String(mark, radix: 16), count: 64),
            regime: "cheapest", fromLayer: layer, fromFeature: feature, groundLengthM: 42.125,
            gridLengthM: 42.1,
            facts: RouteFacts(utility: utility, groundLengthM: 42.125, gridLengthM: 42.1), dataVersion: 1)
    }

    static func application(
        _ number: String = "A1", _ utilities: [Utility] = [.water], filedOn: String = "2026-03-02",
        plot: String = "P1", preconstruction: String? = nil, pending: [PendingDocument] = [],
        met: [ValveCondition] = ValveCondition.allCases
    ) throws -> Application {
        Application(
            number: try #require(IntakeID(number)), filedOn: day(filedOn), applicant: "乐居公司",
            userType: .nonResident, plot: plot, utilities: utilities, district: "370602",
            preconstruction: preconstruction.flatMap { IntakeID($0) }, documentsPending: pending,
            conditionsMet: met)
    }

    static func record(
        _ number: String = "R7", _ origin: LeadOrigin = .projectRecord,
        _ utilities: [Utility] = [.water, .gas],
        userType: UserType = .nonResident, planning: String? = "2026-04-20"
    ) throws -> ProjectRecord {
        ProjectRecord(
            number: try #require(IntakeID(number)), origin: origin, receivedOn: day("2026-03-02"),
            applicant: "乐居公司", userType: userType, plot: "P1", utilities: utilities,
            planningPermitOn: planning.map(day), constructionPermitOn: day("2026-09-01"))
    }

    static let fee = FeeLine(
        id: "service", title: words("设计费"), kind: .extensionService, payer: .applicant,
        tariff: "鲁价费发〔2019〕1号", formula: "12 m × 30 元/m", amountYuan: 360)

    /// Digging began on 2 March 2026 at 08:00 in China; 24 hours later is `emergencyEnd`.
    static func emergency() throws -> EmergencyRecord {
        EmergencyRecord(
            number: try #require(IntakeID("E1")), utility: .water,
            startedAt: try #require(Timestamp("2026-03-02T00:00:00Z")), place: "长江路爆管")
    }

    static let emergencyEnd = Timestamp("2026-03-03T00:00:00Z") ?? Timestamp.epochOfTests

    /// A water case of application A1, accepted on 2026-03-02.
    static func accepted(met: [ValveCondition] = ValveCondition.allCases) throws -> Bench {
        var bench = Bench(id: try #require(CaseID("A1-W")))
        let changes = try Intake.file(
            try application(met: met), existing: ApplicationState(id: bench.state.id.intake), cases: [],
            admissible: { _ in nil }, try context())
        bench.absorb(changes)
        return bench
    }

    /// The same with a route, its decision and the permits PLAN, ROAD_DIG and GREEN_OCCUPY.
    static func routed() throws -> Bench {
        var bench = try accepted()
        try bench.run(.chooseRoute(route(), decision()), "2026-03-03")
        return bench
    }
}

extension Timestamp {
    static let epochOfTests: Timestamp = {
        guard let epoch = Timestamp("1970-01-01T00:00:00Z") else { preconditionFailure("no epoch") }
        return epoch
    }()
}

/// A case at work: commands in, events and state out.
struct Bench {
    var state: CaseState
    var stubs: [String: StubState] = [:]
    var log: [Entry] = []

    init(id: CaseID) { state = CaseState(id: id) }

    /// Runs a command and folds what it gave; returns the events of the case's own stream.
    @discardableResult
    mutating func run(
        _ command: CaseCommand, _ on: String, _ context: CommandContext? = nil
    ) throws -> [Event] {
        let changes = try decide(command, on, context)
        absorb(changes)
        return changes.first?.entries.map(\.event) ?? []
    }

    func decide(_ command: CaseCommand, _ on: String, _ context: CommandContext? = nil) throws -> [Change] {
        let states = state.stubs(for: command).map { stubs[$0] ?? StubState(id: $0) }
        return try state.decide(command, on: day(on), stubs: states, context ?? Fixture.context())
    }

    mutating func absorb(_ changes: [Change]) {
        for entry in changes.flatMap(\.entries) {
            log.append(entry)
            state.apply(entry)
            if case .stub(let id) = entry.stream {
                var stub = stubs[id] ?? StubState(id: id)
                stub.apply(entry)
                stubs[id] = stub
            }
        }
    }

    func permit(_ kind: String) throws -> PermitID { try #require(PermitID("\(state.id)-\(kind)")) }
}

/// The code of the problem `body` throws; nil if it throws none.
func refusal(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch let problem as Problem {
        return problem.code
    } catch let problems as Problems {
        return problems.kept.map(\.code).joined(separator: " ")
    } catch {
        return "\(error)"
    }
}
