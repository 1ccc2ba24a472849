import Configuration
import PermitPolicy
import Testing
import Vocabulary

@Suite("No-dig periods")
struct MoratoriumTests {
    @Test(
        "five years from opening, three from major repair, the corresponding day still barred",
        arguments: [
            ("2021-06-01", nil, "2026-06-01", "BARRED", "2026-06-01"),
            ("2021-06-01", nil, "2026-06-02", "FREE", nil),
            ("2000-01-01", "2023-06-01", "2026-06-01", "BARRED", "2026-06-01"),
            ("2000-01-01", "2023-06-01", "2026-06-02", "FREE", nil),
            ("2024-02-29", nil, "2029-02-28", "BARRED", "2029-02-28"),
            ("2024-02-29", nil, "2029-03-01", "FREE", nil),
            // The longer ban counts.
            ("2023-01-01", "2025-01-01", "2026-06-01", "BARRED", "2028-01-01"),
            // Without an opening date only an old enough repair, or a running ban, settles it.
            (nil, nil, "2026-06-01", "UNKNOWN", nil),
            (nil, "2025-01-01", "2026-06-01", "BARRED", "2028-01-01"),
            (nil, "2022-01-01", "2026-06-01", "UNKNOWN", nil),
            (nil, "2021-05-31", "2026-06-01", "FREE", nil),
        ] as [(String?, String?, String, String, String?)])
    func periods(opened: String?, repaired: String?, today: String, status: String, until: String?) throws {
        let decision = try yantai().moratorium(
            features: ["R-1"], openedOn: opened.map(day), repairedOn: repaired.map(day), on: day(today))
        #expect(decision.status.rawValue == status)
        #expect(decision.barredUntil == (try until.map(day)))
        if status == "UNKNOWN" { #expect(decision.missing == ["roads.opened_on"]) }
        #expect(decision.basis.contains { $0.article == "art. 33" })
    }

    @Test(
        "a barred road brings the government's approval and a finding, a road without date only the finding")
    func permits() throws {
        let pack = try yantai()
        let barred = try pack.decide(
            route(touches: [road(openedOn: day("2025-01-01"))]), on: day("2026-11-22"))
        let approval = try barred.permit(.moratorium)
        #expect(approval.authority.role == "government" && approval.statutoryDays == nil)
        #expect(approval.triggers.first?.features == ["R-1"])
        #expect(barred.findings.contains { $0.code == "POL-203" && $0.subjects == ["R-1"] })

        let unknown = try pack.decide(route(touches: [road(openedOn: nil)]), on: day("2026-11-22"))
        #expect(!unknown.kinds.contains("MORATORIUM"))
        #expect(unknown.moratoria.map(\.status) == [.unknown])
        #expect(unknown.findings.contains { $0.code == "POL-202" })
    }

    @Test("a road touched twice is decided once; dug once it is dug")
    func twice() throws {
        let touches = [
            road(method: .trenchless, openedOn: try day("2025-01-01"), from: 0, to: 5),
            road(openedOn: try day("2025-01-01"), from: 10, to: 25),
        ]
        let decision = try yantai().decide(route(touches: touches), on: day("2026-11-22"))
        #expect(decision.moratoria.map(\.status) == [.barred])
        #expect(try decision.permit(.moratorium).triggers.map(\.fromM) == [10])
    }
}
