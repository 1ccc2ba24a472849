/// Who may use an endpoint.
///
/// There is no endpoint without one.
enum Access: Sendable, Hashable {
    /// Anybody, signed in or not.
    case everyone
    /// Accounts with one of the roles, within a scope.
    case accounts(Set<Role>, within: ScopeRule)

    /// How the account's utilities and districts bound an endpoint.
    enum ScopeRule: Sendable, Hashable {
        /// The endpoint shows nothing of any case.
        case none
        /// The case named in the path lies in the scope; the gate looks.
        case caseInPath
        /// A list: the handler asks only for what lies in the scope.
        case filtered
        /// What the form names lies in the scope; the handler calls ``DeskRequest/requireScope(_:district:)``.
        case formValues
    }

    /// Everybody with an account.
    static func readers(_ rule: ScopeRule) -> Access { .accounts(Set(Role.allCases), within: rule) }

    /// Those who record something about works.
    static func workers(_ rule: ScopeRule) -> Access {
        .accounts([.engineer, .liaisonOfficer, .administrator], within: rule)
    }

    static let administrators = Access.accounts([.administrator], within: .none)
}
