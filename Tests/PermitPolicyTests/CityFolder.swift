import Configuration
import Foundation
import PermitPolicy
import Testing
import Vocabulary

/// A made-up city's pack in a fresh folder, removed with the value.
final class CityFolder {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("city-\(UUID().uuidString)")

    deinit { try? FileManager.default.removeItem(at: root) }

    /// Writes `<name>/pack.yaml` with a head of its own, and loads it.
    func load(_ rest: String, name: String = "lakeside", base: String = "national") throws -> PolicyPack {
        try PolicyPack.load(folder: write(rest, name: name, base: base))
    }

    /// The problems of such a pack.
    func problems(_ rest: String, name: String = "lakeside", base: String = "national") throws -> Problems {
        let folder = try write(rest, name: name, base: base)
        return try #require(throws: Problems.self) { try PolicyPack.load(folder: folder) }
    }

    private func write(_ rest: String, name: String, base: String) throws -> URL {
        let folder = root.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let text = """
            schema: outerline-policy-1
            name: \(name)
            version: "1"
            title: {zh: 湖城, en: Lakeside}
            valid_from: 2026-01-01
            inherits: \(base)
            sources:
              city: {law: 湖城规定, level: policy}
              rumour: {law: 听说, level: unverified}
              guess: {law: 设定, level: assumption}
            \(rest)
            """
        try Data(text.utf8).write(to: folder.appendingPathComponent("pack.yaml"))
        return folder
    }
}
