import PermitPolicy
import Vocabulary

/// One event with what the log records beside it.
public struct Entry: Sendable, Hashable {
    public var stream: StreamID
    public var event: Event
    /// The day it took effect in the city.
    public var effectiveOn: Day
    /// When it was entered; `--as-of` shows what was known then.
    public var recordedAt: Timestamp
    /// Who entered it.
    public var actor: String

    public init(stream: StreamID, event: Event, effectiveOn: Day, recordedAt: Timestamp, actor: String) {
        self.stream = stream
        self.event = event
        self.effectiveOn = effectiveOn
        self.recordedAt = recordedAt
        self.actor = actor
    }
}

/// What a command wants appended to one stream, if the stream is still as it was read.
public struct Change: Sendable, Hashable {
    public var stream: StreamID
    /// How many events the stream had when the decision was made.
    public var expectedVersion: Int
    public var entries: [Entry]

    public init(stream: StreamID, expectedVersion: Int, entries: [Entry]) {
        self.stream = stream
        self.expectedVersion = expectedVersion
        self.entries = entries
    }
}

/// What a command is told from outside: no clock is read and no id is made here.
public struct CommandContext: Sendable, Hashable {
    /// The day of the desk.
    public var today: Day
    /// The last day on which something may take effect: ``today``, or the day after for what happened today after the
    /// cut-off.
    public var latest: Day
    public var recordedAt: Timestamp
    public var actor: String
    /// Overrides the mode of the case's policy; nil follows it.
    public var approval: ApprovalMode?

    public init(
        today: Day, latest: Day? = nil, recordedAt: Timestamp, actor: String, approval: ApprovalMode? = nil
    ) {
        self.today = today
        self.latest = latest ?? today
        self.recordedAt = recordedAt
        self.actor = actor
        self.approval = approval
    }

    func change(_ stream: StreamID, expecting version: Int, _ events: [Event], on day: Day) -> Change {
        Change(
            stream: stream, expectedVersion: version,
            entries: events.map {
                Entry(stream: stream, event: $0, effectiveOn: day, recordedAt: recordedAt, actor: actor)
            })
    }
}
