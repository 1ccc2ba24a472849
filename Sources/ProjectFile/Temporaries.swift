import Foundation
import Vocabulary

/// Files and folders that exist only until they are whole, so that an interrupted program can take them along.
public enum Temporaries {
    private static let paths = Guarded<Set<String>>([])

    /// Runs `body`, during which the path is removed if the program is interrupted.
    public static func during<T>(_ path: String, _ body: () throws -> T) rethrows -> T {
        paths.withLock { _ = $0.insert(path) }
        defer { paths.withLock { _ = $0.remove(path) } }
        return try body()
    }

    /// Removes what is unfinished, side files of databases too, and ends the process at once.
    ///
    /// Not for signal handlers: it takes a lock and allocates.
    public static func removeAllAndExit(_ code: Int32) -> Never {
        paths.withLock { paths in
            for path in paths {
                for suffix in ["", "-journal", "-wal", "-shm"] {
                    try? FileManager.default.removeItem(atPath: path + suffix)
                }
            }
            // Under the lock, so that nothing new is begun.
            _exit(code)
        }
    }
}
