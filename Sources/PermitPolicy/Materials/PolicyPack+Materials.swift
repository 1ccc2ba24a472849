import Vocabulary

extension PolicyPack {
    /// Every material of a purpose in the pack's order, REQUIRED or WAIVED, with rule and evidence.
    ///
    /// The exemptions are tried in the order of the policy: no legal basis
    /// (R12), on file and valid (R13), from a department (R14). A document
    /// filed after `day` is not known yet. A permit the pack does not know
    /// has no materials.
    ///
    /// - Parameters:
    ///   - day: the day of the application; a document valid until that day still counts.
    ///   - onFile: in any order; those for other materials are ignored.
    /// - Complexity: O(materials × documents).
    public func materials(
        for purpose: MaterialPurpose, on day: Day, onFile: [DocumentOnFile]
    ) -> [MaterialStatus] {
        list(purpose).map { status($0, day, onFile.filter { $0.filedOn <= day }) }
    }

    /// Whether an application or a permit can be accepted with what is on file (R15).
    public func acceptance(
        for purpose: MaterialPurpose, on day: Day, onFile: [DocumentOnFile]
    ) -> AcceptanceDecision {
        let missing = materials(for: purpose, on: day, onFile: onFile).filter(\.isMissing)
        let core = missing.filter(\.material.isCore)
        let other = missing.filter { !$0.material.isCore }
        func decision(_ outcome: AcceptanceDecision.Outcome, _ zh: String, _ en: String) -> AcceptanceDecision
        {
            AcceptanceDecision(
                outcome: outcome, missingCore: core, missingOther: other,
                terms: outcome == .pending ? documents.pending : nil, reason: Wording(zh: zh, en: en))
        }
        if missing.isEmpty { return decision(.complete, "材料齐全", "nothing is missing") }
        let names = missing.map(\.material.title)
        let zh = names.map(\.zh).joined(separator: "、")
        let en = names.map(\.en).joined(separator: ", ")
        if core.isEmpty && documents.pending.allowed.value {
            return decision(.pending, "容缺受理，待补：\(zh)", "accepted with documents pending: \(en)")
        }
        return decision(.incomplete, "材料不齐，需补正：\(zh)", "cannot be accepted without: \(en)")
    }

    /// Why nobody may be asked for a material now (R09, R12–R14); nil if it may be asked for.
    ///
    /// - Parameter id: a material's id; one the pack does not list may never be asked for.
    public func refusalToAsk(
        _ id: String, for purpose: MaterialPurpose, on day: Day, onFile: [DocumentOnFile]
    ) -> Problem? {
        let all = materials(for: purpose, on: day, onFile: onFile)
        guard let status = all.first(where: { $0.material.id == id }) else {
            let known = all.map(\.material.id)
            return Problem(
                .materialNotRequired, "'\(id)' is no material of \(reference.name) here (R09)",
                at: .init(field: id),
                help: known.isEmpty
                    ? "nothing may be asked for" : "may be asked for: \(known.joined(separator: ", "))")
        }
        if let rule = status.exemption {
            return Problem(
                .materialNotRequired, "'\(id)' must not be asked for (\(rule.rawValue)): \(status.reason.en)",
                at: .init(field: id))
        }
        return status.isMissing
            ? nil
            : Problem(
                .materialNotRequired, "'\(id)' has been handed in: \(status.reason.en)", at: .init(field: id))
    }

    // MARK: - Private

    private func list(_ purpose: MaterialPurpose) -> [Material] {
        switch purpose {
        case .connection: documents.applicantDocuments
        case .permit(let kind): self[kind]?.materials ?? []
        }
    }

    private func status(_ material: Material, _ day: Day, _ onFile: [DocumentOnFile]) -> MaterialStatus {
        guard let basis = material.basis, material.hasLegalBasis else {
            return withoutBasis(material)
        }
        let documents = onFile.filter { $0.material == material.id }.sorted(by: DocumentOnFile.precedes)
        let valid = documents.filter { $0.isValid(on: day) }
        let lapsed = documents.last { !$0.isValid(on: day) }
        func waived(
            _ rule: MaterialStatus.Exemption, _ reason: Wording, _ evidence: DocumentOnFile?
        ) -> MaterialStatus {
            MaterialStatus(
                material: material, verdict: .waived, exemption: rule, reason: reason, evidence: evidence)
        }
        if let filed = valid.last(where: { $0.origin == .anotherCase }) {
            return waived(.alreadyFiled, filed.words("已在其他业务中提交", "filed with other business"), filed)
        }
        if let pushed = documents.last(where: { $0.origin.isFromDepartment }) {
            return waived(
                .fromDepartment, pushed.words("由部门推送或数据共享取得", "had from a department"), pushed)
        }
        if material.comesFromDepartment {
            return waived(
                .fromDepartment,
                Wording(
                    zh: "可由部门推送或数据共享取得，不得要求提供", en: "to be had from a department, not from the applicant"),
                nil)
        }
        if let handed = valid.last {
            return MaterialStatus(
                material: material, verdict: .required, reason: handed.words("已提交", "handed in"),
                evidence: handed)
        }
        return MaterialStatus(
            material: material, verdict: .required,
            reason: lapsed?.words("已过期", "lapsed")
                ?? Wording(zh: "依据：\(basis.short)", en: "asked for by \(basis.short)"),
            lapsed: lapsed)
    }

    private func withoutBasis(_ material: Material) -> MaterialStatus {
        let unverified = material.basis.map { !$0.level.isEnforceable } ?? false
        return MaterialStatus(
            material: material, verdict: .waived, exemption: .noLegalBasis,
            reason: unverified
                ? Wording(zh: "法律依据未核实，免提供", en: "its legal basis is not verified: not asked for")
                : Wording(zh: "没有法律法规依据，免提供", en: "no law or regulation asks for it"),
            review: unverified)
    }
}

extension DocumentOnFile {
    /// What to say of it: since when, until when, where.
    fileprivate func words(_ zh: String, _ en: String) -> Wording {
        let until = validUntil.map { ("，有效至 \($0)", ", valid until \($0)") } ?? ("", "")
        return Wording(
            zh: "\(zh)：\(reference)（\(filedOn)\(until.0)）", en: "\(en): \(reference) (\(filedOn)\(until.1))")
    }

    /// The older and the sooner lapsing first, so that the last is the best; total, so that no order matters.
    fileprivate static func precedes(_ a: DocumentOnFile, _ b: DocumentOnFile) -> Bool {
        let forever = Day(number: .max)
        return (a.validUntil ?? forever, a.filedOn, a.origin.rawValue, a.reference)
            < (b.validUntil ?? forever, b.filedOn, b.origin.rawValue, b.reference)
    }
}
