import Digest
import Foundation
import GRDB
import Outerline
import Vocabulary

extension AccountStore {
    /// Makes an account.
    ///
    /// - Parameters:
    ///   - by: who makes it, for the audit.
    /// - Throws: ``Problems`` and ``Problem`` `WEB-610`, `WEB-612`.
    public func add(_ account: Account, password: String, by: String) throws {
        try account.check()
        try PasswordRules.check(password)
        let hash = try PasswordHash(password, cost: cost).text
        let (scope, moment) = (try Self.text(account.scope), moment)
        try queue.write { db in
            let taken = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM accounts WHERE name = ? OR person = ?)",
                arguments: [account.name, account.person])
            if taken == true {
                throw Problem(
                    .accountExists, "there is an account '\(account.name)' or a person '\(account.person)'",
                    help: "choose another name, or change the account that exists")
            }
            try db.execute(
                sql: """
                    INSERT INTO accounts (name, person, role, scope, password, disabled, made_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    account.name, account.person, account.role.rawValue, scope, hash, account.disabled,
                    moment,
                ])
            try record(.accountAdded, account.name, by: by, note: Self.summary(account), db)
        }
    }

    /// All accounts in order of name.
    public func accounts() throws -> [Account] {
        try queue.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM accounts ORDER BY name").compactMap(Account.init)
        }
    }

    /// - Throws: ``Problem`` `WEB-611` with the nearest name.
    public func account(_ name: String) throws -> Account {
        let found = try queue.read { try Self.account(name, $0) }
        if let found { return found }
        let near = nearestWord(to: name, among: try accounts().map(\.name))
        throw Problem(
            .noSuchAccount, "there is no account '\(name)'",
            help: near.map { "did you mean '\($0)'?" } ?? "'outerline-desk account list' shows all")
    }

    /// Changes role, scope or whether the account may sign in; its sessions end when it may not.
    ///
    /// - Throws: ``Problem`` `WEB-642` if nobody would be left to change accounts.
    public func change(
        _ name: String, role: Role? = nil, scope: Scope? = nil, disabled: Bool? = nil, by: String
    ) throws {
        var account = try account(name)
        account.role = role ?? account.role
        account.scope = scope ?? account.scope
        account.disabled = disabled ?? account.disabled
        try account.check()
        let text = try Self.text(account.scope)
        try queue.write { [account] db in
            try requireAdministrator(besides: account, db)
            try db.execute(
                sql: "UPDATE accounts SET role = ?, scope = ?, disabled = ? WHERE name = ?",
                arguments: [account.role.rawValue, text, account.disabled, name])
            if account.disabled {
                try db.execute(sql: "DELETE FROM sessions WHERE account = ?", arguments: [name])
            }
            try record(.accountChanged, name, by: by, note: Self.summary(account), db)
        }
    }

    /// Sets a new password; all sessions of the account end.
    public func setPassword(_ password: String, of name: String, by: String) throws {
        _ = try account(name)
        try PasswordRules.check(password)
        let hash = try PasswordHash(password, cost: cost).text
        try queue.write { db in
            try db.execute(sql: "UPDATE accounts SET password = ? WHERE name = ?", arguments: [hash, name])
            try db.execute(sql: "DELETE FROM sessions WHERE account = ?", arguments: [name])
            try record(.passwordChanged, name, by: by, note: nil, db)
        }
    }

    private func requireAdministrator(besides account: Account, _ db: Database) throws {
        if account.role == .administrator, !account.disabled { return }
        let others = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM accounts WHERE role = ? AND disabled = 0 AND name <> ?",
            arguments: [Role.administrator.rawValue, account.name])
        let wasOne = try Self.account(account.name, db).map { $0.role == .administrator && !$0.disabled }
        guard wasOne == true, others == 0 else { return }
        throw Problem(
            .lastAdministrator, "'\(account.name)' is the last administrator who may sign in",
            help: "make another administrator first")
    }

    static func account(_ name: String, _ db: Database) throws -> Account? {
        try Row.fetchOne(db, sql: "SELECT * FROM accounts WHERE name = ?", arguments: [name])
            .flatMap(Account.init)
    }

    static func text(_ scope: Scope) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(ScopeText(scope)), as: UTF8.self)
    }

    static func scope(_ text: String) -> Scope? {
        (try? JSONDecoder().decode(ScopeText.self, from: Data(text.utf8)))?.scope
    }

    private static func summary(_ account: Account) -> String {
        let scope = (try? text(account.scope)) ?? ""
        return "\(account.role.rawValue) \(scope)\(account.disabled ? " disabled" : "")"
    }
}

/// A scope with its sets in order, so that equal scopes are equal texts.
private struct ScopeText: Codable {
    var utilities: [Utility]?
    var districts: [String]?

    init(_ scope: Scope) {
        utilities = scope.utilities?.sorted()
        districts = scope.districts
    }

    var scope: Scope { Scope(utilities: utilities.map(Set.init), districts: districts) }
}

extension Account {
    /// Nil for a row whose role or scope cannot be read: such an account sees nothing.
    init?(_ row: Row) {
        guard let role = Role(rawValue: row["role"]), let scope = AccountStore.scope(row["scope"]) else {
            return nil
        }
        self.init(
            name: row["name"], person: row["person"], role: role, scope: scope, disabled: row["disabled"])
    }
}
