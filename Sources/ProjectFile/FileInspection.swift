import Foundation
import Vocabulary

/// What a path holds before any library touches it, judged from its first hundred bytes.
public enum FileInspection {
    /// "GPKG", the application id of a GeoPackage (OGC 12-128r17, requirement 2).
    static let applicationID: UInt32 = 0x4750_4B47

    /// Checks that `path` is a GeoPackage of full length; opens nothing but the bytes.
    ///
    /// - Throws: ``Problem`` `PRJ-104` … `PRJ-109`.
    static func requireGeoPackage(_ path: String) throws {
        let place = Problem.Place(file: path)
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT || errno == ENOTDIR else {
                throw Problem(
                    .readWriteFailed,
                    "the project cannot be reached: \(String(cString: strerror(errno)).lowercased())",
                    at: place, help: "check the permissions of the file and its folders")
            }
            throw Problem(
                .projectNotFound, "there is no such project file", at: place,
                help: "check the path, or create it with 'outerline project new FILE --crs EPSG:…'")
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw Problem(
                .projectIsFolder, "this is a folder, not a project file", at: place,
                help: "name the .gpkg file inside the folder")
        }
        guard status.st_size > 0 else {
            throw Problem(
                .projectEmpty, "the file is empty", at: place,
                help: "restore a backup, or create it with 'project new'")
        }
        try requireHeader(read(path), size: Int(status.st_size), path)
    }

    private static func requireHeader(_ header: [UInt8], size: Int, _ path: String) throws {
        let place = Problem.Place(file: path)
        guard header.starts(with: Array("SQLite format 3\0".utf8).prefix(max(header.count, 1))) else {
            throw Problem(
                .notDatabase, "the file is no GeoPackage", at: place,
                help: "create a project with 'outerline project new', then bring data in with 'layer import'")
        }
        guard header.count == 100, size >= 512 else { throw truncated(path, size, expected: nil) }
        if let expected = length(header), expected > size { throw truncated(path, size, expected: expected) }
        guard number(header, at: 68) == applicationID else {
            throw Problem(
                .notProject, "the database is no GeoPackage", at: place,
                help: "create a project with 'outerline project new', then bring data in with 'layer import'")
        }
    }

    /// How long a database says it is; nil if its header does not tell.
    private static func length(_ header: [UInt8]) -> Int? {
        // The page count counts only if the last writer knew it (SQLite file format, 1.3.7).
        guard number(header, at: 24) == number(header, at: 92) else { return nil }
        let pageSize = header[16] == 0 && header[17] == 1 ? 65536 : Int(header[16]) << 8 | Int(header[17])
        return Int(number(header, at: 28)) * pageSize
    }

    /// The bytes present and expected of an SQLite file that was cut short; nil for a whole one and for other files.
    public static func missing(_ path: String) -> (present: Int, expected: Int)? {
        var status = stat()
        guard stat(path, &status) == 0, let header = try? read(path), header.count > 15,
            header.starts(with: Array("SQLite format 3\0".utf8))
        else { return nil }
        let size = Int(status.st_size)
        guard header.count == 100 else { return (size, 512) }
        return length(header).flatMap { $0 > size ? (size, $0) : nil }
    }

    private static func truncated(_ path: String, _ size: Int, expected: Int?) -> Problem {
        let lack = expected.map { ": \(size) of \($0) bytes are there" } ?? ""
        return Problem(
            .projectTruncated, "the file is cut short\(lack)", at: .init(file: path),
            help: "fetch it again or restore a backup")
    }

    private static func read(_ path: String) throws -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw Problem(
                .readWriteFailed, "the file cannot be read", at: .init(file: path),
                help: "check the permissions of the file")
        }
        defer { try? file.close() }
        return Array((try? file.read(upToCount: 100)) ?? Data())
    }

    private static func number(_ bytes: [UInt8], at offset: Int) -> UInt32 {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
