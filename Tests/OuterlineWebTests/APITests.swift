import Foundation
import HTTPTypes
import Outerline
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("The JSON API")
struct APITests {
    private let city: DeskCity

    init() throws { city = try DeskCity() }

    @Test("the list comes in pages, each case once, within the scope of the token")
    func works() async throws {
        let admin = try city.program("admin")
        var (found, next): ([String], String?) = ([], nil)
        repeat {
            let answer = try await admin.get(
                "/api/works?order=number&limit=1" + (next.map { "&after=\($0)" } ?? ""))
            #expect(answer.status == 200 && answer.headers[.contentType] == "application/json")
            let page = try answer.json()
            #expect(page["schema"]?.text == "outerline.works/1")
            found += page["cases"]?.items.compactMap { $0["case"]?.text } ?? []
            next = page["next"]?.text
        } while next != nil && found.count < 9
        #expect(found == ["A1-G", "A1-W", "B1-W"])
        let gas = try await city.program("gas").get("/api/works")
        #expect(try gas.json()["cases"]?.items.map { $0["case"]?.text } == ["A1-G"])
        for bad in ["utility=oil", "limit=0", "limit=x", "after=zz", "order=luck"] {
            let refused = try await admin.get("/api/works?\(bad)")
            #expect(refused.status == 422 && refused.body.contains("WEB-614"), "\(bad)")
        }
    }

    @Test("every reading address answers with its document and an ETag of the log; unchanged is 304")
    func documents() async throws {
        let client = try city.program("supervisor")
        let paths = [
            "/api/works", "/api/summary", "/api/board", "/api/groups?by=stage", "/api/due", "/api/districts",
            "/api/indicators", "/api/events", "/api/cases/B1-W", "/api/cases/B1-W/clock",
            "/api/cases/B1-W/programme", "/api/cases/B1-W/permits", "/api/cases/B1-W/documents",
            "/api/cases/B1-W/notices", "/api/cases/B1-W/history", "/api/cases/B1-W/steps",
            "/api/cases/B1-W/steps/record_visit",
        ]
        for path in paths {
            let answer = try await client.get(path)
            #expect(answer.status == 200, "\(path): \(answer.body)")
            #expect(try answer.json()["schema"]?.text?.hasPrefix("outerline.") == true, "\(path)")
            let tag = try #require(answer.headers[.eTag], "\(path)")
            #expect(try await client.get(path, ["If-None-Match": tag]).status == 304, "\(path)")
        }
        let tag = try #require(try await client.get("/api/cases/B1-W").headers[.eTag])
        try city.take("record_visit", on: "B1-W")
        #expect(try await client.get("/api/cases/B1-W", ["If-None-Match": tag]).status == 200)
    }

    @Test("a step is taken with typed values; what is wrong is told with its field and nothing is written")
    func step() async throws {
        let client = try city.program("officer")
        let path = "/api/cases/B1-W/steps/record_visit"
        let version = try #require(try await client.get("/api/cases/B1-W").json()["version"]?.integer)
        let taken = try await client.post(path, "{\"version\":\(version),\"values\":{\"note\":\"签字\"}}")
        #expect(taken.status == 200, "\(taken.body)")
        #expect(try taken.json()["version"]?.integer == version + 1)
        let history = try await client.get("/api/cases/B1-W/history").json()["history"]?.items.last
        #expect(history?["event"]?.text == "applicantVisited" && history?["actor"]?.text == "李代表")
        for (body, status, code) in [
            ("{", 400, "API-101"), ("[]", 400, "API-101"), ("{\"valuse\":{}}", 422, "WEB-614"),
            ("{\"values\":{\"nott\":\"x\"}}", 422, "WEB-614"),
            ("{\"values\":{\"on\":\"soon\"}}", 422, "WEB-614"),
            ("{\"values\":{\"note\":{}}}", 422, "WEB-614"), ("{\"version\":\"1\"}", 422, "WEB-614"),
        ] {
            let refused = try await client.post(path, body)
            #expect(refused.status == status && refused.body.contains(code), "\(body): \(refused.body)")
            #expect(refused.headers[.contentType] == "application/problem+json")
        }
        let type = try await client.post(path, "{}", ["Content-Type": "text/plain"])
        #expect(type.status == 415 && type.body.contains("API-102"))
        #expect(try await client.post("/api/cases/B1-W/steps/dance", "{}").status == 404)
        #expect(try await client.get("/api/cases/B1-W").json()["version"]?.integer == version + 1)
        let method = try await client.send(.delete, path)
        #expect(method.status == 405 && method.headers[.allow] == "GET, HEAD, POST")
    }

