import Digest
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The style sheet and the scripts: read once, named with their hash, so that browsers may keep them for good.
struct Assets: Sendable {
    struct Asset: Sendable {
        var bytes: ByteBuffer
        var type: String
        var hash: String
    }

    private let files: [String: Asset]
    /// Changes with every file.
    let stamp: String

    init(_ folder: URL) throws {
        var files: [String: Asset] = [:]
        for file in try Resources.files(in: folder) {
            guard let type = Self.types[file.pathExtension] else { continue }
            let data = try Data(contentsOf: file)
            files[file.lastPathComponent] = Asset(
                bytes: ByteBuffer(bytes: data), type: type, hash: SHA256.hex(of: data))
        }
        self.files = files
        let hashes = files.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value.hash)" }
        stamp = String(SHA256.hex(of: hashes.joined(separator: "\n")).prefix(12))
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "txt": "text/plain; charset=utf-8",
    ]

    subscript(name: String) -> Asset? { files[name] }

    var names: [String] { files.keys.sorted() }

    /// The address of a file, with part of its hash.
    func address(_ name: String) -> String { "/static/\(name)?v=\(files[name]?.hash.prefix(12) ?? "")" }
}
