import Vocabulary

/// A document that an application or a permit may ask for.
public struct Material: Codable, Hashable, Sendable {
    /// Who draws a document up.
    public enum Preparer: String, Codable, Sendable, CaseIterable {
        /// The user who applies for the connection.
        case applicant
        /// The franchise utility.
        case utility
        /// A government department, which hands it over itself.
        case department
    }

    public var id: String
    public var title: Wording
    /// Nil if no legal basis is known; such a material is never asked for (R12).
    public var basis: Citation?
    /// Whether nothing can be accepted without it; others may follow (容缺受理).
    public var isCore: Bool
    public var preparedBy: Preparer
    /// Where a department has it for the asking: pushed, or open to data sharing.
    public var availableBy: DocumentOnFile.Origin?

    public init(
        id: String, title: Wording, basis: Citation?, isCore: Bool = true, preparedBy: Preparer = .utility,
        availableBy: DocumentOnFile.Origin? = nil
    ) {
        self.id = id
        self.title = title
        self.basis = basis
        self.isCore = isCore
        self.preparedBy = preparedBy
        self.availableBy = availableBy
    }

    enum CodingKeys: String, CodingKey {
        case id, title, basis
        case isCore = "core"
        case preparedBy = "prepared_by"
        case availableBy = "available_by"
    }

    /// Decodes a material; those of older logs have no more than id, title and basis.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        title = try container.decode(Wording.self, forKey: .title)
        basis = try container.decodeIfPresent(Citation.self, forKey: .basis)
        isCore = try container.decodeIfPresent(Bool.self, forKey: .isCore) ?? true
        preparedBy = try container.decodeIfPresent(Preparer.self, forKey: .preparedBy) ?? .utility
        availableBy = try container.decodeIfPresent(DocumentOnFile.Origin.self, forKey: .availableBy)
    }

    /// Whether a law, regulation or published policy asks for it; an assumption or a rumour does not.
    public var hasLegalBasis: Bool { basis?.level.isLegalBasis ?? false }

    /// Whether it is drawn up by a department or to be had from one (R14).
    public var comesFromDepartment: Bool {
        preparedBy == .department || availableBy?.isFromDepartment ?? false
    }
}

/// What a material is asked for.
public enum MaterialPurpose: Hashable, Sendable {
    /// The user's application for a connection.
    case connection
    /// A permit of the outer line.
    case permit(PermitKind)
}

/// A document that somebody already holds.
public struct DocumentOnFile: Codable, Hashable, Sendable {
    /// How it came to be on file (R11).
    public enum Origin: String, Codable, Sendable, CaseIterable {
        /// Handed in by the user for this application.
        case user
        /// Handed in earlier for other business.
        case anotherCase = "another_case"
        /// Pushed by a department that handles the matter jointly (联办部门推送).
        case departmentPush = "department_push"
        /// Fetched from government data sharing (数据共享).
        case dataSharing = "data_sharing"

        public var isFromDepartment: Bool { self == .departmentPush || self == .dataSharing }
    }

    /// Id of the material it is.
    public var material: String
    public var origin: Origin
    public var filedOn: Day
    /// The last day of validity; nil if it does not lapse.
    public var validUntil: Day?
    /// Where to find it: a case and permit number, a file, a register.
    public var reference: String

    public init(material: String, origin: Origin, filedOn: Day, validUntil: Day? = nil, reference: String) {
        self.material = material
        self.origin = origin
        self.filedOn = filedOn
        self.validUntil = validUntil
        self.reference = reference
    }

    enum CodingKeys: String, CodingKey {
        case material, origin, reference
        case filedOn = "filed_on"
        case validUntil = "valid_until"
    }

    /// Whether it is valid on a day; the last day counts.
    public func isValid(on day: Day) -> Bool { validUntil.map { day <= $0 } ?? true }
}

extension EvidenceLevel {
    /// Whether a text was read that can oblige somebody.
    public var isLegalBasis: Bool {
        switch self {
        case .law, .policy, .web: true
        case .assumption, .unverified: false
        }
    }
}
