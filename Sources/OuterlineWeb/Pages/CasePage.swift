import Coordinator
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Outerline
import PermitPolicy
import Reports
import Vocabulary
import WorkCalendar

/// Everything about one case: where it stands, what its clock says, what can be done and what cannot.
struct CasePage: PageModel {
    static let template = "case"
    var title: String
    var caseID: String
    var utilityName: String
    var stage: String
    var lamp: ShownLamp
    var facts: [Fact]
    var milestones: [Milestone]
    var clock: ClockModel
    var work: [WorkLine]
    var hasWork: Bool
    var findings: [FindingLine]
    var permits: [PermitLine]
    var hasPermits: Bool
    /// The permits in a picture, and the same in words.
    var graph: GraphModel?
    var programme: ProgrammeModel?
    var materials: [MaterialLine]
    var documents: [DocumentLine]
    var hasDocuments: Bool
    var papers: [PaperLine]
    var hasPapers: Bool
    var service: [ServiceGroup]
    var steps: StepsModel
    /// The last events; all of them have a page of their own.
    var history: [HistoryLine]
    var events: Int
    var mayWork: Bool
    var routeAddress: String
    var documentsAddress: String
    var historyAddress: String
    var visitAddress: String
    var linksAddress: String

    struct Fact: Sendable, Hashable {
        var name: String
        var value: String
    }

    struct Milestone: Sendable, Hashable {
        var name: String
        var on: String?
        var isDone: Bool
        /// The first that is not reached.
        var isNext: Bool
    }

    struct WorkLine: Sendable, Hashable {
        var action: String
        var holder: String
        var with: String?
        var due: String?
        var lamp: ShownLamp
    }

    struct FindingLine: Sendable, Hashable {
        var code: String
        var severity: String
        var message: String
        var help: String?

        init(_ finding: Finding, _ phrases: Phrases) {
            code = finding.code
            severity = finding.severity.rawValue
            let words = Shown.finding(finding, phrases)
            (message, help) = (words.message, words.help)
        }
    }

    struct HistoryLine: Sendable, Hashable {
        var sequence: Int
        var event: String
        var on: String
        var recorded: String
        var actor: String

