import Coordinator
import Ledger
import PermitPolicy
import Vocabulary
import WorkCalendar

/// Somebody changed the case between the page and the form.
public struct CaseConflict: Error, Sendable {
    /// `WEB-607`.
    public var problem: Problem
    /// What was recorded meanwhile: what, by whom, when.
    public var changes: [CaseDetailDocument.HistoryEntry]
    /// How many events the case has now.
    public var version: Int
}

extension Project {
    /// Every step of a case as a form: those that are possible today, and those that are not with the reason.
    ///
    /// - Throws: ``Problem`` `CAS-101`.
    public func steps(of id: String) throws -> CaseSteps { try steps(of: try existing(id)) }

    func steps(of state: CaseState) throws -> CaseSteps {
        var scene = try scene(state)
        var permits: [PermitID: [StepForm]] = [:]
        for permit in state.permits {
            scene.permit = permit
            permits[permit.id] = try StepKind.all.filter(\.isOfPermit).map { try form($0, scene) }
        }
        scene.permit = nil
        let forms = try StepKind.all.filter { !$0.isOfPermit }.map { try form($0, scene) }
        return CaseSteps(version: state.version, forms: forms, permits: permits)
    }

    /// One step of a case as a form.
    ///
    /// - Throws: ``Problem`` `CAS-101`, `WEB-606` for a step there is none of, `CLI-111` for an unknown permit.
    public func stepForm(
        _ name: String, of id: String, permit: String?
    ) throws -> (form: StepForm, version: Int) {
        let state = try existing(id)
        var scene = try scene(state)
        let kind = try step(name)
        scene.permit = try self.permit(permit, for: kind, of: state)
        return (try form(kind, scene), state.version)
    }

    /// Takes a step with what was entered in its form.
    ///
    /// - Parameters:
    ///   - seen: how many events the case had when the form was made; nil takes it as it is.
    ///   - values: by name of the field, and `on`, the day it happened; without one it is the day of the desk.
    /// - Throws: ``Problems`` with every faulty value, ``Problem`` if the case refuses, ``CaseConflict`` if it has
    ///   changed since.
    @discardableResult
    public func take(
        _ name: String, on id: String, permit: String? = nil, seen: Int? = nil, values: [String: String]
    ) throws -> CaseDocument {
        let state = try existing(id)
        let kind = try step(name)
        let permit = try self.permit(permit, for: kind, of: state)
        try requireUnchanged(state, since: seen)
        var entered = StepValues(values.merging(["on": values["on"] ?? ""]) { $1 })
        let day = entered.optional("on") == nil ? desk.today : entered.day("on") ?? desk.today
        var read = StepValues(values.merging(["on": "\(day)"]) { $1 })
        let action = kind.action(&read, permit?.id)
        var problems = entered.problems
        problems.add(read.problems)
        try problems.throwIfAny()
        guard let action else {
            throw Problem(
                .formInvalid, "the form of step '\(name)' lacks a value", help: "fill in all fields")
        }
        do {
            return try take(action, on: id, day)
        } catch let problem as Problem where problem.code == ErrorCode.streamConflict.id {
            try requireUnchanged(try existing(id), since: state.version)
            throw problem
        }
    }

    private func take(_ action: StepAction, on id: String, _ day: Day) throws -> CaseDocument {
        switch action {
        case .command(let command): try run(command, on: id, effective: day)
        case .accept(let pending): try accept(id, pending: pending, on: day)
        case .inform(let content): try inform(id, content: content, on: day)
        case .charge(let fee): try charge(fee, to: id, on: day)
        case .state(let facts, let evidence):
            try stateFacts(id, facts, evidence: evidence, effective: day)
        case .choose(let name, let diameter):
            try chooseRoute(id, named: name, diameter: diameter, effective: day)
        case .chooseDrawn(let line, let diameter):
            try chooseRoute(id, drawn: line, diameter: diameter, effective: day)
        case .asBuilt(let line): try recordAsBuilt(id, drawn: line, effective: day)
        case .paper(let kind, let permit): try issuePaper(kind, of: id, permit: permit, on: day)
        }
    }

    // MARK: - Parts

