import Coordinator
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Outerline
import PermitPolicy
import Vocabulary

/// The documents of a case: what is asked for, what is on file, and the form to hand one in.
struct DocumentsPage: PageModel {
    static let template = "documents"
    var title: String
    var caseID: String
    var caseAddress: String
    var action: String
    var mayWork: Bool
    var version: Int
    var materials: [ShownChoice]
    var origins: [ShownChoice]
    var enteredUntil: String
    var on: String
    /// What the field of the file admits, as `accept` has it.
    var accepted: String
    /// The same, to be read.
    var acceptedKinds: String
    var largest: String
    var documents: [DocumentLine]
    var hasDocuments: Bool
    var problems: [ShownProblem] = []
    var hasProblems = false

    // MARK: - Handlers

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        desk.page(try await model(desk))
    }

    /// Keeps the file, then records that it is on file; a file nothing tells of is taken back.
    @Sendable static func hand(_ desk: DeskRequest) async throws -> Response {
        let (id, form, site) = (desk.parameter("case"), desk.form, desk.site)
        let seen = form.text("version").flatMap { Int($0) }
        do {
            let file = desk.files.first { $0.field == "file" }
            let sent = file ?? UploadedFile(field: "file", name: "", data: Data())
            _ = try site.settings.uploads.check(sent)
            // Nothing is written to the disk for a case that would refuse the document anyway.
            let refusal = try await desk.project {
                try $0.stepForm("file_document", of: id, permit: nil).form.refusal
            }
            if let refusal { throw refusal }
            let (hash, isNew) = try await site.host.block { try site.documents.keep(sent.data) }
            let reference = KeptDocument(name: sent.name, sha256: hash).reference
            let values = [
                "material": form["material"] ?? "", "origin": form["origin"] ?? "", "reference": reference,
                "valid_until": form["valid_until"] ?? "", "on": form["on"] ?? "",
            ]
            do {
                _ = try await desk.project {
                    try $0.take("file_document", on: id, seen: seen, values: values)
                }
            } catch {
                if isNew { site.documents.drop(hash) }
                throw error
            }
        } catch let error where isShownOnPage(error) {
            let answer = ErrorAnswer(error)
            desk.notes["code"] = answer.problems.first?.code
            var page = try await model(desk)
            page.problems = answer.problems.map { ShownProblem($0, desk.phrases) }
            page.hasProblems = true
            return desk.page(page, status: answer.status)
        }
        return .seeOther("\(Links.caseAddress(id))/documents")
    }

    /// A document of this case, to be saved: whatever is in it, no browser runs it as a page of the desk.
    @Sendable static func download(_ desk: DeskRequest) async throws -> Response {
        let (id, hash, site) = (desk.parameter("case"), desk.parameter("document"), desk.site)
        let found = try await desk.project { project in
            try project.dossier(id).detail.service.documents.lazy
                .compactMap { KeptDocument(reference: $0.reference) }.first { $0.sha256 == hash }
        }
        guard let found else {
            throw Problem(
                .noSuchPage, "there is no such document", help: "the page of the case lists its own")
        }
        let data = try await site.host.block { try site.documents.data(hash) }
        let ending = found.name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return Download.answer(
            data, type: FileKind.all[ending]?.type ?? "application/octet-stream",
            disposition: found.disposition)
    }

    private static func isShownOnPage(_ error: any Error) -> Bool {
        switch error {
        case is CaseConflict, is Problems: true
        case let problem as Problem:
            [.failed, .badInput, .busy, .usage].contains(problem.exit)
                && problem.code != ErrorCode.scopeRefused.id
        default: false
        }
    }

    // MARK: - Model

    private static func model(_ desk: DeskRequest) async throws -> DocumentsPage {
        let id = desk.parameter("case")
        let dossier = try await desk.project { try $0.dossier(id) }
        return DocumentsPage(dossier, desk)
    }

    private init(_ dossier: CaseDossier, _ desk: DeskRequest) {
        let (phrases, form) = (desk.phrases, desk.form)
        let (detail, service) = (dossier.detail, dossier.detail.service)
        caseID = detail.summary.caseID
        caseAddress = Links.caseAddress(caseID)
        title = "\(caseID) \(phrases["documents"])"
        action = "\(caseAddress)/documents"
        mayWork = desk.session.map { $0.account.role != .supervisor } ?? false
        version = dossier.steps.version
        let chosen = form.text("material") ?? service.materials.first(where: \.isMissing)?.material.id
        let known = service.materials.map { ($0.material.id, phrases.say($0.material.title)) }
        materials = (known + [("other", phrases["other_document"])]).map {
            ShownChoice(value: $0.0, text: $0.1, isChosen: $0.0 == chosen)
        }
        origins = DocumentOnFile.Origin.allCases.map {
            ShownChoice(
                value: $0.rawValue, text: phrases.say($0.spoken), isChosen: $0.rawValue == form.text("origin")
            )
        }
        enteredUntil = form.text("valid_until") ?? ""
        on = form.text("on") ?? desk.today.description
        let rules = desk.site.settings.uploads
        accepted = rules.endings.sorted().map { ".\($0)" }.joined(separator: ",")
        acceptedKinds = rules.endings.sorted().joined(separator: phrases["list_comma"])
        largest = "\(rules.largest >> 20) MB"
        documents = DocumentLine.lines(dossier, desk.site.documents, phrases)
        hasDocuments = !documents.isEmpty
    }
}

/// A document on file, or one that is still awaited.
struct DocumentLine: Sendable, Hashable {
    var day: String
    var name: String
    var origin: String
    /// Where it is kept; nil where that is a file of the desk.
    var place: String?
    /// The name of the file, and where it is to be had.
    var file: String?
    var address: String?
    var validUntil: String?
    var isPending: Bool

    static func lines(
        _ dossier: CaseDossier, _ shelf: DocumentShelf, _ phrases: Phrases
    ) -> [DocumentLine] {
        let service = dossier.detail.service
        let folder = "\(Links.caseAddress(dossier.detail.summary.caseID))/documents"
        let titles = Dictionary(
            service.materials.map { ($0.material.id, phrases.say($0.material.title)) },
            uniquingKeysWith: { first, _ in first })
        func title(_ id: String) -> String { titles[id] ?? (id == "other" ? phrases["other_document"] : id) }
        let filed = service.documents.map { document in
            let kept = KeptDocument(reference: document.reference)
            let isThere = kept.map { shelf.holds($0.sha256) } ?? false
            return DocumentLine(
                day: document.filedOn.description, name: title(document.material),
                origin: phrases.say(document.origin.spoken),
                place: kept == nil ? document.reference : isThere ? nil : phrases["file_missing"],
                file: kept?.name, address: kept.flatMap { isThere ? "\(folder)/\($0.sha256)" : nil },
                validUntil: document.validUntil?.description, isPending: false)
        }
        let pending = service.documentsPending.map {
            DocumentLine(
                day: $0.dueOn?.description ?? phrases["at_survey"], name: title($0.document),
                origin: phrases["document_pending"], isPending: true)
        }
        return filed + pending
    }
}

/// Files that are handed out to be saved.
enum Download {
    /// Nothing in it is run, whatever a browser takes it for.
    static let policy = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'"

    static func answer(_ data: Data, type: String, disposition: String) -> Response {
        var headers: HTTPFields = [.contentType: type, .contentDisposition: disposition]
        for (name, value) in [("Content-Security-Policy", policy), ("X-Content-Type-Options", "nosniff")] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}
