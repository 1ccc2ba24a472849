import CityModel
import Coordinator
import Digest
import Foundation
import Geometry
import PermitPolicy
import RouteSurvey
import Vocabulary
import WorkCalendar

/// What a drawn line would mean for a case: its survey, permits and days, before anybody chooses it.
public struct DrawnSurveyDocument: Encodable, Sendable {
    public var schema = "outerline.drawn-survey/1"
    public var caseID: String
    public var plot: String
    public var utility: Utility
    /// The day the rules are read for and permits would be applied for.
    public var day: Day
    /// Why the line cannot be chosen as it is; null if it can.
    public var problem: Problem?
    /// Where it starts; null where it starts at no qualifying main or stub.
    public var from: SourceReference?
    /// Of the line as it would be chosen: from the source to the red line.
    public var survey: SurveyDocument
    public var lineSHA256: String
    public var outerLine: OuterLineDecision
    public var classification: PromiseDecision
    public var permits: [PermitSummary]
    public var undecided: [PermitSummary]
    public var readyToDig: Day?
    public var readyToDigProvisional: Bool

    private enum CodingKeys: String, CodingKey {
        case schema, plot, utility, day, problem, from, survey, classification, permits, undecided
        case caseID = "case"
        case lineSHA256 = "line_sha256"
        case outerLine = "outer_line"
        case readyToDig = "ready_to_dig"
        case readyToDigProvisional = "ready_to_dig_provisional"
    }
}

extension Project {
    /// Surveys a line drawn for a case and derives its permits; nothing is kept.
    ///
    /// A line that does not reach the red line or a qualifying source is surveyed as it was drawn, and the document
    /// says why it cannot be chosen; ``chooseRoute(_:drawn:diameter:effective:)`` refuses it for the same reason.
    ///
    /// - Throws: ``Problem`` `RTE-306` for data without a usable line, and if there is no such case or it has no plot.
    public func surveyDrawn(
        _ line: DrawnLine, for id: String, diameter: Double? = nil
    ) throws -> DrawnSurveyDocument {
        let state = try existing(id)
        let (plot, desk) = try routing(state)
        let drawn = try points(of: line)
        var points = drawn
        var source: (layer: LayerName, feature: Feature)?
        var problem: Problem?
        do {
            let route = try fitted(drawn, for: state, plot, desk, line.name)
            (points, source) = (route.line, route.source)
        } catch let found as Problem
            where found.code == ErrorCode.lineOffRedLine.id || found.code == ErrorCode.lineOffSource.id
        {
            problem = found
        }
        let day = self.desk.today
        let (survey, facts) = try RouteDesk(desk).measured(
            points, from: source, plot: plot.id, state.utility, userType: state.userType, diameter: diameter,
            stated: state.stated, on: day)
        let decision = desk.pack.decide(facts, on: day)
        let ready = desk.readyToDig(decision)
        return DrawnSurveyDocument(
            caseID: state.id.rawValue, plot: plot.id, utility: state.utility, day: day, problem: problem,
            from: source.map { SourceReference(layer: $0.layer.rawValue, feature: $0.feature.id) },
            survey: try document(survey, points, state.utility, diameter, desk, wgs84: line.wgs84),
            lineSHA256: SHA256.hex(of: Data(WKB.encode(.line(points)))), outerLine: decision.outerLine,
            classification: decision.promise, permits: decision.permits.map(PermitSummary.init),
            undecided: decision.undecided.map(PermitSummary.init), readyToDig: ready?.day,
            readyToDigProvisional: ready?.provisional ?? false)
    }

    /// A survey as a document.
    func document(
        _ survey: Survey, _ line: [Point], _ utility: Utility, _ diameter: Double?, _ desk: PlanningDesk,
        wgs84: Bool
    ) throws -> SurveyDocument {
        SurveyDocument(
            utility: utility, crs: desk.system.label, groundLength: survey.groundLength,
            gridLength: survey.gridLength, stripWidth: desk.rates.strip(for: utility, dn: diameter).total,
            line: try GeometryWriter(desk.system, wgs84: wgs84).geoJSON(.line(line)),
            crossings: survey.crossings, lengthsBySurface: survey.lengthsBySurface,
            findings: try desk.findings(survey, line, utility, diameter: diameter, desk.city),
            bends: desk.bends(of: line))
    }
}
