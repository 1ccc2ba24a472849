import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import Mustache
import Outerline
import Vocabulary

/// What a page shows, as plain values; a template of the same name turns it into HTML.
protocol PageModel: Sendable {
    static var template: String { get }
    var title: String { get }
}

/// What stands around every page: head, navigation, language, account.
struct PageFrame: Sendable {
    var language: String
    var icon: String
    var css: String
    var script: String
    /// The address of this page in the other language, and what that language calls itself.
    var otherLanguage: String
    var otherLanguageName: String
    /// Nil where nobody is signed in.
    var account: String?
    var role: String?
    var isWorker: Bool
    var isAdministrator: Bool
    var formToken: String
    var tokenField = FormToken.field
    var today: String
    /// The end of the log the page shows; live updates go on from it.
    var position: Int
    let phrases: Phrases

    /// The frame of a page that passed the gate.
    init(_ desk: DeskRequest) {
        self.init(
            desk.site, desk.phrases, target: desk.target, account: desk.session?.account,
            formToken: desk.formToken, position: desk.position.sequence)
    }

    /// The frame of a page that is the same for everybody, signed in or not.
    init(public desk: DeskRequest) {
        self.init(
            desk.site, desk.phrases, target: desk.target, account: nil, formToken: "", position: 0)
    }

    /// The frame of an error that happened before it was known who asks.
    init(_ site: Site, _ request: Request, _ context: DeskContext) {
        self.init(
            site, site.words[site.words.language(remembered: request)], target: Gate.target(request),
            account: nil, formToken: "", position: 0)
    }

    private init(
        _ site: Site, _ phrases: Phrases, target: String, account: Account?, formToken: String, position: Int
    ) {
        language = phrases.language.code
        icon = site.assets.address(StaticFiles.icon)
        css = site.assets.address("desk.css")
        script = site.assets.address("desk.js")
        otherLanguage = Words.address(of: target, in: phrases.language.other)
        otherLanguageName = site.words[phrases.language.other]["language_name"]
        self.account = account?.person
        role = account.map { phrases["role_\($0.role.rawValue)"] }
        isWorker = account.map { $0.role != .supervisor } ?? false
        isAdministrator = account?.role == .administrator
        self.formToken = formToken
        today = site.host.today.description
        self.position = position
        self.phrases = phrases
    }
}

extension Site {
    /// Renders a model with its template.
    func render(_ model: some PageModel, _ frame: PageFrame) -> String? {
        let root: [String: Any] = [
            "frame": frame, "page": model, "page_title": model.title,
        ]
        return templates[frame.phrases.language]?.render(root, withTemplate: type(of: model).template)
    }

    func page(
        _ model: some PageModel, _ frame: PageFrame, status: HTTPResponse.Status = .ok
    ) -> Response {
        guard let html = render(model, frame) else {
            return Response.html("<!doctype html><title>500</title>", status: .internalServerError)
        }
        return Response.html(html, status: status)
    }
}

extension DeskRequest {
    func page(_ model: some PageModel, status: HTTPResponse.Status = .ok) -> Response {
        site.page(model, PageFrame(self), status: status)
    }
}

/// A problem as a page shows it.
struct ShownProblem: Sendable, Hashable {
    var code: String
    var message: String
    var help: String?
    var field: String?
    /// The words of the program where the page says the problem in another language.
    var detail: String?

    init(_ problem: Problem) {
        code = problem.code
        message = problem.message
        help = problem.help
        field = problem.place.field
    }

    /// - Parameter labels: what the page calls its fields, by name.
    init(_ problem: Problem, _ phrases: Phrases, labels: [String: String] = [:]) {
        self.init(problem)
        field = problem.place.field.map { labels[$0] ?? $0 }
        guard let known = phrases.problems[problem.code] else { return }
        message = known
        detail = [problem.message, problem.help].compactMap(\.self).joined(separator: "; ")
        help = nil
    }
}

/// The page of an error.
struct ErrorPage: PageModel {
    static let template = "error"
    var title: String
    var status: Int
    var problems: [ShownProblem]

    init(_ answer: ErrorAnswer, _ phrases: Phrases) {
        status = answer.status.code
        let key = "error_\(answer.status.code)"
        title = phrases.texts[key] ?? phrases["error_500"]
        problems = answer.problems.map { ShownProblem($0, phrases) }
    }
}
