import Vocabulary

/// The authority that decides a permit: a legal role in a district.
public struct Authority: Codable, Hashable, Sendable {
    /// `<district>/<role>`, or the role alone where the district is unknown; stable.
    public var id: String
    /// The role, such as `municipal`, `planning`, `traffic_police`.
    public var role: String
    /// A bureau's name where the pack has one, else district and legal role.
    public var title: Wording
    /// Code or id of the district; nil if unknown.
    public var district: String?
    /// True if that this body is competent there is an assumption.
    public var assumption: Bool

    public init(id: String, role: String, title: Wording, district: String?, assumption: Bool) {
        self.id = id
        self.role = role
        self.title = title
        self.district = district
        self.assumption = assumption
    }
}
