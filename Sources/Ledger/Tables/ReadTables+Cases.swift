import Coordinator
import GRDB
import PermitPolicy
import ProjectFile
import Vocabulary
import WorkCalendar

extension ReadTables {
    func write(_ state: ApplicationState) throws {
        guard let application = state.application else { return }
        let utilities = application.utilities.sorted().map(\.rawValue).joined(separator: ",")
        try upsert(
            .applications,
            [
                state.id.rawValue, application.applicant, application.userType.rawValue,
                application.filedOn.description, application.plot, utilities, application.installation,
                application.district, application.project, application.address, application.contact,
                application.contractor, application.preconstruction?.rawValue,
                state.cases.map(\.rawValue).joined(separator: ","),
            ])
    }

    func write(_ state: StubState) throws {
        try upsert(.stubUses, [state.id, state.use.word, state.use.caseID?.rawValue])
    }

    /// - Parameter lastOn: the last day on which an event of the case took effect.
    func write(_ state: CaseState, lastOn: Day) throws {
        guard state.exists else { return }
        try upsert(.cases, try caseValues(state, lastOn))
        for permit in state.permits { try upsert(.permits, try permitValues(permit, state)) }
        for stop in state.stops.stops {
            try upsert(
                .stops,
                [
                    "\(state.id)-\(stop.id)", state.id.rawValue, stop.cause.rawValue, stop.holder,
                    stop.startedOn.description, stop.resumedOn?.description, stop.evidence,
                ])
        }
        try writeWork(state, from: lastOn)
        try writeSpans(state)
        try writeRoute(state)
    }

    private func caseValues(
        _ state: CaseState, _ lastOn: Day
    ) throws -> [(any DatabaseValueConvertible)?] {
        let promise = state.decision?.promise
        let outerLine = state.decision?.outerLine
        let due = state.due(try calendar())
        let origin: [(any DatabaseValueConvertible)?] = [
            state.id.rawValue, state.application?.number.rawValue, state.parent.rawValue,
            state.utility.rawValue,
            state.plot, state.applicant, state.userType?.rawValue, state.district, state.project,
            state.record?.origin.rawValue ?? "application", state.stage.rawValue,
        ]
        let decision: [(any DatabaseValueConvertible)?] = [
            promise?.classID, promise?.stages.map(\.id).joined(separator: ","), promise?.budgetDays,
            promise?.review,
            outerLine?.needed, outerLine?.reason.en, outerLine?.reason.zh,
        ]
        let early: [(any DatabaseValueConvertible)?] = [
            text(state.openedOn), text(state.leadDue), state.notice?.rawValue, text(state.tasks[.contacted]),
            text(state.tasks[.needKnown]), text(state.interfaceToldOn), text(state.tasks[.design]),
            text(state.tasks[.permits]), text(state.tasks[.built]),
        ]
        let connection: [(any DatabaseValueConvertible)?] = [
            text(state.acceptedOn), state.acceptedPending, text(state.schemeConfirmedOn),
            text(state.conditions[.inPlotAccepted]), text(state.conditions[.equipmentInstalled]),
            text(state.valveOpenedOn), text(state.withdrawnOn), clockWord(state), text(due?.day),
            due?.provisional,
        ]
        let people: [(any DatabaseValueConvertible)?] = [
            state.company, state.company == nil ? state.companyOpenReason ?? "not_looked_up" : nil,
            state.representative, state.route?.groundLengthM,
            state.permits.filter { $0.stage != .closed }.count,
            state.permits.filter(\.isOpen).count,
        ]
        return origin + decision + early + connection + people + (try viewValues(state, lastOn))
    }

    /// `running`, `stopped`, `ended`, or nil before acceptance; by events, so an open stop is a stop.
    private func clockWord(_ state: CaseState) -> String? {
        guard state.acceptedOn != nil else { return nil }
        if state.valveOpenedOn != nil || state.withdrawnOn != nil { return "ended" }
        return state.stops.stops.contains { $0.resumedOn == nil } ? "stopped" : "running"
    }

    private func permitValues(
        _ permit: PermitState, _ state: CaseState
    ) throws -> [(any DatabaseValueConvertible)?] {
        let requirement = permit.requirement
        let due = permit.due(try calendar())
        let what: [(any DatabaseValueConvertible)?] = [
            permit.id.rawValue, state.id.rawValue, permit.id.kind.rawValue, requirement.title.en,
            requirement.title.zh, permit.stage.rawValue, requirement.verdict.rawValue, requirement.review,
            requirement.authority.id, requirement.authority.title.en, requirement.authority.title.zh,
            state.assignee(of: permit), requirement.basisText, requirement.triggerText,
            requirement.effect?.rawValue,
        ]
        let when: [(any DatabaseValueConvertible)?] = [
            permit.number, text(permit.requiredOn), text(permit.submittedOn), text(permit.acceptedOn),
            text(permit.decidedOn), permit.certificate, text(permit.validUntil), permit.refusal?.rawValue,
            permit.refusalNote, permit.changeReason, permit.closingReason?.rawValue, text(due?.day),
            due?.provisional,
        ]
        return what + when
    }

    func text(_ day: Day?) -> String? { day?.description }
}

extension PermitRequirement {
    /// The legal basis in one line: law and article, several parted by `; `.
    public var basisText: String {
        basis.map { [$0.law, $0.article].compactMap(\.self).joined(separator: " ") }.joined(separator: "; ")
    }

    /// What on the route calls for it, in one line: layer, features and chainage, several parted by `; `.
    public var triggerText: String {
        triggers.map { trigger in
            let place = [trigger.layer, trigger.name ?? trigger.features.joined(separator: "+")]
            let stretch = trigger.fromM.flatMap { from in
                trigger.toM.map { "\(chainage(from))–\(chainage($0))" }
            }
            return (place + [stretch, trigger.layer == nil ? trigger.note?.zh : nil]).compactMap(\.self)
                .filter { !$0.isEmpty }.joined(separator: " ")
        }.joined(separator: "; ")
    }

    /// `K0+012.345`: kilometres, metres and millimetres, rounded to the nearest.
    private func chainage(_ metres: Double) -> String {
        guard metres.isFinite, abs(metres) < 1e9 else { return "K?" }
        let millimetres = Int((max(0, metres) * 1000).rounded())
        func padded(_ value: Int) -> String { String(String(value + 1000).dropFirst()) }
        return
            "K\(millimetres / 1_000_000)+\(padded(millimetres / 1000 % 1000)).\(padded(millimetres % 1000))"
    }
}
