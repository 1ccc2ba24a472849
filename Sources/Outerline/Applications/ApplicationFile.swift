import Coordinator
import Foundation
import Vocabulary

/// Reads files of applications, CSV or JSON, as a project-approval system exports them.
public enum ApplicationFile {
    /// Reads and checks a whole file before anything is written.
    ///
    /// - Returns: the applications in the order of the file, with the place of each.
    /// - Throws: ``Problem`` `CLI-101`, `CLI-102`; ``Problems`` `CLI-103` with file, line and field of everything wrong.
    public static func read(_ path: String) throws -> [(application: Application, place: Problem.Place)] {
        var problems = Problems()
        let records = try records(path, ApplicationRecord.columns, &problems)
        var applications: [(Application, Problem.Place)] = []
        checkNumbers(records, &problems)
        for record in records {
            guard let application = record.application(&problems) else { continue }
            applications.append((application, record.place))
        }
        try problems.throwIfAny()
        return applications
    }

    /// Each number stands once in a file, also among records in which something else is wrong.
    static func checkNumbers(_ records: [ApplicationRecord], _ problems: inout Problems) {
        var first: [String: Problem.Place] = [:]
        for record in records {
            guard let number = record.value("number") else { continue }
            guard let before = first[number] else {
                first[number] = record.place
                continue
            }
            var at = record.place
            at.field = "number"
            let place = before.line.map { "line \($0)" } ?? before.feature.map { "entry \($0)" }
            problems.add(
                Problem(
                    .applicationsInvalid, "number '\(number)' stands in the file twice", at: at,
                    help: place.map { "the first one is on \($0)" }))
        }
    }

    /// The records of a file, CSV or JSON, as words by column.
    ///
    /// - Parameter columns: those it may have, the six required ones first.
    static func records(_ path: String, _ columns: [String], _ problems: inout Problems) throws
        -> [ApplicationRecord]
    {
        let text = try InputFile.text(path)
        let name = (path as NSString).lastPathComponent
        let isJSON =
            path.lowercased().hasSuffix(".json") || text.first { !$0.isWhitespace && $0 != "\u{FEFF}" } == "["
        return try isJSON
            ? jsonRecords(text, name, &problems) : csvRecords(text, name, columns, &problems)
    }

    private static func csvRecords(
        _ text: String, _ file: String, _ known: [String], _ problems: inout Problems
    ) throws -> [ApplicationRecord] {
        let table = try CSVTable(text, file: file)
        checkColumns(table.header, known, .init(file: file, line: 1), &problems)
        // Without its columns every record would be wrong for the same reason.
        if !problems.isEmpty { return [] }
        return table.records.map { record in
            let place = Problem.Place(file: file, line: record.line)
            if record.fields.count != table.header.count {
                problems.add(
                    Problem(
                        .applicationsInvalid,
                        "the record has \(record.fields.count) fields, the header \(table.header.count)",
                        at: place,
                        help: "put fields that hold a comma in quotation marks"))
            }
            return ApplicationRecord(
                place: place,
                values: Dictionary(zip(table.header, record.fields), uniquingKeysWith: { first, _ in first }))
        }
    }

    private static func checkColumns(
        _ columns: [String], _ known: [String], _ place: Problem.Place, _ problems: inout Problems
    ) {
        for column in known.prefix(ApplicationRecord.required.count) where !columns.contains(column) {
            let near = nearestWord(to: column, among: columns)
            problems.add(
                Problem(
                    .applicationsInvalid, "column '\(column)' is missing", at: place,
                    help: near.map { "is it '\($0)'?" }
                        ?? "columns: \(known.joined(separator: ", "))"))
        }
    }

    private static func jsonRecords(_ text: String, _ file: String, _ problems: inout Problems) throws
        -> [ApplicationRecord]
    {
        let parsed: Any
        do {
            parsed = try JSONSerialization.jsonObject(with: Data(text.utf8))
        } catch {
            throw Problem(
                .applicationsInvalid, "the file is no JSON: \(error.localizedDescription)",
                at: .init(file: file))
        }
        let list = (parsed as? [String: Any])?["applications"] ?? parsed
        guard let objects = list as? [Any] else {
            throw Problem(.applicationsInvalid, "the file is no array of objects", at: .init(file: file))
        }
        return objects.enumerated().compactMap { index, object in
            let place = Problem.Place(file: file, feature: "#\(index + 1)")
            guard let object = object as? [String: Any] else {
                problems.add(Problem(.applicationsInvalid, "the entry is no object", at: place))
                return nil
            }
            return ApplicationRecord(place: place, values: object.compactMapValues(word))
        }
    }

    /// A JSON value as the word a CSV field would hold; lists are joined, null is absent.
    private static func word(_ value: Any) -> String? {
        switch value {
        case let text as String: text
        case let list as [Any]: list.compactMap(word).joined(separator: ";")
        case is NSNull: nil
        default: "\(value)"
        }
    }
}

/// Files named on the command line.
enum InputFile {
    static func text(_ path: String) throws -> String {
        let data = try self.data(path)
        guard let text = String(data: data, encoding: .utf8) else {
            throw Problem(
                .fileUnreadable, "the file is not UTF-8", at: .init(file: path),
                help: "convert it, for example with iconv -f GBK -t UTF-8")
        }
        return text
    }

    static func data(_ path: String) throws -> Data {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Problem(
                .fileNotFound, "there is no such file", at: .init(file: path), help: "check the path")
        }
        guard !isFolder.boolValue, let data = FileManager.default.contents(atPath: path) else {
            throw Problem(.fileUnreadable, "the file cannot be read", at: .init(file: path))
        }
        return data
    }
}
