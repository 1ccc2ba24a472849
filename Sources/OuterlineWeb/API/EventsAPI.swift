import HTTPTypes
import Hummingbird
import Ledger
import Outerline
import Vocabulary

/// What was recorded, from a place in the log on.
enum EventsAPI {
    static let most = 1000

    @Sendable static func list(_ desk: DeskRequest) async throws -> Response {
        let after = try desk.integer("after", 0...Int.max) ?? 0
        let limit = try desk.integer("limit", 1...most) ?? 100
        let scope = desk.scope
        return try await desk.document {
            try ChangesDocument($0, after: after, limit: limit, try $0.knownScope(scope))
        }
    }
}

/// A stretch of the log, as far as whoever asks may see it.
struct ChangesDocument: Encodable, Sendable {
    var schema = "outerline.changes/1"
    var events: [Event]
    /// Where to go on: everything up to here was looked at, also what is not shown.
    ///
    /// Below `after` only where the log is
    /// an older copy.
    var through: Int
    /// The end of the log.
    var end: Int

    struct Event: Encodable, Sendable {
        var sequence: Int
        var caseID: String
        var utility: Utility
        @OrNull var district: String?
        var event: String
        var actor: String
        var effectiveOn: Day
        var recordedAt: String

        private enum CodingKeys: String, CodingKey {
            case sequence, utility, district, event, actor
            case caseID = "case"
            case effectiveOn = "effective_on"
            case recordedAt = "recorded_at"
        }
    }

    /// - Parameter limit: so many events are looked at; fewer may be shown.
    init(_ project: Project, after: Int, limit: Int, _ scope: ViewScope) throws {
        end = try project.logPosition().sequence
        guard after < end else {
            (events, through) = ([], end)
            return
        }
        let (changes, through) = try project.changes(after: after, limit: limit)
        self.through = through
        events = changes.filter { scope.admits($0.utility, district: $0.district) }.map {
            Event(
                sequence: $0.sequence, caseID: $0.caseID, utility: $0.utility, district: $0.district,
                event: $0.event, actor: $0.actor, effectiveOn: $0.effectiveOn, recordedAt: $0.recordedAt)
        }
    }
}
