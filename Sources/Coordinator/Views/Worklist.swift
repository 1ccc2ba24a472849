import PermitPolicy
import Vocabulary
import WorkCalendar

/// What is to be done next, by whoever holds the ball.
public enum WorkAction: String, Codable, Sendable, CaseIterable {
    case assignUtility = "assign_utility"
    case assignRepresentative = "assign_representative"
    case contactUser = "contact_user"
    case tellInterface = "tell_interface"
    case chooseRoute = "choose_route"
    case accept
    case submitPermit = "submit_permit"
    case awaitAuthority = "await_authority"
    case answerSupplement = "answer_supplement"
    case submitAgain = "submit_again"
    case renewPermit = "renew_permit"
    case supplyDocument = "supply_document"
    case confirmScheme = "confirm_scheme"
    case meetConditions = "meet_conditions"
    case openValve = "open_valve"
    case followUp = "follow_up"
    case checkCommitment = "check_commitment"
    case learnNeed = "learn_need"
    case design, build
    case doDuty = "do_duty"
    case reportEmergency = "report_emergency"
    case finishRepair = "finish_repair"
    case surveySite = "survey_site"
}

/// Who holds the ball.
public enum BallHolder: String, Codable, Sendable, CaseIterable {
    case desk, utility, authority, user
}

/// One line of the worklist: what, with whom, by when.
public struct WorkItem: Codable, Sendable, Hashable {
    public var action: WorkAction
    public var caseID: CaseID
    public var permit: PermitID?
    public var holder: BallHolder
    /// The name of the authority, company or person; nil if not known.
    public var with: String?
    public var due: Day?
    public var dueProvisional: Bool
    public var light: TrafficLight
    public var representative: String?

    public init(
        action: WorkAction, caseID: CaseID, permit: PermitID?, holder: BallHolder, with: String?, due: Day?,
        dueProvisional: Bool, light: TrafficLight, representative: String?
    ) {
        self.action = action
        self.caseID = caseID
        self.permit = permit
        self.holder = holder
        self.with = with
        self.due = due
        self.dueProvisional = dueProvisional
        self.light = light
        self.representative = representative
    }

    enum CodingKeys: String, CodingKey {
        case action, permit, holder, with, due, light, representative
        case caseID = "case"
        case dueProvisional = "due_provisional"
    }
}

/// An item with its lamp as a function of the day; the item's own lamp is none.
struct OpenWork {
    var item: WorkItem
    var light: (Day) -> TrafficLight
}

extension CaseState {
    /// The open items of the case on `today`, in the order they are worked on; none for a withdrawn case.
    public func work(on today: Day, _ calendar: WorkCalendar, _ approval: ApprovalMode?) -> [WorkItem] {
        openWork(on: today, calendar, approval).map { open in
            var item = open.item
            item.light = open.light(today)
            return item
        }
    }

    /// The same, without deciding on lamps.
    func openWork(on today: Day, _ calendar: WorkCalendar, _ approval: ApprovalMode?) -> [OpenWork] {
        guard exists, withdrawnOn == nil else { return [] }
        let context = Worklist.Context(today: today, calendar: calendar, approval: self.approval(approval))
        if valveOpenedOn != nil { return afterSupply(context) }
        if let emergency { return repairWork(emergency, context) }
        return deskWork(context) + permits.compactMap { item(for: $0, context) } + dutyWork(context)
            + promiseWork(context) + commitmentWork(context)
    }

    private func item(
        _ action: WorkAction, _ holder: BallHolder, permit: PermitID? = nil, with: String? = nil,
        due: DueDay? = nil, light: ((Day) -> TrafficLight)? = nil
    ) -> OpenWork {
        let byDay: (Day) -> TrafficLight = { day in due.map { day > $0.day ? .red : .green } ?? .none }
        return OpenWork(
            item: WorkItem(
                action: action, caseID: id, permit: permit, holder: holder, with: with, due: due?.day,
                dueProvisional: due?.provisional ?? false, light: .none, representative: representative),
            light: light ?? byDay)
    }

    private func deskWork(_ context: Worklist.Context) -> [OpenWork] {
        var items: [OpenWork] = []
        if company == nil { items.append(item(.assignUtility, .desk)) }
        if representative == nil { items.append(item(.assignRepresentative, .desk)) }
        if application == nil, tasks[.contacted] == nil {
            let due = leadDue.map { DueDay(day: $0, provisional: false) }
            items.append(item(.contactUser, .utility, with: applicant, due: due))
        } else if let next = nextEarlyTask {
            items.append(item(next, .utility, with: company))
        }
        let outerLine = decision?.outerLine.needed ?? true
        if decision == nil { items.append(item(.chooseRoute, .utility, with: company)) }
        if outerLine, interfaceToldOn == nil || interfaceOutdated {
            items.append(item(.tellInterface, .utility, with: applicant))
        }
        return items
    }

    private func item(for permit: PermitState, _ context: Worklist.Context) -> OpenWork? {
        let authority = permit.requirement.authority.title.zh
        let due = permit.due(context.calendar)
        let light = { (day: Day) in permit.light(on: day, context.calendar) }
        switch permit.stage(on: context.today) {
        case .required, .preparing:
            let waits =
                context.approval == .serial && !missingPrerequisites(of: permit, on: context.today).isEmpty
            if waits { return nil }
            return item(.submitPermit, .utility, permit: permit.id, with: authority)
        case .submitted, .accepted:
            return item(
                .awaitAuthority, .authority, permit: permit.id, with: authority, due: due,
                light: light)
        case .supplementRequested:
            return item(
                .answerSupplement, .utility, permit: permit.id, with: authority, light: light)
        case .refused, .changeRequired:
            return item(.submitAgain, .utility, permit: permit.id, with: authority, light: light)
        case .expired:
            if tasks[.built] != nil { return nil }
            let end = permit.validUntil.map { DueDay(day: $0, provisional: false) }
            return item(
                .renewPermit, .utility, permit: permit.id, with: authority, due: end, light: light)
        case .granted, .closed: return nil
        }
    }

