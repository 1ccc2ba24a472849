import Coordinator
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

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
    private(set) var today = day("2026-03-03")
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
                checkMove(from: before.state, by: command)
                checkLaws()
            } catch let problem as Problem {
                seen.refused += 1
                seen.refusals.insert(problem.code)
                law(bench.state == before.state && bench.stubs == before.stubs, "refused, yet changed")
                law(bench.log.count == before.log.count && !problem.message.isEmpty, "\(problem)")
            }
            seen.stages.insert(bench.state.stage)
            seen.permits.formUnion(bench.state.permits.map { $0.stage(on: today) })
        }
    }

    /// A command whose step the machines know here, three times out of four; else any command.
    private func likely(_ generator: inout Seeded) throws -> CaseCommand {
        var command = try any(&generator)
        guard Int.random(in: 0..<4, using: &generator) > 0 else { return command }
        for _ in 0..<5 {
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
            .tellInterface(), .tellInterface(), .withdrawRoute(reason: "x"), asBuilt(mark),
            .stateFacts([FactStatement("night_work", mark == 1)], evidence: "函", mark == 2 ? nil : decision),
            .stateFacts([FactStatement("night_work", nil)], evidence: "撤", decision),
        ]
        return commands.randomElement(using: &generator) ?? .tellInterface()
    }

    private func asBuilt(_ mark: UInt8) -> CaseCommand {
        let departure = CorridorDeparture(corridorM: 1, outsideM: mark == 1 ? 0 : 5, farthestM: 3)
        let measured = bench.state.permits.map { ($0.id, departure) }
        return .recordAsBuilt(
            AsBuiltRecord(sha256: "ab", gridLengthM: 40),
            measured: Dictionary(measured, uniquingKeysWith: { first, _ in first }))
    }

    private func steps(with permit: PermitID, _ mark: UInt8) -> [CaseCommand] {
        [
            .preparePermit(permit), .submitPermit(permit), .submitPermit(permit), .acceptPermit(permit),
            .acceptPermit(permit), .requestSupplement(permit, items: ["图"]), .grantPermit(permit),
            .grantPermit(permit, until: today.advanced(by: 10)), .refusePermit(permit, reason: .other),
            .extendPermit(permit, until: today.advanced(by: 60)), .requireChange(permit, reason: "x"),
            .closePermit(permit, reason: .mergedIntoOther), .recordDuty(permit, duty: "验线"),
            .recordOuterDuty("回填"),
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
            .stopClock(.customer, holder: "y"), .resumeClock(), .resumeClock(stop: "1"),
            .correctStop("1", .cancel, reason: "x"),
            .confirmScheme(), .recordCondition(.inPlotAccepted), .openValve, .openValve, .openValve,
            .recordCondition(.equipmentInstalled, met: mark != 1), .recordTask(task), .recordTask(task),
            .issueNotice(stage: "acceptance", items: mark == 1 ? [] : ["图"]), .supplyDocument("授权书"),
            .fileDocument(filed), .recordSurvey(), .fileNotice(number: bench.state.id.intake),
            .withdraw(reason: "x"),
        ]
        return commands.randomElement(using: &generator) ?? .openValve
    }
}
