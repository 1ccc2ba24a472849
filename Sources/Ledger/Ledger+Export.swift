import Coordinator
import Foundation
import GRDB
import ProjectFile
import Vocabulary

extension Ledger {
    /// Writes the whole log as JSON Lines, oldest first: all that other programs need to know (R46).
    ///
    /// Each line is one object with the columns of table `events` as keys, in order of key; `payload` is an object.
    /// - Complexity: O(events), one at a time in memory.
    public func export(_ write: (String) throws -> Void) throws {
        try project.read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT \(LogRow.columns) FROM events ORDER BY sequence")
            while let row = try rows.next() { try write(LogRow(row).line) }
        }
    }

    /// Takes an exported log into an empty one, events, numbers, times and hashes as they were, and makes the tables.
    ///
    /// All or nothing. Empty lines are passed over.
    /// - Throws: ``Problem`` `LOG-112` if the log is not empty, `LOG-113` for a line that is no event, and the code
    ///   `verify` would give for the first line that does not match its hash or its predecessor.
    public func restore(_ lines: some Sequence<String>) throws {
        let calendar = CalendarOnce(self.calendar)
        _ = try calendar()
        try project.write { db in
            guard try Ledger.position(db) == .start else {
                throw Problem(
                    .logNotEmpty, "the project's log is not empty", at: .init(file: project.path),
                    help: "import into a project made by 'project new'")
            }
            var head = LogPosition.start
            var versions: [String: Int] = [:]
            for (number, line) in lines.enumerated() where line.contains(where: { !$0.isWhitespace }) {
                let row = try Ledger.row(of: line, number: number + 1)
                let version = versions[row.stream, default: 0] + 1
                if let problem = Ledger.problem(row, after: head, version: version) {
                    throw problem.located(.init(line: number + 1))
                }
                versions[row.stream] = version
                try Ledger.insert(row, db)
                head = row.position
            }
            try Ledger.setHead(head, db)
            try Ledger.rebuild(calendar, db)
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
        } catch let problem as Problem {
            throw problem.located(place)
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

    private static func quoted(_ text: String) -> String {
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
