import Foundation

/// What one run of the program left: its exit code, and what it wrote.
struct Output {
    /// The exit code; nil if a signal ended it.
    var status: Int32?
    var signal: Int32?
    var out: Data
    var err: String

    var text: String { String(decoding: out, as: UTF8.self) }
    /// Standard output as lines, without the last line end.
    var lines: [String] { text.split(separator: "\n").map(String.init) }

    func json() throws -> JSON { try JSON(out) }
    func jsonLines() throws -> [JSON] { try lines.map { try JSON(Data($0.utf8)) } }
    /// The codes of the errors told on standard error, in order.
    var codes: [String] { err.matches(of: /error\[([A-Z]+-[0-9]+)\]/).map { String($0.1) } }
}

struct ToolFailure: Error, CustomStringConvertible {
    var description: String
}

/// The built program, found beside the test bundle.
enum Tool {
    static let path: String = {
        if let named = ProcessInfo.processInfo.environment["OUTERLINE_BINARY"] { return named }
        return Bundle.main.bundleURL.appendingPathComponent("outerline").path
    }()

    /// The day and the person of all runs that do not say otherwise.
    static let desk = ["--today", "2026-11-20", "--actor", "tester"]

    /// Runs the program to its end.
    static func run(
        _ arguments: [String], in folder: Scratch? = nil, environment: [String: String] = [:]
    ) throws -> Output {
        try Running(path, arguments, folder: folder, environment: environment).wait()
    }

    /// Runs the program, which must succeed.
    @discardableResult
    static func succeed(
        _ arguments: [String], in folder: Scratch? = nil, environment: [String: String] = [:]
    ) throws -> Output {
        let output = try run(arguments, in: folder, environment: environment)
        guard output.status == 0 else {
            throw ToolFailure(
                description: "outerline \(arguments.joined(separator: " ")) ended with "
                    + "\(output.status ?? -1): \(output.err)")
        }
        return output
    }

    /// Runs a line of shell with `$OUTERLINE` naming the program; pipes fail as a whole.
    static func shell(_ line: String, in folder: Scratch? = nil, environment: [String: String] = [:]) throws
        -> Output
    {
        try Running(
            "/bin/bash", ["-o", "pipefail", "-c", line], folder: folder, environment: environment
        ).wait()
    }
}

/// A process that was started; its output goes to files, so that it never waits for a reader.
final class Running {
    let id: pid_t
    private let outPath: String
    private let errPath: String
    private var ended: Int32?

    init(_ program: String, _ arguments: [String], folder: Scratch?, environment: [String: String]) throws {
        let base = NSTemporaryDirectory() + "outerline-run-\(UUID().uuidString)"
        outPath = base + ".out"
        errPath = base + ".err"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, outPath, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        posix_spawn_file_actions_addopen(&actions, 2, errPath, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        var variables = ["LANG": "C.UTF-8", "HOME": "/tmp", "OUTERLINE": Tool.path]
        // The options of a sanitizer hold for the tool as for the tests.
        for name in ["PATH", "ASAN_OPTIONS", "TSAN_OPTIONS", "G_SLICE"] {
            variables[name] = ProcessInfo.processInfo.environment[name]
        }
        variables.merge(environment) { $1 }
        // 'env' changes the folder and then becomes the program, so that the id stays.
        let words = (folder.map { ["/usr/bin/env", "-C", $0.path] } ?? []) + [program] + arguments
        var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var envp: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var pid = pid_t()
        let code = posix_spawn(&pid, words[0], &actions, nil, &argv, &envp)
        guard code == 0 else {
            throw ToolFailure(description: "\(program) cannot be started: \(String(cString: strerror(code)))")
        }
        id = pid
    }

    func send(_ signal: Int32) { kill(id, signal) }

    /// True while the process has not ended.
    func isRunning() -> Bool {
        guard ended == nil else { return false }
        var state: Int32 = 0
        guard waitpid(id, &state, WNOHANG) == id else { return true }
        ended = state
        return false
    }

    /// What the process has written to standard output so far.
    func written() -> Data { FileManager.default.contents(atPath: outPath) ?? Data() }

    func wait() throws -> Output {
        while ended == nil {
            var state: Int32 = 0
            if waitpid(id, &state, 0) == id { ended = state } else if errno != EINTR { break }
        }
        defer {
            unlink(outPath)
            unlink(errPath)
        }
        let state = ended ?? 0
        let signal = state & 0x7F
        let errors = FileManager.default.contents(atPath: errPath) ?? Data()
        return Output(
            status: signal == 0 ? (state >> 8) & 0xFF : nil, signal: signal == 0 ? nil : signal,
            out: written(), err: String(decoding: errors, as: UTF8.self))
    }
}