    @Test("a case that changed is 409 by its version and 412 by If-Match, and the answer tells what changed")
    func conflict() async throws {
        let client = try city.program("officer")
        let path = "/api/cases/B1-W/steps/record_visit"
        let version = try #require(try await client.get("/api/cases/B1-W").json()["version"]?.integer)
        try city.take("record_visit", on: "B1-W")
        let conflict = try await client.post(path, "{\"version\":\(version)}")
        #expect(conflict.status == 409 && conflict.body.contains("WEB-607") && conflict.body.contains("王经办"))
        #expect(try conflict.json()["version"]?.integer == version + 1)
        let stale = try await client.post(path, "{}", ["If-Match": "\"\(version)\""])
        #expect(stale.status == 412 && stale.body.contains("WEB-607"))
        let none = try await client.post(path, "{}", ["If-Match": "W/\"x\""])
        #expect(none.status == 422)
        let future = try await client.post(path, "{\"version\":\(version + 9)}")
        #expect(future.status == 409, "a version the case never had")
        #expect(try await client.post(path, "{}", ["If-Match": "\"\(version + 1)\""]).status == 200)
        #expect(try await client.post(path, "{}", ["If-Match": "*"]).status == 200)
    }

    @Test("an application leads to its cases, again to the same ones, and outside the scope to none")
    func intake() async throws {
        let client = try city.program("admin")
        let body = """
            {"number":"C1","filed_on":"2026-11-19","applicant":"李四","user_type":"resident","plot":"west",
            "utilities":["heat"],"documents_pending":["身份证"],"accept":true}
            """
        let filed = try await client.post("/api/applications", body)
        #expect(filed.status == 201, "\(filed.body)")
        #expect(try filed.json()["cases"]?.items.map { $0["case"]?.text } == ["C1-H"])
        let again = try await client.post("/api/applications", body)
        #expect(again.status == 201)
        #expect(try again.json()["cases"]?.items.count == 1)
        let gas = try await city.program("gas").post("/api/applications", body)
        #expect(gas.status == 403 && gas.body.contains("WEB-603"))
        let faulty = try await client.post(
            "/api/applications", "{\"number\":\"a b\",\"utilities\":[\"oil\"]}")
        #expect(faulty.status == 422)
        #expect((try faulty.json()["problems"]?.items.count ?? 0) > 3, "all of them at once: \(faulty.body)")
    }

    @Test("the feed of changes goes on from where it was, and passes over what is out of scope")
    func events() async throws {
        let all = try city.program("admin")
        var (after, seen): (Int, [Int]) = (0, [])
        while true {
            let page = try await all.get("/api/events?after=\(after)&limit=7").json()
            seen += page["events"]?.items.compactMap { $0["sequence"]?.integer } ?? []
            after = try #require(page["through"]?.integer)
            if after == page["end"]?.integer { break }
        }
        #expect(seen == seen.sorted() && Set(seen).count == seen.count && seen.count > 10)
        let gas = try await city.program("gas").get("/api/events?limit=1000").json()
        #expect(Set(gas["events"]?.items.compactMap { $0["case"]?.text } ?? []) == ["A1-G"])
        #expect(gas["through"]?.integer == after)
        #expect(try await all.get("/api/events?after=99999").json()["through"]?.integer == after)
        #expect(try await all.get("/api/events?after=-1").status == 422)
    }

    @Test("a person makes and revokes their own tokens; a token makes none, and nobody revokes another's")
    func tokens() async throws {
        let browser = try await city.client("officer")
        let session = try #require(browser.cookies[Cookies.session])
        let form = try #require(FormToken.of(session))
        let sent = ["Content-Type": "application/json", "X-Form-Token": form]
        let made = try await browser.send(
            .post, "/api/account/tokens", sent,
            body: "{\"title\":\"script\",\"days\":5,\"utilities\":[\"gas\"]}")
        #expect(made.status == 201)
        let secret = try #require(try made.json()["secret"]?.text)
        let program = APIClient(client: DeskClient(city.site), token: secret)
        #expect(try await program.get("/api/works").json()["cases"]?.items.count == 1, "narrowed to gas")
        let refused = try await program.post("/api/account/tokens", "{\"title\":\"more\"}")
        #expect(refused.status == 403 && refused.body.contains("API-111"))
        let list = try await program.get("/api/account/tokens")
        #expect(!list.body.contains(secret))
        let id = try #require(try made.json()["token"]?.text)
        let other = try city.program("engineer")
        #expect(try await other.send(.delete, "/api/account/tokens/\(id)").status == 404)
        #expect(try await program.send(.delete, "/api/account/tokens/\(id)").status == 204)
        #expect(try await program.get("/api/works").status == 401)
    }
}
