import Foundation
import GRDB
import Vocabulary

/// Turns errors of the database into problems with a code and an exit.
enum DatabaseFailure {
    /// Runs `body`; a `DatabaseError` becomes a ``Problem``, any other error passes as it is.
    static func translated<T>(_ path: String, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw problem(error, path)
        }
    }

    static func problem(_ error: DatabaseError, _ path: String) -> Problem {
        let place = Problem.Place(file: path)
        let detail = error.message ?? "code \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return Problem(
                .projectBusy, "another program is writing to the project", at: place,
                help: "retry in a moment")
        case .SQLITE_FULL:
            return Problem(.diskFull, "the disk is full", at: place, help: "make room and repeat the command")
        case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_PROTOCOL, .SQLITE_NOLFS:
            return Problem(
                .readWriteFailed, "reading or writing failed: \(detail)", at: place, help: "check the disk")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT:
            return Problem(
                .projectDamaged, "the project file is damaged: \(detail)", at: place, help: "restore a backup"
            )
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            return Problem(
                .projectNotWritable, "the project cannot be written: \(detail)", at: place,
                help: "check the permissions of the file and its folder")
        default:
            let statement = error.sql.map { " in \($0)" } ?? ""
            return Problem(.databaseFailed, "\(detail)\(statement)", at: place)
        }
    }

    /// The problem of a failed system call, from `errno`.
    static func system(_ code: Int32, _ what: String, _ path: String) -> Problem {
        let text = String(cString: strerror(code))
        let place = Problem.Place(file: path)
        switch code {
        case ENOSPC, EDQUOT:
            return Problem(.diskFull, "the disk is full", at: place, help: "make room and repeat the command")
        case EEXIST:
            return Problem(
                .fileExists, "the file exists already", at: place, help: "choose another name or move it away"
            )
        case EACCES, EPERM, EROFS, ENOENT, ENOTDIR, EISDIR, ENAMETOOLONG, ELOOP:
            return Problem(
                .cannotCreateFile, "\(what): \(text.lowercased())", at: place,
                help: "check that the folder exists and that you may write there")
        default:
            return Problem(
                .readWriteFailed, "\(what): \(text.lowercased())", at: place, help: "check the disk")
        }
    }
}
