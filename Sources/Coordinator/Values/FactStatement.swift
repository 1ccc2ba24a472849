import PermitPolicy
import Vocabulary

/// One fact as it is stated, put right or withdrawn.
public struct FactStatement: Codable, Sendable, Hashable {
    /// Such as `night_work`; the fields a pack knows are ``PolicyPack/statedFields``.
    public var field: String
    /// Nil withdraws what was stated.
    public var value: StatedValue?

    public init(_ field: String, _ value: StatedValue?) {
        self.field = field
        self.value = value
    }

    public init(_ field: String, _ value: Bool) { self.init(field, .flag(value)) }
}

extension CaseState {
    /// What people have stated about the works, with `facts` stated besides; in order of field.
    ///
    /// - Parameters:
    ///   - facts: one without a value takes back what was stated.
    ///   - actor: who states them.
    public func stated(
        with facts: [FactStatement], by actor: String, on day: Day, evidence: String
    ) -> [StatedFact] {
        var kept = stated.filter { old in !facts.contains { $0.field == old.field } }
        for fact in facts {
            guard let value = fact.value else { continue }
            kept.append(
                StatedFact(field: fact.field, value: value, by: actor, on: day, evidence: evidence))
        }
        return kept.sorted { $0.field < $1.field }
    }

    /// Something is stated, each fact once, numbers are possible, and only what was stated is withdrawn.
    func requireChange(by facts: [FactStatement]) throws(Problem) {
        guard !facts.isEmpty else {
            throw Problem(.textMissing, "nothing is stated", help: "give a fact, or one to withdraw")
        }
        var seen: Set<String> = []
        for fact in facts {
            try requireText(fact.field, "field")
            guard seen.insert(fact.field).inserted else {
                throw Problem(.valueRefused, "'\(fact.field)' is stated twice", at: .init(field: fact.field))
            }
            if case .amount(let amount)? = fact.value, !(amount.isFinite && amount >= 0) {
                throw Problem(
                    .valueRefused, "'\(fact.field)' is \(amount)", at: .init(field: fact.field),
                    help: "give a number from 0 on")
            }
            guard fact.value == nil, !stated.contains(where: { $0.field == fact.field }) else { continue }
            let known = stated.map(\.field)
            throw Problem(
                .stepNotOpen, "'\(fact.field)' of case '\(id)' was not stated", at: .init(field: fact.field),
                help: known.isEmpty ? "nothing was stated yet" : "stated: \(known.joined(separator: ", "))")
        }
    }
}
