import CityModel
import Foundation
import GRDB
import GRDBSQLite
import Geometry
import ProjectFile
import Vocabulary

/// Writes rows into a staging table of a project, in batches of one short transaction each.
///
/// It works on a thread of its own while the next batch is being read; at most one batch waits.
final class StagingWriter: Sendable {
    private struct State {
        /// The boxes of the rows written so far.
        var boxes: [PackedRTree.Entry] = []
        var failure: (any Error)?
    }

    let table: String
    private let project: ProjectFile
    private let insertion: String
    private let state = Guarded(State())
    private let queue = DispatchQueue(label: "outerline.staging")
    private let free = DispatchSemaphore(value: 1)

    /// Creates the staging table of a layer.
    init(_ layer: LayerDefinition, in project: ProjectFile) throws {
        self.project = project
        let name = ProjectFile.stagingPrefix + layer.name.rawValue
        table = name
        let columns = layer.fields.map { ", " + $0.name.quoted }.joined()
        let marks = String(repeating: ", ?", count: layer.fields.count)
        insertion = "INSERT INTO \(name.quoted) (fid, geom, id\(columns)) VALUES (?, ?, ?\(marks))"
        try project.write { db in
            try layer.table.createBare(named: name, db)
            try RTree.create(for: name, db)
        }
    }

    /// Takes a batch and returns as soon as the one before it is written.
    ///
    /// - Throws: what went wrong with an earlier batch, a ``Problem`` such as `PRJ-113` for a full disk.
    func write(_ rows: [StagedRow]) throws {
        if rows.isEmpty { return }
        free.wait()
        if let failure = state.withLock({ $0.failure }) {
            free.signal()
            throw failure
        }
        queue.async { [self] in
            do {
                try writeNow(rows)
            } catch {
                state.withLock { $0.failure = error }
            }
            free.signal()
        }
    }

    /// Waits until everything is written and builds the spatial index.
    ///
    /// - Returns: how many rows there are, and the box of them all.
    /// - Throws: what went wrong on the way.
    func finish() throws -> (count: Int, extent: Box) {
        queue.sync {}
        let state = state.withLock { $0 }
        if let failure = state.failure { throw failure }
        if !state.boxes.isEmpty { try PackedRTree(state.boxes).write(to: table, in: project) }
        return (state.boxes.count, state.boxes.reduce(Box.empty) { $0.union($1.box) })
    }

    /// Waits for the batch that is being written and forgets the rest.
    func abandon() { queue.sync {} }

    private func writeNow(_ rows: [StagedRow]) throws {
        let before = state.withLock { $0.boxes.count }
        try project.write { db in
            let statement = try db.makeStatement(sql: insertion)
            try withExtendedLifetime(statement) {
                for (offset, row) in rows.enumerated() {
                    Self.bind(row, Int64(before + offset + 1), to: statement.sqliteStatement)
                    try Self.step(statement.sqliteStatement, db)
                }
            }
        }
        state.withLock { state in
            for (offset, row) in rows.enumerated() {
                state.boxes.append(.init(key: Int64(before + offset + 1), box: row.box))
            }
        }
    }

    private static func step(_ statement: OpaquePointer, _ db: Database) throws {
        let code = sqlite3_step(statement)
        sqlite3_reset(statement)
        guard code == SQLITE_DONE else {
            throw DatabaseError(resultCode: .init(rawValue: code), message: db.lastErrorMessage)
        }
    }

    /// Tells SQLite to copy the bytes it is given.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private static func bind(_ row: StagedRow, _ fid: Int64, to statement: OpaquePointer) {
        sqlite3_bind_int64(statement, 1, fid)
        row.blob.withUnsafeBytes {
            _ = sqlite3_bind_blob64(statement, 2, $0.baseAddress, UInt64($0.count), transient)
        }
        bind(row.id, 3, to: statement)
        for (offset, value) in row.values.enumerated() {
            let index = Int32(offset + 4)
            switch value {
            case nil: sqlite3_bind_null(statement, index)
            case .text(let text)?: bind(text, index, to: statement)
            case .integer(let number)?: sqlite3_bind_int64(statement, index, Int64(number))
            case .real(let number)?: sqlite3_bind_double(statement, index, number)
            case .boolean(let flag)?: sqlite3_bind_int64(statement, index, flag ? 1 : 0)
            case .date(let day)?: bind(day.description, index, to: statement)
            }
        }
    }

    private static func bind(_ text: String, _ index: Int32, to statement: OpaquePointer) {
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                _ = sqlite3_bind_text64(
                    statement, index, $0.baseAddress, UInt64($0.count), transient, UInt8(SQLITE_UTF8))
            }
        }
    }
}
