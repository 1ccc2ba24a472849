import Foundation
import Vocabulary

/// A spreadsheet file (XLSX) of tables, one sheet for each, as an office prints and filters them.
///
/// Numbers and days are typed cells that show as many decimals as the report; everything else is text and never a
/// formula. Equal values give equal bytes: no clock, no name of a machine is in the file.
public struct Workbook: Sendable {
    public enum Paper: Sendable {
        case a4, a3
    }

    /// How a word in a column is coloured, wherever it is typed in that column.
    public struct Lamp: Sendable, Hashable {
        public var word: String
        /// `0xRRGGBB`.
        public var fill: UInt32
        public var ink: UInt32

        public init(_ word: String, fill: UInt32, ink: UInt32 = 0) {
            self.word = word
            self.fill = fill
            self.ink = ink
        }
    }

    /// A sheet: a table with its header frozen, filters on it, and a print set-up across the width of the paper.
    public struct Sheet: Sendable {
        public var table: ReportTable
        public var paper: Paper
        /// So many columns on the left stay in view.
        public var frozenColumns: Int
        /// The widest a column of text gets, in characters; longer text wraps.
        public var widest: Int
        /// Coloured words by the key of their column.
        public var lamps: [String: [Lamp]]

        public init(
            _ table: ReportTable, paper: Paper = .a4, frozenColumns: Int = 0, widest: Int = 48,
            lamps: [String: [Lamp]] = [:]
        ) {
            self.table = table
            self.paper = paper
            self.frozenColumns = frozenColumns
            self.widest = widest
            self.lamps = lamps
        }
    }

    public var title: String
    /// Stated as the day the workbook was made; no clock is asked.
    public var day: Day
    /// The program that made it, with its version.
    public var program: String
    public var language: ReportLanguage
    public var sheets: [Sheet]

    public init(
        title: String, day: Day, program: String, language: ReportLanguage, sheets: [Sheet]
    ) {
        self.title = title
        self.day = day
        self.program = program
        self.language = language
        self.sheets = sheets
    }

    /// The bytes of the file.
    ///
    /// - Throws: ``Problem`` `XLS-101` if the library cannot make it, such as for want of room for temporary files.
    /// - Complexity: O(cells).
    public func data() throws -> Data {
        // The library writes to a file name only.
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "outerline-xlsx-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        } catch {
            throw Problem(
                .workbookFailed, "a temporary folder cannot be made", at: .init(file: folder.path),
                help: "check TMPDIR and the room on its disk")
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("workbook.xlsx").path
        let writer = try WorkbookWriter(path)
        try writer.write(self)
        try writer.close()
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw Problem(.workbookFailed, "the workbook cannot be read back", at: .init(file: path))
        }
    }
}
