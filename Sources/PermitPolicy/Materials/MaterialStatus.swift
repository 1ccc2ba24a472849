import Vocabulary

/// Whether one material has to be handed in, and by which of the four exemptions (四免) it has not.
public struct MaterialStatus: Codable, Hashable, Sendable {
    public enum Verdict: String, Codable, Sendable, CaseIterable {
        case required = "REQUIRED"
        case waived = "WAIVED"
    }

    /// The exemption that waives it.
    public enum Exemption: String, Codable, Sendable, CaseIterable {
        /// No law or regulation asks for it.
        case noLegalBasis = "R12"
        /// Handed in for other business and still valid.
        case alreadyFiled = "R13"
        /// Pushed by a department or open to data sharing.
        case fromDepartment = "R14"
    }

    public var material: Material
    public var verdict: Verdict
    public var exemption: Exemption?
    /// What proves the exemption, or why it is asked for.
    public var reason: Wording
    /// The document on file the answer rests on: the waiving one, or the one the user handed in.
    public var evidence: DocumentOnFile?
    /// A document that would have done but for its date.
    public var lapsed: DocumentOnFile?
    /// The basis is not verified: a person should look; nothing is demanded meanwhile.
    public var review: Bool

    public init(
        material: Material, verdict: Verdict, exemption: Exemption? = nil, reason: Wording,
        evidence: DocumentOnFile? = nil, lapsed: DocumentOnFile? = nil, review: Bool = false
    ) {
        self.material = material
        self.verdict = verdict
        self.exemption = exemption
        self.reason = reason
        self.evidence = evidence
        self.lapsed = lapsed
        self.review = review
    }

    /// Whether it is required and nobody has handed it in.
    public var isMissing: Bool { verdict == .required && evidence == nil }

    enum CodingKeys: String, CodingKey {
        case material, verdict, reason, evidence, lapsed, review
        case exemption = "rule"
    }
}

/// Whether an application can be accepted with what is on file.
public struct AcceptanceDecision: Codable, Hashable, Sendable {
    public enum Outcome: String, Codable, Sendable, CaseIterable {
        /// Nothing is missing.
        case complete
        /// Accepted with documents pending (容缺受理).
        case pending
        /// Something is missing without which nothing can be accepted.
        case incomplete
    }

    public var outcome: Outcome
    /// Missing documents without which nothing can be accepted.
    public var missingCore: [MaterialStatus]
    /// Missing documents that may follow.
    public var missingOther: [MaterialStatus]
    /// How pending documents are treated; nil unless the outcome is `pending`.
    public var terms: PendingRules?
    public var reason: Wording

    public init(
        outcome: Outcome, missingCore: [MaterialStatus], missingOther: [MaterialStatus], terms: PendingRules?,
        reason: Wording
    ) {
        self.outcome = outcome
        self.missingCore = missingCore
        self.missingOther = missingOther
        self.terms = terms
        self.reason = reason
    }

    /// Everything missing, the core ones first: what a one-time notice lists (R16).
    public var missing: [MaterialStatus] { missingCore + missingOther }

    enum CodingKeys: String, CodingKey {
        case outcome, terms, reason
        case missingCore = "missing_core"
        case missingOther = "missing_other"
    }
}
