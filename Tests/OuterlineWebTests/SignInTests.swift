import HTTPTypes
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("Signing in and out")
struct SignInTests {
    @Test("the story of a session, as a browser sees it")
    func session() async throws {
        let city = try DeskCity()
        let client = DeskClient(city.site)
        let wanted = try await client.get("/cases/A1-W?lang=en")
        #expect(wanted.location == "/sign-in?next=%2Fcases%2FA1-W%3Flang%3Den")
        let page = try await client.get(try #require(wanted.location))
        #expect(page.status == 200 && page.body.contains("value=\"/cases/A1-W?lang=en\""))
        let token = try #require(page.formToken)
        let wrong = try await client.post(
            "/sign-in",
            [
                ("name", "officer"), ("password", "wrong password"), ("next", "/cases/A1-W"),
                ("_token", token),
            ],
            withoutToken: true)
        #expect(wrong.status == 401 && wrong.body.contains("WEB-608"))
        #expect(wrong.body.contains("value=\"officer\""), "the name stays")
        #expect(!wrong.body.contains("wrong password"), "the password does not")
        let right = try await client.post(
            "/sign-in",
            [
                ("name", "officer"), ("password", DeskCity.password), ("next", "/cases/A1-W"),
                ("_token", token),
            ], withoutToken: true)
        #expect(right.status == 303 && right.location == "/cases/A1-W")
        let cookie = try #require(right.headers[values: .setCookie].first { $0.hasPrefix(Cookies.session) })
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"))
        #expect(!cookie.contains("Secure"), "without TLS in front a secure cookie would never come back")
        let works = try await client.get("/works")
        #expect(works.status == 200 && works.body.contains("李代表"))
        #expect(works.headers[.cacheControl] == "private, no-cache")
        let out = try await client.post("/sign-out", [])
        #expect(out.status == 303 && out.location == "/sign-in")
        #expect(try await client.get("/works").status == 303)
    }

    @Test("a session that ended on the server is over, whatever cookie the browser has")
    func expired() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        #expect(try await client.get("/works").status == 200)
        city.wait(Double(SessionRules().idle))
        #expect(try await client.get("/works").status == 303)
    }

    @Test("behind TLS cookies are secure, and the proxy tells who is calling")
    func behindProxy() async throws {
        let city = try DeskCity()
        var settings = SiteSettings()
        settings.isBehindTLS = true
        let client = DeskClient(try Site(city.host, settings: settings), address: "127.0.0.1")
        _ = try await client.get("/sign-in")
        let key = try #require(client.cookies[Cookies.browser])
        let body = FormValues([
            ("name", "officer"), ("password", DeskCity.password), ("_token", FormToken.of(key) ?? ""),
        ]).encoded
        let answer = try await client.send(
            .post, "/sign-in",
            [
                "Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": "6.6.6.6, 192.0.2.7",
            ], body: body)
        #expect(answer.headers[values: .setCookie].allSatisfy { $0.contains("Secure") })
        #expect(answer.headers[.strictTransportSecurity] != nil)
        #expect(try city.host.accounts.audit().first?.address == "192.0.2.7")
    }

    @Test(
        "nobody is sent elsewhere by what stands in an address",
        arguments: [
            "//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "",
            "/sign-out", "/works\r\nSet-Cookie: a=b",
        ])
    func next(_ text: String) { #expect(SignInPage.ownPath(text) == "/works") }

    @Test("paths of the desk are kept")
    func ownNext() { #expect(SignInPage.ownPath("/cases/A1-W?x=1") == "/cases/A1-W?x=1") }

    @Test("the language is chosen in the address and remembered")
    func language() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        #expect(try await client.get("/works").body.contains("<html lang=\"zh-CN\">"))
        #expect(try await client.get("/works?lang=en").body.contains("<html lang=\"en\">"))
        let later = try await client.get("/works?light=red")
        #expect(later.body.contains("<html lang=\"en\">"))
        #expect(later.body.contains("href=\"/works?light=red&amp;lang=zh\""), "and back, on the same page")
    }
}
