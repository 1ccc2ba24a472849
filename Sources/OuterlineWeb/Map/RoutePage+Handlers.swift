import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Outerline
import Reports
import Vocabulary

extension RoutePage {
    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        desk.page(try await model(desk))
    }

    @Sendable static func choose(_ desk: DeskRequest) async throws -> Response {
        let (id, form, day) = (desk.parameter("case"), desk.form, desk.today)
        return try await recorded(desk) { project in
            _ = try project.chooseRoute(
                id, named: form.text("route") ?? "", expecting: form.text("line"), effective: day)
        }
    }

    /// Surveys the line of the form, or chooses it.
    @Sendable static func drawn(_ desk: DeskRequest) async throws -> Response {
        let (id, drawn, day) = (desk.parameter("case"), DrawnLineForm(desk.form), desk.today)
        if desk.form["take"] == "choose" {
            return try await recorded(desk, drawn) { project in
                _ = try project.chooseRoute(id, drawn: try drawn.line(), effective: day)
            }
        }
        let isPart = desk.form["part"] == "survey"
        let (language, phrases) = (desk.reportLanguage, desk.phrases)
        do {
            let survey = try await desk.project { project in
                SurveyModel(
                    try project.surveyDrawn(try drawn.line(), for: id), try project.permitTitles(), language,
                    phrases)
            }
            if isPart { return desk.page(SurveyPart(survey, [], phrases)) }
            var page = try await model(desk, drawn)
            page.survey = survey
            return desk.page(page)
        } catch let problem as Problem where isShownOnPage(problem) {
            guard isPart else { return try await refused(desk, [problem], drawn) }
            desk.notes["code"] = problem.code
            return desk.page(SurveyPart(nil, [problem], phrases), status: ErrorAnswer(problem).status)
        }
    }

    @Sendable static func tradeOff(_ desk: DeskRequest) async throws -> Response {
        let (id, language) = (desk.parameter("case"), desk.reportLanguage)
        guard let svg = try await desk.project({ try $0.tradeOffChart(id, language) }) else {
            throw Problem(.noSuchPage, "case '\(id)' has no routes to weigh against each other")
        }
        return file(svg, "image/svg+xml")
    }

    @Sendable static func report(_ desk: DeskRequest) async throws -> Response {
        let (id, language) = (desk.parameter("case"), desk.reportLanguage)
        return paper(try await desk.project { try $0.routeReportPDF(id, language) }, id)
    }

    @Sendable static func sheets(_ desk: DeskRequest) async throws -> Response {
        let (id, options) = (desk.parameter("case"), SheetOptions(language: desk.reportLanguage))
        return paper(try await desk.project { try $0.sheetsPDF(id, options) }, "\(id)-sheets")
    }

    // MARK: - Parts

    private static func file(_ data: Data, _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }

    private static func paper(_ data: Data, _ name: String) -> Response {
        var answer = file(data, "application/pdf")
        answer.headers[.contentDisposition] = "inline; filename=\"\(FormValues.encoded(name)).pdf\""
        return answer
    }

    /// Runs what changes the case; what a person can mend is shown on the page.
    private static func recorded(
        _ desk: DeskRequest, _ drawn: DrawnLineForm = DrawnLineForm(),
        _ body: @escaping @Sendable (Project) throws -> Void
    ) async throws -> Response {
        do {
            try await desk.project(body)
        } catch let problem as Problem where isShownOnPage(problem) {
            return try await refused(desk, [problem], drawn)
        } catch let problems as Problems where !problems.isEmpty {
            return try await refused(desk, problems.kept, drawn)
        }
        return .seeOther("\(Links.caseAddress(desk.parameter("case")))/route")
    }

    private static func isShownOnPage(_ problem: Problem) -> Bool {
        [.failed, .badInput, .busy, .usage, .findings].contains(problem.exit)
            || problem.code == ErrorCode.noSuchRoute.id
    }

    private static func refused(
        _ desk: DeskRequest, _ problems: [Problem], _ drawn: DrawnLineForm
    ) async throws -> Response {
        desk.notes["code"] = problems.first?.code
        var page = try await model(desk, drawn)
        page.problems = problems.map(ShownProblem.init)
        page.hasProblems = true
        return desk.page(
            page, status: problems.first.map { HTTPResponse.Status($0) } ?? .unprocessableContent)
    }

    private static func model(
        _ desk: DeskRequest, _ drawn: DrawnLineForm = DrawnLineForm()
    ) async throws -> RoutePage {
        let (id, language, host) = (desk.parameter("case"), desk.reportLanguage, desk.site.host)
        let today = desk.today
        // Planned once for one state of the log: the page is looked at with one route after the other.
        let dossier = try await desk.project { project in
            let state = "\(try project.logPosition().hash) \(today)"
            return try host.memory.value(state, "routes \(language) \(id)") {
                try project.routeDossier(id, language)
            }
        }
        return RoutePage(dossier, drawn, desk)
    }
}
