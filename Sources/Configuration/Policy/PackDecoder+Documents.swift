import PermitPolicy
import Vocabulary

extension PackDecoder {
    func readDocuments(_ node: YAMLNode) -> DocumentRules? {
        let base = base?.documents
        node.allow("applicant_limit", "applicant_documents", "pending")
        let limit = cited(node, "applicant_limit", base?.applicantLimit) { $0.integer(in: 0...1) }
        let documents =
            node["applicant_documents"]?.items().compactMap { material($0, by: .applicant) }
            ?? base?.applicantDocuments ?? []
        let pending = node["pending"].map { readPending($0, base?.pending) } ?? base?.pending
        if node["pending"] == nil && base == nil { node.fail(.yamlMissing, "'pending' is missing") }
        guard let limit, let pending else { return nil }
        return DocumentRules(applicantLimit: limit, applicantDocuments: documents, pending: pending)
    }

    private func readPending(_ node: YAMLNode, _ base: PendingRules?) -> PendingRules? {
        node.allow("allowed", "deadline", "days", "consequence", "clock_runs")
        let allowed = cited(node, "allowed", base?.allowed) { $0.boolean() }
        let deadline = cited(node, "deadline", base?.deadline) { $0.choice(PendingRules.Deadline.self) }
        let days = node["days"].flatMap(dayLimit) ?? base?.days
        let consequence = cited(node, "consequence", base?.consequence) {
            $0.choice(PendingRules.Consequence.self)
        }
        let clock = cited(node, "clock_runs", base?.clockRuns) { $0.boolean() }
        guard let allowed, let deadline, let consequence, let clock else { return nil }
        if days == nil && deadline.value != .siteSurvey {
            node.fail(.yamlMissing, "'days' is missing: the deadline '\(deadline.value.rawValue)' needs them")
        }
        return PendingRules(
            allowed: allowed, deadline: deadline, days: days, consequence: consequence, clockRuns: clock)
    }

    /// A material; without a source nothing obliges anyone to hand it in, and it cannot be set required (R09).
    func material(_ node: YAMLNode, by preparer: Material.Preparer) -> Material? {
        let title = wording(
            node, besides: ["id", "core", "prepared_by", "available_by", "required"] + citationKeys)
        let id = node.required("id")?.text()
        let source = node["source"] == nil ? nil : citation(node)
        let origin = node["available_by"]?.choice(DocumentOnFile.Origin.self)
        if let origin, !origin.isFromDepartment {
            node["available_by"]?.fail(
                .yamlValue, "a material is available by department_push or data_sharing")
        }
        guard let id, let title else { return nil }
        let material = Material(
            id: id, title: title, basis: source, isCore: node.boolean("core", default: true),
            preparedBy: node["prepared_by"]?.choice(Material.Preparer.self) ?? preparer,
            availableBy: origin)
        if node.boolean("required", default: false) && !material.hasLegalBasis {
            node.fail(
                .packMaterialWithoutBasis, "material '\(id)' is set required without a legal basis (R09)",
                help: "name a source of level law, policy or web, or take 'required' away")
        }
        return material
    }

    /// Refuses a pack that asks the applicant for more documents than its limit, permits included (R10).
    func checkApplicantDocuments(_ documents: DocumentRules, _ permits: [PermitRule]) {
        let limit = documents.applicantLimit
        let asked =
            (documents.applicantDocuments + permits.flatMap(\.materials)).filter {
                $0.preparedBy == .applicant && !$0.comesFromDepartment && $0.hasLegalBasis
            }
        guard asked.count > limit.value else { return }
        let message =
            "\(asked.count) documents are asked of the applicant, at most \(limit.value) may be: "
            + asked.map(\.id).joined(separator: ", ")
        let help = "\(limit.source.short): 申请材料减少至1份（含）以内"
        if let place = files.sections["documents"]?["applicant_documents"] ?? files.sections["permits"]
            ?? files.sections["documents"]
        {
            place.fail(.packTooManyDocuments, message, help: help)
        } else {
            files.fail(.packTooManyDocuments, message, help: help)
        }
    }
}
