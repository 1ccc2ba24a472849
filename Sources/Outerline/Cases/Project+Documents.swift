import Coordinator
import Ledger
import PermitPolicy
import Vocabulary
import WorkCalendar

/// The materials of a case: the object of `case document list --json`.
public struct MaterialsDocument: Encodable, Sendable {
    public var schema = "outerline.materials/1"
    public var caseID: String
    /// The day the answer is for: the day of the application, or of the desk.
    public var day: Day
    /// What the pack asks of the user, each required or waived with rule and evidence.
    public var materials: [MaterialStatus]
    public var acceptance: AcceptanceDecision
    public var onFile: [DocumentOnFile]
    public var pending: [PendingDocument]

    private enum CodingKeys: String, CodingKey {
        case schema, day, materials, acceptance, pending
        case caseID = "case"
        case onFile = "on_file"
    }
}

extension Project {
    /// What a case needs of documents, what is on file, what is pending.
    public func materials(_ id: String) throws -> MaterialsDocument {
        let state = try existing(id)
        let day = state.application?.filedOn ?? desk.today
        return MaterialsDocument(
            caseID: state.id.rawValue, day: day, materials: try materials(of: state),
            acceptance: try pack().acceptance(for: .connection, on: day, onFile: state.documents),
            onFile: state.documents, pending: state.documentsPending)
    }

    func materials(of state: CaseState) throws -> [MaterialStatus] {
        let day = state.application?.filedOn ?? desk.today
        return try pack().materials(for: .connection, on: day, onFile: state.documents)
    }

    /// Accepts a case that was filed without acceptance.
    ///
    /// The pack says what is missing. What may follow is accepted as pending (容缺受理) if `pending` allows it, with
    /// the pack's deadline and consequence; the one notice of all that is missing is written with it (R15, R16).
    ///
    /// - Throws: ``Problem`` `CLI-115` naming everything missing, `CAS-1xx` if the case refuses.
    public func accept(
        _ id: String, pending: Bool = false, also named: [PendingDocument] = [], on day: Day
    ) throws -> CaseDocument {
        let state = try existing(id)
        let pack = try pack()
        let calendar = try calendar()
        let answer = pack.acceptance(
            for: .connection, on: state.application?.filedOn ?? day, onFile: state.documents)
        let terms = pack.documents.pending
        let missing = answer.missing.map { PendingDocument(document: $0.material.id, dueOn: nil) }
        let names = answer.missing.map { "\($0.material.id) (\($0.material.title.zh))" }
        let list = names.joined(separator: ", ")
        if answer.outcome == .incomplete {
            throw Problem(
                .documentsMissing, "case '\(id)' cannot be accepted without: \(list)", at: .init(file: path),
                help: "record each with 'case document add', or tell the user all of it with 'case notify'")
        }
        if answer.outcome == .pending, !pending {
            throw Problem(
                .documentsMissing, "case '\(id)' lacks: \(list)", at: .init(file: path),
                help: "these may follow: accept with --pending")
        }
        let given = Set(named.map(\.document))
        let all = named + missing.filter { !given.contains($0.document) }
        return try run(
            .accept(
                pending: all.map { $0.with(terms, acceptedOn: day, calendar) },
                clockRuns: terms.clockRuns.value),
            on: id, effective: day)
    }

    /// Charges a fee of a case if the pack allows it (R17, R18).
    ///
    /// - Throws: ``Problems`` `POL-105` for a fee the applicant is never charged, `POL-106` without tariff or formula.
    public func charge(_ fee: FeeLine, to id: String, on day: Day) throws -> CaseDocument {
        let problems = try pack().problems(of: fee)
        try problems.throwIfAny()
        return try run(.chargeFee(fee, problems: problems.kept), on: id, effective: day)
    }

    /// Tells the user what follows and keeps the note; the generated one stands in Chinese and English (R28).
    ///
    /// - Parameter content: nil for the note made from the case.
    public func inform(_ id: String, content: String? = nil, on day: Day) throws -> CaseDocument {
        if let content { return try run(.informUser(content: content), on: id, effective: day) }
        let note = try existing(id).informationNote(on: day)
        return try run(.informUser(content: note.zh, english: note.en), on: id, effective: day)
    }

    /// The last note the user was given; nil if there is none.
    public func informationNote(_ id: String) throws -> CaseState.InformationNote? {
        try existing(id).informationNotes.last
    }
}
