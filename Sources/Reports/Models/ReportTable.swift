import Foundation
import RouteSurvey
import Vocabulary

/// One table of a report in one language: what every writer shows, in this order.
///
/// Values are unrounded; a cell says how it is rounded for people, so that Markdown, PDF and workbook agree, while a
/// workbook keeps its number and date.
public struct ReportTable: Sendable, Hashable {
    /// What a column holds: how it is aligned, and how wide it asks to be.
    public enum Kind: Sendable, Hashable {
        /// Left; wraps.
        case text
        /// Right.
        case number
        /// Centred, never wrapped: codes, chainages, days.
        case short
    }

    public struct Column: Sendable, Hashable {
        /// The name in JSON and CSV: `snake_case` with the unit, the same in all languages.
        public var key: String
        /// What people read, with the unit.
        public var title: String
        public var kind: Kind

        public init(_ key: String, _ title: String, _ kind: Kind = .text) {
            self.key = key
            self.title = title
            self.kind = kind
        }
    }

    public enum Cell: Sendable, Hashable {
        case text(String)
        /// - Parameter unit: shown behind the number, only in tables of mixed units; else the column's title has it.
        case number(Double, decimals: Int, unit: String = "")
        case integer(Int)
        case day(Day)
        /// Metres along the route, shown as `K0+012.345`.
        case chainage(Double)
        /// Nothing to tell; shown as `—`.
        case missing

        public init(_ text: String?) { self = text.map(Cell.text) ?? .missing }
        public init(_ number: Double?, decimals: Int, unit: String = "") {
            self = number.map { .number($0, decimals: decimals, unit: unit) } ?? .missing
        }
        public init(_ count: Int?) { self = count.map(Cell.integer) ?? .missing }
        public init(_ day: Day?) { self = day.map(Cell.day) ?? .missing }

        /// The cell for people.
        public var text: String {
            switch self {
            case .text(let text): text
            case .number(let value, let decimals, let unit):
                (value.isFinite ? ReportWords.number(value, decimals) : "—")
                    + (unit.isEmpty ? "" : unit == "°" ? unit : " \(unit)")
            case .integer(let value): String(value)
            case .day(let day): day.description
            case .chainage(let metres): chainageText(metres)
            case .missing: "—"
            }
        }
    }

    /// The name in JSON, of the file in CSV and of the sheet in a workbook, such as `crossings`.
    public var id: String
    public var title: String
    /// On paper, 1 for a part of a form, 2 for a table among others.
    public var titleLevel = 2
    public var columns: [Column]
    public var rows: [[Cell]]
    /// Said in the place of a table without rows.
    public var empty: String
    /// Said under the table: readings, assumptions, what is not decided.
    public var notes: [String]

    /// An empty table to which rows are added.
    public init(
        _ id: String, _ title: String, _ columns: [Column], rows: [[Cell]] = [], empty: String,
        notes: [String] = []
    ) {
        self.id = id
        self.title = title
        self.columns = columns
        self.rows = rows
        self.empty = empty
        self.notes = notes
    }
}
