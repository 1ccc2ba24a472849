import Foundation
import HTTPTypes
import Outerline
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("Commands under a key are done once")
struct IdempotencyTests {
    private let city: DeskCity
    private let path = "/api/cases/B1-W/steps/record_visit"

    init() throws { city = try DeskCity() }

    private func visits() throws -> Int {
        try city.host.project.project(actor: "t").dossier("B1-W").detail.history
            .filter { $0.event == "applicantVisited" }.count
    }

    @Test("the same request has the same answer; another one under the same key is refused")
    func once() async throws {
        let client = try city.program("officer")
        let key = ["Idempotency-Key": "visit-1"]
        let first = try await client.post(path, "{\"values\":{\"note\":\"a\"}}", key)
        let again = try await client.post(path, "{\"values\":{\"note\":\"a\"}}", key)
        #expect(first.status == 200 && again.status == 200 && again.body == first.body)
        #expect(first.header("Idempotency-Replayed") == nil && again.header("Idempotency-Replayed") == "true")
        #expect(try visits() == 1)
        let other = try await client.post(path, "{\"values\":{\"note\":\"b\"}}", key)
        #expect(other.status == 422 && other.body.contains("API-104"))
        #expect(try await client.post(path, "{}", ["Idempotency-Key": "a b"]).status == 400)
        let colleague = try await city.program("engineer").post(path, "{\"values\":{\"note\":\"b\"}}", key)
        #expect(colleague.status == 200, "keys of other accounts are others")
        #expect(try visits() == 2)
    }

    @Test("a refusal is kept, too: it does not turn into an event when the state has changed")
    func refusals() async throws {
        let client = try city.program("officer")
        let seen = try #require(try await client.get("/api/cases/B1-W").json()["version"]?.integer)
        try city.take("record_visit", on: "B1-W")
        let key = ["Idempotency-Key": "late"]
        let first = try await client.post(path, "{\"version\":\(seen)}", key)
        let again = try await client.post(path, "{\"version\":\(seen)}", key)
        #expect(first.status == 409 && again.status == 409 && again.body == first.body)
        #expect(again.headers[.contentType] == "application/problem+json")
    }

    @Test("keys end after their time")
    func expiry() async throws {
        let client = try city.program("officer")
        let key = ["Idempotency-Key": "k"]
        #expect(try await client.post(path, "{}", key).status == 200)
        city.wait(23 * 3600)
        #expect(try await client.post(path, "{}", key).header("Idempotency-Replayed") == "true")
        city.wait(2 * 3600)
        let renewed = try city.program("officer")
        #expect(try await renewed.post(path, "{}", key).header("Idempotency-Replayed") == nil)
        #expect(try visits() == 2)
    }

    @Test("what a killed desk left unfinished is done again only where twice is once")
    func killed() async throws {
        let accounts = city.host.accounts
        func claim(_ run: String) -> KeptAnswer.Claim {
            KeptAnswer.Claim(account: "officer", key: "k", request: "r", run: run, seconds: 60)
        }
        #expect(try accounts.claim(claim("first"), takingOver: false) == nil)
        #expect(throws: Problem.self) { try accounts.claim(claim("first"), takingOver: true) }
        #expect(throws: Problem.self) { try accounts.claim(claim("second"), takingOver: false) }
        #expect(try accounts.claim(claim("second"), takingOver: true) == nil)
        try accounts.keep(CommandAnswer(status: 200, body: Data("x".utf8)), claim("second"))
        #expect(try accounts.claim(claim("third"), takingOver: false)?.body == Data("x".utf8))
    }

    @Test(
        "many at once under one key: one is done, the others have its answer or are told that it is under way"
    )
    func race() async throws {
        let (client, path) = (try city.program("officer"), path)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 1...8 {
                group.addTask { try await client.post(path, "{}", ["Idempotency-Key": "k"]).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.allSatisfy { $0 == 200 || $0 == 409 } && statuses.contains(200))
        #expect(try visits() == 1)
    }
}
