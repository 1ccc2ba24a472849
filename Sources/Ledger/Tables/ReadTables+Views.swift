import Coordinator
import GRDB
import ProjectFile
import Vocabulary
import WorkCalendar

extension ReadTables {
    /// The columns of `cases` the board and the indicators read.
    func viewValues(_ state: CaseState, _ lastOn: Day) throws -> [(any DatabaseValueConvertible)?] {
        let calendar = try calendar()
        let course = LightCourse(from: lastOn, due: state.due(calendar)?.day) {
            state.light(on: $0, calendar)
        }
        return [
            state.visits, state.documentsAsked, state.feesCharged, text(lastOn), course.light.rawValue,
            text(course.yellowFrom), text(course.redFrom), naturalKey(state.id.rawValue), state.version,
            state.stage.isOpen,
        ]
    }

    /// Replaces the open items of a case.
    func writeWork(_ state: CaseState, from lastOn: Day) throws {
        try delete(.workItems, of: state.id)
        let key = naturalKey(state.id.rawValue)
        for (index, standing) in state.standingWork(from: lastOn, try calendar()).enumerated() {
            let item = standing.item
            let place = [key, item.permit.map { naturalKey($0.rawValue) } ?? ""].joined(separator: "\u{1}")
            try upsert(
                .workItems,
                [
                    "\(state.id)-\(index + 1)", state.id.rawValue, item.permit?.rawValue,
                    item.action.rawValue, item.holder.rawValue, item.with, text(item.due),
                    item.dueProvisional, standing.course.light.rawValue, text(standing.course.yellowFrom),
                    text(standing.course.redFrom), text(standing.shownFrom), text(standing.shownUntil),
                    standing.inSerial, standing.inParallel, standing.inOwn, state.stage.rawValue,
                    state.utility.rawValue,
                    state.district, state.representative, state.company, place,
                ])
        }
    }

    /// Replaces the spans of a case.
    func writeSpans(_ state: CaseState) throws {
        try delete(.caseSpans, of: state.id)
        for (index, span) in state.spans.enumerated() {
            try upsert(
                .caseSpans,
                [
                    "\(state.id)-\(index + 1)", state.id.rawValue, span.track.rawValue, span.name,
                    span.permit?.rawValue, text(span.after), text(span.through),
                ])
        }
    }

    private func delete(_ spec: TableSpec, of id: CaseID) throws {
        if isFresh { return }
        let statement = try db.cachedStatement(
            sql: "DELETE FROM \(spec.name.quoted) WHERE \"case\" = ?")
        try statement.execute(arguments: [id.rawValue])
    }
}
