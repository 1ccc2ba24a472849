import Coordinator
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

/// 40 × 250 = 10 000 random sequences of commands, from five beginnings.
@Suite("Any sequence of commands")
struct PropertyTests {
    private static let sequences = 250

    @Test("keeps the laws and the machines; refusals change nothing; every prefix replays", arguments: 0..<40)
    func laws(_ chunk: Int) throws {
        var generator = Seeded(UInt64(chunk) &* 7919 &+ 11)
        var seen = Seen()
        for turn in 0..<Self.sequences {
            var walk = try RandomWalk(beginning: turn % 5, &generator)
            try walk.run(steps: Int.random(in: 6...14, using: &generator), &generator, &seen)
            try replay(walk, stored: turn % 50 == 0)
        }
        #expect(seen.done > Self.sequences * 3, "the walks go nowhere: \(seen.done)")
        #expect(seen.refused > Self.sequences, "nothing is refused: \(seen.refused)")
        // What the walks reach, so that the laws are tried where they matter.
        #expect(seen.stages.isSuperset(of: [.scheme, .valveOpening, .supplied, .withdrawn, .repaired]))
        #expect(
            seen.permits.isSuperset(
                of: [.preparing, .submitted, .accepted, .granted, .refused, .changeRequired, .closed]))
        if chunk == 0 { #expect(seen.refusals.isSuperset(of: ["PRM-102", "PRM-104", "CAS-105", "CAS-110"])) }
    }

    /// Folds the log entry by entry: after each command's events the state must be the one it had then.
    private func replay(_ walk: RandomWalk, stored: Bool) throws {
        let id = walk.bench.state.id
        let own = walk.bench.log.filter { $0.stream == .connection(id) }
        var state = CaseState(id: id)
        var next = walk.snapshots[...]
        for entry in own {
            var entry = entry
            if stored { entry.event = try EventRecord(entry.event).event() }
            state.apply(entry)
            if let snapshot = next.first, snapshot.version == state.version {
                #expect(state == snapshot)
                next = next.dropFirst()
            }
        }
        #expect(state == walk.bench.state && next.isEmpty)
    }
}

/// What the walks of one chunk came across.
struct Seen {
    var done = 0
    var refused = 0
    var stages: Set<CaseStage> = []
    var permits: Set<PermitStage> = []
    var refusals: Set<String> = []
}

/// One case under random commands.
struct RandomWalk {
    var bench: Bench
    /// The state after each command that was done.
    var snapshots: [CaseState] = []
    private var today = day("2026-03-03")
    private let context: CommandContext

