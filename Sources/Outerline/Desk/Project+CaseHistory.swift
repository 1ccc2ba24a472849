import Coordinator
import Ledger
import Vocabulary

/// One line of a case's history with everything that was recorded.
public struct CaseEvent: Sendable, Hashable {
    public var sequence: Int
    public var event: String
    public var effectiveOn: Day
    public var recordedAt: String
    public var actor: String
    /// What was recorded, as JSON; long ones are cut off with an ellipsis.
    public var content: String
}

extension Project {
    /// A page of a case's history, the last first.
    ///
    /// - Parameters:
    ///   - before: the sequence the page begins below; nil begins with the last.
    ///   - limit: lines of the page.
    ///   - length: letters of the content shown.
    /// - Returns: the lines, and where the next page begins; nil on the last.
    /// - Throws: ``Problem`` `CAS-101` if there is no such case.
    public func history(
        of id: String, before: Int?, limit: Int, length: Int
    ) throws -> (lines: [CaseEvent], next: Int?) {
        let entries = try ledger.entries(of: .connection(try whereabouts(id).id)).reversed()
            .filter { logged in before.map { logged.sequence < $0 } ?? true }
        let page = entries.prefix(max(1, limit))
        let lines = page.map { logged in
            let record = try? EventRecord(logged.entry.event)
            let content = record?.payload ?? ""
            return CaseEvent(
                sequence: logged.sequence, event: record?.type ?? "",
                effectiveOn: logged.entry.effectiveOn, recordedAt: logged.entry.recordedAt.rawValue,
                actor: logged.entry.actor,
                content: content == "{}"
                    ? "" : content.count > length ? "\(content.prefix(length))…" : content)
        }
        return (lines, entries.count > page.count ? page.last?.sequence : nil)
    }
}
