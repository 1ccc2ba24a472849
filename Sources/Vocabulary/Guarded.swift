import Foundation

/// A value that several threads may change, one at a time.
///
/// A system lock and not the library's `Mutex`: Thread Sanitizer does not see into that one on Linux and would call
/// every use a race.
public final class Guarded<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    public init(_ value: sending Value) { self.value = value }

    /// Runs `body` alone with the value; not reentrant.
    public func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
