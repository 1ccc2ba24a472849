import Coordinator
import Foundation
import PermitPolicy
import Vocabulary

extension RouteReport {
    /// The report as a JSON object of schema `outerline.report/1`, with every table by its id; numbers are unrounded.
    public func json(_ language: ReportLanguage) throws -> Data {
        let object: [String: ReportJSON] = [
            "schema": .text("outerline.report/1"), "case": .text(state.id.rawValue),
            "utility": .text(state.utility.rawValue), "plot": state.plot.map { .text($0) } ?? .null,
            "language": .text(language.rawValue), "date": .text(today.description), "program": .text(program),
            "class": .text(decision.promise.classID), "regime": .text(regime), "crs": .text(crs),
            "ground_length_m": .number(groundLength), "grid_length_m": .number(gridLength),
            "ready_to_dig": programme?.readyToDig.map { .text($0.description) } ?? .null,
            "route_sha256": .text(routeHash),
            "tables": .object(
                Dictionary(
                    tables(language).map { ($0.id, $0.json) }, uniquingKeysWith: { first, _ in first })),
        ]
        return try ReportJSON.object(object).data()
    }
}

/// A value of a report's JSON.
enum ReportJSON: Encodable {
    case text(String)
    case number(Double)
    case integer(Int)
    case list([ReportJSON])
    case object([String: ReportJSON])
    case null

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number) where number.isFinite: try container.encode(number)
        case .number, .null: try container.encodeNil()
        case .integer(let number): try container.encode(number)
        case .list(let list): try container.encode(list)
        case .object(let object): try container.encode(object)
        }
    }

    /// Keys sorted, ending in a line break.
    func data() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return try encoder.encode(self) + Data("\n".utf8)
    }
}

extension ReportTable {
    /// Title, columns, rows as objects by the columns' keys, notes.
    var json: ReportJSON {
        .object([
            "title": .text(title),
            "columns": .list(
                columns.map { .object(["key": .text($0.key), "title": .text($0.title)]) }),
            "rows": .list(
                rows.map { row in
                    .object(
                        Dictionary(
                            zip(columns.map(\.key), row.map(\.json)), uniquingKeysWith: { first, _ in first })
                    )
                }),
            "notes": .list(notes.map { .text($0) }),
        ])
    }
}

extension ReportTable.Cell {
    fileprivate var json: ReportJSON {
        switch self {
        case .text(let text): .text(text)
        case .number(let value, _, _): .number(value)
        case .integer(let value): .integer(value)
        case .day(let day): .text(day.description)
        case .chainage(let metres): .number(metres)
        case .missing: .null
        }
    }
}
