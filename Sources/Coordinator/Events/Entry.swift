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
    /// The day of the desk; nothing takes effect after it.
    public var today: Day
    public var recordedAt: Timestamp
    public var actor: String
    public var approval: ApprovalMode

    public init(
        today: Day, recordedAt: Timestamp, actor: String, approval: ApprovalMode = .parallel
    ) {
        self.today = today
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

/// How permits that need one another are applied for (serial 串联, parallel 并联).
public enum ApprovalMode: String, Codable, Sendable, CaseIterable {
    /// A permit is submitted only when its prerequisites are granted.
    case serial
    /// All are submitted on one form; a permit is granted only with or after its prerequisites.
    case parallel
}
