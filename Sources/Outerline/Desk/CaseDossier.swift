import Coordinator
import Foundation
import Ledger
import PermitPolicy
import Reports
import Vocabulary
import WorkCalendar

/// Everything the page of one case shows, from one reading of its events.
public struct CaseDossier: Sendable {
    public var detail: CaseDetailDocument
    public var clock: ClockDocument
    /// Nil before anything is decided.
    public var programme: ProgrammeDocument?
    public var steps: CaseSteps
    /// What was entered besides what the documents tell.
    public var district: String?
    /// What the policy pack calls it; nil for one it does not list.
    public var districtTitle: Wording?
    public var contractor: String?
    public var address: String?
    public var interfacePosition: String?
    public var milestones: [Milestone]
    /// Numbered papers, in the order they were issued.
    public var papers: [PaperLine]

    /// One numbered paper.
    public struct PaperLine: Sendable, Hashable {
        /// Names its file; see ``Project/paperFile(_:of:_:_:)``.
        public var name: String
        public var number: String
        public var kind: PaperKind
        public var on: Day
    }

    /// One stop on the way from application to supply.
    public struct Milestone: Sendable, Hashable {
        public var stage: CaseStage
        public var wording: Wording
        /// The day it was reached; nil while it was not.
        public var on: Day?
    }
}

extension Project {
    /// - Throws: ``Problem`` `CAS-101` if there is no such case.
    public func dossier(_ id: String) throws -> CaseDossier {
        let caseID = try whereabouts(id).id
        let entries = try ledger.entries(of: .connection(caseID))
        let state = CaseState(id: caseID, entries.map(\.entry))
        let calendar = try calendar()
        let detail = CaseDetailDocument(
            state, on: desk.today, calendar, entries, desk.approval, materials: try materials(of: state))
        let programme = state.decision.map { _ in
            ProgrammeDocument(
                state, Programme(state, on: desk.today, desk.approval, calendar), on: desk.today, calendar)
        }
        return CaseDossier(
            detail: detail, clock: ClockDocument(state, on: desk.today, calendar), programme: programme,
            steps: try steps(of: state), district: state.district,
            districtTitle: try state.district.flatMap(areaTitle), contractor: state.contractor,
            address: state.application?.address, interfacePosition: state.interfacePosition,
            milestones: state.milestones,
            papers: state.papers.map {
                .init(
                    name: $0.paper.fileName(state.id), number: $0.paper.number, kind: $0.paper.kind, on: $0.on
                )
            })
    }
}

extension Project {
    /// The permit programme of a case as an SVG; nil while it has none.
    public func programmeChart(_ id: String, _ language: ReportLanguage) throws -> Data? {
        let caseID = try whereabouts(id).id
        let (state, calendar) = (try ledger.state(of: caseID), try calendar())
        guard state.decision != nil else { return nil }
        let programme = Programme(state, on: desk.today, desk.approval, calendar)
        return try ReportDrawing.programme(
            programme, of: state, on: desk.today, calendar, language, promise: state.due(calendar)?.day
        )?.svg(language)
    }

    /// The permits of a case and which waits for which as an SVG; nil while it has none.
    public func permitGraph(_ id: String, _ language: ReportLanguage) throws -> Data? {
        let caseID = try whereabouts(id).id
        let (state, calendar) = (try ledger.state(of: caseID), try calendar())
        let programme = state.decision.map { _ in
            Programme(state, on: desk.today, desk.approval, calendar)
        }
        return try ReportDrawing.permitGraph(of: state, programme, on: desk.today, language)?.svg(language)
    }
}

extension CaseState {
    /// What a connection passes, in the words of the policy; a repair is dug and repaired.
    var milestones: [CaseDossier.Milestone] {
        if let emergency {
            return [
                .init(
                    stage: .emergencyRepair, wording: CaseStage.emergencyRepair.wording,
                    on: emergency.startedAt.dayInChina),
                .init(stage: .repaired, wording: CaseStage.repaired.wording, on: repairedOn),
            ]
        }
        var passed: [CaseDossier.Milestone] = [
            .init(stage: .filed, wording: CaseStage.filed.wording, on: application?.filedOn),
            .init(stage: .scheme, wording: ConnectionStep.accept.wording, on: acceptedOn),
        ]
        if needsScheme {
            passed.append(
                .init(stage: .waiting, wording: ConnectionStep.confirmScheme.wording, on: schemeConfirmedOn))
        }
        let met = missingConditions.isEmpty ? conditions.values.max() : nil
        passed.append(
            .init(
                stage: .valveOpening, wording: Wording(zh: "报装条件落实", en: "conditions met"), on: met))
        passed.append(.init(stage: .supplied, wording: ConnectionStep.openValve.wording, on: valveOpenedOn))
        if let withdrawnOn {
            passed.append(
                .init(stage: .withdrawn, wording: CaseStage.withdrawn.wording, on: withdrawnOn))
        }
        return passed
    }
}
