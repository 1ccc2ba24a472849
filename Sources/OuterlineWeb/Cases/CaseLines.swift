import Coordinator
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Outerline
import PermitPolicy
import Reports
import Vocabulary
import WorkCalendar

/// Which permit waits for which: the picture, and the same in words.
struct GraphModel: Sendable, Hashable {
    var chart: String
    var lines: [Line]

    struct Line: Sendable, Hashable {
        var permit: String
        var title: String
        var state: String
        /// The titles of those it waits for; nil if it waits for none.
        var after: String?
    }

    /// Nil without permits that are still of matter.
    init?(_ dossier: CaseDossier, _ phrases: Phrases) {
        let permits = dossier.detail.permits.filter { $0.state != .closed }
        guard !permits.isEmpty else { return nil }
        let id = dossier.detail.summary.caseID
        chart = "\(Links.caseAddress(id))/permits.svg?lang=\(phrases.language.rawValue)"
        lines = permits.map { permit in
            let before = permits.filter {
                $0.permit != permit.permit && permit.prerequisites.contains($0.kind)
            }.map { phrases.say($0.title) }
            return Line(
                permit: permit.permit, title: phrases.say(permit.title),
                state: phrases.say(permit.state.wording),
                after: before.isEmpty ? nil : before.joined(separator: phrases["list_comma"]))
        }
    }
}

/// A document that is asked for or waived, with the reason.
struct MaterialLine: Sendable, Hashable {
    var title: String
    var isRequired: Bool
    /// Required, and nobody has handed it in.
    var isMissing: Bool
    /// Which exemption (四免) waives it.
    var exemption: String?
    var reason: String
    var basis: String?
    /// What on file the answer rests on.
    var evidence: String?
    /// What would have done but for its date.
    var lapsed: String?

    init(_ status: MaterialStatus, _ phrases: Phrases) {
        title = phrases.say(status.material.title)
        isRequired = status.verdict == .required
        isMissing = status.isMissing
        exemption = status.exemption.map { phrases["exemption_\($0.rawValue)"] }
        reason = ReportWords.text(status.reason, phrases.report)
        basis = status.material.basis.map { ReportWords.citation($0, phrases.report) }
        evidence = status.evidence.map { Self.shown($0, phrases) }
        lapsed = status.lapsed.map { Self.shown($0, phrases) }
    }

    private static func shown(_ document: DocumentOnFile, _ phrases: Phrases) -> String {
        let name = KeptDocument(reference: document.reference)?.name ?? document.reference
        return "\(document.filedOn) \(phrases.say(document.origin.spoken)) \(name)"
    }
}

/// A numbered paper with the addresses of its files.
struct PaperLine: Sendable, Hashable {
    var number: String
    var kind: String
    var day: String
    var zh: String
    var en: String

    init(_ paper: CaseDossier.PaperLine, caseID: String, _ phrases: Phrases) {
        number = paper.number
        kind = phrases.say(paper.kind.spoken)
        day = paper.on.description
        let address = "\(Links.caseAddress(caseID))/papers/\(FormValues.encoded(paper.name))"
        zh = "\(address)?language=zh"
        en = "\(address)?language=en"
    }
}

/// What was done for the user, of one kind: activities, promises, notices, fees.
struct ServiceGroup: Sendable, Hashable {
    var id: String
    var title: String
    var rows: [Row]

    /// A line of a day and two texts.
    struct Row: Sendable, Hashable {
        var day: String
        var name: String
        var note: String
    }

    /// The kinds there is something of, each in order of days.
    static func groups(_ detail: CaseDetailDocument, _ phrases: Phrases) -> [ServiceGroup] {
        let service = detail.service
        let all: [(String, [Row])] = [
            ("activities", activities(service, phrases)), ("commitments", commitments(service, phrases)),
            ("notices", notices(detail, phrases)), ("fees", fees(service, phrases)),
        ]
        return all.filter { !$0.1.isEmpty }.map { id, rows in
            ServiceGroup(
                id: id, title: phrases[id], rows: rows.sorted { ($0.day, $0.name) < ($1.day, $1.name) })
        }
    }

    private static func activities(_ service: CaseServiceDocument, _ phrases: Phrases) -> [Row] {
        let logged = service.activities.map {
            Row(day: $0.on.description, name: phrases.say($0.activity.spoken), note: $0.note ?? "")
        }
        let handed = service.handOvers.map {
            Row(day: $0.on.description, name: phrases["representative"], note: $0.name)
        }
        return logged + handed
    }

    private static func commitments(_ service: CaseServiceDocument, _ phrases: Phrases) -> [Row] {
        service.commitments.map { commitment in
            let state = commitment.checkedOn.map { day in
                phrases.text(commitment.kept == false ? "broken_on" : "kept_on", ["day": "\(day)"])
            }
            return Row(
                day: commitment.madeOn.description, name: commitment.text,
                note: state ?? phrases.text("check_on", ["day": "\(commitment.checkOn)"]))
        }
    }

    private static func notices(_ detail: CaseDetailDocument, _ phrases: Phrases) -> [Row] {
        let service = detail.service
        let titles = Dictionary(
            service.materials.map { ($0.material.id, phrases.say($0.material.title)) }
                + ValveCondition.allCases.map { ($0.rawValue, phrases.say($0.spoken)) },
            uniquingKeysWith: { first, _ in first })
        let stages = Dictionary(
            CaseStage.allCases.map { ($0.rawValue, phrases.say($0.wording)) }
                + detail.permits.map { ($0.permit, phrases.say($0.title)) }
                + (detail.decision?.promise.stages ?? []).map { ($0.id, phrases.say($0.title)) },
            uniquingKeysWith: { $1 })
        let notices = service.notices.map { notice in
            let items = notice.items.map { titles[$0] ?? $0 }.joined(separator: phrases["list_comma"])
            let stage = stages[notice.stage] ?? notice.stage
            return Row(day: notice.on.description, name: phrases["notice"], note: "\(stage) · \(items)")
        }
        let notes = service.informationNotes.map {
            Row(
                day: $0.on.description, name: phrases["information_note"],
                note: phrases.language == .zh ? $0.zh : $0.en ?? $0.zh)
        }
        return notices + notes
    }

    private static func fees(_ service: CaseServiceDocument, _ phrases: Phrases) -> [Row] {
        service.fees.map {
            let amount = $0.fee.amountYuan.map { Numbers.yuan($0) } ?? "—"
            return Row(
                day: $0.on.description, name: phrases.say($0.fee.title),
                note: "\(amount) · \(phrases.say($0.fee.payer.spoken)) · \($0.fee.tariff ?? "—")")
        }
    }
}

extension Response {
    /// A picture made here.
    static func svg(_ data: Data) -> Response {
        Response(
            status: .ok, headers: [.contentType: "image/svg+xml"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}
