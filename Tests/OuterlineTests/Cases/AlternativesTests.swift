import Coordinator
import Foundation
import Outerline
import ProjectFile
import Testing
import Vocabulary

@Suite("Listing, choosing and explaining the routes of a case")
struct AlternativesTests {
    private let city: DrawnCity

    init() throws { city = try DrawnCity() }

    private func list(_ id: String) throws -> JSONValue {
        try JSONValue(
            try Project.open(city.path, mode: .read, desk: DrawnCity.desk("2026-11-20")).alternatives(of: id))
    }

    private func choose(_ id: String, _ name: String, expecting: String? = nil) throws -> JSONValue {
        let project = try city.open()
        let document = try project.chooseRoute(
            id, named: name, expecting: expecting, effective: try #require(Day("2026-11-05")))
        try project.close()
        return try JSONValue(document)
    }

    private func explain(_ id: String) throws -> JSONValue {
        try JSONValue(
            try Project.open(city.path, mode: .read, desk: DrawnCity.desk("2026-11-20")).explainRoute(of: id))
    }

    private func stub(_ id: String) throws -> JSONValue {
        try JSONValue(
            try Project.open(city.path, mode: .read, desk: DrawnCity.desk("2026-11-20")).stub(id))
    }

    private func kinds(_ id: String) throws -> [String?] {
        try city.detail(id)["permits"].list.filter { $0["state"].text != "closed" }.map { $0["kind"].text }
    }

    @Test("a list names the routes of a case, marks the one it has, and tells each beside the cheapest")
    func listed() throws {
        try city.file("A1,2026-11-02,Jane,resident,far,water,,,")
        let found = try list("A1-W")
        #expect(found["schema"].text == "outerline.route-list/1" && found["case"].text == "A1-W")
        let routes = found["routes"].list
        #expect(routes.first?["name"].text == "cheapest" && routes.first?["chosen"].bool == true)
        #expect(found["present"]["listed"].bool == true)
        let round = try #require(routes.first { $0["name"].text == "no_green" })
        #expect(round["chosen"].bool == false)
        #expect(round["compared"]["permits_less"].list.map(\.text) == ["GREEN_OCCUPY"])
        #expect((round["compared"]["ground_length_m"].number ?? 0) > 100)
        let own = (round["cost"].number ?? 0) - (routes[0]["cost"].number ?? 0)
        #expect(abs((round["compared"]["cost"].number ?? 0) - own) < 1e-6)
        // Seven regimes: each is a route or is left out with a reason.
        let words = routes.map { $0["regime"].text } + found["dropped"].list.map { $0["regime"].text }
        #expect(Set(words).count == 7)
        #expect(found["dropped"].list.allSatisfy { $0["reason"]["zh"].text?.isEmpty == false })
        #expect(try list("A1-W") == found, "computed when asked for, the same each time")
    }

    @Test("R24 a chosen alternative becomes the case's route with its permits, and its stub is held")
    func chosen() throws {
        try city.file("A1,2026-11-02,Jane,resident,far,water,,,")
        #expect(try kinds("A1-W").contains("GREEN_OCCUPY"))
        let held = try #require(try list("A1-W")["present"]["from"]["feature"].text)
        let line = try #require(
            try list("A1-W")["routes"].list.first { $0["name"].text == "no_green" }?["line_sha256"].text)
        let document = try choose("A1-W", "no_green", expecting: String(line.prefix(8)))
        #expect(document["route"]["regime"].text == "no_green")
        #expect(try !kinds("A1-W").contains("GREEN_OCCUPY"))
        let after = try list("A1-W")
        #expect(after["routes"].list.first { $0["chosen"].bool == true }?["name"].text == "no_green")
        let now = try #require(after["present"]["from"]["feature"].text)
        #expect(try stub(now)["case"].text == "A1-W")
        if now != held { #expect(try stub(held)["state"].text == "free") }
        // Back again: what it held is held by nobody, what it takes is.
        _ = try choose("A1-W", "cheapest")
        #expect(try stub(held)["case"].text == "A1-W")
        if now != held { #expect(try stub(now)["state"].text == "free") }
        #expect(try kinds("A1-W").contains("GREEN_OCCUPY"))
    }

    @Test("R24 choosing frees the stub of a route drawn before")
    func frees() throws {
        try city.file("A1,2026-11-02,Jane,resident,far,water,,,")
        let first = try #require(try list("A1-W")["present"]["from"]["feature"].text)
        let (other, y) = first == "water-far" ? ("water-far-2", 30.0) : ("water-far", 20.0)
        let project = try city.open()
        _ = try project.chooseRoute(
            "A1-W", line: try city.line([(875, y), (900, y)]), effective: try #require(Day("2026-11-03")))
        try project.close()
        #expect(try stub(other)["case"].text == "A1-W" && stub(first)["state"].text == "free")
        let present = try list("A1-W")["present"]
        #expect(present["regime"].text == "drawn" && present["listed"].bool == false)
        let drawn = try explain("A1-W")
        #expect(drawn["route"]["regime"].text == "drawn" && drawn["notes"].list.count == 1)
        #expect(drawn["route"]["lower_bound"] == .null && (drawn["route"]["cost"].number ?? 0) > 0)
        _ = try choose("A1-W", "cheapest")
        #expect(try stub(other)["state"].text == "free" && stub(first)["case"].text == "A1-W")
    }

    @Test("what is no route, changed since, or not open in the case's state is refused and changes nothing")
    func refused() throws {
        try city.file("A1,2026-11-02,Jane,resident,far,water,,,")
        let before = try city.detail("A1-W")
        #expect(refusal { _ = try choose("A1-W", "no_gren") } == "RTE-313")
        #expect(refusal { _ = try choose("A1-W", "trenchless") } == "RTE-313")
        #expect(refusal { _ = try choose("A1-W", "no_green", expecting: "00000000") } == "RTE-314")
        #expect(try city.detail("A1-W") == before)
        try city.run(.withdraw(reason: "sold"), "A1-W", on: "2026-11-05")
        #expect(refusal { _ = try choose("A1-W", "no_green") }?.hasPrefix("CAS-1") == true)
        #expect(refusal { _ = try explain("A2-W") }?.hasPrefix("CAS-1") == true)
    }

    @Test("the explanation of a case's route adds up, and names its stub")
    func explanation() throws {
        try city.file("A1,2026-11-02,Jane,resident,far,water,,,")
        let found = try explain("A1-W")
        let route = found["route"]
        #expect(found["schema"].text == "outerline.route-explain/1" && route["name"].text == "cheapest")
        let costs = route["breakdown"]
        // 15 m of open ground, 10 m of green with its entry, and the stub.
        #expect(abs((route["cost"].number ?? 0) - (15 * 450 + 10 * 650 + 1500 + 500)) < 5)
        #expect(abs((costs["total"].number ?? 0) - (route["cost"].number ?? 0)) < 1e-3)
        #expect(costs["connection"].number == 500 && costs["fixed"].number == 2000)
        let green = costs["by_feature"].list.first { $0["layer"].text == "greens" }
        #expect(green?["name"].text == "滨河公园" && green?["entries"].number == 1)
        #expect(route["permits"].list.map(\.text).contains("GREEN_OCCUPY"))
    }
}
