import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Outerline
import Vocabulary

/// Around every request: errors become answers, every answer gets its headers, and one line goes to the log.
struct DeskMiddleware: RouterMiddleware {
    let site: Site

    func handle(
        _ request: Request, context: DeskContext,
        next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response: Response
        site.metrics.begin()
        do {
            response = try await next(request, context)
        } catch {
            response = answer(error, request, context)
        }
        SecurityHeaders.add(to: &response, site.settings)
        let duration = ContinuousClock.now - start
        site.metrics.end(
            endpoint: context.notes["endpoint"] ?? "none", method: request.method.rawValue,
            status: response.status.code, duration)
        log(request, response, context, duration)
        return response
    }

    private func answer(_ error: any Error, _ request: Request, _ context: DeskContext) -> Response {
        let answer = ErrorAnswer(error)
        context.notes["code"] = answer.problems.first?.code
        if answer.status.code >= 500 {
            context.logger.error("request failed", metadata: ["error": "\(Self.told(error))"])
        }
        var response: Response
        if Self.wantsJSON(request) {
            response = Response.json(
                ProblemBody(answer), status: answer.status, type: "application/problem+json")
        } else {
            let model = ErrorPage(answer, site.words[site.words.language(remembered: request)])
            response = site.page(model, PageFrame(site, request, context), status: answer.status)
        }
        if let seconds = answer.retryAfter { response.headers[.retryAfter] = "\(seconds)" }
        if answer.status == .methodNotAllowed { response.headers[.allow] = context.notes["allow"] }
        if answer.status == .unauthorized, request.uri.path.hasPrefix("/api/") {
            response.headers[.wwwAuthenticate] = "Bearer realm=\"outerline\""
        }
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// A path without the secret it may carry.
    static func logged(_ path: String) -> String {
        path.hasPrefix(StatusPage.folder) ? StatusPage.folder + "…" : path
    }

    private static func wantsJSON(_ request: Request) -> Bool {
        let path = request.uri.path
        if path.hasPrefix("/api/") || path == "/live" || path == "/metrics" { return true }
        let accept = request.headers[.accept] ?? ""
        return accept.contains("json") && !accept.contains("text/html")
    }

    /// Problems tell nothing secret; of other errors the type and text.
    private static func told(_ error: any Error) -> String { "\(type(of: error)): \(error)" }

    /// What was asked, by whom, how it ended; no query, no body, no cookie.
    private func log(
        _ request: Request, _ response: Response, _ context: DeskContext, _ duration: Duration
    ) {
        let (seconds, attoseconds) = duration.components
        let milliseconds = Double(seconds) * 1000 + Double(attoseconds) / 1e15
        var metadata: Logger.Metadata = [
            "method": "\(request.method.rawValue)", "path": "\(Self.logged(request.uri.path))",
            "status": "\(response.status.code)", "ms": "\((milliseconds * 10).rounded() / 10)",
            "address": "\(context.address)",
        ]
        for (key, value) in context.notes.all { metadata[key] = "\(value)" }
        let isProbe = request.uri.path == "/healthz" || request.uri.path == "/readyz"
        context.logger.log(level: isProbe ? .debug : .info, "request", metadata: metadata)
    }
}

/// What every answer tells the browser: run nothing from elsewhere, be shown in no frame, guess no types.
enum SecurityHeaders {
    static let policy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        + "frame-ancestors 'none'"

    private static let fixed: [(String, String)] = [
        ("Content-Security-Policy", policy), ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), payment=()"),
    ]

    static func add(to response: inout Response, _ settings: SiteSettings) {
        for (name, value) in fixed {
            // A handler may have said something stricter.
            if let name = HTTPField.Name(name), response.headers[name] == nil {
                response.headers[name] = value
            }
        }
        if settings.isBehindTLS { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    }
}

extension Response {
    /// A value as JSON with sorted keys.
    static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, type: String = "application/json"
    ) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { return Response(status: .internalServerError) }
        return Response(
            status: status, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }

    static func seeOther(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address])
    }

    static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
