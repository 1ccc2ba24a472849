import Coordinator
import Ledger
import PermitPolicy
import Vocabulary
import WorkCalendar

extension Project {
    /// The clocks of a case: the promise, and the statutory and promised limits of its permits.
    public func clock(_ id: String) throws -> ClockDocument {
        ClockDocument(try existing(id), on: desk.today, try calendar())
    }

    /// When the works of a case may start, and whether its promise is kept.
    public func programme(_ id: String) throws -> ProgrammeDocument {
        let (state, calendar) = (try existing(id), try calendar())
        let programme = Programme(state, on: desk.today, desk.approval, calendar)
        return ProgrammeDocument(state, programme, on: desk.today, calendar)
    }

    /// The programme if some permits are granted on given days; nothing is recorded.
    ///
    /// - Parameter grants: `KIND=DATE` or `PERMIT=DATE`; the date is `2026-12-01`, or `+4` for the fourth working day of
    ///   the authority. A kind stands for all permits of that kind.
    /// - Throws: ``Problems`` with `CLI-112` for each that cannot be understood, `CLI-111` for each that names no permit.
    public func whatIf(_ id: String, grants: [String]) throws -> WhatIfDocument {
        let (state, calendar) = (try existing(id), try calendar())
        let wishes = try GrantWish.read(grants, of: state)
        let changed = Programme(
            state, on: desk.today, desk.approval, calendar,
            whatIf: Dictionary(wishes.map { ($0.permit, $0.whatIf) }, uniquingKeysWith: { _, last in last }))
        let documents = wishes.map { wish in
            WhatIfDocument.Grant(
                permit: wish.permit.rawValue, asked: wish.asked,
                on: changed.bars.first { $0.id == wish.permit.rawValue && $0.assumption.kind == .whatIf }?
                    .finish)
        }
        return WhatIfDocument(
            caseID: id, grants: documents, asItIs: try programme(id),
            whatIf: ProgrammeDocument(state, changed, on: desk.today, calendar))
    }

    /// The day on which what happened on `day` takes effect, with the context that lets it.
    ///
    /// The desk's time of day and the policy's cut-off decide; without a time of day it is `day` itself.
    func effective(_ day: Day) throws -> (day: Day, context: CommandContext) {
        var context = desk.context
        guard let time = desk.at else { return (day, context) }
        let effective = try pack().clock.cutOff.value.effectiveDay(of: day, at: time)
        if effective > day { context.latest = desk.today.advanced(by: 1) }
        return (effective, context)
    }
}

/// A permit and when it is taken to be granted.
struct GrantWish {
    var permit: PermitID
    var asked: String
    var whatIf: Programme.WhatIf

    /// Reads `KIND=DATE`, `PERMIT=DATE`, with a date or `+N`; all problems at once.
    static func read(_ texts: [String], of state: CaseState) throws -> [GrantWish] {
        var problems = Problems()
        var wishes: [GrantWish] = []
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let when = when(parts[1]) else {
                problems.add(
                    Problem(
                        .whatIfInvalid, "'\(text)' is no what-if",
                        help: "write PERMIT=2026-12-01, or PERMIT=+4 for the fourth working day"))
                continue
            }
            let permits = state.programmePermits.filter {
                $0.id.rawValue == parts[0] || $0.id.kind.rawValue == parts[0]
            }
            if permits.isEmpty { problems.add(unknown(parts[0], state)) }
            wishes += permits.map { GrantWish(permit: $0.id, asked: parts[1], whatIf: when) }
        }
        try problems.throwIfAny()
        return wishes
    }

    private static func when(_ text: String) -> Programme.WhatIf? {
        if let day = Day(text) { return .on(day) }
        guard text.hasPrefix("+"), text.dropFirst().utf8.allSatisfy({ (48...57).contains($0) }),
            let count = Int(text.dropFirst()), count <= 1000
        else { return nil }
        return .day(count)
    }

    private static func unknown(_ name: String, _ state: CaseState) -> Problem {
        let known = state.programmePermits.flatMap { [$0.id.kind.rawValue, $0.id.rawValue] }
        let near = nearestWord(to: name, among: known)
        return Problem(
            .noPermitsGiven, "case '\(state.id)' waits for no permit '\(name)'",
            help: near.map { "did you mean '\($0)'?" } ?? "'case programme' shows those it waits for")
    }
}
