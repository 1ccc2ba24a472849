import Configuration
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@Suite("Promise classes of yantai-2020")
struct PromiseTests {
    private func decide(_ facts: RouteFacts) throws -> PromiseDecision {
        try yantai().decide(facts, on: day("2026-11-22")).promise
    }

    @Test(
        "R19 the limit of 20 m decides on the unrounded length, REVIEW stands beside the class",
        arguments: [
            (19.94, "two-stage", false), (19.95, "two-stage", true), (20.000, "two-stage", true),
            (20.0000000001, "two-stage", true), (20.0001, "two-stage", true), (20.0002, "three-stage", true),
            (20.001, "three-stage", true), (20.01, "three-stage", true), (20.05, "three-stage", true),
            (20.06, "three-stage", true),
        ])
    func boundary(length: Double, classID: String, review: Bool) throws {
        let promise = try decide(route(length))
        #expect(promise.classID == classID)
        #expect(promise.review == review)
        #expect(promise.budgetDays == (classID == "two-stage" ? 2 : 3))
        let near = abs(length - 20) < 0.0502
        #expect(promise.codes.contains("within_accuracy") == near)
        #expect(promise.codes.contains("direct_over_limit") == (classID == "three-stage"))
    }

    @Test("a given survey accuracy replaces the pack's assumption")
    func accuracy() throws {
        var facts = route(19.8)
        #expect(try !decide(facts).review)
        facts.lengthAccuracyM = 0.2
        #expect(try decide(facts).review)
        facts.lengthAccuracyM = 0.01
        facts.groundLengthM = 19.95
        #expect(try !decide(facts).review)
    }

    @Test("the ground length decides, not the grid length")
    func ground() throws {
        var facts = route(20.2)
        facts.gridLengthM = 19.8
        #expect(try decide(facts).classID == "three-stage")
    }

    @Test("R06 a direct connection without an outer line, or up to 20 m, has two stages and no scheme")
    func direct() throws {
        // Served by a main, no stub in sight: nothing is built, and that is enough.
        var served = route(0, direct: false)
        served.plotServed = true
        let none = try decide(served)
        #expect(none.stages.map(\.id) == ["acceptance", "valve_opening"] && none.budgetDays == 2)
        for facts in [route(12), noOuterLine()] {
            for utility in Utility.allCases {
                var facts = facts
                facts.utility = utility
                let promise = try decide(facts)
                #expect(promise.stages.map(\.title.zh) == ["申请受理", "开阀供能"])
                #expect(promise.directConnect.answer == .yes)
            }
        }
    }

    @Test("R06 a direct connection over 20 m gets the pack's reading and a review mark")
    func directOverLimit() throws {
        let promise = try decide(route(60))
        #expect(promise.classID == "three-stage" && promise.review && promise.verdict == .pass)
        #expect(promise.reasons.first?.code == "direct_over_limit")
        #expect(promise.reasons.first?.text.en.contains("not in the policy") == true)
        #expect(promise.reasons.first?.source?.level == .assumption)
    }

    @Test("R07 R20 an outer line that is no direct connection has three stages and 3 days, however short")
    func outerLine() throws {
        for length in [5.0, 20, 200] {
            let promise = try decide(route(length, utility: .gas, direct: false))
            #expect(promise.stages.map(\.title.zh) == ["申请受理", "确定方案", "开阀供能"])
            #expect(promise.budgetDays == 3 && !promise.review && promise.verdict == .pass)
            #expect(promise.reasons.contains { $0.code == "budget" && $0.source?.article == "二(一)4" })
        }
    }

    @Test("R22 heat has no limit in the policy")
    func heat() throws {
        for (length, stages) in [(12.0, 2), (60, 3)] {
            let promise = try decide(route(length, utility: .heat))
            #expect(promise.stages.count == stages)
            #expect(promise.budgetDays == nil)
            #expect(promise.budgetText.en == "no limit given in the policy")
            #expect(promise.codes.contains("no_limit") && !promise.codes.contains("budget"))
        }
    }

    @Test("a stub of unknown capacity gives UNKNOWN, names the attribute and takes the longer class")
    func unknown() throws {
        var facts = route(12)
        facts.source?.capacityKnown = nil
        let promise = try decide(facts)
        #expect(promise.classID == "three-stage" && promise.verdict == .unknown && promise.review)
        #expect(promise.missing == ["stubs.capacity"])
        facts.groundLengthM = 60
        let long = try decide(facts)
        #expect(long.classID == "three-stage" && long.verdict == .pass && long.review)
        #expect(long.missing == ["stubs.capacity"])
        facts.source?.isFree = false
        #expect(try decide(facts).verdict == .pass)
        #expect(try decide(facts).directConnect.answer == .no)
    }

    @Test("a recorded override answers for the conditions, the latest one")
    func override() throws {
        var facts = route(12, direct: false)
        facts.overrides = [
            OverrideRecord(
                field: "direct_connect", value: true, by: "王工", on: try day("2026-03-02"), reason: "现场确认"),
            OverrideRecord(
                field: "direct_connect", value: false, by: "李工", on: try day("2026-03-01"), reason: "图纸不清"),
        ]
        let promise = try decide(facts)
        #expect(promise.classID == "two-stage")
        #expect(promise.directConnect.override?.by == "王工")
        #expect(promise.directConnect.reason.en.contains("王工"))
    }

    @Test("R27 nothing outside the red line: no outer line, no permits, with the reason")
    func notNeeded() throws {
        var facts = noOuterLine()
        var decision = try yantai().decide(facts, on: day("2026-11-22"))
        #expect(!decision.outerLine.needed && decision.permits.isEmpty && decision.undecided.isEmpty)
        #expect(decision.promise.classID == "two-stage" && decision.promise.budgetDays == 2)
        facts.userAsksOuterLine = true
        facts.groundLengthM = 30
        decision = try yantai().decide(facts, on: day("2026-11-22"))
        #expect(decision.outerLine.needed && decision.outerLine.reason.en.contains("at the user's request"))
        #expect(decision.kinds.contains("ROAD_DIG"))
    }

    @Test("R21 the causes that stop the clock are the pack's")
    func stopCauses() throws {
        let promise = try decide(route(12))
        #expect(promise.stopCauses.contains(.design) && promise.stopCauses.contains(.construction))
        #expect(promise.stopCauses.contains(.governmentApproval))
    }

    private func noOuterLine() -> RouteFacts {
        var facts = route(0, touches: [road()])
        facts.plotServed = true
        return facts
    }
}
