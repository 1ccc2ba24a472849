import Foundation
import HTTPTypes
import Outerline
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("The applicant's page")
struct StatusTests {
    private func link(_ client: DeskClient, _ id: String, days: String = "30") async throws -> String {
        let made = try await client.post("/cases/\(id)/status-links", [("days", days)])
        #expect(made.status == 200)
        return String(try #require(made.body.firstMatch(of: /\/status\/[A-Za-z0-9_-]+/)).0)
    }

    @Test("it shows progress and next step without an account, and no name, number or place")
    func shows() async throws {
        let city = try DeskCity()
        let address = try await link(try await city.client("officer"), "A1-W")
        let visitor = try await city.client()
        let page = try await visitor.get("\(address)?lang=zh")
        #expect(page.status == 200)
        for secret in ["海港学校", "A1-W", "A1-G", "west", "李代表", "教学楼", "供水公司"] {
            #expect(!page.body.contains(secret), "\(secret)")
        }
        #expect(
            page.body.contains("status-water") && page.body.contains("status-gas"), "the whole application")
        let robots = HTTPField.Name("X-Robots-Tag").flatMap { page.headers[$0] } ?? ""
        let referrer = HTTPField.Name("Referrer-Policy").flatMap { page.headers[$0] }
        #expect(robots.contains("noindex") && referrer == "no-referrer")
        #expect(page.body.contains("name=\"robots\"") && page.headers[.cacheControl] == "no-store")
        #expect(DeskMiddleware.logged(address) == "/status/…", "the log of requests keeps no secret")
    }

    @Test("a link shows only what its maker may see, ends by itself, and can be revoked")
    func ends() async throws {
        let city = try DeskCity()
        let gas = try await city.client("gas")
        let visitor = try await city.client()
        let narrow = try await link(gas, "A1-G")
        let page = try await visitor.get(narrow)
        #expect(page.body.contains("status-gas") && !page.body.contains("status-water"))
        let short = try await link(gas, "A1-G", days: "1")
        city.wait(86_401)
        #expect(try await visitor.get(short).status == 404)
        #expect(try await visitor.get(narrow).status == 200)
        let again = try await city.client("gas")
        let links = try await again.get("/cases/A1-G/status-links").body
        for action in links.matches(of: /\/cases\/A1-G\/status-links\/[A-Za-z0-9_-]+/) {
            #expect(try await again.post(String(action.0), []).status == 303)
        }
        #expect(try await visitor.get(narrow).status == 404)
        let officer = try await city.client("officer")
        let id = try #require(try city.host.accounts.statusLinks(of: "A1-G").first?.id)
        #expect(try await officer.post("/cases/A1-W/status-links/\(id)", []).status == 404, "another case's")
        #expect(try await again.post("/cases/A1-G/status-links", [("days", "0")]).status == 422)
        let actions = try city.host.accounts.audit().map(\.action)
        #expect(actions.contains(.statusLinkAdded) && actions.contains(.statusLinkRevoked))
    }

    @Test("guessing finds nothing", arguments: ["x", "%00", "..%2f", String(repeating: "a", count: 43)])
    func guesses(secret: String) async throws {
        let city = try DeskCity()
        #expect(try await city.client().get("/status/\(secret)").status == 404)
    }
}
