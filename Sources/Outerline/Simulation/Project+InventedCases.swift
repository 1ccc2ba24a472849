import Coordinator
import Digest
import Foundation
import Geometry
import Ledger
import PermitPolicy
import Vocabulary
import WorkCalendar

extension Project {
    /// Fills the project with invented applications and what became of them, written straight into the ledger; for
    /// measurements and tests.
    ///
    /// There is no map behind them: each application names a plot `INV-n`, and its decision rests on facts drawn from
    /// the seed. Applications come in over a year before `end`; the same arguments give the same events.
    /// - Parameter count: how many cases; an application has one to three of them.
    /// - Throws: ``Problem`` if an application of such a number was filed before.
    public func inventCases(
        _ count: Int, seed: UInt64, through end: Day, progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> SimulationDocument {
        let (pack, calendar) = (try pack(), try calendar())
        let inventor = CaseInventor(pack, calendar, seed: seed, end: end, actor: desk.actor)
        var result = SimulationDocument(cases: 0, commands: 0, refused: 0, events: 0)
        var batch: [Change] = []
        var number = 0
        while result.cases < count {
            number += 1
            let invented = try inventor.application(number, most: count - result.cases)
            result.cases += invented.cases
            result.commands += invented.commands
            result.refused += invented.refused
            result.events += invented.changes.reduce(0) { $0 + $1.entries.count }
            batch += invented.changes
            if number.isMultiple(of: 200) {
                try ledger.append(batch)
                batch.removeAll(keepingCapacity: true)
                progress(result.cases, count)
            }
        }
        try ledger.append(batch)
        return result
    }
}

/// Invents applications and the lives of their cases, without a project.
struct CaseInventor {
    private let pack: PolicyPack
    private let calendar: WorkCalendar
    private let seed: UInt64
    private let end: Day
    private let actor: String

    init(_ pack: PolicyPack, _ calendar: WorkCalendar, seed: UInt64, end: Day, actor: String) {
        self.pack = pack
        self.calendar = calendar
        self.seed = seed
        self.end = end
        self.actor = actor
    }

    struct Invented {
        var changes: [Change] = []
        var cases = 0
        var commands = 0
        var refused = 0
    }

    /// One application with its cases, each as one change of its whole life.
    func application(_ number: Int, most: Int) throws -> Invented {
        var random = CaseRandom(seed: seed, "application \(number)")
        guard let id = IntakeID("INV-\(1_000_000 + number)") else {
            throw Problem(.unexpected, "an invented number is no intake number")
        }
        let filedOn = calendar.firstWorking(from: end.advanced(by: -random.whole(0...365)))
        let utilities = Array(Utility.allCases.shuffled(&random).prefix(min(most, random.whole(1...3))))
        let district = pack.authorities.areas.isEmpty ? nil : random.pick(pack.authorities.areas).code
        let application = Application(
            number: id, filedOn: min(filedOn, end), applicant: "虚构申请单位\(number)",
            userType: random.chance(0.8) ? .nonResident : .resident, plot: "INV-\(number)",
            utilities: utilities, district: district,
            conditionsMet: random.chance(0.5) ? ValveCondition.allCases : [])
        var invented = Invented()
        let context = context(of: application.filedOn)
        let filed = try Intake.file(
            application, existing: ApplicationState(id: id), cases: [], admissible: { _ in nil }, context)
        for change in filed {
            guard case .connection(let caseID) = change.stream else {
                invented.changes.append(change)
                continue
            }
            var state = CaseState(id: caseID, change.entries)
            var entries = change.entries
            func take(_ command: CaseCommand, _ day: Day) throws {
                let changes = try state.decide(command, on: day, self.context(of: day))
                for entry in changes.flatMap(\.entries) where entry.stream == .connection(caseID) {
                    state.apply(entry)
                    entries.append(entry)
                }
            }
            let day = application.filedOn
            try take(.assignUtilityByHand(company: "虚构\(caseID.utility.zh)公司"), day)
            let representative = "虚构客户代表\(random.whole(1...40))"
            try take(.assignRepresentativeByHand(name: representative), day)
            let facts = facts(caseID.utility, district, application, &random)
            let decision = pack.decide(facts, on: application.filedOn)
            if decision.outerLine.needed {
                try take(.chooseRoute(route(facts, number), decision), day)
            } else {
                try take(.adoptDecision(decision), day)
            }
            let (commands, refused) = live(&state, &entries)
            invented.cases += 1
            invented.commands += commands
            invented.refused += refused
            invented.changes.append(
                Change(stream: change.stream, expectedVersion: 0, entries: entries))
        }
        return invented
    }

