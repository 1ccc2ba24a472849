import CityModel
import Foundation
import GRDB
import GRDBSQLite
import Geometry
import ProjectFile
import Vocabulary

/// Writes rows into a staging table of a project, in batches of one short transaction each.
final class StagingWriter {
    let table: String
    private(set) var count = 0
    private(set) var extent = Box.empty
    private let project: ProjectFile
    private let insertion: String
    private let indexing: String

    /// Creates the staging table of a layer.
    init(_ layer: LayerDefinition, in project: ProjectFile) throws {
        self.project = project
        let name = ProjectFile.stagingPrefix + layer.name.rawValue
        table = name
        let columns = layer.fields.map { ", " + $0.name.quoted }.joined()
        let marks = String(repeating: ", ?", count: layer.fields.count)
        insertion = "INSERT INTO \(name.quoted) (fid, geom, id\(columns)) VALUES (?, ?, ?\(marks))"
        indexing = "INSERT INTO \(FeatureTable.index(of: name).quoted) VALUES (?, ?, ?, ?, ?)"
        try project.write { db in
            try layer.table.createBare(named: name, db)
            try RTree.create(for: name, db)
        }
    }

    /// - Throws: ``Problem`` such as `PRJ-113` for a full disk.
    func write(_ rows: [StagedRow]) throws {
        if rows.isEmpty { return }
        try project.write { db in
            let inserting = try db.makeStatement(sql: insertion)
            let indexing = try db.makeStatement(sql: indexing)
            try withExtendedLifetime((inserting, indexing)) {
                try write(rows, inserting.sqliteStatement, indexing.sqliteStatement, db)
            }
        }
    }

    private func write(_ rows: [StagedRow], _ insert: OpaquePointer, _ index: OpaquePointer, _ db: Database)
        throws
    {
        for row in rows {
            count += 1
            extent = extent.union(row.box)
            Self.bind(row, Int64(count), to: insert)
            try Self.step(insert, db)
            sqlite3_bind_int64(index, 1, Int64(count))
            sqlite3_bind_double(index, 2, row.box.minX)
            sqlite3_bind_double(index, 3, row.box.maxX)
            sqlite3_bind_double(index, 4, row.box.minY)
            sqlite3_bind_double(index, 5, row.box.maxY)
            try Self.step(index, db)
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
