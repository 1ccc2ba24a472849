import Coordinator
import Foundation
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@Suite("Events as stored")
struct EventRecordTests {
    /// One event of every type; a type that is missing here fails `everyTypeIsHere`.
    static func samples() throws -> [Event] {
        let permit = try #require(PermitID("A1-W-PLAN"))
        let water = try #require(CaseID("A1-W"))
        let rules = RuleSource(name: "yantai-2020", version: "1", sha256: "ab")
        let application = try Fixture.application()
        return [
            .projectCreated(name: "芝罘", crs: "EPSG:4549", policy: rules), .policyAdopted(policy: rules),
            .calendarChanged(
                calendar: rules, previous: rules, reason: "国办发明电",
                moved: [
                    MovedDeadline(
                        subject: "A1-W", kind: .promise,
                        from: DueDay(day: day("2027-01-05"), provisional: true),
                        to: DueDay(day: day("2027-01-04"), provisional: false))
                ]),
            .layerImported(
                layer: LayerImport(layer: "plots", file: "红线.shp", sha256: "cd", crs: "EPSG:4549", count: 7)),
            .applicationFiled(application: application, cases: [water]), .stubReserved(by: water),
            .stubReleased(by: water, reason: "route_changed"), .stubUsed(by: water),
            .leadOpened(record: try Fixture.record(), due: nil), .noticeFiled(number: water.intake),
            .caseOpened(application: application), .applicationLinked(application: application),
            .caseAccepted(
                pending: [
                    PendingDocument(
                        document: "身份证", dueOn: day("2026-03-09"), orAtSurvey: true, consequence: .remind)
                ]),
            .caseWithdrawn(reason: "sold"), .utilityAssigned(company: "水司", territory: "T1"),
            .utilityLeftOpen(
                reason: "several", candidates: [TerritoryCandidate(territory: "T1", company: "水司")]),
            .representativeAssigned(name: "王"), .representativeLeftOpen(reason: "none", candidates: []),
            .contractorNamed(name: "建"), .taskRecorded(task: .needKnown, note: nil),
            .interfaceTold(position: "北门"), .userInformed(content: "后续事项", english: "what follows"),
            .routeChosen(route: Fixture.route()), .routeWithdrawn(reason: "x"),
            .directConnectionSet(value: true, reason: "surveyed"),
            .factsStated(
                facts: [
                    FactStatement("investment_yuan", .amount(420_000)), FactStatement("night_work", true),
                    FactStatement("temporary_land", nil),
                ], evidence: "合同12号"),
            .decisionMade(decision: Fixture.decision()),
            .permitRequired(permit: permit, requirement: Fixture.requirement(.plan)),
            .permitAssigned(permit: permit, company: "水司"), .permitPreparationStarted(permit: permit),
            .permitSubmitted(permit: permit, number: "2026/7"), .permitAccepted(permit: permit),
            .supplementRequested(permit: permit, items: ["图"]), .supplementSupplied(permit: permit),
            .permitGranted(permit: permit, certificate: "鲁-1", until: day("2027-01-01"), evidence: nil),
            .permitRefused(permit: permit, reason: .moratorium, note: "2028"),
            .permitExtended(permit: permit, until: day("2027-02-01")),
            .permitChangeRequired(
                permit: permit, reason: "route_changed",
                departure: CorridorDeparture(corridorM: 1, outsideM: 12.5, farthestM: 4.25)),
            .asBuiltRecorded(line: AsBuiltRecord(sha256: "ef", gridLengthM: 42.5)),
            .permitClosed(permit: permit, reason: .notNeeded),
            .clockStopped(stop: "1", cause: .governmentApproval, holder: "局", evidence: ""),
            .clockResumed(stop: "1", evidence: "", at: TimeOfDay("17:01")),
            .stopCorrected(
                stop: "1", startedOn: day("2026-03-04"), resumedOn: nil, cancelled: false, reason: "函"),
            .noticeIssued(stage: "acceptance", items: ["身份证"]),
            .paperIssued(
                paper: IssuedPaper(
                    kind: .oneTime, number: "告知〔2026〕0001号", year: 2026, sequence: 1, subject: "notice/1",
                    content: "# 告知单\n", english: "# Notice\n", sha256: "ab")),
            .paperNumbered(number: "告知〔2026〕0001号", by: permit.caseID, subject: "notice/1"),
            .documentSupplied(document: "身份证"), .schemeConfirmed(note: nil),
            .conditionRecorded(condition: .inPlotAccepted, met: true, evidence: nil), .valveOpened,
            .extensionServiceRecorded(
                service: ExtensionService(work: "庭院管网", lengthM: 120.5, cost: 8000, owner: "乐居公司")),
            .activityLogged(activity: .followUpVisit, note: nil), .applicantVisited(note: nil),
            .commitmentMade(text: "补图", checkOn: day("2026-07-01")),
            .commitmentChecked(text: "补图", kept: true),
            .leadUpdated(record: try Fixture.record(), due: day("2026-04-20")),
            .permitDutyDone(permit: permit, duty: "验线", note: nil),
            .outerDutyDone(duty: "backfill", note: nil),
            .siteSurveyed(note: "已勘查"),
            .documentFiled(
                document: DocumentOnFile(
                    material: "application", origin: .dataSharing, filedOn: day("2026-03-02"),
                    validUntil: day("2027-03-01"), reference: "数据共享平台 9")),
            .feeCharged(fee: Fixture.fee), .emergencyOpened(record: try Fixture.emergency()),
            .emergencyReported(to: "公安交警", at: Fixture.emergencyEnd), .repairFinished(note: nil),
        ]
    }