    private func facts(
        _ utility: Utility, _ district: String?, _ application: Application, _ random: inout CaseRandom
    ) -> RouteFacts {
        let length = Double(random.whole(12_001...400_000)) / 1000
        func touch(_ layer: String, _ administration: RoadAdministration?) -> TouchFact {
            let from = length * 0.2
            let to = length * 0.2 + min(12, length * 0.3)
            return TouchFact(
                layer: layer, features: ["INV-\(random.whole(1...500))"], kind: .crosses, fromM: from,
                toM: to,
                lengthM: to - from, groundLengthM: to - from, areaM2: 2.8 * (to - from), district: district,
                administration: administration, openedOn: administration == nil ? nil : Day(2005, 1, 1))
        }
        var touches: [TouchFact] = []
        if random.chance(0.6) { touches.append(touch("roads", .city)) }
        if random.chance(0.25) { touches.append(touch("greens", nil)) }
        let ofStub = random.chance(0.4)
        return RouteFacts(
            utility: utility, userType: application.userType, groundLengthM: length, gridLengthM: length,
            source: SourceFacts(
                layer: ofStub ? "stubs" : "mains", feature: "INV", isFree: ofStub, capacityKnown: true,
                inService: true),
            stripWidthM: 2.8, inPlanningArea: random.chance(0.7), touches: touches,
            districts: district.map { [DistrictFact(id: $0)] } ?? [],
            layers: ["roads", "greens", "water", "planning_area", "districts", "stubs", "mains"])
    }

    /// A straight line of the length of the facts on a lattice of plots.
    private func route(_ facts: RouteFacts, _ number: Int) -> RouteRecord {
        let (east, north) = (500_000 + Double(number % 400) * 50, 4_100_000 + Double(number / 400) * 50)
        let line = Shape.line([Point(east, north), Point(east + facts.gridLengthM, north)])
        let wkb = Data(WKB.encode(line))
        return RouteRecord(
            wkb: wkb, sha256: SHA256.hex(of: wkb), regime: "invented", fromLayer: "mains",
            fromFeature: "INV", groundLengthM: facts.groundLengthM, gridLengthM: facts.gridLengthM,
            facts: facts, dataVersion: 1)
    }

    private func live(_ state: inout CaseState, _ entries: inout [Entry]) -> (commands: Int, refused: Int) {
        var life = CaseLife(seed: seed, state.id, calendar)
        var day = state.acceptedOn ?? end
        var (commands, refused) = (0, 0)
        while let (key, wish) = life.next(state, from: day), wish.day <= end {
            day = wish.day
            do {
                let changes = try state.decide(wish.command, on: day, context(of: day))
                for entry in changes.flatMap(\.entries) where entry.stream == .connection(state.id) {
                    state.apply(entry)
                    entries.append(entry)
                }
                life.done(key)
                commands += 1
            } catch {
                life.refused(key)
                refused += 1
            }
        }
        return (commands, refused)
    }

    private func context(of day: Day) -> CommandContext {
        CommandContext(
            today: day, recordedAt: Timestamp("\(day)T04:00:00Z") ?? Timestamp.epoch, actor: actor)
    }
}

extension Array {
    /// The elements in an order drawn from a seed (Fisher and Yates).
    fileprivate func shuffled(_ random: inout CaseRandom) -> [Element] {
        var copy = self
        for index in indices.dropFirst().reversed() { copy.swapAt(index, random.whole(0...index)) }
        return copy
    }
}
