import Digest
import Foundation
import HTTPTypes
import Hummingbird
import Outerline
import Vocabulary

/// Signing in and out.
struct SignInPage: PageModel {
    static let template = "sign-in"
    var title: String
    var name: String
    /// Where to go after signing in: a path of this site.
    var next: String
    var problem: ShownProblem?
    /// Shown to a browser that has no session yet; forms are bound to it.
    var formToken: String

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        let next = Self.ownPath(desk.query["next"])
        if desk.session != nil { return .seeOther(next) }
        return try page(desk, name: "", next: next, problem: nil)
    }

    @Sendable static func signIn(_ desk: DeskRequest) async throws -> Response {
        let (name, password) = (desk.form.text("name") ?? "", desk.form["password"] ?? "")
        let next = ownPath(desk.form["next"])
        let (host, address) = (desk.site.host, desk.address)
        let token: String
        do {
            token = try await host.block {
                try host.accounts.signIn(name, password: password, address: address)
            }
        } catch let problem as Problem
            where [ErrorCode.signInFailed.id, ErrorCode.signInLocked.id].contains(problem.code)
        {
            desk.notes["code"] = problem.code
            return try page(
                desk, name: name, next: next, problem: problem, status: HTTPResponse.Status(problem))
        }
        desk.notes["account"] = name
        var response = Response.seeOther(next)
        response.setCookie(Cookies.make(Cookies.session, token, seconds: nil, desk.site.settings))
        response.setCookie(Cookies.make(Cookies.browser, "", seconds: 0, desk.site.settings))
        return response
    }

    @Sendable static func signOut(_ desk: DeskRequest) async throws -> Response {
        let (host, token, address) = (desk.site.host, desk.browserKey, desk.address)
        if let token { try await host.block { try host.accounts.signOut(token, address: address) } }
        var response = Response.seeOther("/sign-in")
        response.setCookie(Cookies.make(Cookies.session, "", seconds: 0, desk.site.settings))
        return response
    }

    private static func page(
        _ desk: DeskRequest, name: String, next: String, problem: Problem?,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let known = desk.browserKey.flatMap { $0.isEmpty ? nil : $0 }
        let key = try known ?? Secret.text(try Secret.random(24))
        let model = SignInPage(
            title: desk.phrases["sign_in"], name: name, next: next, problem: problem.map { ShownProblem($0) },
            formToken: FormToken.of(key) ?? "")
        var response = desk.page(model, status: status)
        if known == nil {
            response.setCookie(Cookies.make(Cookies.browser, key, seconds: nil, desk.site.settings))
        }
        return response
    }

    /// A path of this site, or the list of works: nobody is sent elsewhere by what stands in an address.
    static func ownPath(_ text: String?) -> String {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
            !text.contains(where: { $0.isNewline || $0.asciiValue.map { $0 < 32 } ?? false }),
            !text.hasPrefix("/sign-")
        else { return "/works" }
        return text
    }
}
