import Coordinator
import PermitPolicy
import Vocabulary
import WorkCalendar

/// An invented life of one case: what happens to it and when, drawn from a seed.
///
/// For samples, tests and measurements; nothing of it is a fact. It knows no rule: what it wants and the case refuses,
/// it tries again some days later, and gives up after some tries.
struct CaseLife {
    private var random: CaseRandom
    private let calendar: WorkCalendar
    private var pending: [String: Wish] = [:]
    private var givenUp: Set<String> = []
    private let isWithdrawn: Bool

    /// Something that will be tried on a day.
    struct Wish {
        var day: Day
        var command: CaseCommand
        var tries = 0
    }

    init(seed: UInt64, _ id: CaseID, _ calendar: WorkCalendar) {
        self.calendar = calendar
        random = CaseRandom(seed: seed, id.rawValue)
        isWithdrawn = random.chance(0.03)
    }

    /// The next thing that happens, not before `day`; nil if nothing more does.
    mutating func next(_ state: CaseState, from day: Day) -> (key: String, wish: Wish)? {
        let wanted = wishes(of: state)
        let keys = Set(wanted.map(\.key))
        pending = pending.filter { keys.contains($0.key) }
        for (key, command, delay) in wanted where pending[key] == nil && !givenUp.contains(key) {
            let days = random.whole(delay)
            pending[key] = Wish(day: days == 0 ? day : calendar.working(days, after: day), command: command)
        }
        let first = pending.min { ($0.value.day, $0.key) < ($1.value.day, $1.key) }
        return first.map { first in
            var wish = first.value
            wish.day = max(wish.day, day)
            return (first.key, wish)
        }
    }

    mutating func done(_ key: String) { pending[key] = nil }

    mutating func refused(_ key: String) {
        guard var wish = pending[key] else { return }
        wish.tries += 1
        if wish.tries > 6 {
            pending[key] = nil
            givenUp.insert(key)
            return
        }
        wish.day = calendar.working(random.whole(1...4), after: wish.day)
        pending[key] = wish
    }

    // MARK: - Wishes

    private typealias Wanted = (key: String, command: CaseCommand, delay: ClosedRange<Int>)

    private mutating func wishes(of state: CaseState) -> [Wanted] {
        if state.withdrawnOn != nil { return [] }
        if state.valveOpenedOn != nil { return service(of: state) }
        var wanted: [Wanted] = []
        if isWithdrawn, state.acceptedOn != nil {
            wanted.append(("withdraw", .withdraw(reason: "invented: the project was given up"), 10...60))
        }
        if state.interfaceToldOn == nil || state.interfaceOutdated {
            wanted.append(("tell", .tellInterface(), 0...3))
        }
        if state.interfaceToldOn != nil { wanted += state.permits.flatMap { permit($0) } }
        wanted += promise(of: state)
        for document in state.documentsPending {
            wanted.append(("document \(document.document)", .supplyDocument(document.document), 1...10))
        }
        return wanted
    }

    private mutating func permit(_ permit: PermitState) -> [Wanted] {
        let id = permit.id
        let round = permit.steps.count
        let key = "\(id) \(round)"
        switch permit.stage {
        case .required, .preparing: return [(key, .submitPermit(id, number: nil), 1...6)]
        case .submitted: return [(key, .acceptPermit(id), 0...2)]
        case .accepted:
            // The fate of a round is drawn once, when the permit is first seen in it.
            if pending[key] != nil { return [(key, .acceptPermit(id), 0...0)] }
            let days = permit.limit.map { max(1, min(30, $0.days)) } ?? 7
            return [(key, fate(of: permit), max(1, days / 3)...(days * 5 / 4 + 1))]
        case .supplementRequested: return [(key, .acceptPermit(id), 1...6)]
        case .refused, .changeRequired, .expired: return [(key, .submitPermit(id, number: nil), 3...8)]
        case .granted, .closed: return []
        }
    }

    private mutating func fate(of permit: PermitState) -> CaseCommand {
        let draw = random.whole(1...100)
        if draw <= 15, permit.supplements.isEmpty {
            return .requestSupplement(permit.id, items: ["invented: site plan", "invented: traffic plan"])
        }
        if draw <= 21 { return .refusePermit(permit.id, reason: random.pick(RefusalReason.allCases)) }
        return .grantPermit(permit.id, certificate: "INV-\(permit.id)-\(permit.steps.count)")
    }

    private func promise(of state: CaseState) -> [Wanted] {
        guard state.acceptedOn != nil else { return [("accept", .accept(), 0...1)] }
        var wanted: [Wanted] = []
        let standing = state.stops.stops.filter { $0.resumedOn == nil }
        let causes = Set(state.stops.stops.map(\.cause))
        let waitsForPermits = state.permits.contains(where: \.isOpen)
        if waitsForPermits {
            if !causes.contains(.governmentApproval) {
                wanted.append(
                    (
                        "stop", .stopClock(.governmentApproval, holder: "invented authority", evidence: "E1"),
                        0...1
                    ))
            }
            return wanted
        }
        if let stop = standing.first {
            let days = stop.cause == .construction ? 4...30 : 0...1
            wanted.append(("resume \(stop.id)", .resumeClock(stop: stop.id, evidence: "E2"), days))
            return wanted
        }
        if !state.permits.isEmpty, !causes.contains(.construction) {
            wanted.append(
                ("build", .stopClock(.construction, holder: "invented contractor", evidence: "E3"), 0...1))
            return wanted
        }
        if state.needsScheme, state.schemeConfirmedOn == nil {
            wanted.append(("scheme", .confirmScheme(), 0...2))
        }
        for condition in state.missingConditions {
            wanted.append(("condition \(condition)", .recordCondition(condition, evidence: "E4"), 0...3))
        }
        if state.stage == .valveOpening { wanted.append(("valve", .openValve, 0...2)) }
        return wanted
    }

    private mutating func service(of state: CaseState) -> [Wanted] {
        guard state.activities.isEmpty, state.visits == 0 else { return [] }
        let followUp: [Wanted] = [("follow-up", .logActivity(.followUpVisit), 1...15)]
        let visit: [Wanted] = [("visit", .recordVisit(), 0...2)]
        // Drawn anew only while nothing is pending.
        if pending["visit"] != nil { return visit }
        if pending["follow-up"] != nil { return followUp }
        if givenUp.contains("silent") { return [] }
        switch random.whole(1...10) {
        case 1...2: return visit
        case 3...8: return followUp
        default:
            givenUp.insert("silent")
            return []
        }
    }
}

/// A small deterministic generator seeded by a number and a text (SplitMix64 over FNV-1a).
struct CaseRandom {
    private var state: UInt64

    init(seed: UInt64, _ topic: String) {
        state = topic.utf8.reduce(seed ^ 0xCBF2_9CE4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
        }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    mutating func chance(_ probability: Double) -> Bool { Double(next() >> 11) * 0x1p-53 < probability }

    /// One of some things, of which there is at least one.
    mutating func pick<Thing>(_ things: [Thing]) -> Thing { things[whole(0...things.count - 1)] }
}