        init(_ entry: CaseDetailDocument.HistoryEntry, _ phrases: Phrases) {
            sequence = entry.sequence
            event = phrases["event_\(entry.event)"]
            on = entry.effectiveOn.description
            recorded = Clocks.minute(entry.recordedAt)
            actor = entry.actor
        }
    }

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        let (id, phrases) = (desk.parameter("case"), desk.phrases)
        let mayWork = desk.session.map { $0.account.role != .supervisor } ?? false
        let shelf = desk.site.documents
        let model = try await desk.project { project in
            CasePage(try project.dossier(id), phrases, mayWork: mayWork, shelf)
        }
        return desk.page(model)
    }

    @Sendable static func programmeChart(_ desk: DeskRequest) async throws -> Response {
        let (id, language) = (desk.parameter("case"), desk.language == .zh ? ReportLanguage.zh : .en)
        guard let svg = try await desk.project({ try $0.programmeChart(id, language) }) else {
            throw Problem(.noSuchPage, "case '\(id)' has no permit programme yet")
        }
        return Response.svg(svg)
    }

    @Sendable static func permitGraph(_ desk: DeskRequest) async throws -> Response {
        let (id, language) = (desk.parameter("case"), desk.reportLanguage)
        guard let svg = try await desk.project({ try $0.permitGraph(id, language) }) else {
            throw Problem(.noSuchPage, "case '\(id)' has no permits")
        }
        return Response.svg(svg)
    }

    init(_ dossier: CaseDossier, _ phrases: Phrases, mayWork: Bool, _ shelf: DocumentShelf) {
        let (detail, summary) = (dossier.detail, dossier.detail.summary)
        caseID = summary.caseID
        utilityName = phrases.say(summary.utility.spoken)
        title = "\(caseID) \(utilityName)"
        stage = phrases.say(summary.stage.wording)
        lamp = ShownLamp(summary.light, phrases)
        facts = Self.facts(dossier, phrases)
        let next = dossier.milestones.firstIndex { $0.on == nil }
        milestones = dossier.milestones.enumerated().map { index, stop in
            Milestone(
                name: phrases.say(stop.wording), on: stop.on?.description, isDone: stop.on != nil,
                isNext: index == next && summary.stage.isOpen)
        }
        clock = ClockModel(dossier.clock, phrases)
        work = detail.work.map { item in
            WorkLine(
                action: phrases.say(item.action.wording), holder: phrases.say(item.holder.spoken),
                with: item.counterpart(phrases), due: item.due?.description,
                lamp: ShownLamp(item.light, phrases))
        }
        hasWork = !work.isEmpty
        findings = detail.findings.map { FindingLine($0, phrases) }
        permits = detail.permits.map { PermitLine($0, dossier.steps, phrases, mayWork: mayWork) }
        hasPermits = !permits.isEmpty
        programme = dossier.programme.flatMap { $0.bars.isEmpty ? nil : ProgrammeModel($0, phrases) }
        graph = GraphModel(dossier, phrases)
        materials = detail.service.materials.map { MaterialLine($0, phrases) }
        documents = DocumentLine.lines(dossier, shelf, phrases)
        hasDocuments = !documents.isEmpty
        papers = dossier.papers.map { PaperLine($0, caseID: summary.caseID, phrases) }
        hasPapers = !papers.isEmpty
        service = ServiceGroup.groups(detail, phrases)
        steps = StepsModel(dossier.steps.forms, caseID: caseID, phrases, mayWork: mayWork)
        history = detail.history.reversed().prefix(Self.shownEvents).map { HistoryLine($0, phrases) }
        events = detail.history.count
        self.mayWork = mayWork
        let address = Links.caseAddress(caseID)
        routeAddress = "\(address)/route"
        documentsAddress = "\(address)/documents"
        historyAddress = "\(address)/history"
        linksAddress = "\(address)/status-links"
        visitAddress =
            Links.step("log_activity", of: caseID, permit: nil)
            + "?activity=\(Activity.visitByAppointment.rawValue)"
    }

    private static let shownEvents = 15

    private static func facts(_ dossier: CaseDossier, _ phrases: Phrases) -> [Fact] {
        let summary = dossier.detail.summary
        let outer = phrases.say(summary.outerLine.reasonZh, summary.outerLine.reason)
        let pairs: [(String, String?)] = [
            ("applicant", summary.applicant), ("plot", summary.plot), ("address", dossier.address),
            ("district", dossier.districtTitle.map(phrases.say) ?? dossier.district),
            ("representative", summary.representative),
            ("franchise_utility", summary.franchiseUtility), ("contractor", dossier.contractor),
            ("promise_class", dossier.detail.decision.map { phrases.say($0.promise.title) }),
            ("outer_line", outer),
            (
                "route_length",
                summary.route.map {
                    phrases.text(
                        "route_length_by",
                        [
                            "length": Numbers.metres($0.groundLength),
                            "regime": ReportWords.regime($0.regime, phrases.report),
                        ])
                }
            ),
            ("interface_told", summary.interfaceToldOn?.description),
            ("interface_position", dossier.interfacePosition),
            ("ready_to_dig", dossier.detail.readyToDig.map { "\($0)" }),
        ]
        return pairs.compactMap { key, value in
            value.flatMap { $0.isEmpty ? nil : Fact(name: phrases[key], value: $0) }
        }
    }
}

/// Numbers with fixed decimals, as the reports write them.
enum Numbers {
    static func metres(_ value: Double) -> String { fixed(value, 100) }
    static func yuan(_ value: Double) -> String { "¥" + fixed(value, 100) }
    static func plain(_ value: Double) -> String { fixed(value, 100) }

    /// A share, 0…1, with one decimal.
    static func percent(_ share: Double) -> String {
        let tenths = Int((max(0, min(1, share)) * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }

    private static func fixed(_ value: Double, _ scale: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "—" }
        let whole = Int((value * Double(scale)).rounded())
        let rest = abs(whole % scale)
        return "\(whole < 0 ? "-" : "")\(abs(whole / scale)).\(rest < 10 ? "0" : "")\(rest)"
    }
}
