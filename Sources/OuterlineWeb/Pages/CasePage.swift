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
    var programme: ProgrammeModel?
    var materials: [MaterialLine]
    var documents: [Row]
    var hasDocuments: Bool
    var service: [Row]
    var hasService: Bool
    var steps: StepsModel
    var history: [HistoryLine]
    var routeAddress: String

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
    }

    /// A line of two or three texts.
    struct Row: Sendable, Hashable {
        var day: String
        var name: String
        var note: String
    }

    struct MaterialLine: Sendable, Hashable {
        var title: String
        var isRequired: Bool
        var exemption: String?
        var reason: String
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
        let model = try await desk.project { project in
            CasePage(try project.dossier(id), phrases, mayWork: mayWork)
        }
        return desk.page(model)
    }

    @Sendable static func programmeChart(_ desk: DeskRequest) async throws -> Response {
        let (id, language) = (desk.parameter("case"), desk.language == .zh ? ReportLanguage.zh : .en)
        guard let svg = try await desk.project({ try $0.programmeChart(id, language) }) else {
            throw Problem(.noSuchPage, "case '\(id)' has no permit programme yet")
        }
        return Response(
            status: .ok, headers: [.contentType: "image/svg+xml"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: svg)))
    }

    init(_ dossier: CaseDossier, _ phrases: Phrases, mayWork: Bool) {
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
        findings = detail.findings.map {
            FindingLine(
                code: $0.code, severity: $0.severity.rawValue, message: $0.message, help: $0.help)
        }
        permits = detail.permits.map { PermitLine($0, dossier.steps, phrases, mayWork: mayWork) }
        hasPermits = !permits.isEmpty
        programme = dossier.programme.flatMap { $0.bars.isEmpty ? nil : ProgrammeModel($0, phrases) }
        materials = detail.service.materials.map {
            MaterialLine(
                title: phrases.say($0.material.title), isRequired: $0.verdict == .required,
                exemption: $0.exemption?.rawValue, reason: phrases.say($0.reason))
        }
        documents = Self.documents(detail.service, phrases)
        hasDocuments = !documents.isEmpty
        service = Self.service(detail.service, phrases)
        hasService = !service.isEmpty
        steps = StepsModel(dossier.steps.forms, caseID: caseID, phrases, mayWork: mayWork)
        history = detail.history.reversed().map { HistoryLine($0, phrases) }
        routeAddress = "\(Links.caseAddress(caseID))/route"
    }

    private static func facts(_ dossier: CaseDossier, _ phrases: Phrases) -> [Fact] {
        let summary = dossier.detail.summary
        let outer = phrases.say(summary.outerLine.reasonZh, summary.outerLine.reason)
        let pairs: [(String, String?)] = [
            ("applicant", summary.applicant), ("plot", summary.plot), ("address", dossier.address),
            ("district", dossier.districtTitle.map(phrases.say) ?? dossier.district),
            ("representative", summary.representative),
            ("franchise_utility", summary.franchiseUtility), ("contractor", dossier.contractor),
            ("promise_class", summary.classID), ("outer_line", outer),
            (
                "route_length",
                summary.route.map { "\(Numbers.metres($0.groundLength)) m（\($0.regime)）" }
            ),
            ("interface_told", summary.interfaceToldOn?.description),
            ("interface_position", dossier.interfacePosition),
            ("ready_to_dig", dossier.detail.readyToDig.map { "\($0)" }),
        ]
        return pairs.compactMap { key, value in
            value.flatMap { $0.isEmpty ? nil : Fact(name: phrases[key], value: $0) }
        }
    }

    private static func documents(_ service: CaseServiceDocument, _ phrases: Phrases) -> [Row] {
        service.documents.map {
            let until = $0.validUntil.map { " · \(phrases["valid_until"]) \($0)" } ?? ""
            return Row(
                day: $0.filedOn.description, name: $0.material,
                note: "\(phrases.say($0.origin.spoken)) · \($0.reference)\(until)")
        }
            + service.documentsPending.map {
                Row(
                    day: $0.dueOn?.description ?? phrases["at_survey"], name: $0.document,
                    note: phrases["document_pending"])
            }
    }

    private static func service(_ service: CaseServiceDocument, _ phrases: Phrases) -> [Row] {
        let activities = service.activities.map {
            Row(day: $0.on.description, name: phrases.say($0.activity.spoken), note: $0.note ?? "")
        }
        let commitments = service.commitments.map {
            Row(
                day: $0.checkOn.description, name: phrases["commitment"],
                note: $0.text + ($0.checkedOn.map { " ✓ \($0)" } ?? ""))
        }
        let notices = service.notices.map {
            Row(
                day: $0.on.description, name: phrases["notice"],
                note: ([$0.stage] + $0.items).joined(separator: phrases["list_comma"]))
        }
        let fees = service.fees.map {
            Row(
                day: $0.on.description, name: phrases["fee"],
                note: "\(phrases.say($0.fee.title)) \($0.fee.amountYuan.map { Numbers.yuan($0) } ?? "—")")
        }
        return (activities + commitments + notices + fees).sorted { ($0.day, $0.name) < ($1.day, $1.name) }
    }
}

/// Numbers with fixed decimals, as the reports write them.
enum Numbers {
    static func metres(_ value: Double) -> String { fixed(value, 100) }
    static func yuan(_ value: Double) -> String { "¥" + fixed(value, 100) }

    private static func fixed(_ value: Double, _ scale: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "—" }
        let whole = Int((value * Double(scale)).rounded())
        let rest = abs(whole % scale)
        return "\(whole < 0 ? "-" : "")\(abs(whole / scale)).\(rest < 10 ? "0" : "")\(rest)"
    }
}
