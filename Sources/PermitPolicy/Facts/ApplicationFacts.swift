/// What an application says that decides whether the policy covers it at all.
///
/// The texts are as filed; ``PolicyPack/admissibility(of:)`` compares them with the pack's scope.
public struct ApplicationFacts: Codable, Hashable, Sendable {
    public var userType: String
    public var utility: String
    /// `new_installation` or another kind of business.
    public var installation: String
    /// A commercial supporting facility (经营性配套设施).
    public var commercialSupporting: Bool

    public init(userType: String, utility: String, installation: String, commercialSupporting: Bool) {
        self.userType = userType
        self.utility = utility
        self.installation = installation
        self.commercialSupporting = commercialSupporting
    }

    enum CodingKeys: String, CodingKey {
        case utility, installation
        case userType = "user_type"
        case commercialSupporting = "commercial_supporting"
    }
}
