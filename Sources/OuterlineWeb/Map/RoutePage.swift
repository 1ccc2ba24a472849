import Foundation
import Outerline
import PermitPolicy
import Reports
import Vocabulary

/// The routes of a case side by side, their crossings, and a line of one's own; the address says what is looked at.
struct RoutePage: PageModel {
    static let template = "route"
    var title: String
    var caseID: String
    var caseAddress: String
    var map: MapFrame
    var alternatives: [Row]
    var hasAlternatives: Bool
    var unreachable: String?
    var dropped: [Dropped]
    var hasDropped: Bool
    /// False where nothing can be planned, since the project lacks the plot.
    var hasPlot: Bool
    var present: String?
    /// Whose crossings are listed, and these.
    var shownTitle: String?
    var crossings: [Crossing]
    var hasCrossings: Bool
    var hasChart: Bool
    var chart: String
    /// Nil without a route.
    var papers: Papers?
    var mayWork: Bool
    var action: String
    var drawnAction: String
    var apiAddress: String
    var line: String
    var isWGS84: Bool
    var mostBytes: Int
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

    /// A line of the crossing schedule.
    struct Crossing: Sendable, Hashable {
        var number: Int
        var address: String
        var line: CrossingLine
        var isShown: Bool
    }

    struct Dropped: Sendable, Hashable {
        var title: String
        var reason: String
    }

    /// Addresses of what can be printed.
    struct Papers: Sendable, Hashable {
        var report: String
        var sheets: String
    }

    init(_ dossier: RouteDossier, _ drawn: DrawnLineForm, _ desk: DeskRequest) {
        let (phrases, language) = (desk.phrases, desk.reportLanguage)
        caseID = dossier.caseID
        title = "\(caseID) \(phrases["route"])"
        caseAddress = Links.caseAddress(caseID)
        map = MapFrame(desk, script: "route.js")
        hasPlot = dossier.hasPlot
        let mayWork = hasPlot && (desk.session.map { $0.account.role != .supervisor } ?? false)
        self.mayWork = mayWork
        let routes = dossier.alternatives
        let shown = Self.shown(dossier, desk.query.text("route"))
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
        let lines = shown?.crossings ?? dossier.present?.crossings ?? []
        crossings = Self.crossings(lines, of: shown?.name, desk.query)
        hasCrossings = !crossings.isEmpty
        hasChart = dossier.present != nil && routes.count { $0.readyToDig != nil } > 1
        chart = "\(caseAddress)/trade-off.svg?lang=\(desk.language.rawValue)"
        papers =
            dossier.present == nil || !hasPlot
            ? nil : Papers(report: "\(caseAddress)/route.pdf", sheets: "\(caseAddress)/sheets.pdf")
        action = "\(caseAddress)/route"
        drawnAction = "\(caseAddress)/drawn-route"
        apiAddress = "/api\(caseAddress)"
        (line, isWGS84, mostBytes) = (drawn.text, drawn.isWGS84, DrawnLineForm.most)
    }

    /// The route the address names, else the one that is chosen, else the cheapest; nil for one drawn by hand.
    private static func shown(_ dossier: RouteDossier, _ asked: String?) -> RouteDossier.Alternative? {
        let routes = dossier.alternatives
        if let asked, let route = routes.first(where: { $0.name == asked }) { return route }
        if let present = dossier.present, !present.isListed { return nil }
        return routes.first(where: \.isChosen) ?? routes.first
    }

    private static func crossings(
        _ lines: [CrossingLine], of route: String?, _ query: FormValues
    ) -> [Crossing] {
        let asked = query.text("crossing").flatMap { Int($0) }
        var address = FormValues()
        if let route { address = address.with("route", route) }
        return lines.map { line in
            Crossing(
                number: line.number,
                address: "?\(address.with("crossing", "\(line.number)").encoded)#crossing-\(line.number)",
                line: line, isShown: line.number == asked)
        }
    }
}

/// What a drawn line would mean.
struct SurveyModel: Sendable {
    var length: String
    var crossings: [CrossingLine]
    var crossingCount: Int
    var permits: String
    var ready: String?
    var isProvisional: Bool
    /// Why it cannot be chosen.
    var problem: ShownProblem?

    init(
        _ document: DrawnSurveyDocument, _ titles: [String: Wording], _ language: ReportLanguage,
        _ phrases: Phrases
    ) {
        length = Numbers.metres(document.survey.groundLength)
        crossings = document.survey.crossings.enumerated().map {
            CrossingLine($0.element, number: $0.offset + 1, language)
        }
        crossingCount = crossings.count
        let names = document.permits.map { titles[$0.permit].map(phrases.say) ?? $0.permit }
        permits = names.isEmpty ? phrases["none"] : names.joined(separator: phrases["list_comma"])
        ready = document.readyToDig?.description
        isProvisional = document.readyToDigProvisional
        problem = document.problem.map { ShownProblem($0, phrases) }
    }
}

/// The survey alone, for the script that puts it into the page.
struct SurveyPart: PageModel {
    static let template = "survey-part"
    var title: String
    var survey: SurveyModel?
    var problems: [ShownProblem]
    var hasProblems: Bool

    init(_ survey: SurveyModel?, _ problems: [Problem], _ phrases: Phrases) {
        title = phrases["route_survey"]
        self.survey = survey
        self.problems = problems.map { ShownProblem($0, phrases) }
        hasProblems = !problems.isEmpty
    }
}

/// A line somebody drew, as the form of the page sends it.
struct DrawnLineForm: Sendable {
    var text = ""
    var isWGS84 = false

    /// Bytes of GeoJSON that are read.
    static let most = 1 << 20
    /// Bytes of a form that holds so many, of which each may be percent-encoded.
    static let mostEncoded = 3 * most + 4096

    init() {}

    init(_ form: FormValues) {
        text = form.text("text") ?? ""
        isWGS84 = form["wgs84"] == "yes"
    }

    /// - Throws: ``Problem`` `WEB-605` for too much of it.
    func line() throws -> DrawnLine {
        guard text.utf8.count <= Self.most else {
            throw Problem(
                .bodyTooLarge, "the line has more than \(Self.most) bytes",
                help: "leave out points that make no bend")
        }
        return DrawnLine(Data(text.utf8), name: "line", wgs84: isWGS84)
    }
}

extension DeskRequest {
    var reportLanguage: ReportLanguage { language == .zh ? .zh : .en }
}
