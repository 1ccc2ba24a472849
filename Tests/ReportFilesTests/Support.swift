import Foundation
import Testing
import Vocabulary

func day(_ text: String) -> Day { Day(text) ?? Day(number: -1) }

/// A fresh folder that is removed with the value.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "outerline-files-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ name: String, _ data: Data) throws -> String {
        try data.write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }
}

/// The system's Python with the readers of other people, which `Scripts/setup.sh --tests` installs.
enum Python {
    /// Runs a script that prints one JSON value; nil, with a word on why, where the reader is not installed.
    ///
    /// - Parameter module: what the script needs beyond Python itself.
    static func json(_ script: String, _ arguments: [String], needs module: String) throws -> Any? {
        let known = try run(["-c", "import \(module)"])
        guard known.status == 0 else {
            print("skipped: no Python with \(module); see Scripts/setup.sh --tests")
            return nil
        }
        let result = try run(["-c", script] + arguments)
        guard result.status == 0 else { throw Failure(text: result.errors) }
        return try JSONSerialization.jsonObject(with: result.out, options: .fragmentsAllowed)
    }

    struct Failure: Error, CustomStringConvertible {
        var text: String
        var description: String { text }
    }

    private static func run(_ arguments: [String]) throws -> (status: Int32, out: Data, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = arguments
        let folder = try Folder()
        let paths = (folder.file("out"), folder.file("errors"))
        for path in [paths.0, paths.1] { try Data().write(to: URL(fileURLWithPath: path)) }
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: paths.0))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: paths.1))
        do { try process.run() } catch { return (127, Data(), "no python3") }
        process.waitUntilExit()
        return (
            process.terminationStatus, try Data(contentsOf: URL(fileURLWithPath: paths.0)),
            String(decoding: try Data(contentsOf: URL(fileURLWithPath: paths.1)), as: UTF8.self)
        )
    }
}
