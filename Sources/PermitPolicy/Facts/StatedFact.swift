import Vocabulary

/// What a person says of the works that no map can tell: yes or no, or a number.
public enum StatedValue: Hashable, Sendable, Codable {
    case flag(Bool)
    case amount(Double)

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else {
            self = .amount(try container.decode(Double.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .flag(let flag): try container.encode(flag)
        case .amount(let amount): try container.encode(amount)
        }
    }

    public var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
    public var amount: Double? { if case .amount(let amount) = self { amount } else { nil } }
}

/// A fact about the works that a person stated; who, when and on what evidence.
public struct StatedFact: Codable, Hashable, Sendable {
    /// Such as `night_work`; see ``RouteFacts/stating(_:)`` for those the engine knows.
    public var field: String
    public var value: StatedValue
    public var by: String
    public var on: Day
    /// What the statement rests on: a letter, a contract, a survey.
    public var evidence: String

    /// What the works cost, in yuan: the one field that is a number.
    public static let investment = "investment_yuan"
    /// Whether the conditions of a direct connection (直接接通) hold, whatever the data say.
    public static let directConnection = "direct_connect"
    /// Whether the digging stands in the city's yearly plan.
    public static let annualPlan = "in_annual_plan"

    public init(field: String, value: StatedValue, by: String, on: Day, evidence: String) {
        self.field = field
        self.value = value
        self.by = by
        self.on = on
        self.evidence = evidence
    }
}

extension RouteFacts {
    /// The same route with what people have stated about it; what was stated before is replaced.
    ///
    /// The engine knows ``StatedFact/investment`` as a number, ``StatedFact/directConnection``,
    /// ``StatedFact/annualPlan`` and the fields of the pack's ``StatedCondition``s as yes or no. Other fields, and
    /// values of the other kind, change no decision.
    public func stating(_ facts: [StatedFact]) -> RouteFacts {
        var copy = self
        copy.investmentYuan = facts.last { $0.field == StatedFact.investment }?.value.amount
        copy.overrides = facts.compactMap { fact in
            fact.value.flag.map {
                OverrideRecord(field: fact.field, value: $0, by: fact.by, on: fact.on, reason: fact.evidence)
            }
        }
        return copy
    }
}

extension PolicyPack {
    /// The fields a person may state for a case of this pack, sorted, those of numbers among them.
    public var statedFields: [String] {
        let asked = permits.flatMap(\.triggers).compactMap { trigger -> String? in
            if case .stated(let condition) = trigger { condition.field } else { nil }
        }
        let always = [StatedFact.annualPlan, StatedFact.directConnection, StatedFact.investment]
        return Set(asked + always).sorted()
    }
}
