import CXLSX
import Foundation
import Vocabulary

/// One workbook of the library while it is being written; freed with this value, closed or not.
///
/// Not `Sendable`: the library's handle belongs to one thread.
final class WorkbookWriter {
    private var book: UnsafeMutablePointer<lxw_workbook>?
    private var formats: [WorkbookFormat: UnsafeMutablePointer<lxw_format>] = [:]

    init(_ path: String) throws {
        var options = lxw_workbook_options()
        book = workbook_new_opt(path, &options)
        guard book != nil else { throw Problem(.workbookFailed, "the workbook cannot be begun") }
    }

    deinit { if let book { lxw_workbook_free(book) } }

    func write(_ workbook: Workbook) throws {
        try setProperties(workbook)
        var names = SheetNames()
        for sheet in workbook.sheets {
            let name = names.next(sheet.table.title)
            guard let page = workbook_add_worksheet(book, name) else {
                throw Problem(.workbookFailed, "the sheet '\(name)' cannot be made")
            }
            try WorkbookSheet(page, sheet, workbook, self).write()
        }
    }

    /// Writes the file; the handle is gone then, whatever the outcome.
    func close() throws {
        let code = workbook_close(book)
        book = nil
        try check(code)
    }

    /// The library's format for a kind of cell, made when it is first asked for.
    func format(_ wanted: WorkbookFormat) throws -> UnsafeMutablePointer<lxw_format> {
        if let known = formats[wanted] { return known }
        guard let made = workbook_add_format(book) else {
            throw Problem(.workbookFailed, "a cell format cannot be made")
        }
        wanted.apply(to: made)
        formats[wanted] = made
        return made
    }

    func check(_ code: lxw_error) throws {
        guard code != LXW_NO_ERROR else { return }
        let said = lxw_strerror(code).flatMap { String(validatingCString: $0) } ?? "error \(code.rawValue)"
        throw Problem(
            .workbookFailed, "the workbook cannot be written: \(said)",
            help: "check TMPDIR and the room on its disk")
    }

    private func setProperties(_ workbook: Workbook) throws {
        let title = strdup(WorkbookText.clean(workbook.title, limit: 255))
        let program = strdup(WorkbookText.clean(workbook.program, limit: 255))
        defer {
            free(title)
            free(program)
        }
        var properties = lxw_doc_properties()
        properties.title = title
        properties.author = program
        // Midnight in UTC: without a moment the library asks the clock. It takes 0 for none.
        properties.created = max(1, workbook.day.number * 86_400)
        try check(workbook_set_properties(book, &properties))
    }
}