    init(beginning: Int, _ generator: inout Seeded) throws {
        context = try Fixture.context(
            "2026-06-30", Bool.random(using: &generator) ? .serial : .parallel)
        switch beginning {
        case 0:
            bench = try Fixture.routed()
            // Half of these walks begin with permits at their authorities, so that grants are reached.
            if Bool.random(using: &generator) {
                try bench.run(.tellInterface(), "2026-03-03")
                for permit in bench.state.permits {
                    try bench.run(.submitPermit(permit.id), "2026-03-03")
                    try bench.run(.acceptPermit(permit.id), "2026-03-03")
                }
            }
        case 1: bench = try Fixture.accepted(met: [])
        case 2:
            bench = Bench(id: try #require(CaseID("R7-W")))
            bench.absorb(try Leads.open(try Fixture.record(), cases: [], context).prefix(1).map { $0 })
        case 3:
            bench = Bench(id: try #require(CaseID("A1-W")))
            bench.absorb(
                try Intake.file(
                    try Fixture.application(), existing: ApplicationState(id: bench.state.id.intake),
                    cases: [], accept: false, admissible: { _ in nil }, context))
        default:
            bench = Bench(id: try #require(CaseID("E1-W")))
            bench.absorb([try Emergencies.open(Fixture.emergency(), existing: bench.state, context)])
        }
    }

    mutating func run(steps: Int, _ generator: inout Seeded, _ seen: inout Seen) throws {
        for _ in 0..<steps {
            // Mostly onwards, sometimes back: dates that go back must be refused, not recorded.
            today = min(context.today, today.advanced(by: Int.random(in: -1...5, using: &generator)))
            let command = try likely(&generator)
            let before = bench
            do {
                try bench.run(command, today.description, context)
                seen.done += 1
                if bench.state.version > before.state.version { snapshots.append(bench.state) }
                try checkMove(from: before.state, by: command)
                checkLaws()
            } catch let problem as Problem {
                seen.refused += 1
                seen.refusals.insert(problem.code)
                #expect(bench.state == before.state && bench.stubs == before.stubs, "refused, yet changed")
                #expect(bench.log.count == before.log.count && !problem.message.isEmpty)
            }
            seen.stages.insert(bench.state.stage)
            seen.permits.formUnion(bench.state.permits.map { $0.stage(on: today) })
        }
    }

    /// A command whose step the machines know here, three times out of four; else any command.
    private func likely(_ generator: inout Seeded) throws -> CaseCommand {
        var command = try any(&generator)
        guard Int.random(in: 0..<4, using: &generator) > 0 else { return command }
        for _ in 0..<12 {
            let state = bench.state
            let step = command.permitStep.map { wanted in
                state.permit(wanted.permit).map {
                    PermitStep.machine.row(wanted.step, from: $0.stage(on: today)) != nil
                } ?? false
            }
            if ConnectionStep.machine.row(command.step, from: state.stage) != nil, step ?? true { break }
            command = try any(&generator)
        }
        return command
    }

    private func any(_ generator: inout Seeded) throws -> CaseCommand {
        let permit = try bench.state.permits.randomElement(using: &generator)?.id ?? bench.permit("PLAN")
        let mark = UInt8.random(in: 1...3, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: return people(mark, &generator)
        case 1: return route(mark, &generator)
        case 2, 3: return steps(with: permit, mark).randomElement(using: &generator) ?? .recordVisit()
        default: return promise(mark, &generator)
        }
    }

    private func people(_ mark: UInt8, _ generator: inout Seeded) -> CaseCommand {
        let names = ["乐居公司", "外线建设", "水司\(mark)"]
        let name = names.randomElement(using: &generator) ?? ""
        let candidates = Set(names).map { TerritoryCandidate(territory: "T", company: $0) }.sorted()
        let commands: [CaseCommand] = [
            .assignUtilityByHand(company: name),
            .assignUtility(candidates: Array(candidates.prefix(Int(mark)))),
            .assignUtility(candidates: [TerritoryCandidate(territory: "T", company: name)]),
            .assignRepresentative(table: [Representative(name: "王")]),
            .assignRepresentativeByHand(name: "李\(mark)"), .nameContractor(name: name),
            .recordVisit(), .logActivity(.adviceGiven), .makeCommitment("承诺", checkOn: today),
            .checkCommitment("承诺", kept: mark == 1), .informUser(content: "告知"),
            .chargeFee(Fixture.fee, problems: []), .reportEmergency(to: "公安交警", at: Fixture.emergencyEnd),
            .finishRepair(),
        ]
        return commands.randomElement(using: &generator) ?? .recordVisit()
    }

    private func route(_ mark: UInt8, _ generator: inout Seeded) -> CaseCommand {
        let kinds = Fixture.chain.filter { _ in Int.random(in: 0..<3, using: &generator) > 0 }
        let stages = mark == 1 ? ["acceptance", "valve_opening"] : ["acceptance", "scheme", "valve_opening"]
        let decision = Fixture.decision(kinds, stages: stages)
        let commands: [CaseCommand] = [
            .chooseRoute(Fixture.route(mark, from: "stubs", "S\(mark)"), decision), .adoptDecision(decision),
            .tellInterface(), .tellInterface(), .withdrawRoute(reason: "x"),
            .setDirectConnection(mark == 1, reason: "y"),
        ]
        return commands.randomElement(using: &generator) ?? .tellInterface()
    }

    private func steps(with permit: PermitID, _ mark: UInt8) -> [CaseCommand] {
        [
            .preparePermit(permit), .submitPermit(permit), .submitPermit(permit), .acceptPermit(permit),
            .acceptPermit(permit), .requestSupplement(permit, items: ["图"]), .grantPermit(permit),
            .grantPermit(permit, until: today.advanced(by: 10)), .refusePermit(permit, reason: .other),
            .extendPermit(permit, until: today.advanced(by: 60)), .requireChange(permit, reason: "x"),
            .closePermit(permit, reason: .mergedIntoOther), .recordDuty(permit, duty: "验线"),
            .assignPermit(permit, to: .franchiseUtility, name: mark == 1 ? "乐居公司" : "水司\(mark)"),
            .assignPermit(permit, to: .contractor, name: "外线建设"),
        ]
    }

    private func promise(_ mark: UInt8, _ generator: inout Seeded) -> CaseCommand {
        let owed = PendingDocument(document: "授权书", dueOn: mark == 1 ? today : nil, consequence: .hold)
        let filed = DocumentOnFile(material: "授权书", origin: .user, filedOn: today, reference: "1")
        let task = EarlyTask.allCases.randomElement(using: &generator) ?? .contacted
        let commands: [CaseCommand] = [
            .accept(), .accept(pending: [owed], clockRuns: mark != 2), .stopClock(.design, holder: "x"),
            .stopClock(.customer, holder: "y"), .resumeClock(), .resumeClock(stop: "1"), .confirmScheme(),
            .confirmScheme(), .recordCondition(.inPlotAccepted), .openValve, .openValve, .openValve,
            .recordCondition(.equipmentInstalled, met: mark != 1), .recordTask(task), .recordTask(task),
            .issueNotice(stage: "acceptance", items: mark == 1 ? [] : ["图"]), .supplyDocument("授权书"),
            .fileDocument(filed), .recordSurvey(), .fileNotice(number: bench.state.id.intake),
            .withdraw(reason: "x"),
        ]
        return commands.randomElement(using: &generator) ?? .openValve
    }

    // MARK: - Laws

    /// Every move is one the tables know.
    private func checkMove(from before: CaseState, by command: CaseCommand) throws {
        let after = bench.state
        #expect(
            ConnectionStep.machine.allows(command.step, from: before.stage, to: after.stage), "\(command)")
        if let step = command.earlyStep {
            #expect(
                EarlyStep.machine.allows(step, from: before.earlyStage, to: after.earlyStage), "\(command)")
        } else {
            #expect(before.earlyStage == after.earlyStage)
        }
        let follows: [PermitStep] = [.routeChanged, .routeWithdrawn, .noLongerNeeded, .neededAgain]
        for permit in after.permits {
            guard let old = before.permit(permit.id) else {
                #expect(permit.stage == .required)
                continue
            }
            guard old.stage != permit.stage else { continue }
            let own = command.permitStep.map { $0.permit == permit.id ? [$0.step] : [] } ?? follows
            #expect(
                own.contains {
                    PermitStep.machine.allows($0, from: old.stage(on: today), to: permit.stage)
                        || PermitStep.machine.allows($0, from: old.stage, to: permit.stage)
                }, "\(command): \(old.stage) to \(permit.stage)")
        }
    }

