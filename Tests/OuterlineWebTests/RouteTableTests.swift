import Foundation
import HTTPTypes
import Testing
import Vocabulary

@testable import OuterlineWeb

/// Walks the table: an endpoint that is added is tested here without another line.
@Suite("Every address asks who is calling")
struct RouteTableTests {
    private static let all = RouteTable.all
    private static let guarded = all.filter { $0.access != .everyone }

    private static func path(_ endpoint: Endpoint, case id: String = "A1-W") -> String {
        endpoint.path.replacingOccurrences(of: ":case", with: id)
            .replacingOccurrences(of: ":step", with: "open_valve")
            .replacingOccurrences(of: ":name", with: "desk.css")
    }

    @Test("names and addresses are unique, and only what is meant for everyone is open to everyone")
    func table() {
        #expect(Set(Self.all.map(\.name)).count == Self.all.count)
        #expect(Set(Self.all.map { "\($0.method) \($0.path)" }).count == Self.all.count)
        let open = Set(Self.all.filter { $0.access == .everyone }.map(\.path))
        #expect(
            open == [
                "/sign-in", "/healthz", "/readyz", "/static/:name", "/favicon.ico", "/leaflet/:name",
                "/status/:secret",
            ])
        for endpoint in Self.all {
            if case .accounts(let roles, let rule) = endpoint.access {
                #expect(!roles.isEmpty, "\(endpoint.name)")
                #expect((rule == .caseInPath) == endpoint.path.contains(":case"), "\(endpoint.name)")
            }
            #expect(
                endpoint.kind != .page || endpoint.method == .get, "pages change nothing: \(endpoint.name)")
            #expect(endpoint.kind != .form || endpoint.method == .post, "\(endpoint.name)")
        }
    }

    @Test("without a session: pages lead to the sign-in, the rest is refused")
    func withoutSession() async throws {
        let city = try DeskCity()
        for endpoint in Self.guarded {
            let client = DeskClient(city.site)
            let answer = try await client.send(endpoint.method, Self.path(endpoint))
            if endpoint.kind == .page {
                #expect(answer.status == 303, "\(endpoint.name)")
                #expect(answer.location?.hasPrefix("/sign-in?next=%2F") == true, "\(endpoint.name)")
            } else {
                #expect(answer.status == 401, "\(endpoint.name)")
            }
            let forged = DeskClient(city.site)
            forged.cookies = [Cookies.session: "none"]
            let status = try await forged.send(endpoint.method, Self.path(endpoint)).status
            #expect(status == 303 || status == 401, "\(endpoint.name)")
        }
    }

    @Test("every role outside the rule is refused, and every role inside is not")
    func roles() async throws {
        let city = try DeskCity()
        for (name, role) in [
            ("admin", Role.administrator), ("officer", .liaisonOfficer), ("engineer", .engineer),
            ("supervisor", .supervisor),
        ] {
            let client = try await city.client(name)
            for endpoint in Self.guarded where endpoint.kind != .live {
                guard case .accounts(let roles, _) = endpoint.access else { continue }
                let answer = try await client.send(endpoint.method, Self.path(endpoint))
                let isRefused = answer.status == 403 && answer.body.contains("WEB-602")
                #expect(isRefused == !roles.contains(role), "\(endpoint.name) as \(role): \(answer.status)")
            }
        }
    }

    @Test("a form without the token of its session is refused, whatever it holds")
    func formTokens() async throws {
        let city = try DeskCity()
        let client = try await city.client("admin")
        let other = try await city.client("admin")
        let foreign = FormToken.of(try #require(other.cookies[Cookies.session])) ?? ""
        for endpoint in Self.all where endpoint.changes {
            for sent in ["", "nonsense", foreign] {
                let fields = sent.isEmpty ? [] : [(FormToken.field, sent)]
                let answer = try await client.send(
                    endpoint.method, Self.path(endpoint),
                    ["Content-Type": "application/x-www-form-urlencoded"],
                    body: FormValues(fields.map { ($0.0, $0.1) }).encoded)
                #expect(answer.status == 403 && answer.body.contains("WEB-604"), "\(endpoint.name)")
            }
            let own = FormToken.of(try #require(client.cookies[Cookies.session])) ?? ""
            let elsewhere = try await client.send(
                endpoint.method, Self.path(endpoint),
                ["Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "cross-site"],
                body: FormValues([(FormToken.field, own)]).encoded)
            #expect(elsewhere.status == 403, "sent by another site: \(endpoint.name)")
        }
        #expect(try await client.get("/works").status == 200, "nothing of it signed anybody out")
    }

    @Test("a case outside the account's utilities or districts is refused on every address that names it")
    func scope() async throws {
        let city = try DeskCity()
        for (name, inside, outside) in [("gas", "A1-G", "A1-W"), ("zhifu", "A1-W", "B1-W")] {
            let client = try await city.client(name)
            for endpoint in Self.guarded {
                guard case .accounts(let roles, .caseInPath) = endpoint.access,
                    roles.contains(.liaisonOfficer)
                else { continue }
                let sent: [(String, String)] = []
                func status(_ id: String) async throws -> (Int, String) {
                    let path = Self.path(endpoint, case: id)
                    let answer =
                        endpoint.changes ? try await client.post(path, sent) : try await client.get(path)
                    return (answer.status, answer.body)
                }
                let refused = try await status(outside)
                #expect(refused.0 == 403 && refused.1.contains("WEB-603"), "\(endpoint.name) as \(name)")
                let admitted = try await status(inside)
                #expect(admitted.0 != 403, "\(endpoint.name) as \(name)")
                #expect(try await status("NONE-W").0 == 404, "\(endpoint.name)")
            }
        }
    }

    @Test("every answer tells the browser to run and frame nothing from elsewhere")
    func headers() async throws {
        let city = try DeskCity()
        let client = try await city.client("admin")
        for endpoint in Self.all where endpoint.kind != .live {
            let answer = try await client.send(endpoint.method, Self.path(endpoint))
            let policy = HTTPField.Name("Content-Security-Policy").flatMap { answer.headers[$0] } ?? ""
            #expect(
                policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"),
                "\(endpoint.name)")
            #expect(!policy.contains("unsafe"), "\(endpoint.name)")
            #expect(HTTPField.Name("X-Content-Type-Options").flatMap { answer.headers[$0] } == "nosniff")
        }
        let missing = try await client.get("/nothing-here")
        #expect(missing.status == 404 && missing.body.contains("WEB-606"))
        #expect(HTTPField.Name("Content-Security-Policy").flatMap { missing.headers[$0] } != nil)
    }

    @Test("all that the head of a page names is there, and the icon where browsers look for it")
    func heads() async throws {
        let city = try DeskCity()
        let officer = try await city.client("officer")
        let stranger = DeskClient(city.site)
        for (client, page) in [
            (stranger, "/sign-in"), (officer, "/works"), (officer, "/works?view=map"),
            (officer, "/cases/A1-W"),
            (officer, "/cases/A1-W/route"), (officer, "/nothing-here"),
        ] {
            let body = try await client.get(page).body
            let head = body.prefix(upTo: try #require(body.range(of: "</head>")).lowerBound)
            let named = head.matches(of: /(?:href|src)="([^"]+)"/).map { String($0.1) }
            #expect(named.contains { $0.hasPrefix("/static/icon.svg?v=") }, "\(page)")
            for address in named {
                #expect(try await client.get(address).status == 200, "\(page): \(address)")
            }
        }
        let icon = try await DeskClient(city.site).get("/favicon.ico")
        #expect(icon.status == 200 && icon.headers[.contentType] == "image/svg+xml")
    }

    @Test("too much is refused before it is read")
    func limits() async throws {
        let city = try DeskCity()
        let client = try await city.client("admin")
        let large = String(repeating: "x", count: city.site.settings.largestForm + 1)
        let answer = try await client.post("/intake", [("applicant", large)])
        #expect(answer.status == 413 && answer.body.contains("WEB-605"))
    }
}
