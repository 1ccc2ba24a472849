import Coordinator
import Ledger
import Vocabulary

/// What the log gained in one case.
public struct DeskChange: Sendable, Hashable {
    public var sequence: Int
    public var caseID: String
    public var utility: Utility
    public var district: String?
    /// The type of the event as in the log.
    public var event: String
    public var actor: String
    /// The day it took effect, and the moment it was recorded in UTC.
    public var effectiveOn: Day
    public var recordedAt: String
}

extension Project {
    /// What happened in cases after a place in the log, in its order; other events are passed over.
    ///
    /// - Returns: the changes among the next `limit` events, and the sequence of the last of these.
    public func changes(after sequence: Int, limit: Int) throws -> (changes: [DeskChange], through: Int) {
        let entries = try ledger.entries(after: sequence, limit: limit)
        var districts: [CaseID: String?] = [:]
        let changes = try entries.compactMap { logged -> DeskChange? in
            guard case .connection(let id) = logged.entry.stream else { return nil }
            let district: String?
            if let known = districts[id] {
                district = known
            } else {
                district = try ledger.caseRow(id)?.district
                districts[id] = .some(district)
            }
            return DeskChange(
                sequence: logged.sequence, caseID: id.rawValue, utility: id.utility, district: district,
                event: (try? EventRecord(logged.entry.event).type) ?? "", actor: logged.entry.actor,
                effectiveOn: logged.entry.effectiveOn, recordedAt: logged.entry.recordedAt.rawValue)
        }
        return (changes, entries.last?.sequence ?? sequence)
    }
}