    private func step(_ name: String) throws -> StepKind {
        if let kind = StepKind.named(name) { return kind }
        let near = nearestWord(to: name, among: StepKind.all.map(\.name))
        throw Problem(
            .noSuchPage, "there is no step '\(name)'", help: near.map { "did you mean '\($0)'?" })
    }

    private func permit(_ id: String?, for kind: StepKind, of state: CaseState) throws -> PermitState? {
        guard kind.isOfPermit else { return nil }
        guard let permit = id.flatMap({ PermitID($0) }).flatMap(state.permit) else {
            throw Problem(
                .noPermitsGiven, "case '\(state.id)' has no permit '\(id ?? "")'",
                help: "its page lists its permits")
        }
        return permit
    }

    private func scene(_ state: CaseState) throws -> StepScene {
        StepScene(
            state: state, permit: nil, today: desk.today, pack: try pack(),
            materials: try materials(of: state),
            representatives: try representatives())
    }

    /// The form with its fields; what the case refuses on its day, whatever is entered, it refuses here.
    private func form(_ kind: StepKind, _ scene: StepScene) throws -> StepForm {
        var fields = kind.fields(scene)
        var refusal = try refusal(of: kind, fields, scene)
        // Choices that would be refused are left out, unless all of them are: then the reason is told.
        for (place, field) in fields.enumerated() {
            guard case .choice(let choices) = field.input else { continue }
            if choices.isEmpty {
                refusal = refusal ?? Self.nothingToChoose(kind, field)
                continue
            }
            guard field.isProbed else { continue }
            let legal = try choices.filter { choice in
                var chosen = fields
                chosen[place].initial = choice.value
                return try self.refusal(of: kind, chosen, scene) == nil
            }
            if legal.isEmpty { continue }
            fields[place].input = .choice(legal)
            if let initial = field.initial, !legal.contains(where: { $0.value == initial }) {
                fields[place].initial = nil
            }
            refusal = nil
        }
        return StepForm(kind: kind, permit: scene.permit?.id, fields: fields, refusal: refusal)
    }

    private static func nothingToChoose(_ kind: StepKind, _ field: StepField) -> Problem {
        Problem(.stepNotOpen, "there is no \(field.wording.en) to choose", at: .init(field: field.name))
    }

    /// Tries the step with sample values; nothing is recorded.
    private func refusal(of kind: StepKind, _ fields: [StepField], _ scene: StepScene) throws -> Problem? {
        let samples = fields.map { ($0.name, $0.sample(scene.today)) } + [("on", "\(scene.today)")]
        var values = StepValues(Dictionary(samples, uniquingKeysWith: { first, _ in first }))
        guard let action = kind.action(&values, scene.permit?.id), values.problems.isEmpty else { return nil }
        guard let command = action.asked(scene.state) else { return Self.refusal(ofDeciding: scene.state) }
        let stubs = try scene.state.stubs(for: command).map(ledger.stub)
        do {
            _ = try scene.state.decide(command, on: scene.today, stubs: stubs, desk.context)
            return nil
        } catch {
            return error
        }
    }

    /// Whether a route may be chosen in the stage the case is in.
    private static func refusal(ofDeciding state: CaseState) -> Problem? {
        if ConnectionStep.machine.row(.decide, from: state.stage) != nil { return nil }
        let stages = ConnectionStep.machine.sources(of: .decide).map(\.rawValue).joined(separator: ", ")
        return Problem(
            .stepNotOpen, "case '\(state.id)' is in stage '\(state.stage.rawValue)'",
            help: "it is possible in: \(stages)")
    }

    private func requireUnchanged(_ state: CaseState, since seen: Int?) throws {
        // A version the case never had is none either: the project may be an older copy.
        guard let seen, seen != state.version else { return }
        let entries = try ledger.entries(of: .connection(state.id)).dropFirst(max(0, seen))
        throw CaseConflict(
            problem: Problem(
                .caseChanged, "case '\(state.id)' changed while the form was being filled in",
                help: "look at what changed, and send the form again if it still holds"),
            changes: entries.map(CaseDetailDocument.HistoryEntry.init), version: state.version)
    }
}
