import Vocabulary

/// Which authority is competent, by permit role and district; an editable table.
public struct AuthorityRules: Codable, Hashable, Sendable {
    /// A legal role, such as the municipal engineering authority.
    public struct Role: Codable, Hashable, Sendable {
        public var id: String
        public var title: Wording
        public var source: Citation

        public init(id: String, title: Wording, source: Citation) {
            self.id = id
            self.title = title
            self.source = source
        }
    }

    /// A district or zone with authorities of its own.
    public struct Area: Codable, Hashable, Sendable {
        /// Administrative or statistical code, or a word where there is none.
        public var code: String
        public var title: Wording
        /// Former codes and names that stand for it in old data.
        public var aliases: [String]
        /// False where it is not known which bodies are competent, as in zones with approval bureaus of their own.
        public var competenceKnown: Bool
        public var source: Citation

        public init(
            code: String, title: Wording, aliases: [String] = [], competenceKnown: Bool = true,
            source: Citation
        ) {
            self.code = code
            self.title = title
            self.aliases = aliases
            self.competenceKnown = competenceKnown
            self.source = source
        }
    }

    /// A named body that holds a role in an area.
    public struct Body: Codable, Hashable, Sendable {
        /// Code of an area.
        public var area: String
        public var role: String
        public var title: Wording
        public var source: Citation

        public init(area: String, role: String, title: Wording, source: Citation) {
            self.area = area
            self.role = role
            self.title = title
            self.source = source
        }
    }

    public var roles: [Role]
    public var areas: [Area]
    public var bodies: [Body]

    public init(roles: [Role], areas: [Area], bodies: [Body]) {
        self.roles = roles
        self.areas = areas
        self.bodies = bodies
    }

    /// The area a district's id, code, name or former name stands for.
    public func area(_ district: String) -> Area? {
        areas.first { $0.code == district || $0.title.zh == district || $0.aliases.contains(district) }
    }
}
