import Foundation
import ProjectFile
import Vocabulary

/// A folder of exported files that appears whole under its name, or not at all.
enum ExportFolder {
    static func path(_ folder: String, _ name: String) -> String {
        (folder as NSString).appendingPathComponent(name)
    }

    /// Lets `body` fill a folder beside `folder` and gives it that name.
    ///
    /// - Throws: ``Problem`` `PRJ-101` if there is something of that name that is no earlier export.
    static func write(
        _ folder: String, replacing isEarlier: (_ folder: String) -> Bool = isExport,
        _ body: (_ temporary: String) throws -> Void
    ) throws {
        let target = URL(fileURLWithPath: folder).standardizedFileURL.path
        try requireReplaceable(target, isEarlier)
        let parent = (target as NSString).deletingLastPathComponent
        let name = (target as NSString).lastPathComponent
        let temporary = path(parent, ".\(name).\(getpid()).tmp")
        let files = FileManager.default
        do {
            try? files.removeItem(atPath: temporary)
            try OutputFolder.make(temporary)
            try body(temporary)
            try requireReplaceable(target, isEarlier)
            let old = path(parent, ".\(name).\(getpid()).old")
            try? files.removeItem(atPath: old)
            if files.fileExists(atPath: target) { try files.moveItem(atPath: target, toPath: old) }
            try files.moveItem(atPath: temporary, toPath: target)
            try? files.removeItem(atPath: old)
        } catch {
            try? files.removeItem(atPath: temporary)
            throw error
        }
    }

    /// Whether a folder is an earlier export.
    private static func isExport(_ folder: String) -> Bool {
        let manifest = FileManager.default.contents(atPath: path(folder, ExportManifest.file))
        return manifest.map { (try? JSONDecoder().decode(ExportManifest.self, from: $0)) != nil } ?? false
    }

    private static func requireReplaceable(_ folder: String, _ isEarlier: (String) -> Bool) throws {
        let files = FileManager.default
        guard files.fileExists(atPath: folder) else { return }
        let names = (try? files.contentsOfDirectory(atPath: folder)) ?? ["?"]
        if names.isEmpty { return }
        guard isEarlier(folder) else {
            throw Problem(
                .fileExists, "there is something of that name that is no earlier export",
                at: .init(file: folder), help: "give a folder that does not exist")
        }
    }
}

/// Writes lines into a new file.
final class LineWriter {
    private let handle: FileHandle
    private let path: String
    private var buffer = Data()

    init(_ path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else {
            throw Problem(
                .cannotCreateFile, "the file cannot be made", at: .init(file: path),
                help: "check the path and its permissions")
        }
        self.handle = handle
        self.path = path
    }

    func write(_ line: String) throws {
        buffer.append(contentsOf: line.utf8)
        buffer.append(0x0A)
        if buffer.count >= 1 << 20 { try flush() }
    }

    /// Ends the file and brings it to the disk.
    func close() throws -> ExportManifest.Part {
        try flush()
        do {
            try handle.synchronize()
            try handle.close()
        } catch {
            throw failure
        }
        return try LineReader.part(path)
    }

    private func flush() throws {
        do { try handle.write(contentsOf: buffer) } catch { throw failure }
        buffer.removeAll(keepingCapacity: true)
    }

    private var failure: Problem {
        Problem(
            .readWriteFailed, "the file cannot be written", at: .init(file: path),
            help: "check the space left on the disk")
    }
}
