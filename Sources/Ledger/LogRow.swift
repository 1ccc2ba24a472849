import Coordinator
import Digest
import GRDB
import ProjectFile
import Vocabulary

/// A row of table `events` as its columns hold it.
struct LogRow: Sendable, Hashable {
    var sequence: Int
    var stream: String
    var version: Int
    var type: String
    var effectiveOn: String
    var recordedAt: String
    var actor: String
    var payload: String
    var previousHash: String
    var hash: String

    static let columns = """
        sequence, stream, version, type, effective_on, recorded_at, actor, payload, previous_hash, hash
        """

    /// What is folded; the hashes are left out.
    static let foldedColumns = "sequence, stream, version, type, effective_on, recorded_at, actor, payload"

    /// - Parameter hasHashes: the row has ``columns``, and not only ``foldedColumns``.
    init(_ row: Row, hasHashes: Bool = true) {
        // A column of another type than it should have becomes an empty text, which no hash matches.
        func text(_ index: Int) -> String { String.fromDatabaseValue(row[index]) ?? "" }
        sequence = Int.fromDatabaseValue(row[0]) ?? 0
        stream = text(1)
        version = Int.fromDatabaseValue(row[2]) ?? 0
        type = text(3)
        effectiveOn = text(4)
        recordedAt = text(5)
        actor = text(6)
        payload = text(7)
        previousHash = hasHashes ? text(8) : ""
        hash = hasHashes ? text(9) : ""
    }

    /// The row of a new event, chained to `previous`.
    init(_ entry: Entry, stream: String, version: Int, after previous: LogPosition) throws(Problem) {
        let record = try EventRecord(entry.event)
        sequence = previous.sequence + 1
        self.stream = stream
        self.version = version
        type = record.type
        effectiveOn = entry.effectiveOn.description
        recordedAt = entry.recordedAt.rawValue
        actor = entry.actor
        payload = record.payload
        previousHash = previous.hash
        hash = ""
        hash = computedHash()
    }

    var position: LogPosition { LogPosition(sequence: sequence, hash: hash) }

    /// SHA-256 over the canonical bytes of the row, in hexadecimal.
    ///
    /// The canonical bytes are the nine other columns in the order of the
    /// table, each as its length in UTF-8 bytes in decimal, a colon, the bytes
    /// and a line feed. Numbers are written in decimal. The lengths make it
    /// impossible to move text from one column to the next unseen.
    func computedHash() -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.utf8.count + 320)
        for field in [
            String(sequence), stream, String(version), type, effectiveOn, recordedAt, actor, payload,
            previousHash,
        ] {
            bytes.append(contentsOf: String(field.utf8.count).utf8)
            bytes.append(UInt8(ascii: ":"))
            bytes.append(contentsOf: field.utf8)
            bytes.append(UInt8(ascii: "\n"))
        }
        return SHA256.hex(of: bytes)
    }

    /// The entry the row holds.
    ///
    /// - Throws: ``Problem`` `LOG-107` if a column cannot be read.
    /// - Parameter known: the event, where it is known without decoding the payload.
    func entry(of known: Event? = nil) throws(Problem) -> LoggedEntry {
        guard let stream = StreamID(stream), let effectiveOn = Day(effectiveOn),
            let recordedAt = Timestamp(recordedAt)
        else { throw unreadable("its stream, date or time is not readable") }
        let event: Event
        if let known {
            event = known
        } else {
            do { event = try EventRecord(type: type, payload: payload).event() } catch {
                throw unreadable(error.message)
            }
        }
        return LoggedEntry(
            sequence: sequence, version: version,
            entry: Entry(
                stream: stream, event: event, effectiveOn: effectiveOn, recordedAt: recordedAt, actor: actor),
            previousHash: previousHash, hash: hash)
    }

    private func unreadable(_ why: String) -> Problem {
        Problem(
            .logRowUnreadable, "event \(sequence) cannot be read: \(why)",
            at: .init(layer: "events", feature: String(sequence)),
            help: "restore a backup, or update Outerline if the file was written by a newer version")
    }
}
