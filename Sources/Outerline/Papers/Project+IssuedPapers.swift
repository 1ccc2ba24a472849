import Coordinator
import Foundation
import PermitPolicy
import Reports
import Vocabulary

extension Project {
    /// Issues a paper of a case with the shipped wordings; nothing is written but the log.
    ///
    /// - Throws: ``Problem`` `CAS-104` if it was issued already, `CAS-105` if there is nothing to tell yet.
    @discardableResult
    public func issuePaper(
        _ kind: PaperKind, of id: String, permit: String? = nil, on day: Day
    ) throws -> CaseDocument {
        let request = PaperRequest(
            caseID: id, kind: kind, permit: permit, day: day, formats: [], language: .zh, folder: "")
        if let known = try issuedPaper(request) {
            throw Problem(
                .stepRepeated, "case '\(id)' was given paper \(known.paper.number) for this on \(known.on)",
                help: "print that one again; it keeps its number")
        }
        _ = try issue(request, TemplateFolder.templates(nil))
        return CaseDocument(try existing(id), on: desk.today, try calendar())
    }

    /// A paper of a case as a file: word for word what was issued.
    ///
    /// - Parameter name: as ``CaseDossier/PaperLine/name`` tells it.
    /// - Throws: ``Problem`` `WEB-606` if the case has no such paper.
    public func paperFile(
        _ name: String, of id: String, _ format: PaperFormat, _ language: ReportLanguage
    ) throws -> (name: String, data: Data) {
        let state = try existing(id)
        guard let paper = state.papers.first(where: { $0.paper.fileName(state.id) == name }) else {
            throw Problem(
                .noSuchPage, "case '\(id)' has no paper '\(name.prefix(80))'",
                help: "its page lists its papers")
        }
        return (
            "\(name)-\(language.rawValue).\(format.rawValue)",
            try format.data(of: paper.paper.document(language), on: paper.on)
        )
    }
}
