import Coordinator
import Digest
import Foundation
import Geometry
import Ledger
import PermitPolicy
import Reports
import Vocabulary
import WorkCalendar

/// Which paper of a case, and how it is printed.
public struct PaperRequest: Sendable {
    public var caseID: String
    public var kind: PaperKind
    /// For a one-time notice: the permit it is about; nil for the stages of the case.
    public var permit: String?
    public var day: Day
    public var formats: [PaperFormat]
    public var language: ReportLanguage
    public var folder: String

    public init(
        caseID: String, kind: PaperKind, permit: String? = nil, day: Day, formats: [PaperFormat],
        language: ReportLanguage, folder: String
    ) {
        self.caseID = caseID
        self.kind = kind
        self.permit = permit
        self.day = day
        self.formats = formats
        self.language = language
        self.folder = folder
    }
}

extension Project {
    /// Prints a paper of a case, which is issued with a number if it never was.
    ///
    /// What is the case is told once: the same again gives the same number and the same bytes. A one-time notice that
    /// nobody has issued yet is issued with all that is missing (R16).
    ///
    /// - Throws: ``Problem`` `CAS-105` if there is nothing to tell yet, `CAS-103` for a day before what it tells,
    ///   `PRJ-1xx` if a file cannot be written; the paper then stands in the log and is printed by the next run.
    public func printPaper(_ request: PaperRequest, _ templates: PaperTemplates) throws -> PrintedPaper {
        let known = try issuedPaper(request)
        // No number is given for what cannot be handed over.
        try OutputFolder.make(request.folder)
        let paper = try known ?? issue(request, templates)
        let state = try existing(request.caseID)
        let document = paper.paper.document(request.language)
        let name = paper.paper.fileName(state.id) + "-\(request.language.rawValue)"
        let files = try request.formats.map {
            ReportFile(name: "\(name).\($0.rawValue)", data: try $0.data(of: document, on: paper.on))
        }
        var answer = PaperDocument(state.id, paper, again: known != nil)
        answer.files = try OutputFolder.write(files, into: request.folder)
        return PrintedPaper(document: answer, findings: try findings(of: paper, state, templates))
    }

    /// Whether the paper was issued, so that printing it only reads the project.
    public func isIssued(_ request: PaperRequest) throws -> Bool { try issuedPaper(request) != nil }

    /// Every number given, by kind and year.
    public func papers() throws -> [PaperDocument] {
        try ledger.paperNumbers().compactMap { logged in
            guard case .register(let register) = logged.entry.stream,
                case .paperNumbered(let number, let caseID, let subject) = logged.entry.event
            else { return nil }
            return PaperDocument(
                caseID: caseID.rawValue, kind: register.kind.rawValue, number: number, subject: subject,
                on: logged.entry.effectiveOn, sha256: nil, again: true, files: [])
        }
    }

    // MARK: - Issuing

    func issuedPaper(_ request: PaperRequest) throws -> CaseState.Paper? {
        let state = try existing(request.caseID)
        let stage = try request.permit.map { try permit($0, of: state).id.rawValue }
        // Where there is nothing to tell, issuing says why.
        guard let ground = try? state.paperGround(request.kind, stage: stage) else { return nil }
        return state.paper(request.kind, on: ground)
    }

    /// Another paper may take the number meanwhile; then the next one is tried.
    func issue(_ request: PaperRequest, _ templates: PaperTemplates) throws -> CaseState.Paper {
        for attempt in 1... {
            do {
                return try issueOnce(request, templates)
            } catch let problem as Problem where problem.code == ErrorCode.streamConflict.id && attempt < 5 {
                if let known = try issuedPaper(request) { return known }
            }
        }
        preconditionFailure("the last attempt throws")
    }

    private func issueOnce(_ request: PaperRequest, _ templates: PaperTemplates) throws -> CaseState.Paper {
        let stage = try noticeToTell(request)
        let state = try existing(request.caseID)
        let ground = try state.paperGround(request.kind, stage: stage)
        let register = PaperRegister(request.kind, request.day.year)
        let sequence = try ledger.version(of: .register(register)) + 1
        let number = templates.letterhead.number(request.kind, year: register.year, sequence: sequence)
        let context = try paperContext(state, on: request.day, templates)
        let words = context.wordings(request.kind, on: ground, number: number, templates)
        let paper = IssuedPaper(
            kind: request.kind, number: number, year: register.year, sequence: sequence,
            subject: ground.subject, content: words.zh, english: words.en,
            sha256: SHA256.hex(of: Array((words.zh + words.en).utf8)))
        try ledger.run(
            .issuePaper(paper, stage: stage), on: state.id, effective: request.day, desk.context)
        return CaseState.Paper(paper: paper, on: request.day)
    }

