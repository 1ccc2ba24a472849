import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Outerline
import PermitPolicy
import Reports
import Vocabulary

/// The routes of a case side by side, their crossings, and a line one's own; the address says which one is looked at.
struct RoutePage: PageModel {
    static let template = "route"
    var title: String
    var caseID: String
    var caseAddress: String
    var frame: MapFrame
    var alternatives: [Row]
    var hasAlternatives: Bool
    var unreachable: String?
    var dropped: [Dropped]
    var hasDropped: Bool
    var present: String?
    /// Whose crossings are listed, and these.
    var shownTitle: String?
    var crossings: [CrossingLine]
    var hasCrossings: Bool
    var hasChart: Bool
    var chart: String
    var report: String?
    var mayWork: Bool
    var action: String
    var drawnAction: String
    var surveyAddress: String
    var line: String
    var isWGS84: Bool
    var survey: SurveyModel?
    var problems: [ShownProblem] = []
    var hasProblems = false

    struct Row: Sendable, Hashable {
        var name: String
        var letter: String
        var title: String
        var address: String
        var line: String
        var cost: String
        var gap: String
        var length: String
        var crossings: Int
        var permits: Int
        var permitNames: String
        var classID: String
        var ready: String?
        var isProvisional: Bool
        var isChosen: Bool
        var isShown: Bool
        var mayChoose: Bool
    }

    struct Dropped: Sendable, Hashable {
        var title: String
        var reason: String
    }

    /// What a drawn line would mean.
    struct SurveyModel: Sendable {
        var length: String
        var crossings: [CrossingLine]
        var permits: String
        var ready: String?
        var problem: ShownProblem?
        var mayChoose: Bool

        init(_ document: DrawnSurveyDocument, _ language: ReportLanguage, _ phrases: Phrases) {
            length = Numbers.metres(document.survey.groundLength)
            crossings = document.survey.crossings.enumerated().map {
                CrossingLine($0.element, number: $0.offset + 1, language)
            }
            let kinds = document.permits.map(\.permit)
            permits = kinds.isEmpty ? phrases["none"] : kinds.joined(separator: phrases["list_comma"])
            ready = document.readyToDig?.description
            problem = document.problem.map { ShownProblem($0, phrases) }
            mayChoose = document.problem == nil
        }
    }

    /// What was sent with a drawn line.
    struct Drawing: Sendable {
        var text = ""
        var isWGS84 = false
        var survey: SurveyModel?
    }

    // MARK: - Handlers

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
        let (id, form, day) = (desk.parameter("case"), desk.form, desk.today)
        let drawing = Drawing(text: form.text("text") ?? "", isWGS84: form["wgs84"] == "yes")
        let line = DrawnLine(Data(drawing.text.utf8), name: "line", wgs84: drawing.isWGS84)
        if form["take"] == "choose" {
            return try await recorded(desk, drawing) { project in
                _ = try project.chooseRoute(id, drawn: line, effective: day)
            }
        }
        let (language, phrases) = (desk.reportLanguage, desk.phrases)
        do {
            var surveyed = drawing
            surveyed.survey = try await desk.project {
                SurveyModel(try $0.surveyDrawn(line, for: id), language, phrases)
            }
            return desk.page(try await model(desk, surveyed))
        } catch let problem as Problem where isShownOnPage(problem) {
            return try await refused(desk, problem, drawing)
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
        var answer = file(try await desk.project { try $0.routeReportPDF(id, language) }, "application/pdf")
        answer.headers[.contentDisposition] = "inline; filename=\"\(FormValues.encoded(id)).pdf\""
        return answer
    }

    // MARK: - Parts

    private static func file(_ data: Data, _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }

    /// Runs what changes the case; what a person can mend is shown on the page.
    private static func recorded(
        _ desk: DeskRequest, _ drawing: Drawing = Drawing(),
        _ body: @escaping @Sendable (Project) throws -> Void
    ) async throws -> Response {
        do {
            try await desk.project(body)
        } catch let problem as Problem where isShownOnPage(problem) {
            return try await refused(desk, problem, drawing)
        } catch let problems as Problems {
            return try await refused(desk, problems.kept.first ?? Problem(.unexpected, "refused"), drawing)
        }
        return .seeOther("\(Links.caseAddress(desk.parameter("case")))/route")
    }

