import CityModel
import Geometry
import Reports
import RouteSurvey
import Testing
import Vocabulary

@testable import Outerline

/// The clearance table held against what lies beside a straight route of 100 m to the north.
struct ClearanceCheckerTests {
    private static let line = [RegimeCity.corner, RegimeCity.corner + Vector(0, 100)]

    /// Rules with round numbers, one of each kind of evidence.
    private static let table = ClearanceTable(
        horizontalSource: "H", verticalSource: "V", evidence: [:],
        horizontal: [
            .init("water_le200", "sewer"): .init(metres: 1, evidence: [], level: .verifiedLaw),
            .init("water_le200", "tree"): .init(metres: 1.5, evidence: [], level: .unverified),
            .init("water_le200", "gas_low"): .init(metres: nil, evidence: [], level: .verifiedLaw),
        ],
        vertical: [.init("water", "sewer"): .init(metres: 0.4, evidence: [], level: .verifiedLaw)])

    private func checks(_ city: RegimeCity, dn: Double = 200) throws -> [RouteReport.ClearanceCheck] {
        let checker = ClearanceChecker(
            table: Self.table, utility: .water, diameter: (dn, false), pressure: nil, joined: ["joined"])
        let desk = try city.desk(today: #require(Day(2026, 11, 20)))
        return try checker.clearances(of: Self.line, desk.city, desk.system).checks
    }

    private func line(_ x: Double) -> Shape {
        .line([RegimeCity.corner + Vector(x, 10), RegimeCity.corner + Vector(x, 90)])
    }

    @Test(
        "A parallel line is measured from outer wall to outer wall: 1 m asked, DN200 here, DN400 there",
        arguments: [(1.31, Verdict.pass), (1.29, .fail)])
    func parallel(axis: Double, verdict: Verdict) throws {
        var city = RegimeCity()
        city.add(
            .lines, "s", line(axis), values: ["kind": .text("sewer"), "dn_mm": .real(400)])
        let check = try #require(try checks(city).first)
        #expect(check.verdict == verdict && check.required == 1 && check.direction == .horizontal)
        #expect(abs((check.measured ?? 0) - (axis - 0.3)) < 1e-6)
    }

    @Test("Without a diameter there is no answer near the limit, and one far from it or beyond it")
    func unknownDiameter() throws {
        for (axis, verdict, missing) in [
            (1.2, Verdict.unknown, ["dn_mm"]), (1.05, .fail, []), (1.7, .pass, []),
        ] as [(Double, Verdict, [String])] {
            var city = RegimeCity()
            city.add(.lines, "s", line(axis), ["kind": "sewer"])
            let check = try #require(try checks(city).first)
            #expect(check.verdict == verdict && check.missing == missing, "\(axis)")
        }
    }

    @Test("A rule nobody verified asks for a review, kept or not; a dash of the table exempts")
    func reviewAndExempt() throws {
        var city = RegimeCity()
        city.add(.trees, "t1", .points([RegimeCity.corner + Vector(1, 20)]))
        city.add(.trees, "t2", .points([RegimeCity.corner + Vector(3, 40)]))
        city.add(
            .lines, "g", line(0.5), ["kind": "gas", "pressure": "low", "dn_mm": "x"])
        let checks = try checks(city)
        #expect(checks.filter { $0.layer == .trees }.map(\.verdict) == [.review, .review])
        #expect(checks.first { $0.feature == "g" }?.verdict == .exempt)
    }

    @Test("What the table cannot name for want of an attribute is UNKNOWN and says which")
    func missingAttribute() throws {
        var city = RegimeCity()
        city.add(.lines, "p", line(2), ["kind": "power"])
        city.add(.lines, "o", line(1), ["kind": "power", "laying": "overhead"])
        let checks = try checks(city)
        #expect(checks.map(\.feature) == ["p"], "what hangs in the air keeps no distance in the ground")
        #expect(checks.first?.verdict == .unknown && checks.first?.missing == ["laying"])
    }

    @Test("A crossed line is held against the vertical rule, which needs levels; the joined main is not")
    func crossing() throws {
        var city = RegimeCity()
        let across = Shape.line([RegimeCity.corner + Vector(-20, 50), RegimeCity.corner + Vector(20, 50)])
        city.add(.lines, "s", across, ["kind": "sewer"])
        city.add(.mains, "joined", line(0), ["utility": "water"])
        let checks = try checks(city)
        let check = try #require(checks.first { $0.feature == "s" })
        #expect(check.direction == .vertical && check.required == 0.4 && check.measured == nil)
        #expect(check.verdict == .unknown && check.missing == ["design_depth", "cover_m"])
        #expect(abs(check.chainage - 50) < 1e-6 && !checks.contains { $0.feature == "joined" })
    }

    @Test("Every shortfall is listed, and of what keeps its distance the nearest of a kind")
    func shown() throws {
        var city = RegimeCity()
        for (id, x) in [("a", 0.5), ("b", 1.0), ("c", 3.0), ("d", 2.5)] {
            city.add(.lines, id, line(x), values: ["kind": .text("sewer"), "dn_mm": .real(200)])
        }
        #expect(try Set(checks(city).map(\.feature)) == ["a", "b", "d"])
    }
}
