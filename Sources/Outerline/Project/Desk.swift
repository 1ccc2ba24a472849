import Coordinator
import Foundation
import PermitPolicy
import Vocabulary
import WorkCalendar

/// Who works, on which day, and what the clock says: all that a command takes from outside.
public struct Desk: Sendable {
    /// The day of the desk, `--today`; by default the day in China, whatever the machine's zone.
    public var today: Day
    public var actor: String
    /// Overrides the approval mode of the policy; nil follows it.
    public var approval: ApprovalMode?
    /// The time of day of what is entered, by which the policy's cut-off decides the day; nil means within the day.
    public var at: TimeOfDay?
    /// The moment an event is recorded.
    public var now: @Sendable () -> Date

    public init(
        today: Day? = nil, actor: String? = nil, approval: ApprovalMode? = nil,
        at: TimeOfDay? = nil,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.now = now
        self.today = today ?? Self.dayInShanghai(now())
        self.actor = actor ?? ProcessInfo.processInfo.environment["OUTERLINE_ACTOR"] ?? NSUserName()
        self.approval = approval
        self.at = at
    }

    var context: CommandContext {
        CommandContext(today: today, recordedAt: Self.timestamp(now()), actor: actor, approval: approval)
    }

    /// China keeps UTC+8 all year (Asia/Shanghai).
    static func dayInShanghai(_ date: Date) -> Day {
        Day(number: Int(((date.timeIntervalSince1970 + 8 * 3600) / 86_400).rounded(.down)))
    }

    static func timestamp(_ date: Date) -> Timestamp {
        let seconds = Int(date.timeIntervalSince1970.rounded(.down))
        let day = Day(number: Int((Double(seconds) / 86_400).rounded(.down)))
        let rest = seconds - day.number * 86_400
        func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let text = "\(day)T\(padded(rest / 3600)):\(padded(rest / 60 % 60)):\(padded(rest % 60))Z"
        // Days before the year 1 or after 9999 cannot be written; no clock shows them.
        return Timestamp(text) ?? Timestamp.epoch
    }
}

extension Timestamp {
    static let epoch: Timestamp = {
        guard let epoch = Timestamp("1970-01-01T00:00:00Z") else {
            preconditionFailure("the epoch is a timestamp")
        }
        return epoch
    }()
}