    private func promiseWork(_ context: Worklist.Context) -> [OpenWork] {
        guard acceptedOn != nil else {
            return application == nil ? [] : [item(.accept, .desk, with: applicant)]
        }
        let due = due(context.calendar)
        let light = { (day: Day) in self.light(on: day, context.calendar) }
        var items = documentsPending.map { document in
            item(
                .supplyDocument, .user, with: document.document,
                due: document.lastDay(surveyedOn: surveyedOn).map { DueDay(day: $0, provisional: false) })
        }
        if surveyedOn == nil, documentsPending.contains(where: { $0.dueOn == nil || $0.orAtSurvey == true }) {
            items.append(item(.surveySite, .utility, with: applicant))
        }
        switch stage {
        case .scheme:
            items.append(item(.confirmScheme, .utility, with: company, due: due, light: light))
        case .waiting:
            let missing = missingConditions.map(\.rawValue).joined(separator: ", ")
            items.append(item(.meetConditions, .user, with: missing, due: due, light: light))
        case .valveOpening:
            items.append(item(.openValve, .utility, with: company, due: due, light: light))
        default: break
        }
        return items
    }

    /// The duties of granted permits, then those of the outer line itself, whose moment has come.
    private func dutyWork(_ context: Worklist.Context) -> [OpenWork] {
        permits.flatMap { permit in
            permit.openDuties(builtOn: builtOn).map { duty in
                let due = duty.due(builtOn: builtOn, context.calendar)
                return item(.doDuty, .utility, permit: permit.id, with: duty.title.zh, due: due)
            }
        }
            + openOuterDuties.map { duty in
                let due = duty.due(builtOn: builtOn, context.calendar)
                return item(.doDuty, .utility, with: duty.title.zh, due: due)
            }
    }

    /// An emergency repair is reported, its permits are obtained after the digging, and it ends (R32 holds as ever).
    private func repairWork(_ emergency: EmergencyRecord, _ context: Worklist.Context) -> [OpenWork] {
        guard repairedOn == nil else { return commitmentWork(context) }
        var items: [OpenWork] = []
        if company == nil { items.append(item(.assignUtility, .desk)) }
        if representative == nil { items.append(item(.assignRepresentative, .desk)) }
        if emergencyReports.isEmpty {
            let due = DueDay(day: emergency.reportBy.dayInChina, provisional: false)
            items.append(item(.reportEmergency, .utility, with: company, due: due))
        }
        return items + permits.compactMap { item(for: $0, context) } + dutyWork(context)
            + [item(.finishRepair, .utility, with: company)] + commitmentWork(context)
    }

    private func commitmentWork(_ context: Worklist.Context) -> [OpenWork] {
        commitments.filter { $0.checkedOn == nil }.map {
            item(
                .checkCommitment, .desk, with: $0.text,
                due: DueDay(day: $0.checkOn, provisional: false))
        }
    }

    /// After the connection a follow-up visit (事后回访) is due (R39), on the last day the policy pack sets.
    private func afterSupply(_ context: Worklist.Context) -> [OpenWork] {
        let visited = activities.contains {
            $0.activity == .followUpVisit && $0.on >= (valveOpenedOn ?? $0.on)
        }
        let due = valveOpenedOn.flatMap { decision?.followUp?.due(after: $0, context.calendar) }
        return (visited ? [] : [item(.followUp, .desk, with: applicant, due: due)]) + dutyWork(context)
            + commitmentWork(context)
    }
}

/// The worklist over many cases.
public enum Worklist {
    struct Context {
        var today: Day
        var calendar: WorkCalendar
        var approval: ApprovalMode
    }

    /// The open items of all cases: red first, then yellow, green, grey and none; within a lamp by due day, case,
    /// permit and action.
    public static func items(
        of cases: some Sequence<CaseState>, on today: Day, _ calendar: WorkCalendar, _ approval: ApprovalMode?
    ) -> [WorkItem] {
        cases.flatMap { $0.work(on: today, calendar, approval) }.sorted(by: precedes)
    }

    /// Items by due day, then case, permit and action; those without a due day last.
    public static func byDue(_ items: [WorkItem]) -> [WorkItem] {
        items.map { item in
            var plain = item
            plain.light = .none
            return (item, plain)
        }.sorted { precedes($0.1, $1.1) }.map(\.0)
    }

    public static func precedes(_ a: WorkItem, _ b: WorkItem) -> Bool {
        if a.light.urgency != b.light.urgency { return a.light.urgency < b.light.urgency }
        let late = Day(number: Int.max)
        if a.due != b.due { return (a.due ?? late) < (b.due ?? late) }
        if a.caseID != b.caseID { return a.caseID < b.caseID }
        if let left = a.permit, let right = b.permit, left != right { return left < right }
        if (a.permit == nil) != (b.permit == nil) { return a.permit == nil }
        if a.action != b.action { return a.action.rawValue < b.action.rawValue }
        return (a.with ?? "") < (b.with ?? "")
    }
}

extension TrafficLight {
    /// 0 for what must be looked at first.
    public var urgency: Int {
        switch self {
        case .red: 0
        case .yellow: 1
        case .green: 2
        case .grey: 3
        case .none: 4
        case .late: 5
        case .done: 6
        }
    }
}