    private static func isShownOnPage(_ problem: Problem) -> Bool {
        [.failed, .badInput, .busy, .usage, .findings].contains(problem.exit) || problem.code == "RTE-313"
    }

    private static func refused(
        _ desk: DeskRequest, _ problem: Problem, _ drawing: Drawing
    ) async throws -> Response {
        desk.notes["code"] = problem.code
        var page = try await model(desk, drawing)
        page.problems = [ShownProblem(problem, desk.phrases)]
        page.hasProblems = true
        return desk.page(page, status: ErrorAnswer(problem).status)
    }

    private static func model(_ desk: DeskRequest, _ drawing: Drawing = Drawing()) async throws -> RoutePage {
        let (id, language) = (desk.parameter("case"), desk.reportLanguage)
        let dossier = try await desk.project { try $0.routeDossier(id, language) }
        return RoutePage(dossier, drawing, desk)
    }

    private init(_ dossier: RouteDossier, _ drawing: Drawing, _ desk: DeskRequest) {
        let (phrases, language) = (desk.phrases, desk.reportLanguage)
        caseID = dossier.caseID
        title = "\(caseID) \(phrases["route"])"
        caseAddress = Links.caseAddress(caseID)
        frame = MapFrame(desk, script: "route.js")
        let mayWork = desk.session.map { $0.account.role != .supervisor } ?? false
        self.mayWork = mayWork
        let asked = desk.query.text("route")
        let routes = dossier.alternatives
        let ownIsApart = dossier.present.map { !$0.isListed } ?? false
        let shown =
            routes.first { $0.name == asked }
            ?? (ownIsApart ? nil : routes.first(where: \.isChosen) ?? routes.first)
        alternatives = routes.map { route in
            Row(
                name: route.name, letter: route.letter, title: route.title,
                address: "?route=\(FormValues.encoded(route.name))",
                line: String(route.lineSHA256.prefix(16)),
                cost: language.number(route.cost, 0), gap: language.number(route.gap * 100, 1) + " %",
                length: Numbers.metres(route.groundLength), crossings: route.crossings.count,
                permits: route.permits.count,
                permitNames: route.permits.map(phrases.say).joined(separator: phrases["list_comma"]),
                classID: route.classID, ready: route.readyToDig?.description,
                isProvisional: route.readyToDigProvisional, isChosen: route.isChosen,
                isShown: route.name == shown?.name, mayChoose: mayWork && !route.isChosen)
        }
        hasAlternatives = !alternatives.isEmpty
        unreachable = dossier.unreachable.map(phrases.say)
        dropped = dossier.dropped.map { Dropped(title: $0.title, reason: phrases.say($0.reason)) }
        hasDropped = !dropped.isEmpty
        present = dossier.present.map { "\($0.title) · \(Numbers.metres($0.groundLength)) m" }
        shownTitle = shown.map { "\($0.letter) \($0.title)" } ?? dossier.present?.title
        crossings = shown?.crossings ?? dossier.present?.crossings ?? []
        hasCrossings = !crossings.isEmpty
        hasChart = dossier.present != nil && routes.count > 1
        chart = "\(caseAddress)/trade-off.svg?lang=\(desk.language.rawValue)"
        report = dossier.present == nil ? nil : "\(caseAddress)/route.pdf"
        action = "\(caseAddress)/route"
        drawnAction = "\(caseAddress)/drawn-route"
        surveyAddress = "/api/cases/\(FormValues.encoded(caseID))"
        (line, isWGS84, survey) = (drawing.text, drawing.isWGS84, drawing.survey)
    }
}

extension DeskRequest {
    var reportLanguage: ReportLanguage { language == .zh ? .zh : .en }
}
