import Foundation
import Vocabulary

/// Tiles kept in memory, up to a number of bytes; what was not asked for the longest goes first.
final class TileMemory: Sendable {
    private struct Entry {
        var data: Data
        var used: Int
    }

    private struct Contents {
        var entries: [String: Entry] = [:]
        var bytes = 0
        var clock = 0
    }

    private let limit: Int
    private let contents = Guarded(Contents())

    init(limit: Int) { self.limit = limit }

    subscript(name: String) -> Data? {
        contents.withLock { contents in
            guard contents.entries[name] != nil else { return nil }
            contents.clock += 1
            contents.entries[name]?.used = contents.clock
            return contents.entries[name]?.data
        }
    }

    func keep(_ data: Data, as name: String) {
        guard data.count <= limit / 4 else { return }
        let limit = self.limit
        contents.withLock { contents in
            contents.clock += 1
            contents.bytes += data.count - (contents.entries[name]?.data.count ?? 0)
            contents.entries[name] = Entry(data: data, used: contents.clock)
            guard contents.bytes > limit else { return }
            // A quarter goes at once, so that the order is not sought for every tile.
            for (name, entry) in contents.entries.sorted(by: { $0.value.used < $1.value.used }) {
                contents.bytes -= entry.data.count
                contents.entries[name] = nil
                if contents.bytes <= limit * 3 / 4 { break }
            }
        }
    }
}
