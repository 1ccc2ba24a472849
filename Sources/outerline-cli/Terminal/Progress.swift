import Foundation
import Vocabulary

/// A progress line on standard error: only on a terminal, after a second, at most ten times a second.
final class Progress: Sendable {
    private struct State {
        var started = Date()
        var drawn = Date.distantPast
        var isVisible = false
    }

    private let state = Guarded(State())
    private let isOn: Bool

    init(_ terminal: Terminal, json: Bool) {
        let environment = ProcessInfo.processInfo.environment
        isOn =
            terminal.errIsTerminal && !terminal.isQuiet && !json && environment["CI"] == nil
            && environment["TERM"] != "dumb"
    }

    /// - Parameter begunAt: how much was done before this run; it does not count for the rate.
    func update(_ stage: String, _ done: Int, of total: Int?, begunAt: Int = 0) {
        guard isOn else { return }
        state.withLock { state in
            let now = Date()
            guard now.timeIntervalSince(state.started) > 1, now.timeIntervalSince(state.drawn) > 0.1 else {
                return
            }
            state.drawn = now
            state.isVisible = true
            let elapsed = now.timeIntervalSince(state.started)
            let count = total.map { "\(done)/\($0)" } ?? "\(done)"
            let rate = Double(done - begunAt) / elapsed
            var line = "\r\u{1B}[K\(stage) \(count) · \(Int(elapsed)) s"
            if let total, rate > 0 {
                line += String(format: " · %.0f/s · -%.0f s", rate, Double(total - done) / rate)
            }
            FileHandle.standardError.write(Data(line.utf8))
        }
    }

    /// Clears the line; also called when an error is about to be told.
    func finish() {
        state.withLock { state in
            guard state.isVisible else { return }
            state.isVisible = false
            FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
        }
    }
}
