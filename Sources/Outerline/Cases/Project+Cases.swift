import Coordinator
import Foundation
import Ledger
import PermitPolicy
import ProjectFile
import Vocabulary
import WorkCalendar

extension Project {
    /// Files a whole file of applications.
    ///
    /// Everything is checked before the first is written. Applications are appended in durable transactions of
    /// ``CaseFiling/batch``; `emit` is called for a case only when it is on the disk, so what was told survives a
    /// kill. An application that is in the log already with the same content is passed over, so that a run cut off
    /// can be repeated.
    ///
    /// - Parameters:
    ///   - accept: whether the one window accepts at once; otherwise each case waits for ``accept(_:pending:on:)``.
    ///   - alternatives: whether the routes of all regimes are planned and recorded beside the cheapest.
    /// - Returns: findings: cases without a way, without a franchise utility, without a representative.
    public func file(
        _ applications: [(application: Application, place: Problem.Place)], accept: Bool = true,
        alternatives: Bool = false, progress: (Int, Int) -> Void = { _, _ in },
        _ emit: (CaseDocument) throws -> Void
    ) throws -> [Finding] {
        let filing = try caseFiling(accepts: accept, plansAlternatives: alternatives)
        try filing.check(applications)
        return try append(
            applications, progress,
            known: {
                try filing.isFiled($0) ? self.ledger.application($0.number).cases : nil
            }, decide: filing.file, emit)
    }

    /// Opens the pre-construction cases of a file of project records, as ``file(_:progress:_:)`` does applications.
    ///
    /// - Returns: findings: records that came late or conflict, cases without a way, utility or representative.
    public func open(
        _ records: [(record: ProjectRecord, place: Problem.Place)],
        progress: (Int, Int) -> Void = { _, _ in }, _ emit: (CaseDocument) throws -> Void
    ) throws -> [Finding] {
        let filing = try caseFiling()
        try filing.check(records)
        return try append(
            records, progress, known: filing.opened(by:),
            decide: filing.open, emit)
    }

    private func caseFiling(accepts: Bool = true, plansAlternatives: Bool = false) throws -> CaseFiling {
        try CaseFiling(
            ledger, try planningDesk(), context: desk.context, representatives: try representatives(),
            accepts: accepts, plansAlternatives: plansAlternatives)
    }

    /// Decides and appends item by item in durable batches; a case is told when it is on the disk.
    private func append<Item>(
        _ items: [(Item, Problem.Place)], _ progress: (Int, Int) -> Void,
        known: (Item) throws -> [CaseID]?, decide: (Item) throws -> CaseFiling.Filed,
        _ emit: (CaseDocument) throws -> Void
    ) throws -> [Finding] {
        let calendar = try calendar()
        let areas = try pack().authorities
        var findings: [Finding] = []
        var batch: [CaseFiling.Filed] = []
        func flush() throws {
            try ledger.append(batch.flatMap(\.changes))
            for filed in batch {
                findings += filed.findings
                for state in filed.states {
                    findings +=
                        state.assignmentFindings(on: desk.today, calendar) + state.districtFindings(areas)
                    try emit(CaseDocument(state, on: desk.today, calendar))
                }
            }
            batch.removeAll()
        }
        for (index, (item, place)) in items.enumerated() {
            progress(index, items.count)
            if let ids = try known(item) {
                try flush()
                for state in try ledger.states(of: ids) {
                    findings +=
                        state.assignmentFindings(on: desk.today, calendar) + state.districtFindings(areas)
                    try emit(CaseDocument(state, on: desk.today, calendar))
                }
                continue
            }
            do {
                batch.append(try decide(item))
            } catch let problem as Problem {
                throw problem.located(place)
            }
            if batch.count >= CaseFiling.batch { try flush() }
        }
        try flush()
        return findings
    }

    /// All cases in the order of their ids, or only those that lack a franchise utility or a representative.
    public func cases(unassigned: Bool = false, _ emit: (CaseDocument) throws -> Void) throws {
        let calendar = try calendar()
        for id in try caseIDs() {
            let state = try ledger.state(of: id)
            if unassigned, !state.isUnassigned { continue }
            try emit(CaseDocument(state, on: desk.today, calendar))
        }
    }

