import Vocabulary

/// An advance notice (告知备案) as it was filed.
public struct NoticeFiling: Codable, Hashable, Sendable {
    public var number: String
    public var filedOn: Day
    /// A decision that somebody wants to record on it; nil for none.
    public var result: String?

    public init(number: String, filedOn: Day, result: String? = nil) {
        self.number = number
        self.filedOn = filedOn
        self.result = result
    }

    enum CodingKeys: String, CodingKey {
        case number, result
        case filedOn = "filed_on"
    }
}

extension PolicyPack {
    /// What keeps a notice from opening the early works on a day (R35); empty if it does.
    public func problems(of filing: NoticeFiling, on day: Day) -> Problems {
        var problems = Problems()
        func refuse(_ message: String, _ field: String, _ source: Citation? = nil) {
            let clause = source.map { " (\($0.short))" } ?? ""
            problems.add(Problem(.noticeFiling, message + clause, at: .init(field: field)))
        }
        if !noticeFiling.isTrigger.value {
            refuse("\(reference.name) knows no advance notice", "number", noticeFiling.isTrigger.source)
        }
        if filing.number.allSatisfy(\.isWhitespace) { refuse("the notice has no number", "number") }
        if filing.filedOn > day {
            refuse("the notice is filed on \(filing.filedOn), after \(day)", "filed_on")
        }
        if filing.result != nil && !noticeFiling.approvalExpected.value {
            refuse("no decision on a notice is expected", "result", noticeFiling.approvalExpected.source)
        }
        return problems
    }
}
