import PermitPolicy
import Vocabulary
import WorkCalendar

/// A command with all it is decided on.
struct Attempt {
    var command: CaseCommand
    var day: Day
    var stubs: [StubState]
    var context: CommandContext

    /// A stub as it was read; one nobody has touched yet is free.
    func stub(_ name: String) -> StubState { stubs.first { $0.id == name } ?? StubState(id: name) }
}

extension CaseState {
    /// Checks a command against the state machines: first whether its step is legal here, then every guard of the row.
    func requireLegal(_ attempt: Attempt) throws(Problem) {
        let command = attempt.command
        guard let row = ConnectionStep.machine.row(command.step, from: stage) else {
            throw refusal(of: command)
        }
        if let step = command.earlyStep {
            guard let row = EarlyStep.machine.row(step, from: earlyStage) else {
                throw earlyRefusal(of: command, step)
            }
            for guardName in row.guards { try require(guardName, attempt) }
        }
        if let (id, step) = command.permitStep {
            let permit = try known(id)
            let stage = permit.stage(on: attempt.day)
            guard let row = PermitStep.machine.row(step, from: stage) else {
                throw permitRefusal(permit, stage, step)
            }
            for guardName in row.guards { try require(guardName, attempt) }
        }
        for guardName in row.guards { try require(guardName, attempt) }
    }

    // MARK: - Refusals

    /// Why a step is not legal in this stage, and what would make it so.
    private func refusal(of command: CaseCommand) -> Problem {
        if let withdrawnOn {
            return Problem(
                .stepNotOpen, "case '\(id)' was withdrawn on \(withdrawnOn)", help: "file a new application")
        }
        if let valveOpenedOn {
            return Problem(
                .stepNotOpen,
                "the valve of case '\(id)' was opened on \(valveOpenedOn): the connection is done",
                help:
                    "only service, documents, corrections of stops, validity and closing of permits are recorded after that"
            )
        }
        switch command.step {
        case .accept: return acceptRefusal
        case .openValve where emergency == nil: return valveBlocked()
        case .confirmScheme where acceptedOn != nil: return schemeRefusal
        default: break
        }
        let sources = ConnectionStep.machine.sources(of: command.step)
        let stages = sources.map(\.rawValue).joined(separator: ", ")
        let needsAcceptance = acceptedOn == nil && emergency == nil && sources.allSatisfy { $0 > .filed }
        let how = application == nil ? "file the user's application first" : "accept the case first"
        return Problem(
            .stepNotOpen,
            "case '\(id)' is in stage '\(stage.rawValue)': it is not possible to \(command.step.wording.en)",
            help: needsAcceptance ? how : "it is possible in: \(stages)")
    }

    private var acceptRefusal: Problem {
        if let acceptedOn {
            return Problem(.stepRepeated, "case '\(id)' was accepted on \(acceptedOn)")
        }
        return Problem(
            .stepNotOpen, "nobody has applied in case '\(id)' yet",
            help: "file the application that names '\(id.intake)' as its pre-construction project")
    }

    private var schemeRefusal: Problem {
        if let schemeConfirmedOn {
            return Problem(.stepRepeated, "the scheme of case '\(id)' was confirmed on \(schemeConfirmedOn)")
        }
        return Problem(
            .stepNotOpen, "class '\(decision?.promise.classID ?? "")' of case '\(id)' has no scheme step",
            help: "it goes from acceptance to valve opening")
    }

    private func earlyRefusal(of command: CaseCommand, _ step: EarlyStep) -> Problem {
        guard case .recordTask(let task, _) = command else {
            return Problem(.stepNotOpen, "case '\(id)' is '\(earlyStage.rawValue)'")
        }
        if let done = tasks[task] {
            return Problem(.stepRepeated, "task '\(task.rawValue)' was recorded on \(done)")
        }
        let before = EarlyTask.allCases.last { $0 < task && tasks[$0] == nil }
        let open = EarlyTask.allCases.first { $0 < task && tasks[$0] == nil } ?? before ?? task
        return Problem(
            .taskOutOfOrder, "task '\(task.rawValue)' follows '\(open.rawValue)', which is not recorded",
            help: "record '\(open.rawValue)' first")
    }

    private func permitRefusal(_ permit: PermitState, _ stage: PermitStage, _ step: PermitStep) -> Problem {
        let from = PermitStep.machine.sources(of: step).map(\.rawValue).joined(separator: ", ")
        return Problem(
            .permitStepRefused, "permit '\(permit.id)' is \(stage.rawValue) and cannot be \(step.verb)",
            help: "it can be \(step.verb) when it is: \(from)")
    }
}
