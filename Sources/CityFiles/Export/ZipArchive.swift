import CGDAL
import Foundation
import Vocabulary

/// A ZIP archive made whole in memory, by the library's own writer.
///
/// It notes no times, so the same files give the same bytes.
public enum ZipArchive {
    /// - Parameter files: names of ASCII letters, digits, `-`, `_`, `.` and `/`, in the order they are to stand.
    /// - Throws: ``Problem`` `LYR-117` if the writer refuses.
    public static func data(_ files: [(name: String, data: Data)]) throws -> Data {
        let path = "/vsimem/\(UUID().uuidString).zip"
        defer { VSIUnlink(path) }
        return try GDAL.messages { messages in
            func failure(_ name: String) -> Problem {
                Problem(
                    .exportFailed, "the archive cannot be written: \(messages.last ?? "no reason given")",
                    at: .init(file: name))
            }
            // Held open over all its files, so that they become one archive.
            guard let archive = VSIFOpenL("/vsizip/\(path)", "wb") else { throw failure(path) }
            var problem: Problem?
            for file in files where problem == nil {
                if !add(file.data, as: "/vsizip/\(path)/\(file.name)") { problem = failure(file.name) }
            }
            guard VSIFCloseL(archive) == 0, problem == nil else { throw problem ?? failure(path) }
            var length: vsi_l_offset = 0
            guard let bytes = VSIGetMemFileBuffer(path, &length, 0), length > 0 else { throw failure(path) }
            return Data(bytes: bytes, count: Int(length))
        }
    }

    private static func add(_ data: Data, as path: String) -> Bool {
        guard let file = VSIFOpenL(path, "wb") else { return false }
        let written = data.withUnsafeBytes { bytes in
            bytes.isEmpty ? 0 : VSIFWriteL(bytes.baseAddress, 1, bytes.count, file)
        }
        return VSIFCloseL(file) == 0 && written == data.count
    }
}
