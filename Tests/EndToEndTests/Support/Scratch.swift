import Foundation
import GRDB

/// A folder of one test, removed with it.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "outerline-e2e-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { remove() }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file and gives its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try write(name, Data(text.utf8))
    }

    @discardableResult
    func write(_ name: String, _ data: Data) throws -> String {
        try data.write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }

    func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: file(name))), as: UTF8.self)
    }

    /// The names of all files below the folder, in order.
    func names() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
    }
}

/// The content of a project: all rows of all tables, read past the program.
enum Dump {
    /// The rows of every table in the order of their ids, as text; for equality only.
    ///
    /// Reads a copy, so that no side file of the reader's comes to lie beside the project. Tables in which an import
    /// that was cut off had begun to gather its rows are no content.
    static func all(_ path: String, except: Set<String> = []) throws -> String {
        let scratch = try Scratch()
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.copyItem(
                atPath: path + suffix, toPath: scratch.file("copy.gpkg" + suffix))
        }
        let queue = try DatabaseQueue(path: scratch.file("copy.gpkg"))
        defer { try? queue.close() }
        return try queue.read { db in
            let names = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            let content = names.filter {
                !except.contains($0) && !$0.hasPrefix("rtree_") && !$0.hasPrefix("outerline_staging_")
            }
            return try content.map { name in
                let rows = try Row.fetchAll(db, sql: "SELECT * FROM \"\(name)\" ORDER BY 1, 2")
                return "\(name)\n" + rows.map(\.debugDescription).joined(separator: "\n")
            }.joined(separator: "\n")
        }
    }
}
