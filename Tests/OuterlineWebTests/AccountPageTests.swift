import Foundation
import HTTPTypes
import Outerline
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("Pages of accounts")
struct AccountPageTests {
    @Test("one changes one's own password with the present one; other sessions end")
    func password() async throws {
        let city = try DeskCity()
        let (client, other) = (try await city.client("officer"), try await city.client("officer"))
        let new = "another long password"
        func change(_ old: String, _ again: String) async throws -> DeskClient.Answer {
            try await client.post("/account/password", [("old", old), ("new", new), ("again", again)])
        }
        #expect(try await change("wrong password", new).status == 401)
        #expect(try await change(DeskCity.password, "different").status == 422)
        let short = try await client.post(
            "/account/password", [("old", DeskCity.password), ("new", "short"), ("again", "short")])
        #expect(short.status == 422 && short.body.contains("WEB-612"))
        #expect(try await client.get("/account").status == 200, "still signed in")
        #expect(try await change(DeskCity.password, new).location == "/account?changed=1")
        #expect(try await client.get("/account").status == 200)
        #expect(try await other.get("/account").status == 303, "the other session has ended")
        try await city.client().signIn("officer", password: new)
    }

    @Test("a key for programs is shown once, works, is one's own, and changes no account")
    func tokens() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let made = try await client.post("/account/tokens", [("title", "导出<b>"), ("days", "30")])
        let secret = String(try #require(made.body.firstMatch(of: /outerline_[A-Za-z0-9_-]+/)).0)
        #expect(made.body.contains("导出&lt;b&gt;"))
        #expect(try await !client.get("/account").body.contains(secret))
        let program = try await city.client()
        let headers = ["Authorization": "Bearer \(secret)"]
        #expect(try await program.get("/works", headers).status == 200)
        let attempt = try await program.send(.post, "/account/tokens", headers, body: "")
        #expect(attempt.status == 403 && attempt.body.contains("WEB-602"))
        let id = try #require(try city.host.accounts.tokens(of: "officer").first?.id)
        #expect(try await city.client("engineer").post("/account/tokens/\(id)", []).status == 404)
        #expect(try await client.post("/account/tokens/\(id)", []).status == 303)
        #expect(try await program.get("/works", headers).status != 200)
    }

    @Test("an administrator makes, changes, locks and resets accounts, and the audit tells it")
    func administration() async throws {
        let city = try DeskCity()
        let admin = try await city.client("admin")
        let made = try await admin.post(
            "/accounts",
            [
                ("name", "neu"), ("person", "新人"), ("role", "engineer"), ("utilities", "gas"),
                ("districts", "370602\n370613"), ("password", DeskCity.password),
            ])
        #expect(made.location == "/accounts/neu")
        let account = try city.host.accounts.account("neu")
        #expect(account.scope == Scope(utilities: [.gas], districts: ["370602", "370613"]))
        let client = try await city.client("neu")
        let locked = try await admin.post(
            "/accounts/neu", [("role", "supervisor"), ("locked", "yes"), ("districts", "")])
        #expect(locked.status == 303)
        #expect(try await client.get("/works").status == 303, "its session ended")
        _ = try await admin.post("/accounts/neu", [("role", "supervisor")])
        #expect(try city.host.accounts.account("neu").scope == .all)
        let reset = try await admin.post("/accounts/neu/password", [("password", "yet another password")])
        #expect(reset.status == 303)
        try await city.client().signIn("neu", password: "yet another password")
        let page = try await admin.get("/accounts/neu?lang=en")
        #expect(page.body.contains("password changed") && page.body.contains("account added"))
        let twice = try await admin.post(
            "/accounts", [("name", "neu"), ("role", "engineer"), ("password", DeskCity.password)])
        #expect(twice.status == 409 && twice.body.contains("WEB-610"))
        let faulty = try await admin.post(
            "/accounts", [("name", "a b"), ("role", "engineer"), ("password", DeskCity.password)])
        #expect(faulty.status == 422 && faulty.body.contains("value=\"a b\""))
        #expect(try await admin.get("/accounts/nobody").status == 404)
    }

    @Test("the last administrator cannot be locked out")
    func last() async throws {
        let city = try DeskCity()
        let admin = try await city.client("admin")
        for fields in [[("role", "administrator"), ("locked", "yes")], [("role", "engineer")]] {
            let answer = try await admin.post("/accounts/admin", fields)
            #expect(answer.status == 409 && answer.body.contains("WEB-642"))
        }
        #expect(try city.host.accounts.account("admin").role == .administrator)
    }
}
