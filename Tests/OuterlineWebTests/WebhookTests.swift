import Digest
import Foundation
import HTTPTypes
import Outerline
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("Webhooks")
struct WebhookTests {
    private let city: DeskCity

    init() throws { city = try DeskCity() }

    private func site(_ hosts: [String]) throws -> Site {
        var settings = SiteSettings()
        settings.webhookHosts = hosts
        return try Site(city.host, settings: settings)
    }

    /// Does once what the service does twice a second.
    private func pass(_ desk: WebhookDesk) async throws {
        for hook in try await desk.due() { try await desk.deliver(hook) }
    }

    private func add(_ site: Site, _ body: String) async throws -> DeskClient.Answer {
        try await city.program("admin", site).post("/api/webhooks", body)
    }

    @Test("nothing is called that whoever runs the desk did not name")
    func off() async throws {
        let refused = try await add(try site([]), "{\"url\":\"http://127.0.0.1:9/x\"}")
        #expect(refused.status == 409 && refused.body.contains("API-108"))
        let other = try await add(try site(["127.0.0.1:8"]), "{\"url\":\"http://127.0.0.1:9/x\"}")
        #expect(other.status == 409 && other.body.contains("127.0.0.1:8"))
        for bad in [
            "https://127.0.0.1/x", "ftp://127.0.0.1/", "http://u:p@127.0.0.1/", "/x", "http://",
            "http://127.0.0.1/#a",
            "http://127.0.0.1:99999/",
        ] {
            let answer = try await add(try site(["127.0.0.1"]), "{\"url\":\"\(bad)\"}")
            #expect(answer.status == 422 && answer.body.contains("API-109"), "\(bad): \(answer.body)")
        }
        let officer = try await city.program("officer").get("/api/webhooks")
        #expect(officer.status == 403)
    }

    @Test(
        "what is recorded is posted, signed, in order; 500 is tried again later from the same place",
        .timeLimit(.minutes(30)))
    func delivery() async throws {
        let (receiver, city) = (Receiver(), city)
        try await receiver.serve { place in
            let site = try self.site([place])
            let made = try await self.add(site, "{\"url\":\"http://\(place)/changes?k=1\"}")
            #expect(made.status == 201, "\(made.body)")
            let (id, secret) = (
                try #require(try made.json()["webhook"]?.text), try #require(try made.json()["secret"]?.text)
            )
            try await self.pass(site.webhooks)
            #expect(receiver.deliveries.isEmpty, "the past is not told")

            receiver.answer(500)
            try city.take("record_visit", on: "B1-W")
            try await self.pass(site.webhooks)
            try await self.pass(site.webhooks)
            #expect(receiver.deliveries.count == 1, "not before its time")
            #expect(try city.host.accounts.webhook(id).failures == 1)
            city.wait(5)
            try await self.pass(site.webhooks)
            #expect(receiver.deliveries.count == 2)
            city.wait(6)
            try await self.pass(site.webhooks)
            #expect(receiver.deliveries.count == 2, "the wait doubles")

            receiver.answer(200)
            try city.take("record_visit", on: "A1-W")
            city.wait(10)
            try await self.pass(site.webhooks)
            let last = try #require(receiver.deliveries.last)
            let body = try JSONDecoder().decode(JSONValue.self, from: last.body)
            #expect(
                body["events"]?.items.map { $0["case"]?.text } == ["B1-W", "A1-W"], "in the order of the log")
            #expect(last.target == "/changes?k=1")
            let time = try #require(last.signature.firstMatch(of: /^t=([0-9]+),v1=[0-9a-f]{64}$/)).1
            let seconds = try #require(Int(time))
            #expect(WebhookSignature.make(last.body, secret: secret, at: seconds) == last.signature)
            #expect(receiver.deliveries[0].delivery == receiver.deliveries[1].delivery)
            let hook = try city.host.accounts.webhook(id)
            #expect(hook.failures == 0 && hook.lastStatus == 200)
            try await self.pass(site.webhooks)
            #expect(receiver.deliveries.count == 3)
        }
    }

    @Test(
        "another run of the desk goes on where the last one was; scope bounds what is told",
        .timeLimit(.minutes(30)))
    func restart() async throws {
        let (receiver, city) = (Receiver(), city)
        try await receiver.serve { place in
            let made = try await self.add(
                try self.site([place]), "{\"url\":\"http://\(place)/changes\",\"utilities\":[\"gas\"]}")
            #expect(made.status == 201, "\(made.body)")
            try city.take("record_visit", on: "B1-W")
            try city.take("record_visit", on: "A1-G")
            let later = try self.site([place])
            try await self.pass(later.webhooks)
            #expect(receiver.deliveries.count == 1)
            let body = try JSONDecoder().decode(
                JSONValue.self, from: try #require(receiver.deliveries.first).body)
            #expect(body["events"]?.items.map { $0["case"]?.text } == ["A1-G"])
            // A host that is no longer allowed is not called.
            try city.take("record_visit", on: "A1-G")
            try await self.pass(try self.site(["127.0.0.1:1"]).webhooks)
            #expect(receiver.deliveries.count == 1)
        }
    }

    @Test(
        "410 ends a webhook, seven days of failure do, too, and an administrator resumes it",
        .timeLimit(.minutes(30)))
    func ends() async throws {
        let (receiver, city) = (Receiver(), city)
        try await receiver.serve { place in
            let site = try self.site([place])
            let made = try await self.add(site, "{\"url\":\"http://\(place)/changes\"}")
            let id = try #require(try made.json()["webhook"]?.text)
            receiver.answer(410)
            try city.take("record_visit", on: "B1-W")
            try await self.pass(site.webhooks)
            #expect(try city.host.accounts.webhook(id).stopped)
            let admin = try city.program("admin", site)
            let resumed = try await admin.post("/api/webhooks/\(id)/resume", "")
            #expect(resumed.status == 200 && resumed.body.contains("\"stopped\":false"))
            receiver.answer(302)
            try await self.pass(site.webhooks)
            #expect(receiver.deliveries.count == 2, "redirections are not followed")
            #expect(try !city.host.accounts.webhook(id).stopped)
            city.wait(8 * 86_400)
            try await self.pass(site.webhooks)
            #expect(try city.host.accounts.webhook(id).stopped)
            let renewed = try city.program("admin", site)
            #expect(try await renewed.send(.delete, "/api/webhooks/\(id)").status == 204)
            #expect(try await renewed.send(.delete, "/api/webhooks/\(id)").status == 404)
        }
    }

    @Test("waits double up to an hour")
    func patience() {
        #expect((1...4).map(WebhookPatience.delay(after:)) == [5, 10, 20, 40])
        #expect(WebhookPatience.delay(after: 11) == 3600 && WebhookPatience.delay(after: 1000) == 3600)
    }
}
