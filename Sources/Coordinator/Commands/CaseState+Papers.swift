import PermitPolicy
import Vocabulary

extension CaseState {
    /// The paper issued last for what is the case now; nil if there is none yet.
    public func paper(_ kind: PaperKind, on ground: PaperGround) -> Paper? {
        papers.last { $0.paper.kind == kind && $0.paper.subject == ground.subject }
    }

    /// What a paper of this kind would tell now.
    ///
    /// - Parameter stage: for the one-time notice, the stage it was issued for; nil for the last one.
    /// - Throws: ``Problem`` `CAS-105` if there is nothing to tell yet, with what would make it legal.
    public func paperGround(_ kind: PaperKind, stage: String? = nil) throws(Problem) -> PaperGround {
        switch kind {
        case .oneTime: return try noticeGround(stage)
        case .acceptance:
            guard let acceptedOn else {
                throw nothingToTell("was not accepted", "accept it first: 'case accept'")
            }
            return PaperGround(subject: "acceptance", since: acceptedOn)
        case .interface: return try interfaceGround()
        case .commitment: return try commitmentGround()
        case .completion:
            guard let valveOpenedOn else {
                throw nothingToTell("is not done: the valve is not open", "record it: 'case open-valve'")
            }
            return PaperGround(subject: "completion", since: valveOpenedOn)
        }
    }

    func paperEvents(_ command: CaseCommand) throws(Problem) -> [Event] {
        guard case .issuePaper(let paper, _) = command else { return [] }
        try requireText(paper.number, "number")
        try requireText(paper.content, "content")
        return [.paperIssued(paper: paper)]
    }

    /// The number is taken from its register in the same transaction, so that none is given twice.
    func registerChange(_ attempt: Attempt) -> [Change] {
        guard case .issuePaper(let paper, _) = attempt.command else { return [] }
        let event = Event.paperNumbered(number: paper.number, by: id, subject: paper.subject)
        return [
            attempt.context.change(
                paper.register, expecting: paper.sequence - 1, [event], on: attempt.day)
        ]
    }

    /// The paper tells what is so, and it was not told in a paper of this kind before.
    func requirePaperNews(_ attempt: Attempt) throws(Problem) {
        guard case .issuePaper(let paper, let stage) = attempt.command else { return }
        let ground = try paperGround(paper.kind, stage: stage)
        try require(attempt.day, notBefore: ground.since, "what the paper tells")
        guard let earlier = self.paper(paper.kind, on: ground) else { return }
        throw Problem(
            .stepRepeated,
            "case '\(id)' was given paper \(earlier.paper.number) for this on \(earlier.on)",
            help: "print that one again; it keeps its number")
    }

    // MARK: - Private

    private func nothingToTell(_ what: String, _ help: String) -> Problem {
        Problem(.stepNotOpen, "case '\(id)' \(what)", help: help)
    }

    private func noticeGround(_ stage: String?) throws(Problem) -> PaperGround {
        let index = notices.lastIndex { stage == nil || $0.stage == stage }
        guard let index else {
            throw nothingToTell(
                stage.map { "has no one-time notice for stage '\($0)'" } ?? "has no one-time notice",
                allMissing.isEmpty ? "nothing is known to be missing" : "issue it: 'case notify'")
        }
        return PaperGround(subject: "notice/\(index + 1)", since: notices[index].on)
    }

    private func interfaceGround() throws(Problem) -> PaperGround {
        guard let interfaceToldOn else {
            throw nothingToTell(
                "has told nobody its interface position (R30)", "record it: 'case tell-interface'")
        }
        guard !interfaceOutdated else {
            throw nothingToTell(
                "has another route than the one the user was told",
                "tell the user the new position: 'case tell-interface'")
        }
        let line = route.map { String($0.sha256.prefix(16)) } ?? "none"
        return PaperGround(subject: "interface/\(line)/\(interfacePosition ?? "")", since: interfaceToldOn)
    }

    private func commitmentGround() throws(Problem) -> PaperGround {
        if let last = commitments.last {
            return PaperGround(subject: "commitment/\(commitments.count)", since: last.madeOn)
        }
        guard let acceptedOn, !documentsPending.isEmpty else {
            throw nothingToTell("holds no commitment", "record it: 'case commit'")
        }
        return PaperGround(subject: "commitment/pending", since: acceptedOn)
    }
}