    private func checkLaws() {
        let state = bench.state
        #expect(state.permits.map(\.id) == Set(state.permits.map(\.id)).sorted())
        for permit in state.permits {
            let steps = permit.steps
            #expect(steps.map(\.on) == steps.map(\.on).sorted())
            for (index, step) in steps.enumerated() {
                switch step.stage {
                // R30: nothing is submitted before the user was told; a repair has no user to tell.
                case .submitted:
                    let told = state.interfaceToldOn.map { $0 <= step.on } ?? false
                    #expect(
                        told || state.emergency != nil
                            || index > 0 && steps[index - 1].stage == .supplementRequested)
                // No grant before submission and acceptance.
                case .granted:
                    #expect(steps[..<index].contains { $0.stage == .submitted } && permit.acceptedOn != nil)
                default: break
                }
            }
            // R32: neither applicant nor contractor ever holds a permit.
            if let holder = state.assignee(of: permit) {
                #expect(holder != state.applicant && holder != state.contractor, "\(holder)")
            }
        }
        // R43: an open valve had both conditions, and acceptance before it.
        if state.valveOpenedOn != nil { #expect(state.missingConditions.isEmpty && state.acceptedOn != nil) }
        // R38: one representative, the last of those the case was handed to.
        #expect(state.handOvers.last?.name == state.representative)
        // R30: nor is anything built before it.
        if state.tasks[.built] != nil { #expect(state.interfaceToldOn != nil) }
        let standing = state.stops.stops.filter { $0.resumedOn == nil }
        #expect(Set(standing.map(\.cause)).count == standing.count)
        // R24: the case holds at most the stub of its route.
        let held = bench.stubs.values.filter { $0.use.caseID == state.id }.map(\.id)
        #expect(state.withdrawnOn != nil ? held.isEmpty : held == (state.route?.stub).map { [$0] } ?? [])
        #expect(state.card(on: today, Fixture.calendar).permitsOpen == state.permits.filter(\.isOpen).count)
    }
}
