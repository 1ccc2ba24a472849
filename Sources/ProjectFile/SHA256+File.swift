import Digest
import Foundation
import Vocabulary

extension SHA256 {
    /// The digest of a file, read in pieces of a megabyte.
    ///
    /// - Throws: ``Problem`` `PRJ-114` if it cannot be read.
    public static func hex(ofFile path: String) throws -> String {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw Problem(.readWriteFailed, "the file cannot be read", at: .init(file: path))
        }
        defer { try? file.close() }
        let hash = SHA256()
        do {
            while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(piece) }
        } catch {
            throw Problem(.readWriteFailed, "the file cannot be read", at: .init(file: path))
        }
        return hash.hex()
    }
}