    /// Issues the one-time notice the paper is to print, if nobody has; its stage, nil for the case's last notice.
    private func noticeToTell(_ request: PaperRequest) throws -> String? {
        guard request.kind == .oneTime else { return nil }
        let state = try existing(request.caseID)
        let permit = try request.permit.map { try self.permit($0, of: state) }
        let stage = permit?.id.rawValue
        if state.notices.contains(where: { stage == nil || $0.stage == stage }) { return stage }
        let items = try permit.map { try missing(for: $0, state) } ?? missingDocuments(state)
        try ledger.run(
            .issueNotice(stage: stage ?? state.stage.rawValue, items: items), on: state.id,
            effective: request.day, desk.context)
        return stage
    }

    /// What the application lacks before it is accepted; afterwards the case itself knows.
    private func missingDocuments(_ state: CaseState) throws -> [String] {
        guard state.acceptedOn == nil else { return [] }
        return try materials(of: state).filter(\.isMissing).map(\.material.id)
    }

    /// What the authority asked to be supplied, and what the applicant has to give: the utility's own papers are not
    /// the user's to bring (R10).
    private func missing(for permit: PermitState, _ state: CaseState) throws -> [String] {
        let asked = permit.supplements.last { $0.suppliedOn == nil }?.items ?? []
        let own = try materials(for: permit, state, on: desk.today)
            .filter { $0.isMissing && $0.material.preparedBy == .applicant }.map(\.material.id)
        return asked + own.filter { !asked.contains($0) }
    }

    // MARK: - Facts

    func permit(_ id: String, of state: CaseState) throws -> PermitState {
        // A kind alone names the first permit of it.
        let found =
            state.permits.first { $0.id.rawValue == id } ?? state.permits.first { $0.id.kind.rawValue == id }
        guard let found else {
            let near = nearestWord(to: id, among: state.permits.map(\.id.rawValue))
            throw Problem(
                .noPermitsGiven, "case '\(state.id)' has no permit '\(id)'", at: .init(file: path),
                help: near.map { "did you mean '\($0)'?" }
                    ?? "'outerline permit list --case \(state.id)' shows them")
        }
        return found
    }

    func materials(for permit: PermitState, _ state: CaseState, on day: Day) throws -> [MaterialStatus] {
        try pack().materials(for: .permit(permit.id.kind), on: day, onFile: state.documents)
    }

    func paperContext(_ state: CaseState, on day: Day, _ templates: PaperTemplates) throws -> PaperContext {
        try paperContext(
            state, on: day, templates, pack: try pack(), calendar: try calendar(), system: try system())
    }

    /// - Parameters:
    ///   - pack: the rules, calendar and system of the project, where they were read already.
    func paperContext(
        _ state: CaseState, on day: Day, _ templates: PaperTemplates, pack: PolicyPack,
        calendar: WorkCalendar, system: CoordinateSystem
    ) throws -> PaperContext {
        var line: [Point] = []
        if let route = state.route, case .lines(let lines) = try WKB.decode(Array(route.wkb)) {
            line = lines.first ?? []
        }
        let filedOn = state.application?.filedOn ?? desk.today
        return PaperContext(
            state: state, city: pack.city, policy: pack.title,
            district: state.district.flatMap { pack.authorities.area($0)?.title },
            materials: pack.materials(for: .connection, on: filedOn, onFile: state.documents),
            permitMaterials: state.permits.flatMap {
                pack.materials(for: .permit($0.id.kind), on: day, onFile: state.documents)
            },
            pendingRules: pack.documents.pending, calendar: calendar, on: day,
            letterhead: templates.letterhead, line: line, crs: "\(system.label) \(system.name)")
    }

    private func findings(
        of paper: CaseState.Paper, _ state: CaseState, _ templates: PaperTemplates
    ) throws -> [Finding] {
        guard paper.paper.kind == .oneTime else { return [] }
        let ground = CaseState.PaperGround(subject: paper.paper.subject, since: paper.on)
        let context = try paperContext(state, on: paper.on, templates)
        let second = state.findings(on: desk.today, context.calendar)
            .filter { $0.code == ErrorCode.secondNotice.id }
        return second + context.itemFindings(.oneTime, on: ground)
    }
}

extension PaperDocument {
    init(_ caseID: CaseID, _ paper: CaseState.Paper, again: Bool) {
        self.init(
            caseID: caseID.rawValue, kind: paper.paper.kind.rawValue, number: paper.paper.number,
            subject: paper.paper.subject, on: paper.on, sha256: paper.paper.sha256, again: again, files: [])
    }
}
