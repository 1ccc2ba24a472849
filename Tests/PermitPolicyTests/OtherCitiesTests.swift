import Configuration
import PermitPolicy
import Testing
import Vocabulary

@Suite("Other cities are data")
struct OtherCitiesTests {
    private func decide(_ pack: String, _ facts: RouteFacts) throws -> PolicyDecision {
        try PolicyPack.load(pack).decide(facts, on: day("2026-11-22"))
    }

    /// 180 m of a 260 m line lie in the road.
    private var long: RouteFacts { route(260, touches: [road(from: 10, to: 190)]) }

    @Test(
        "each city measures something else",
        arguments: [
            ("yantai-2020", PermitKind.roadDig, nil, nil), ("xinmi-2022", .roadDig, .filing, 2),
            ("xinmi-2022", .plan, .filing, 2), ("zhoukou-2020", .plan, nil, 3),
            ("yicheng-2023", .roadDig, nil, nil), ("guangyuan-2021", .roadDig, .commitment, 0),
        ] as [(String, PermitKind, ThresholdEffect?, Int?)])
    func effects(pack: String, kind: PermitKind, effect: ThresholdEffect?, promised: Int?) throws {
        let permit = try decide(pack, long).permit(kind)
        #expect(permit.effect == effect)
        #expect(permit.promisedDays?.days == promised)
    }

    @Test("a provincial road on the line shuts Yicheng's commitment off")
    func excluded() throws {
        #expect(
            try decide("yicheng-2023", route(150, touches: [road()])).permit(.roadDig).effect == .commitment)
        let crossing = [road(), road("H", administration: .provincial, from: 30, to: 45)]
        #expect(try decide("yicheng-2023", route(150, touches: crossing)).permit(.roadDig).effect == nil)
    }

    @Test("Jinan bars a new road for ten years")
    func moratorium() throws {
        let opened = try day("2019-05-01")
        #expect(
            try decide("jinan-2015", route(touches: [road(openedOn: opened)])).moratoria.map(\.status) == [
                .barred
            ])
        #expect(
            try decide("national", route(touches: [road(openedOn: opened)])).moratoria.map(\.status) == [
                .free
            ])
    }

    @Test("Guangyuan promises water 5 days, and gas nothing; the national base promises nothing")
    func promises() throws {
        #expect(try decide("guangyuan-2021", route()).promise.budgetDays == 5)
        #expect(try decide("guangyuan-2021", route(utility: .gas)).promise.budgetDays == nil)
        let national = try decide("national", route()).promise
        #expect(national.classID == "no-promise" && national.budgetDays == nil && !national.review)
    }
}