    /// One case in full.
    public func caseDetail(_ id: String) throws -> CaseDetailDocument {
        let state = try existing(id)
        return CaseDetailDocument(
            state, on: desk.today, try calendar(), try ledger.entries(of: .connection(state.id)),
            desk.approval, materials: try materials(of: state))
    }

    /// Runs a command on a case and gives the case as it is after it.
    @discardableResult
    public func run(_ command: CaseCommand, on id: String, effective day: Day) throws -> CaseDocument {
        let state = try existing(id)
        let (caseID, command) = (state.id, try measured(command, on: state))
        let moment = try effective(day)
        return CaseDocument(
            try ledger.run(command, on: caseID, effective: moment.day, moment.context), on: desk.today,
            try calendar())
    }

    func allStates() throws -> [CaseState] { try ledger.states(of: try caseIDs()) }

    /// The ids of all cases, in order.
    func caseIDs() throws -> [CaseID] { try ledger.caseIDs() }

    func caseID(_ id: String) throws -> CaseID {
        guard let caseID = CaseID(id) else { throw noSuchCase(id) }
        return caseID
    }

    func existing(_ id: String) throws -> CaseState {
        let state = try ledger.state(of: try caseID(id))
        guard state.exists else { throw noSuchCase(id) }
        return state
    }

    private func noSuchCase(_ id: String) -> Problem {
        let known = (try? caseIDs().map(\.rawValue)) ?? []
        let near = nearestWord(to: id, among: known)
        return Problem(
            .noSuchCase, "there is no case '\(id)'", at: .init(file: path),
            help: near.map { "did you mean '\($0)'?" } ?? "'outerline case list' shows all cases")
    }

    // MARK: - Representatives

    /// Keeps a table of customer representatives in the project: CSV with name, company, district, utility.
    public func setRepresentatives(_ path: String) throws -> Int {
        let text = try InputFile.text(path)
        let table = try RepresentativeTable.read(text, file: (path as NSString).lastPathComponent)
        _ = try file.write { db in try ProjectFile.store(Data(text.utf8), as: RuleFiles.representatives, db) }
        return table.count
    }

    func representatives() throws -> [Representative] {
        guard let stored = try file.storedFile(RuleFiles.representatives) else { return [] }
        return try RepresentativeTable.read(
            String(decoding: stored.content, as: UTF8.self), file: RuleFiles.representatives)
    }
}

extension CaseState {
    /// A district that the policy pack does not list: statistics show the case apart (R40).
    func districtFindings(_ areas: AuthorityRules) -> [Finding] {
        guard let district, !areas.areas.isEmpty, areas.area(district) == nil else { return [] }
        let names = areas.areas.flatMap { [$0.code, $0.title.zh] + $0.aliases }
        let near = nearestWord(to: district, among: names)
        return [
            Finding(
                .districtUnknown, .warning,
                "case \(id): district '\(district)' is not known to the policy pack",
                zh: "案件\(id)：政策包未列区域“\(district)”", subjects: [id.rawValue],
                help: near.map { "did you mean '\($0)'?" }
                    ?? "'board --by district' lists the areas of the pack")
        ]
    }

    /// Whether a person has to assign somebody, while there is still something to do.
    var isUnassigned: Bool {
        (company == nil || representative == nil) && ![.supplied, .withdrawn, .repaired].contains(stage)
    }

    /// What a person has to assign by hand, with the case named.
    func assignmentFindings(on today: Day, _ calendar: WorkCalendar) -> [Finding] {
        let assignment: Set = [ErrorCode.utilityUnassigned.id, ErrorCode.representativeUnassigned.id]
        return findings(on: today, calendar).filter { assignment.contains($0.code) }.map { finding in
            var named = finding
            named.message = "case \(id): \(finding.message)"
            named.messageZh = finding.messageZh.map { "案件\(id)：\($0)" }
            return named
        }
    }
}
