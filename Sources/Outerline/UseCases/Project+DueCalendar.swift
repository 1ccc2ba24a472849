import Coordinator
import Foundation
import Ledger
import Reports
import Vocabulary

extension Project {
    /// The due days of the cases a request lets through, as calendar files.
    public func dueCalendar(
        _ request: ViewRequest = ViewRequest(), language: ReportLanguage
    ) throws -> DueCalendar {
        let filter = try filter(request)
        return DueCalendar(
            try allStates().filter(filter.admits), on: desk.today, try calendar(), desk.approval,
            program: Version.text, language)
    }

    /// Writes the due days of all into one file.
    public func write(_ calendar: DueCalendar, to path: String) throws {
        try OutputFolder.write(Data(calendar.ics.utf8), to: path)
    }

    /// Writes one calendar file for each representative into a folder.
    ///
    /// - Parameter nobody: names the file of what has no representative.
    /// - Returns: the paths, in the order of the representatives.
    public func write(_ calendar: DueCalendar, into folder: String, nobody: String) throws -> [String] {
        var names = FileNames()
        let files = calendar.representatives.map { person in
            ReportFile(
                name: names.next(person ?? nobody) + ".ics", data: Data(calendar.ics(of: person).utf8))
        }
        return try OutputFolder.write(files, into: folder)
    }
}

/// Names of files made from names of people: no separators, no hidden files, at most 80 bytes, no two equal.
struct FileNames {
    private var taken: Set<String> = []

    mutating func next(_ name: String) -> String {
        let plain = name.map { character in
            character == "/" || character == "\\" || character.isNewline
                || character.unicodeScalars.contains { $0.properties.generalCategory == .control }
                ? "_" : character
        }
        let base = String(plain).trimmingCharacters(in: .whitespaces.union(.init(charactersIn: ".")))
        var number = 1
        while true {
            let suffix = number == 1 ? "" : "-\(number)"
            let candidate = Self.cut(base.isEmpty ? "_" : base, to: 80 - suffix.utf8.count) + suffix
            // Some file systems know no difference of case.
            if taken.insert(candidate.lowercased()).inserted { return candidate }
            number += 1
        }
    }

    private static func cut(_ text: String, to bytes: Int) -> String {
        var used = 0
        let start = text.prefix {
            used += $0.utf8.count
            return used <= bytes
        }
        return start.isEmpty ? "_" : String(start)
    }
}
