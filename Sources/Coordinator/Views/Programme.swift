import PermitPolicy
import Vocabulary
import WorkCalendar

/// When the works may start: every permit on the working-day calendar, with its
/// float and the critical path.
///
/// Serial: a permit is submitted when its prerequisites are granted. Parallel:
/// all are submitted on the first day and each is granted with or after its
/// prerequisites. Acceptance is taken to follow on the day of submission, and
/// each authority to use its whole limit; what was taken stands with each bar.
public struct Programme: Codable, Sendable, Hashable {
    /// What is known of one permit before the programme is made.
    public struct Step: Sendable, Hashable {
        public var id: String
        public var kind: PermitKind
        public var prerequisites: [PermitKind]
        public var limit: DayLimit?
        /// The day it was accepted; nil if it is still to be submitted.
        public var acceptedOn: Day?
        /// The day it is (or was) decided, where that is known.
        public var finishOn: Day?
        /// A day set by a what-if; kept unless a prerequisite is granted later.
        public var whatIf: WhatIf?
        /// Nil lets the programme say which limit it used.
        public var assumption: Assumption?

        public init(
            id: String, kind: PermitKind, prerequisites: [PermitKind], limit: DayLimit?,
            acceptedOn: Day? = nil, finishOn: Day? = nil, whatIf: WhatIf? = nil, assumption: Assumption? = nil
        ) {
            self.id = id
            self.kind = kind
            self.prerequisites = prerequisites
            self.limit = limit
            self.acceptedOn = acceptedOn
            self.finishOn = finishOn
            self.whatIf = whatIf
            self.assumption = assumption
        }
    }

    /// When a permit is taken to be granted.
    public enum WhatIf: Codable, Sendable, Hashable {
        case on(Day)
        /// The n-th working day of the authority: after its acceptance, or after the day it is submitted.
        case day(Int)
    }

    /// What the finish of a permit rests on.
    public struct Assumption: Codable, Sendable, Hashable {
        public enum Kind: String, Codable, Sendable, CaseIterable {
            /// It was granted: nothing is assumed.
            case granted
            case promisedLimit = "promised_limit"
            case statutoryLimit = "statutory_limit"
            /// Its limit has passed; taken to be granted today.
            case overdue
            case whatIf = "what_if"
            /// No limit is known.
            case none
        }

        public var kind: Kind
        /// Days, unit and source; nil for a grant and where none is known.
        public var limit: DayLimit?
        public var text: Wording
    }

    /// One bar of the chart.
    public struct Bar: Codable, Sendable, Hashable {
        public var id: String
        public var kind: PermitKind
        /// Ids of the bars it waits for.
        public var after: [String]
        /// Nil if a limit before it is unknown.
        public var start: Day?
        /// Nil if its own limit, or one it waits for, is unknown.
        public var finish: Day?
        /// The finish rests on days that are not announced.
        public var finishProvisional: Bool
        /// Working days it may slip without moving the ready-to-dig day.
        public var floatDays: Int?
        public var critical: Bool
        public var assumption: Assumption

        enum CodingKeys: String, CodingKey {
            case id, kind, after, start, finish, critical, assumption
            case finishProvisional = "finish_provisional"
            case floatDays = "float_days"
        }
    }

    public var mode: ApprovalMode
    public var bars: [Bar]
    /// The first day on which every permit is granted; nil if a limit is unknown or the permits form a cycle.
    public var readyToDig: Day?
    public var provisional: Bool
    /// Ids of the bars without float, in the order they finish; empty if the day is not known.
    public var criticalPath: [String]
    /// Permits without a known limit, those that wait for them, and those of a cycle.
    public var undetermined: [String]
    /// Permits that wait for one another: an error of the pack.
    public var cycle: [String]

    enum CodingKeys: String, CodingKey {
        case mode, bars, provisional, undetermined, cycle
        case readyToDig = "ready_to_dig"
        case criticalPath = "critical_path"
    }
}

extension Programme.Assumption {
    /// The whole limit of the authority, promised or statutory.
    init(_ limit: DayLimit?, promised: Bool) {
        guard let limit else {
            self.init(
                kind: .none, limit: nil,
                text: Wording(zh: "未知时限，无法预测", en: "no limit is known, so no day can be forecast"))
            return
        }
        let source = [limit.source.law, limit.source.article].compactMap(\.self).joined(separator: " ")
        let unit = limit.unit == .working ? ("工作日", "working days") : ("日", "calendar days")
        self.init(
            kind: promised ? .promisedLimit : .statutoryLimit, limit: limit,
            text: Wording(
                zh: "按\(promised ? "承诺" : "法定")时限用满：\(limit.days) 个\(unit.0)（\(source)）",
                en: "uses the whole \(promised ? "promised" : "statutory") limit of \(limit.days) \(unit.1) "
                    + "(\(source))"))
    }

    static func granted(_ day: Day?) -> Self {
        let day = day?.description ?? "?"
        return Self(
            kind: .granted, limit: nil, text: Wording(zh: "已于\(day)取得", en: "granted on \(day)"))
    }

    static func overdue(_ limit: DayLimit?, since day: Day) -> Self {
        Self(
            kind: .overdue, limit: limit,
            text: Wording(
                zh: "已于\(day)到期未决，按今日取得计", en: "due on \(day) and not decided: taken as granted today"))
    }

    static func whatIf(_ day: Day, movedFrom wish: Day) -> Self {
        let late = day == wish ? ("", "") : ("（前置许可未取得，不早于此日）", ", not before the permits it follows")
        return Self(
            kind: .whatIf, limit: nil,
            text: Wording(zh: "假设于\(day)取得\(late.0)", en: "taken as granted on \(day)\(late.1)"))
    }
}
