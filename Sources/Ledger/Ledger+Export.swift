import Coordinator
import Foundation
import GRDB
import ProjectFile
import Vocabulary

extension Ledger {
    /// What an export consists of, each as lines of JSON.
    public enum ExportPart: String, Sendable, CaseIterable {
        case applications, cases, permits, events
    }

    /// Writes the log and what follows from it as JSON Lines: all that other programs need to know (R46).
    ///
    /// All parts show one state of the project. Events come oldest first, with the columns of table `events` as keys
    /// and `payload` as an object; the rows of the other tables in order of id. Keys are in order.
    /// - Complexity: O(events), one line at a time in memory.
    /// - Returns: the end of the log.
    @discardableResult
    public func export(_ write: (ExportPart, String) throws -> Void) throws -> LogPosition {
        try project.read { db in
            for part in ExportPart.allCases { try Ledger.export(part, db) { try write(part, $0) } }
            return try Ledger.position(db)
        }
    }

    /// The events of an export alone.
    public func export(_ write: (String) throws -> Void) throws {
        try project.read { try Ledger.export(.events, $0, write) }
    }

    /// Compares a derived part of an export, line by line, with what this project's log says.
    ///
    /// - Returns: a finding that names the first line that differs; nil if none does.
    public func difference(of part: ExportPart, _ nextLine: () throws -> String?) throws -> Finding? {
        var number = 0
        var finding: Finding?
        func tell(_ what: String) {
            finding =
                finding
                ?? Finding(
                    .exportDiffers, .warning, "\(part.rawValue).jsonl, line \(number): \(what)",
                    subjects: [part.rawValue, String(number)],
                    help: "the log decides; export the project again")
        }
        try project.read { db in
            try Ledger.export(part, db) { line in
                guard finding == nil else { return }
                number += 1
                guard let given = try nextLine() else { return tell("is missing") }
                if given != line { tell("is not what the log says") }
            }
        }
        guard finding == nil else { return finding }
        number += 1
        if try nextLine() != nil { tell("is not in the log") }
        return finding
    }

    private static func export(
        _ part: ExportPart, _ db: Database, _ write: (String) throws -> Void
    ) throws {
        guard let spec = part.spec else {
            let rows = try Row.fetchCursor(
                db, sql: "SELECT \(LogRow.columns) FROM events ORDER BY sequence")
            while let row = try rows.next() { try write(LogRow(row).line) }
            return
        }
        let columns = spec.exportedColumns
        let names = columns.map(\.name.quoted).joined(separator: ", ")
        let rows = try Row.fetchCursor(db, sql: "SELECT \(names) FROM \(spec.name.quoted) ORDER BY id")
        while let row = try rows.next() {
            let fields = columns.enumerated().map { index, column in
                "\"\(column.name)\":\(column.json(row[index]))"
            }
            try write("{\(fields.joined(separator: ","))}")
        }
    }

    /// Takes an exported log into this one, events, numbers, times and hashes as they were, and makes the tables.
    ///
    /// Lines the log has already are passed over, so that the same export taken in again changes nothing and a later
    /// one adds what is new. All or nothing. Empty lines are passed over.
    /// - Returns: how many events were new.
    /// - Throws: ``Problem`` `LOG-112` if the log is another one, `LOG-113` for a line that is no event, and the code
    ///   `verify` would give for the first line that does not match its hash or its predecessor.
    /// - Parameter end: what the end of the exported log must be; nil to take any.
    @discardableResult
    public func restore(through end: LogPosition? = nil, _ nextLine: () throws -> String?) throws -> Int {
        let calendar = CalendarOnce(self.calendar)
        _ = try calendar()
        return try project.write { db in
            let present = try Ledger.position(db)
            var (head, new, number) = (LogPosition.start, 0, 0)
            var versions: [String: Int] = [:]
            while let line = try nextLine() {
                number += 1
                guard line.contains(where: { !$0.isWhitespace }) else { continue }
                let row = try Ledger.row(of: line, number: number)
                let version = versions[row.stream, default: 0] + 1
                if let problem = Ledger.problem(row, after: head, version: version) {
                    throw problem.located(.init(line: number))
                }
                versions[row.stream] = version
                head = row.position
                if head.sequence <= present.sequence {
                    try requireSame(head, line: number, db)
                } else {
                    try Ledger.insert(row, db)
                    new += 1
                }
            }
            if let end, end != head {
                throw Problem(
                    .headMismatch, "the log ends at event \(head.sequence), stated is \(end.sequence)",
                    at: .init(line: number), help: "export the project again")
            }
            guard new > 0 else { return 0 }
            try Ledger.setHead(head, db)
            try Ledger.rebuild(calendar, db)
            return new
        }
    }

