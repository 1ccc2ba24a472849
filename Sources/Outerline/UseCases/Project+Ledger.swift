import Foundation
import Ledger
import PermitPolicy
import Reports
import Vocabulary

/// A format of the ledger.
public enum LedgerFormat: String, Codable, Sendable, CaseIterable {
    /// Both tables, each on its sheet.
    case xlsx
    /// One table.
    case csv
    /// Both tables.
    case md, json
}

/// Which of the two tables of the ledger.
public enum LedgerRowKind: String, Codable, Sendable, CaseIterable {
    case permits, cases
}

extension Project {
    /// The ledger (台账) of the cases a request lets through, on the day of the desk.
    public func ledgerReport(
        _ request: ViewRequest = ViewRequest(), language: ReportLanguage
    ) throws -> LedgerReport {
        let filter = try filter(request)
        return LedgerReport(
            try allStates().filter(filter.admits), on: desk.today, try calendar(),
            areas: try pack().authorities, language)
    }

    /// Writes a ledger as a file, whole or not at all.
    ///
    /// - Parameter rows: which table, where the format holds one only.
    /// - Throws: ``Problem`` `PRJ-102` if the file cannot be made, `XLS-101` if the workbook cannot.
    public func write(
        _ report: LedgerReport, _ format: LedgerFormat, rows: LedgerRowKind = .permits, to path: String
    ) throws {
        try OutputFolder.write(try data(report, format, rows: rows), to: path)
    }

    /// A ledger in a format, as it is written to a file.
    public func data(_ report: LedgerReport, _ format: LedgerFormat, rows: LedgerRowKind = .permits) throws
        -> Data
    {
        switch format {
        case .xlsx: try report.workbook(program: Version.text).data()
        case .csv: Data((rows == .cases ? report.cases : report.permits).csv.utf8)
        case .md: Data(report.markdown().utf8)
        case .json: try report.json()
        }
    }
}
