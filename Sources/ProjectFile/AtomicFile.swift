import Foundation
import Vocabulary

/// Files that appear whole under their name, or not at all.
public enum AtomicFile {
    /// Calls `body` with a temporary name in the folder of `path`, syncs what it wrote and gives it the name `path`.
    ///
    /// - Throws: ``Problem`` `PRJ-101` if `path` exists and `replacing` is false, `PRJ-102`, `PRJ-113` or `PRJ-114`
    ///   for what the system refuses, and whatever `body` throws; the temporary file is removed then.
    public static func write(_ path: String, replacing: Bool, _ body: (_ temporary: String) throws -> Void)
        throws
    {
        let folder = (path as NSString).deletingLastPathComponent
        let name = (path as NSString).lastPathComponent
        if !replacing { try requireAbsent(path) }
        guard access(folder.isEmpty ? "." : folder, W_OK) == 0 else {
            throw DatabaseFailure.system(errno, "the folder cannot be written", path)
        }
        let temporary = (folder as NSString).appendingPathComponent(".\(name).\(getpid()).tmp")
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(temporary + suffix) }
        do {
            try Temporaries.during(temporary) {
                try body(temporary)
                try sync(temporary, path)
                try rename(temporary, path, replacing: replacing)
                try? sync(folder, path)
            }
        } catch {
            for suffix in ["", "-journal", "-wal", "-shm"] { unlink(temporary + suffix) }
            // The user knows the name that was asked for, not ours.
            guard var problem = error as? Problem, problem.place.file == temporary else { throw error }
            problem.place.file = path
            throw problem
        }
    }

    /// Writes bytes as a file, whole or not at all.
    ///
    /// - Throws: ``Problem`` as ``write(_:replacing:_:)``.
    public static func write(_ data: Data, to path: String, replacing: Bool) throws {
        try write(path, replacing: replacing) { temporary in
            let descriptor = Glibc.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else {
                throw DatabaseFailure.system(errno, "the file cannot be made", path)
            }
            defer { Glibc.close(descriptor) }
            try data.withUnsafeBytes { bytes in
                var rest = bytes[...]
                while !rest.isEmpty {
                    let count = Glibc.write(
                        descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                    if count < 0, errno == EINTR { continue }
                    guard count > 0 else {
                        throw DatabaseFailure.system(errno, "the file cannot be written", path)
                    }
                    rest = rest.dropFirst(count)
                }
            }
        }
    }

    /// Brings a finished file to the disk and moves it to its place on the same file system.
    ///
    /// - Throws: ``Problem`` `PRJ-101` if `path` exists and `replacing` is false.
    public static func move(_ finished: String, to path: String, replacing: Bool) throws {
        try sync(finished, path)
        try rename(finished, path, replacing: replacing)
    }

    static func requireAbsent(_ path: String) throws {
        var status = stat()
        guard lstat(path, &status) != 0 else { throw DatabaseFailure.system(EEXIST, "", path) }
    }

    /// Brings a file or folder to the disk.
    static func sync(_ path: String, _ shown: String) throws {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw DatabaseFailure.system(errno, "the file cannot be written", shown)
        }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw DatabaseFailure.system(errno, "the file cannot be written", shown)
        }
    }

    private static func rename(_ from: String, _ to: String, replacing: Bool) throws {
        if replacing {
            guard Glibc.rename(from, to) == 0 else {
                throw DatabaseFailure.system(errno, "the file cannot be made", to)
            }
            return
        }
        // A hard link never replaces; file systems without links get a check and a rename.
        if link(from, to) == 0 {
            unlink(from)
            return
        }
        guard errno == EPERM || errno == EOPNOTSUPP || errno == EMLINK else {
            throw DatabaseFailure.system(errno, "the file cannot be made", to)
        }
        try requireAbsent(to)
        guard Glibc.rename(from, to) == 0 else {
            throw DatabaseFailure.system(errno, "the file cannot be made", to)
        }
    }
}