    /// The same from lines in memory.
    @discardableResult
    public func restore(_ lines: some Sequence<String>) throws -> Int {
        var lines = lines.makeIterator()
        return try restore(through: nil) { lines.next() }
    }

    private func requireSame(_ head: LogPosition, line: Int, _ db: Database) throws {
        let hash = try String.fetchOne(
            db, sql: "SELECT hash FROM events WHERE sequence = ?", arguments: [head.sequence])
        guard hash == head.hash else {
            throw Problem(
                .logsDiffer, "event \(head.sequence) of the project is another one than the exported",
                at: .init(file: project.path, line: line),
                help: "import into a file that does not exist yet; 'project import' makes it")
        }
    }

    private static func row(of line: String, number: Int) throws -> LogRow {
        let place = Problem.Place(line: number)
        guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            let payload = object["payload"] as? [String: Any],
            let payloadData = try? JSONSerialization.data(withJSONObject: payload),
            let row = LogRow(object, payload: String(decoding: payloadData, as: UTF8.self))
        else {
            throw Problem(
                .lineUnreadable, "the line is no event of a log", at: place, help: "export the log again")
        }
        // The payload may come back in another order or spacing: its canonical form is what was hashed.
        do {
            return row.replacingPayload(try EventRecord(try row.entry().entry.event).payload)
        } catch {
            throw error.located(place)
        }
    }
}

extension LogRow {
    /// The row as one line of JSON with sorted keys.
    var line: String {
        let texts = [
            ("actor", actor), ("effective_on", effectiveOn), ("hash", hash), ("payload", nil),
            ("previous_hash", previousHash), ("recorded_at", recordedAt), ("sequence", nil),
            ("stream", stream),
            ("type", type), ("version", nil),
        ]
        let fields = texts.map { key, text in
            switch key {
            case "payload": "\"payload\":\(payload)"
            case "sequence": "\"sequence\":\(sequence)"
            case "version": "\"version\":\(version)"
            default: "\"\(key)\":\(LogRow.quoted(text ?? ""))"
            }
        }
        return "{\(fields.joined(separator: ","))}"
    }

    static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        // A string can always be encoded.
        return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }

    /// Nil if a key is missing or has a value of another type.
    init?(_ object: [String: Any], payload: String) {
        guard let sequence = object["sequence"] as? Int, let version = object["version"] as? Int,
            let stream = object["stream"] as? String, let type = object["type"] as? String,
            let effectiveOn = object["effective_on"] as? String,
            let recordedAt = object["recorded_at"] as? String,
            let actor = object["actor"] as? String, let previousHash = object["previous_hash"] as? String,
            let hash = object["hash"] as? String
        else { return nil }
        self.sequence = sequence
        self.version = version
        self.stream = stream
        self.type = type
        self.effectiveOn = effectiveOn
        self.recordedAt = recordedAt
        self.actor = actor
        self.payload = payload
        self.previousHash = previousHash
        self.hash = hash
    }

    func replacingPayload(_ payload: String) -> LogRow {
        var copy = self
        copy.payload = payload
        return copy
    }
}

extension Ledger.ExportPart {
    /// The table of a derived part; nil for the events.
    fileprivate var spec: TableSpec? {
        switch self {
        case .applications: .applications
        case .cases: .cases
        case .permits: .permits
        case .events: nil
        }
    }
}

extension TableSpec {
    /// The columns other programs are told, in order of name: not those that only serve the order of a view.
    fileprivate var exportedColumns: [TableColumn] {
        let internals: Set = ["sort", "light", "yellow_from", "red_from", "last_on"]
        return ([TableColumn("id", .text)] + columns).filter { !internals.contains($0.name) }
            .sorted { $0.name < $1.name }
    }
}

extension TableColumn {
    /// Columns whose text lists several values, parted by commas.
    private static let lists: Set = ["utilities", "cases", "stages"]

    /// The value of the column as JSON.
    fileprivate func json(_ value: DatabaseValue) -> String {
        if value.isNull { return "null" }
        switch kind {
        case .boolean: return Bool.fromDatabaseValue(value).map { $0 ? "true" : "false" } ?? "null"
        case .integer: return Int.fromDatabaseValue(value).map(String.init) ?? "null"
        case .real: return Double.fromDatabaseValue(value).map { "\($0)" } ?? "null"
        case .text, .date:
            let text = String.fromDatabaseValue(value) ?? ""
            guard Self.lists.contains(name) else { return LogRow.quoted(text) }
            return "[\(text.split(separator: ",").map { LogRow.quoted(String($0)) }.joined(separator: ","))]"
        }
    }
}
