import Digest
import Foundation
import GRDB
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("Accounts, sessions, tokens")
struct AccountTests {
    private let folder: TemporaryFolder
    private let clock = Guarded(Date(timeIntervalSince1970: 1_795_158_000))
    private let store: AccountStore

    init() throws {
        folder = try TemporaryFolder()
        store = try AccountStore(
            "\(folder.path)/desk.sqlite", cost: DeskCity.cheap, now: { [clock] in clock.withLock { $0 } })
        try store.add(
            Account(name: "li", person: "李代表", role: .liaisonOfficer), password: "correct horse", by: "root")
    }

    private func wait(_ seconds: Int) { clock.withLock { $0 += Double(seconds) } }

    private func refused(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch let problem as Problem {
            return problem.code
        } catch let problems as Problems {
            return problems.kept.map(\.code).joined(separator: " ")
        } catch {
            return "\(error)"
        }
    }

    private func signIn(_ password: String, name: String = "li", from address: String = "a") -> String? {
        refused { _ = try store.signIn(name, password: password, address: address) }
    }

    @Test("the right password opens a session, and nothing secret is kept")
    func session() throws {
        let token = try store.signIn("li", password: "correct horse", address: "10.0.0.1")
        let session = try #require(try store.session(token))
        #expect(session.account.person == "李代表" && session.account.role == .liaisonOfficer)
        #expect(try store.session(token + "x") == nil)
        #expect(signIn("wrong horse!") == "WEB-608")
        #expect(signIn("correct horse", name: "nobody") == "WEB-608")
        try store.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: store.path))
        #expect(bytes.range(of: Data("correct horse".utf8)) == nil)
        #expect(bytes.range(of: Data(token.utf8)) == nil)
        let mode = try FileManager.default.attributesOfItem(atPath: store.path)[.posixPermissions] as? Int
        #expect(mode == 0o600, "only its owner reads the file")
    }

    @Test("a session ends without use, after a day's work, when it is signed out, and with the account")
    func expiry() throws {
        let idle = try store.signIn("li", password: "correct horse", address: "a")
        wait(store.rules.idle - 1)
        #expect(try store.session(idle) != nil)
        wait(store.rules.idle - 1)
        #expect(try store.session(idle) != nil, "using it keeps it")
        wait(store.rules.idle)
        #expect(try store.session(idle) == nil)

        let long = try store.signIn("li", password: "correct horse", address: "a")
        var passed = 0
        while passed + 3600 < store.rules.absolute {
            wait(3600)
            passed += 3600
            #expect(try store.session(long) != nil)
        }
        wait(3600)
        #expect(try store.session(long) == nil, "it ends however much it is used")

        let out = try store.signIn("li", password: "correct horse", address: "a")
        try store.signOut(out, address: "a")
        #expect(try store.session(out) == nil)

        let disabled = try store.signIn("li", password: "correct horse", address: "a")
        try store.change("li", disabled: true, by: "root")
        #expect(try store.session(disabled) == nil)
        #expect(signIn("correct horse") == "WEB-608", "a disabled account is told nothing more")
        try store.change("li", disabled: false, by: "root")
        let changed = try store.signIn("li", password: "correct horse", address: "a")
        try store.setPassword("another horse", of: "li", by: "root")
        #expect(try store.session(changed) == nil)
        #expect(signIn("correct horse") == "WEB-608")
        #expect(signIn("another horse") == nil)
    }

    @Test("failures in a row have to wait ever longer, for the account and for the address")
    func lockout() throws {
        for _ in 1...store.rules.freeFailures { #expect(signIn("wrong horse") == "WEB-608") }
        #expect(signIn("correct horse") == "WEB-609", "not even the right one is looked at")
        wait(store.rules.firstDelay)
        #expect(signIn("wrong horse") == "WEB-608")
        wait(store.rules.firstDelay)
        #expect(signIn("correct horse") == "WEB-609", "the second wait is longer")
        wait(store.rules.firstDelay)
        #expect(signIn("correct horse") == nil)
        #expect(signIn("wrong horse") == "WEB-608", "success wipes the slate")
        // One address that tries many names.
        for number in 1...store.rules.freeFailures {
            #expect(signIn("wrong horse", name: "n\(number)", from: "evil") == "WEB-608")
        }
        #expect(signIn("wrong horse", name: "other", from: "evil") == "WEB-609")
        #expect(signIn("wrong horse", name: "other", from: "elsewhere") == "WEB-608")
        let most = store.rules.delay(after: 1_000_000)
        #expect(most == store.rules.longestDelay)
    }

    @Test("the audit tells of every sign-in, failure and change, and cannot be changed")
    func audit() throws {
        _ = signIn("wrong horse")
        let token = try store.signIn("li", password: "correct horse", address: "10.0.0.9")
        try store.signOut(token, address: "10.0.0.9")
        try store.change("li", role: .engineer, by: "root")
        let actions = try store.audit().map(\.action)
        #expect(
            actions == [.accountChanged, .signedOut, .signedIn, .signInFailed, .accountAdded],
            "the latest first")
        let change = try #require(try store.audit().first)
        #expect(change.by == "root" && change.account == "li" && change.note?.contains("engineer") == true)
        #expect(try store.audit().allSatisfy { !($0.note ?? "").contains("horse") })
        #expect(throws: (any Error).self) {
            try store.queue.write { try $0.execute(sql: "DELETE FROM audit") }
        }
    }

    @Test("a token speaks for its account in the narrower of both scopes until it ends or is revoked")
    func tokens() throws {
        try store.add(
            Account(
                name: "gas", person: "燃气", role: .engineer,
                scope: Scope(utilities: [.gas, .heat], districts: ["370602"])), password: "correct horse",
            by: "root")
        let (id, secret) = try store.addToken(
            for: "gas", title: "export", scope: Scope(utilities: [.gas, .water]), days: 2, by: "root")
        let session = try #require(try store.token(secret))
        #expect(session.account.scope == Scope(utilities: [.gas], districts: ["370602"]))
        #expect(try store.token(secret + "x") == nil)
        #expect(try store.token("Bearer") == nil)
        wait(2 * 86_400)
        #expect(try store.token(secret) == nil, "it has ended")
        let (second, other) = try store.addToken(for: "gas", title: "export", days: 2, by: "root")
        try store.revokeToken(second, by: "root")
        #expect(try store.token(other) == nil)
        #expect(try store.tokens(of: "gas").map(\.id).sorted() == [id, second].sorted())
        #expect(refused { try store.revokeToken("none", by: "root") } == "WEB-611")
        #expect(refused { _ = try store.addToken(for: "gas", title: "", days: 2, by: "root") } == "WEB-612")
    }

    @Test("accounts that cannot be are refused with every reason")
    func wrongAccounts() throws {
        let wrong = Account(name: "a b", person: " ", role: .engineer, scope: Scope(utilities: []))
        #expect(
            refused { try store.add(wrong, password: "correct horse", by: "") } == "WEB-612 WEB-612 WEB-612")
        let fine = Account(name: "wang", person: "王", role: .engineer)
        #expect(refused { try store.add(fine, password: "short", by: "") } == "WEB-612")
        #expect(
            refused {
                try store.add(
                    Account(name: "li", person: "b", role: .engineer), password: "correct horse", by: "")
            }
                == "WEB-610")
        #expect(
            refused {
                try store.add(
                    Account(name: "b", person: "李代表", role: .engineer), password: "correct horse", by: "")
            }
                == "WEB-610", "events could not tell the two apart")
        #expect(refused { _ = try store.account("lee") } == "WEB-611")
        #expect(refused { _ = try AccountStore("/proc/none/desk.sqlite") } == "WEB-613")
    }
}
