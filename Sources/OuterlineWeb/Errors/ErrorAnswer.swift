import HTTPTypes
import Hummingbird
import Ledger
import Outerline
import Vocabulary

/// How an error is answered: status and problems.
struct ErrorAnswer: Sendable {
    var status: HTTPResponse.Status
    /// At least one.
    var problems: [Problem]
    /// Seconds after which it is worth trying again; nil where that changes nothing.
    var retryAfter: Int?
    /// What others recorded meanwhile.
    var conflict: CaseConflict?

    init(_ status: HTTPResponse.Status, _ problems: [Problem]) {
        self.status = status
        self.problems = problems
    }

    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self.init(HTTPResponse.Status(problem), [problem])
        case let conflict as CaseConflict:
            self.init(.conflict, [conflict.problem])
            self.conflict = conflict
        case let stale as PreconditionFailed:
            self.init(.preconditionFailed, [stale.conflict.problem])
            conflict = stale.conflict
        case let limit as TooManyRequests:
            self.init(.tooManyRequests, [limit.problem])
            retryAfter = limit.seconds
        case let several as Problems where !several.isEmpty:
            let first = several.kept.first.map { HTTPResponse.Status($0) }
            self.init(first ?? .unprocessableContent, several.kept)
        case let http as HTTPError: self.init(http.status, [Self.problem(of: http)])
        default:
            self.init(
                .internalServerError,
                [
                    Problem(
                        .unexpected, "an unexpected error",
                        help: "this is a bug of Outerline; please report it")
                ])
        }
        if status == .serviceUnavailable || status == .tooManyRequests { retryAfter = retryAfter ?? 5 }
    }

    /// What the server library refuses by itself.
    private static func problem(of http: HTTPError) -> Problem {
        switch http.status {
        case .notFound:
            Problem(.noSuchPage, "there is no such page", help: "the list of works leads to every case")
        case .methodNotAllowed: Problem(.methodRefused, "the page does not take this method")
        case .contentTooLarge: Problem(.bodyTooLarge, "what was sent is too large")
        default: Problem(.formInvalid, http.body ?? "the request cannot be understood")
        }
    }
}

extension HTTPResponse.Status {
    /// The status of a problem: by its code where the web knows better, else by how it would end a command.
    ///
    /// - 65 bad input → 422, 66 not found → 404, 64 usage → 400, 1 refused by the state → 409, 73 exists → 409,
    ///   75 somebody else is writing → 503, 69 a component is missing → 503, 70 and 74 → 500.
    init(_ problem: Problem) {
        let known: [String: HTTPResponse.Status] = [
            ErrorCode.signInNeeded.id: .unauthorized, ErrorCode.roleRefused.id: .forbidden,
            ErrorCode.scopeRefused.id: .forbidden, ErrorCode.formForged.id: .forbidden,
            ErrorCode.bodyTooLarge.id: .contentTooLarge, ErrorCode.signInFailed.id: .unauthorized,
            ErrorCode.signInLocked.id: .tooManyRequests, ErrorCode.caseChanged.id: .conflict,
            ErrorCode.streamConflict.id: .conflict, ErrorCode.methodRefused.id: .methodNotAllowed,
            ErrorCode.mediaTypeRefused.id: .unsupportedMediaType,
            ErrorCode.tooManyRequests.id: .tooManyRequests, ErrorCode.tokenRefused.id: .forbidden,
        ]
        if let status = known[problem.code] {
            self = status
            return
        }
        switch problem.exit {
        case .badInput, .findings: self = .unprocessableContent
        case .notFound: self = .notFound
        case .usage: self = .badRequest
        case .failed, .cannotCreate: self = .conflict
        case .busy, .unavailable, .interrupted: self = .serviceUnavailable
        case .internalError, .inputOutput, .done: self = .internalServerError
        }
    }
}

/// The case is not the one that `If-Match` names.
struct PreconditionFailed: Error {
    var conflict: CaseConflict
}

/// `application/problem+json` (RFC 9457): our code, place and help beside the standard's members.
struct ProblemBody: Encodable, Sendable {
    var type: String
    var title: String
    var status: Int
    var detail: String
    var code: String
    var help: String?
    var place: Problem.Place?
    /// All problems, where there are several.
    var problems: [Item]?
    /// After a conflict: how many events the case has now, and those that were not known.
    var version: Int?
    var changes: [CaseDetailDocument.HistoryEntry]?

    struct Item: Encodable, Sendable {
        var code: String
        var detail: String
        var help: String?
        var place: Problem.Place?

        init(_ problem: Problem) {
            code = problem.code
            detail = problem.message
            help = problem.help
            place = problem.publicPlace
        }
    }

    init(_ answer: ErrorAnswer) {
        let first = answer.problems.first ?? Problem(.unexpected, "an unexpected error")
        type = "urn:outerline:error:\(first.code)"
        title = (try? ErrorCatalogue.entry(first.code).title) ?? first.message
        status = answer.status.code
        detail = first.message
        code = first.code
        help = first.help
        place = first.publicPlace
        problems = answer.problems.count > 1 ? answer.problems.map(Item.init) : nil
        version = answer.conflict?.version
        changes = answer.conflict?.changes
    }
}

extension Problem {
    /// Its place without the path of a file on the server, which is nobody's business outside.
    var publicPlace: Place? {
        var place = place
        place.file = nil
        return place.isEmpty ? nil : place
    }
}
