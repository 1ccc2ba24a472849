import Coordinator
import Foundation
import Ledger
import Outerline
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("Filing an application")
struct IntakeTests {
    private let fields: [(String, String)] = [
        ("number", "C1"), ("filed_on", "2026-11-20"), ("applicant", "新港医院"), ("user_type", "non_resident"),
        ("plot", "west"), ("accept", "yes"),
    ]

    @Test("R37 one form makes a case for each of one to three utilities")
    func files() async throws {
        let city = try DeskCity(cases: false)
        let client = try await city.client("officer")
        #expect(try await client.get("/intake").body.contains("name=\"utilities\""))
        let sent = try await client.post(
            "/intake", fields + [("utilities", "water"), ("utilities", "gas"), ("utilities", "heat")])
        #expect(sent.status == 303)
        let list = try await client.get(try #require(sent.location))
        for id in ["C1-W", "C1-G", "C1-H"] { #expect(list.body.contains("id=\"\(id)\"")) }
        let project = city.host.project.project(actor: "t", today: Day(DeskCity.today))
        let dossier = try project.dossier("C1-W")
        #expect(dossier.detail.summary.acceptedOn == Day("2026-11-20") && dossier.district == "370602")
        #expect(dossier.detail.history.allSatisfy { $0.actor == "李代表" })
        let one = try await client.post(
            "/intake",
            fields.filter { $0.0 != "number" && $0.0 != "accept" } + [
                ("number", "C2"), ("utilities", "heat"),
            ])
        #expect(one.location == "/cases/C2-H")
        #expect(try project.dossier("C2-H").detail.summary.acceptedOn == nil, "filed without acceptance")
    }

    @Test("what is wrong comes back with everything that was entered, and nothing is filed")
    func wrong() async throws {
        let city = try DeskCity(cases: false)
        let client = try await city.client("officer")
        let answer = try await client.post(
            "/intake",
            [
                ("number", "C 1"), ("filed_on", "tomorrow"), ("applicant", "新港医院"), ("user_type", "x"),
                ("plot", ""),
            ])
        #expect(
            answer.status == 422 && answer.body.components(separatedBy: "<code>WEB-614</code>").count == 6)
        #expect(answer.body.contains("value=\"新港医院\"") && answer.body.contains("value=\"C 1\""))
        let plot = try await client.post(
            "/intake", fields.filter { $0.0 != "plot" } + [("plot", "nowhere"), ("utilities", "water")])
        #expect(
            plot.status == 404 && plot.body.contains("RTE-304") && plot.body.contains("value=\"nowhere\""))
        #expect(plot.body.contains("value=\"water\" checked"))
        let project = city.host.project.project(actor: "t", today: Day(DeskCity.today))
        #expect(
            try project.changes(after: 0, limit: 1000).changes.isEmpty)
    }

    @Test("an account files for its own utilities and districts only")
    func scope() async throws {
        let city = try DeskCity(cases: false)
        let gas = try await city.client("gas")
        #expect(try await gas.post("/intake", fields + [("utilities", "water")]).status == 403)
        #expect(try await gas.post("/intake", fields + [("utilities", "gas")]).status == 303)
        let zhifu = try await city.client("zhifu")
        let number = fields.filter { $0.0 != "number" } + [("number", "C3"), ("utilities", "water")]
        #expect(try await zhifu.post("/intake", number).status == 403, "the district has to be said")
        #expect(try await zhifu.post("/intake", number + [("district", "370613")]).status == 403)
        #expect(try await zhifu.post("/intake", number + [("district", "370602")]).status == 303)
    }
}
