import Outerline
import Vocabulary

/// What an account is for.
public enum Role: String, Codable, Sendable, CaseIterable {
    /// Compares and chooses routes, works on cases.
    case engineer
    /// 报批专员、客户代表: files applications, works on cases and permits.
    case liaisonOfficer = "liaison_officer"
    /// Reads all of its scope, changes nothing.
    case supervisor
    /// As a liaison officer, and sees the audit.
    case administrator
}

/// Which works an account sees: by utility and by district, each all where it is nil.
public struct Scope: Codable, Sendable, Hashable {
    public var utilities: Set<Utility>?
    /// Codes or names as the policy pack lists them.
    public var districts: [String]?

    public static let all = Scope()

    public init(utilities: Set<Utility>? = nil, districts: [String]? = nil) {
        self.utilities = utilities
        self.districts = districts.map { Array(Set($0)).sorted() }
    }

    /// What both allow; a token never sees more than its account.
    public func narrowed(by other: Scope) -> Scope {
        func both<T: Hashable>(_ a: Set<T>?, _ b: Set<T>?) -> Set<T>? {
            guard let a else { return b }
            return b.map(a.intersection) ?? a
        }
        return Scope(
            utilities: both(utilities, other.utilities),
            districts: both(districts.map(Set.init), other.districts.map(Set.init)).map(Array.init))
    }
}

/// Somebody who may sign in.
public struct Account: Codable, Sendable, Hashable {
    /// The name to sign in with.
    public var name: String
    /// The person's name: what events carry as their actor, and what a case's representative is called.
    public var person: String
    public var role: Role
    public var scope: Scope
    public var disabled: Bool

    public init(name: String, person: String, role: Role, scope: Scope = .all, disabled: Bool = false) {
        self.name = name
        self.person = person
        self.role = role
        self.scope = scope
        self.disabled = disabled
    }

    /// - Throws: ``Problems`` `WEB-612` for every part that cannot be.
    func check() throws {
        var problems = Problems()
        let plain = name.allSatisfy { $0.isLetter || $0.isNumber || "._-".contains($0) }
        if !plain || !(1...64).contains(name.count) {
            problems.add(
                Problem(
                    .accountInvalid, "'\(name)' is no name of an account", at: .init(field: "name"),
                    help: "use 1 to 64 letters, digits, '.', '-' or '_'"))
        }
        let isShown = person.contains { !$0.isWhitespace } && !person.contains(where: \.isNewline)
        if !isShown || person.count > 100 {
            problems.add(
                Problem(
                    .accountInvalid, "'\(person)' is no name of a person", at: .init(field: "person"),
                    help: "give the name as it shall stand in the history, up to 100 characters"))
        }
        if scope.utilities?.isEmpty == true || scope.districts?.isEmpty == true {
            problems.add(
                Problem(
                    .accountInvalid, "the account would see nothing", at: .init(field: "scope"),
                    help: "leave the scope out for all"))
        }
        try problems.throwIfAny()
    }
}

/// Rules a password has to meet: long enough to withstand guessing, short enough to be hashed.
enum PasswordRules {
    static let least = 10
    static let mostBytes = 1024

    static func check(_ password: String) throws(Problem) {
        guard password.count >= least, password.utf8.count <= mostBytes else {
            throw Problem(
                .accountInvalid,
                password.count < least
                    ? "the password has fewer than \(least) characters" : "the password is too long",
                at: .init(field: "password"), help: "several words are easy to remember and hard to guess")
        }
    }
}
