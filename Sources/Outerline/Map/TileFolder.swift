import Foundation
import Vocabulary

/// Tiles kept on the disk in a folder of their own, each file whole or not at all.
///
/// Only a cache: what cannot be read or written is drawn again. Tiles of another state of the city are removed when
/// the first one of the new state is written.
final class TileFolder: Sendable {
    private struct State {
        var revision: String?
        var bytes = 0
    }

    private let folder: URL
    private let limit: Int
    private let state = Guarded(State())

    /// - Parameter limit: bytes; beyond it the oldest tiles go.
    init(_ path: String, limit: Int) {
        folder = URL(fileURLWithPath: path, isDirectory: true)
        self.limit = limit
    }

    /// - Parameter name: such as `11/412-77@2`, within the revision.
    func tile(_ name: String, of revision: String) -> Data? {
        guard let data = try? Data(contentsOf: url(name, revision)), Self.isWhole(data) else { return nil }
        return data
    }

    func keep(_ data: Data, as name: String, of revision: String) {
        let url = url(name, revision)
        let manager = FileManager.default
        do {
            try manager.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            // Written beside and renamed; not brought to the disk by force, since a lost tile is drawn again.
            try data.write(to: url, options: .atomic)
        } catch { return }
        state.withLock { state in
            if state.revision != revision {
                removeOthers(than: revision)
                state = State(revision: revision, bytes: files().reduce(0) { $0 + $1.size })
            } else {
                state.bytes += data.count
            }
            if state.bytes > limit { state.bytes = thinOut() }
        }
    }

    private func url(_ name: String, _ revision: String) -> URL {
        folder.appendingPathComponent(revision, isDirectory: true).appendingPathComponent(name + ".png")
    }

    /// A PNG that was torn by a crash lacks its end.
    private static func isWhole(_ data: Data) -> Bool {
        data.starts(with: [0x89, 0x50, 0x4E, 0x47]) && data.suffix(8).starts(with: Array("IEND".utf8))
    }

    private func removeOthers(than revision: String) {
        let manager = FileManager.default
        let found = (try? manager.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        for url in found where url.lastPathComponent != revision { try? manager.removeItem(at: url) }
    }

    private func files() -> [(url: URL, size: Int, date: Date)] {
        let keys: [URLResourceKey] = [.fileSizeKey, .contentModificationDateKey, .isRegularFileKey]
        let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: keys)
        var files: [(URL, Int, Date)] = []
        while let url = walk?.nextObject() as? URL {
            guard let values = try? url.resourceValues(forKeys: Set(keys)), values.isRegularFile == true
            else { continue }
            files.append((url, values.fileSize ?? 0, values.contentModificationDate ?? .distantPast))
        }
        return files
    }

    /// Removes the oldest tiles until a quarter of the room is free; how many bytes are left.
    private func thinOut() -> Int {
        let files = files().sorted { ($0.date, $0.url.path) < ($1.date, $1.url.path) }
        var bytes = files.reduce(0) { $0 + $1.size }
        for file in files where bytes > limit * 3 / 4 {
            if (try? FileManager.default.removeItem(at: file.url)) != nil { bytes -= file.size }
        }
        return bytes
    }
}
