import Coordinator
import Foundation
import PermitPolicy
import Vocabulary
import WorkCalendar

/// The ledger (台账): the register of permits and cases that supervisors ask for, as two tables.
///
/// Everything is read from the states on one day; nothing is stored.
public struct LedgerReport: Sendable {
    /// One row for each permit, and one for a case without permits; in the order of cases and permits.
    public let permits: ReportTable
    /// One row for each case, with the promise to the user and its clock.
    public let cases: ReportTable
    public let today: Day
    public let language: ReportLanguage

    /// - Parameter areas: names the districts, which cases know by code.
    public init(
        _ states: [CaseState], on today: Day, _ calendar: WorkCalendar, areas: AuthorityRules,
        _ language: ReportLanguage
    ) {
        let maker = LedgerRows(today: today, calendar: calendar, areas: areas, language: language)
        self.today = today
        self.language = language
        permits = maker.permits(states)
        cases = maker.cases(states)
    }

    /// The workbook: both tables, with their lamps coloured, on A3.
    public func workbook(program: String) -> Workbook {
        let lamps = ["light": LedgerRows.lamps(language)]
        return Workbook(
            title: language.say("Ledger of outer-line permits", "外线工程报批台账") + " \(today)",
            day: today, program: program, language: language,
            sheets: [
                Workbook.Sheet(permits, paper: .a3, frozenColumns: 3, widest: 22, lamps: lamps),
                Workbook.Sheet(cases, paper: .a3, frozenColumns: 2, widest: 22, lamps: lamps),
            ])
    }

    /// Both tables as a JSON object of schema `outerline.ledger/1`; numbers are unrounded.
    public func json() throws -> Data {
        try ReportJSON.object([
            "schema": .text("outerline.ledger/1"), "date": .text(today.description),
            "language": .text(language.rawValue),
            "tables": .object([permits.id: permits.json, cases.id: cases.json]),
        ]).data()
    }

    /// Both tables as Markdown.
    public func markdown() -> String {
        let title = "# " + language.say("Ledger of outer-line permits", "外线工程报批台账") + " \(today)"
        return [title, permits.markdown(), cases.markdown()].joined(separator: "\n\n") + "\n"
    }
}
