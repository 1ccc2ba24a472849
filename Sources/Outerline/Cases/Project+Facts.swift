import Coordinator
import PermitPolicy
import Vocabulary

extension Project {
    /// States what no map can tell about the works of a case, puts it right or takes it back; the permits follow at once.
    ///
    /// A chosen route is decided again with what is stated: permits nobody demands any more fall away, those demanded
    /// now are required. A case that needs no outer line is decided anew; without a decision the facts count from the
    /// next route on. A repair's permits follow from its dug line and stay as they are.
    ///
    /// - Throws: ``Problems`` with `CAS-115` for every field that the policy pack does not ask for and every value of
    ///   the wrong kind; `CAS-1xx` if the case refuses.
    public func stateFacts(
        _ id: String, _ facts: [FactStatement], evidence: String, effective day: Day
    ) throws -> CaseDocument {
        let state = try existing(id)
        let pack = try pack()
        try requireKnown(facts, pack)
        let moment = try effective(day)
        let stated = state.stated(
            with: facts, by: moment.context.actor, on: moment.day, evidence: evidence)
        let decision = try decision(on: state, stated, pack, moment.day)
        return try run(.stateFacts(facts, evidence: evidence, decision), on: id, effective: day)
    }

    private func decision(
        on state: CaseState, _ stated: [StatedFact], _ pack: PolicyPack, _ day: Day
    ) throws -> PolicyDecision? {
        if let route = state.route { return pack.decide(route.facts.stating(stated), on: day) }
        guard state.decision?.outerLine.needed == false, let plot = state.plot else { return nil }
        let question = RouteQuestion(
            plot: try self.plot(plot), utility: state.utility, userType: state.userType,
            holder: state.id.rawValue, stated: stated, day: day)
        guard case .routed(let choice) = try RouteDesk(try planningDesk()).routes(question) else {
            return nil
        }
        return choice.routes.first.map(\.decision).flatMap { $0.outerLine.needed ? nil : $0 }
    }

    private func requireKnown(_ facts: [FactStatement], _ pack: PolicyPack) throws {
        var problems = Problems()
        let known = pack.statedFields
        for fact in facts where fact.value != nil {
            let place = Problem.Place(field: fact.field)
            guard known.contains(fact.field) else {
                let near = nearestWord(to: fact.field, among: known)
                problems.add(
                    Problem(
                        .valueRefused, "'\(fact.field)' is no fact the policy pack asks for", at: place,
                        help: near.map { "did you mean '\($0)'?" }
                            ?? "known: \(known.joined(separator: ", "))"))
                continue
            }
            let isNumber = fact.value?.amount != nil
            guard isNumber != (fact.field == StatedFact.investment) else { continue }
            problems.add(
                Problem(
                    .valueRefused, "'\(fact.field)' is stated as \(isNumber ? "a number" : "yes or no")",
                    at: place, help: isNumber ? "state yes or no" : "state a number"))
        }
        try problems.throwIfAny()
    }
}
