import Coordinator
import Foundation
import PermitPolicy
import Testing

@Suite("State machines")
struct StateMachineTests {
    @Test("the documentation is the table: regenerate it with 'make states'")
    func documentation() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Documentation/StateMachines.md")
        #expect(try String(contentsOf: file, encoding: .utf8) == StateMachines.markdown)
    }

    @Test("every state can be reached, every step and guard is used, no step has two rows in one state")
    func sound() {
        check(ConnectionStep.machine)
        check(EarlyStep.machine)
        check(PermitStep.machine)
        let used =
            ConnectionStep.machine.rows.flatMap(\.guards) + EarlyStep.machine.rows.flatMap(\.guards)
            + PermitStep.machine.rows.flatMap(\.guards)
        #expect(Set(used) == Set(Guard.allCases))
    }

    private func check<State, Step>(_ machine: StateMachine<State, Step>) {
        var reached = Set(machine.starts)
        for _ in State.allCases {
            for row in machine.rows where !reached.isDisjoint(with: row.from) { reached.formUnion(row.to) }
        }
        #expect(reached == Set(State.allCases))
        #expect(Set(machine.rows.map(\.step)) == Set(Step.allCases))
        for step in Step.allCases {
            for state in State.allCases {
                #expect(machine.rows.filter { $0.step == step && $0.from.contains(state) }.count <= 1)
            }
        }
        for word in State.allCases.map(\.wording) + Step.allCases.map(\.wording) {
            #expect(!word.zh.isEmpty && !word.en.isEmpty)
        }
    }

    @Test(
        "the laws stand in the tables: R30 before submitting and building, R43 before the valve, R32 for holders"
    )
    func laws() throws {
        let submit = PermitStep.machine.rows.filter { $0.step == .submit }
        #expect(!submit.isEmpty && submit.allSatisfy { $0.guards.contains(.interfaceTold) })
        let build = EarlyStep.machine.rows.filter { $0.step == .build || $0.step == .obtainPermits }
        #expect(build.count == 2 && build.allSatisfy { $0.guards.contains(.interfaceTold) })
        let valve = try #require(ConnectionStep.machine.rows.first { $0.to == [.supplied] })
        #expect(valve.step == .openValve && valve.guards.contains(.conditionsMet))
        #expect(ConnectionStep.machine.ends == [.supplied, .withdrawn, .repaired])
        #expect(PermitStep.machine.sources(of: .grant) == [.accepted])
        let assign = PermitStep.machine.rows.filter { $0.step == .assign }
        #expect(assign.allSatisfy { $0.guards == [.franchiseUtilityOnly] })
    }

    @Test("the picture draws each move once, with the steps that make it")
    func picture() {
        let lines = PermitStep.machine.mermaid.split(separator: "\n").map(String.init)
        #expect(lines.first == "stateDiagram-v2")
        #expect(lines.contains("    [*] --> required"))
        #expect(lines.contains("    accepted --> granted: grant"))
        #expect(lines.contains("    granted --> expired: validity_ends"))
        #expect(
            lines.contains(
                "    granted --> change_required: require_change, route_changed, leaves_corridor, route_withdrawn"
            ))
        #expect(!lines.contains { $0.contains("submitted --> granted") })
    }
}
