import Configuration
import PermitPolicy
import Testing
import Vocabulary

@Suite("Each shipped pack, by cases of its own")
struct CityCaseTests {
    @Test("what the pack says of the facts", arguments: try CityCase.all())
    func decides(given: CityCase) throws {
        let decision = try PolicyPack.load(given.pack).decide(
            given.routeFacts(), on: day(given.on ?? "2026-11-22"))
        let expected = given.expect
        func equal<Value: Equatable>(_ wanted: Value?, _ found: @autoclosure () throws -> Value) rethrows {
            if let wanted { #expect(try found() == wanted) }
        }
        func kinds(_ verdict: PermitRequirement.Verdict) -> [String] {
            decision.permits.filter { $0.verdict == verdict }.map(\.kind.rawValue)
        }
        equal(expected.class, decision.promise.classID)
        equal(expected.budget, decision.promise.budgetDays.map { "\($0)" } ?? "none")
        equal(expected.stages, decision.promise.stages.map(\.id))
        equal(expected.permits, kinds(.required))
        equal(expected.review, kinds(.review))
        equal(expected.exempt, kinds(.exempt))
        equal(expected.moratorium, decision.moratoria.map(\.status.rawValue))
        equal(expected.seasons, decision.seasons.map(\.status.rawValue))
        equal(expected.planned, decision.digPlan?.needed ?? false)
        equal(expected.needsReview, decision.permits.filter(\.review).map(\.kind.rawValue))
        if expected.unknown?.isEmpty == true { #expect(decision.undecided.map(\.kind) == []) }
        for (kind, missing) in expected.unknown ?? [:] {
            #expect(decision.undecided.first { $0.kind.rawValue == kind }?.missing == missing, "\(kind)")
        }
        for (kind, effect) in expected.effect ?? [:] {
            #expect(try (decision.permit(PermitKind(kind)).effect ?? .normal) == effect, "\(kind)")
        }
        for (kind, days) in expected.promised ?? [:] {
            #expect(try decision.permit(PermitKind(kind)).promisedDays?.days == days, "\(kind)")
        }
        for (kind, authority) in expected.authority ?? [:] {
            #expect(try decision.permit(PermitKind(kind)).authority.id == authority, "\(kind)")
        }
        for (kind, duties) in expected.duties ?? [:] {
            #expect(Set(try decision.permit(PermitKind(kind)).duties.map(\.id)) == Set(duties), "\(kind)")
        }
    }

    @Test("every shipped pack has cases, and every case a pack")
    func complete() throws {
        #expect(Set(try CityCase.all().map(\.pack)) == Set(PolicyPack.shippedNames()))
    }

    @Test("all eighteen permits and consents stand in the national base, each with a source")
    func eighteen() throws {
        let pack = try PolicyPack.load("national")
        #expect(
            Set(pack.permits.map(\.kind.rawValue)) == [
                "PLAN", "ROAD_DIG", "ROAD_OCCUPY", "ROAD_ATTACH", "BRIDGE", "TRAFFIC", "GREEN_OCCUPY", "TREE",
                "HIGHWAY", "RIVER", "RAIL", "HERITAGE", "BUILD", "GAS_REVIEW", "OTHER_LINE", "NIGHT",
                "MORATORIUM", "TEMP_LAND",
            ])
        #expect(pack.permits.allSatisfy { !$0.basis.isEmpty && !$0.triggers.isEmpty })
        // Each of them keeps the works from starting, itself or by way of another.
        var before: Set<PermitKind> = [.start]
        for _ in pack.permits {
            before.formUnion(pack.dependencies.filter { before.contains($0.after) }.map(\.before))
        }
        #expect(before.isSuperset(of: pack.permits.map(\.kind)))
    }
}
