import Digest
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Outerline
import Vocabulary

/// What stands before every handler: session, role, form token, body, scope, in this order.
struct Gate: Sendable {
    let site: Site
    let endpoint: Endpoint

    static let outsideScope = Problem(
        .scopeRefused, "the case lies outside the utilities or districts of this account",
        help: "ask an administrator for the scope you need")

    func respond(to request: Request, _ context: DeskContext) async throws -> Response {
        let isCounted = endpoint.kind != .asset && endpoint.kind != .probe
        if isCounted { try site.limiter.admit(address: address(request, context)) }
        let visitor = try await visitor(request, context)
        if let name = visitor.session?.account.name {
            context.notes["account"] = name
            if isCounted { try site.limiter.admit(account: name) }
        }
        if endpoint.kind == .page, needsSession, visitor.session == nil { return signInFirst(request) }
        try admit(visitor.session)
        let query = FormValues(encoded: request.uri.query ?? "")
        let content = try await content(of: request)
        if endpoint.needsFormToken, !visitor.isProgram {
            try requireFormToken(request, content.form, visitor.browserKey)
        }
        let desk = DeskRequest(
            site: site, endpoint: endpoint, head: request.head, target: Self.target(request),
            parameters: parameters(context), query: query, form: content.form, files: content.files,
            body: content.body, session: visitor.session,
            language: site.words.language(query: query, request), address: visitor.address,
            browserKey: visitor.browserKey, position: visitor.position, notes: context.notes,
            logger: context.logger)
        try await requireScope(desk)
        let tag = endpoint.followsLog ? entityTag(desk) : nil
        if let tag, request.headers[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: [.eTag: tag, .cacheControl: "private, no-cache"])
        }
        var response = try await answer(desk, tag)
        if response.headers[.cacheControl] == nil {
            response.headers[.cacheControl] = tag == nil ? "no-store" : "private, no-cache"
        }
        site.words.remember(query, in: &response, site.settings)
        return response
    }

    // MARK: - Who

    /// Who is asking, and how far the log had come: found out in one go on a thread that may block.
    private struct Visitor: Sendable {
        var session: Session?
        var isProgram: Bool
        var browserKey: String?
        var address: String
        var position: LogPosition
    }

    private var needsSession: Bool { endpoint.access != .everyone }

    private func visitor(_ request: Request, _ context: DeskContext) async throws -> Visitor {
        let cookies = request.cookies
        let token = cookies[Cookies.session]?.value
        let key = cookies[Cookies.browser]?.value
        let authorization = request.headers[.authorization]
        let address = address(request, context)
        let host = site.host
        // Assets and probes know nobody.
        if endpoint.kind == .asset || endpoint.kind == .probe {
            return Visitor(isProgram: false, address: address, position: .start)
        }
        return try await host.block {
            let position = try host.project.project(actor: "gate").logPosition()
            if let authorization {
                let secret = authorization.hasPrefix("Bearer ") ? String(authorization.dropFirst(7)) : ""
                return Visitor(
                    session: try host.accounts.token(secret), isProgram: true, address: address,
                    position: position)
            }
            let session = try token.flatMap { try host.accounts.session($0) }
            return Visitor(
                session: session, isProgram: false, browserKey: session == nil ? key : token,
                address: address, position: position)
        }
    }

    /// The last address a proxy in front added, if there is one to be trusted.
    private func address(_ request: Request, _ context: DeskContext) -> String {
        guard site.settings.isBehindTLS, let name = HTTPField.Name("X-Forwarded-For"),
            let last = request.headers[name]?.split(separator: ",").last
        else { return context.address }
        return last.trimmingCharacters(in: .whitespaces)
    }

    private func admit(_ session: Session?) throws {
        guard case .accounts(let roles, _) = endpoint.access else { return }
        guard let session else {
            throw Problem(.signInNeeded, "nobody is signed in", help: "sign in and try again")
        }
        guard roles.contains(session.account.role) else {
            throw Problem(
                .roleRefused, "the role '\(session.account.role.rawValue)' does not allow this",
                help: "it takes: \(roles.map(\.rawValue).sorted().joined(separator: ", "))")
        }
    }

    private func signInFirst(_ request: Request) -> Response {
        let next = FormValues.encoded(Self.target(request))
        return Response(status: .seeOther, headers: [.location: "/sign-in?next=\(next)"])
    }

    // MARK: - What was sent

    private struct Content {
        var form = FormValues()
        var files: [UploadedFile] = []
        var body = Data()
    }

    private func content(of request: Request) async throws -> Content {
        guard endpoint.changes else { return Content() }
        let usual = endpoint.bodyLimit ?? site.settings.largestForm
        let limit = endpoint.takesFiles ? site.settings.uploads.largest + usual : usual
        let tooLarge = Problem(
            .bodyTooLarge, "more than \(limit) bytes were sent", help: "send less, or split it")
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw tooLarge
        }
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw tooLarge
        }
        let data = Data(buffer.readableBytesView)
        let type = request.headers[.contentType] ?? ""
        if type.lowercased().hasPrefix("application/x-www-form-urlencoded") {
            return Content(form: FormValues(encoded: String(decoding: data, as: UTF8.self)))
        }
        guard type.lowercased().hasPrefix("multipart/form-data") else { return Content(body: data) }
        let (form, files) = try Multipart.read(data, type: type)
        return Content(form: form, files: files)
    }

    private func requireFormToken(_ request: Request, _ form: FormValues, _ browserKey: String?) throws {
        let sent = FormToken.header.flatMap { request.headers[$0] } ?? form[FormToken.field]
        let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
        let fromElsewhere = site.map { $0 == "cross-site" || $0 == "same-site" } ?? false
        guard !fromElsewhere, let sent, let browserKey, FormToken.matches(sent, browserKey) else {
            throw Problem(
                .formForged, "the form did not come from a page of this session",
                help: "load the page again and send the form once more")
        }
    }

    private func parameters(_ context: DeskContext) -> [String: String] {
        var values: [String: String] = [:]
        for part in endpoint.path.split(separator: "/") where part.hasPrefix(":") {
            let name = String(part.dropFirst())
            let raw = context.parameters.get(name) ?? ""
            values[name] = raw.removingPercentEncoding ?? raw
        }
        return values
    }

    static func target(_ request: Request) -> String {
        let path = request.uri.path.hasPrefix("/") ? request.uri.path : "/"
        return request.uri.query.map { "\(path)?\($0)" } ?? path
    }

    // MARK: - Scope

    private func requireScope(_ desk: DeskRequest) async throws {
        guard case .accounts(_, .caseInPath) = endpoint.access else { return }
        let (scope, id) = (desk.scope, desk.parameter("case"))
        let admitted = try await desk.project { project in
            let place = try project.whereabouts(id)
            return try project.knownScope(scope).admits(place.utility, district: place.district)
        }
        if !admitted { throw Self.outsideScope }
    }

    // MARK: - Caching

    /// What the handler answers, or what it answered before to the same request of the same state.
    private func answer(_ desk: DeskRequest, _ tag: String?) async throws -> Response {
        guard let tag else { return try await endpoint.handler(desk) }
        if let kept = site.answers.answer(tag, desk.target) { return kept }
        let handler = endpoint.handler
        return try await site.answers.answer(tag, desk.target, at: desk.position.sequence) {
            var response = try await handler(desk)
            if response.status == .ok { response.headers[.eTag] = tag }
            return response
        }
    }

    /// Changes with everything the page depends on: log, day, visitor, language, program.
    private func entityTag(_ desk: DeskRequest) -> String {
        let parts = [
            desk.position.hash, desk.today.description, desk.session?.id ?? "", desk.language.rawValue,
            desk.session.map { "\($0.account)" } ?? "", site.assets.stamp, Version.text,
        ]
        return "W/\"\(desk.position.sequence)-\(SHA256.hex(of: parts.joined(separator: "|")).prefix(16))\""
    }
}

/// The names of the cookies of the desk.
enum Cookies {
    static let session = "outerline_session"
    /// A secret of a browser nobody has signed in with yet, for the form to sign in.
    static let browser = "outerline_browser"
    static let language = "outerline_language"

    /// A cookie no script can read, sent only to this site.
    static func make(_ name: String, _ value: String, seconds: Int?, _ settings: SiteSettings) -> Cookie {
        Cookie(
            name: name, value: value, maxAge: seconds, path: "/", secure: settings.isBehindTLS,
            httpOnly: true, sameSite: .lax)
    }
}