    /// The types are part of every log ever written: a name that is here never changes.
    static let types: Set<String> = [
        "projectCreated", "policyAdopted", "calendarChanged", "layerImported", "applicationFiled",
        "stubReserved",
        "stubReleased", "stubUsed", "leadOpened", "noticeFiled", "caseOpened", "applicationLinked",
        "caseAccepted",
        "caseWithdrawn", "utilityAssigned", "utilityLeftOpen", "representativeAssigned",
        "representativeLeftOpen",
        "contractorNamed", "taskRecorded", "interfaceTold", "userInformed", "routeChosen", "routeWithdrawn",
        "directConnectionSet", "factsStated", "decisionMade", "permitRequired", "permitAssigned",
        "permitPreparationStarted",
        "permitSubmitted", "permitAccepted", "supplementRequested", "supplementSupplied", "permitGranted",
        "permitRefused", "permitExtended", "permitChangeRequired", "permitClosed", "clockStopped",
        "clockResumed", "stopCorrected",
        "noticeIssued", "documentSupplied", "schemeConfirmed", "conditionRecorded", "valveOpened",
        "extensionServiceRecorded", "activityLogged", "applicantVisited", "commitmentMade",
        "commitmentChecked",
        "leadUpdated", "permitDutyDone", "outerDutyDone", "asBuiltRecorded", "siteSurveyed", "documentFiled",
        "feeCharged", "emergencyOpened",
        "emergencyReported", "repairFinished", "paperIssued", "paperNumbered",
    ]

    @Test("every event reads back as it was written, with the same bytes the second time")
    func roundTrip() throws {
        for event in try Self.samples() {
            let record = try EventRecord(event)
            #expect(try record.event() == event)
            #expect(try EventRecord(try record.event()) == record)
        }
    }

    @Test("the types of events are those every log has")
    func everyTypeIsHere() throws {
        #expect(Set(try Self.samples().map { try EventRecord($0).type }) == Self.types)
    }

    @Test("events from before stops and calendars were corrected read as they were meant")
    func earlier() throws {
        let stopped = EventRecord(
            type: "clockStopped",
            payload: #"{"cause":"design","evidence":"","holder":"院","stop":"1"}"#)
        #expect(
            try stopped.event() == .clockStopped(stop: "1", cause: .design, holder: "院", evidence: ""))
        let changed = EventRecord(
            type: "calendarChanged",
            payload: #"{"calendar":{"name":"calendar.yaml","sha256":"ab","version":"1"}}"#)
        let calendar = RuleSource(name: "calendar.yaml", version: "1", sha256: "ab")
        #expect(try changed.event() == .calendarChanged(calendar: calendar))
        #expect(try EventRecord(changed.event()) == changed, "and are written as before")
    }

    @Test("the payload is canonical: sorted keys, no spaces, plain slashes, absent optionals left out")
    func canonical() throws {
        let permit = try #require(PermitID("A1-W-PLAN"))
        let submitted = try EventRecord(.permitSubmitted(permit: permit, number: "2026/7"))
        #expect(
            submitted
                == EventRecord(type: "permitSubmitted", payload: #"{"number":"2026/7","permit":"A1-W-PLAN"}"#)
        )
        let granted = try EventRecord(
            .permitGranted(permit: permit, certificate: nil, until: day("2027-01-01"), evidence: nil))
        #expect(granted.payload == #"{"permit":"A1-W-PLAN","until":"2027-01-01"}"#)
        #expect(try EventRecord(.valveOpened) == EventRecord(type: "valveOpened", payload: "{}"))
    }

    @Test(
        "what is no event is refused with a code",
        arguments: [
            ("permitEaten", "{}"), ("permitAccepted", "{}"), ("permitAccepted", #"{"permit":"nonsense"}"#),
            ("valveOpened", "{"), ("clockResumed", "[]"),
        ])
    func unreadable(_ type: String, _ payload: String) {
        #expect(refusal { _ = try EventRecord(type: type, payload: payload).event() } == "CAS-191")
    }

    @Test("a number JSON cannot carry is refused, not written as something else")
    func unwritable() {
        let service = ExtensionService(work: "w", lengthM: .infinity, cost: nil, owner: "o")
        #expect(refusal { _ = try EventRecord(.extensionServiceRecorded(service: service)) } == "CAS-190")
    }
}
