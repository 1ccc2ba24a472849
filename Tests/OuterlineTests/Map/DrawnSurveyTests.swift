import CityModel
import Coordinator
import Foundation
import Ledger
import PermitPolicy
import RouteSurvey
import Testing
import Vocabulary

@testable import Outerline

@Suite("A line drawn on the map")
struct DrawnSurveyTests {
    private let city: DrawnCity

    init() throws {
        city = try DrawnCity()
        try city.file("2026-1,2026-11-03,Li,non_resident,road,water,,,")
    }

    private func line(_ points: [(Double, Double)]) -> DrawnLine {
        let pairs = points.map { "[\(DrawnCity.east + $0.0),\(DrawnCity.north + $0.1)]" }
        let text = "{\"type\":\"LineString\",\"coordinates\":[\(pairs.joined(separator: ","))]}"
        return DrawnLine(Data(text.utf8), name: "drawn")
    }

    @Test("It is surveyed with permits and days, and choosing it gives the same route")
    func surveyed() throws {
        let drawn = line([(550.1, 30), (590, 30), (610, 25)])
        var project = try city.open()
        let survey = try project.surveyDrawn(drawn, for: "2026-1-W")
        #expect(survey.problem == nil)
        #expect(survey.from == SourceReference(layer: "mains", feature: "water-road"))
        #expect(survey.survey.crossings.contains { $0.layer == .roads })
        #expect(survey.permits.contains { $0.permit == "ROAD_DIG" })
        #expect(survey.readyToDig != nil)
        #expect(abs(survey.survey.gridLength - 50) < 0.2, "from the main to the red line")
        #expect(try project.ledger.state(of: #require(CaseID("2026-1-W"))).route?.sha256 != survey.lineSHA256)
        try project.close()

        project = try city.open()
        _ = try project.chooseRoute("2026-1-W", drawn: drawn, effective: #require(Day("2026-11-05")))
        let state = try project.ledger.state(of: #require(CaseID("2026-1-W")))
        #expect(state.route?.sha256 == survey.lineSHA256)
        #expect(
            Set(state.permits.filter { $0.stage != .closed }.map(\.id.kind.rawValue))
                == Set(survey.permits.map(\.permit)))
    }

    @Test("A line that starts or ends nowhere is surveyed as drawn, and says why it cannot be chosen")
    func unfit() throws {
        let project = try city.open()
        let short = try project.surveyDrawn(line([(550, 30), (590, 30)]), for: "2026-1-W")
        #expect(short.problem?.code == "RTE-311")
        #expect(abs(short.survey.gridLength - 40) < 1e-6)
        let loose = try project.surveyDrawn(line([(554, 30), (610, 30)]), for: "2026-1-W")
        #expect(loose.problem?.code == "RTE-312")
        #expect(loose.from == nil)
        #expect(loose.survey.crossings.contains { $0.layer == .roads })
    }

    @Test("What is no line is RTE-306, and degrees are taken where they are said to be")
    func refused() throws {
        let project = try city.open()
        for text in ["", "{}", "{\"type\":\"Point\",\"coordinates\":[1,2]}", "[1"] {
            do {
                _ = try project.surveyDrawn(DrawnLine(Data(text.utf8), name: "sent"), for: "2026-1-W")
                Issue.record("taken: \(text)")
            } catch let problem as Problem {
                #expect(problem.code == "RTE-306" && problem.place.file == "sent")
            }
        }
        let (a, b) = (
            try project.mapCoordinates(x: DrawnCity.east + 550, y: DrawnCity.north + 30),
            try project.mapCoordinates(x: DrawnCity.east + 610, y: DrawnCity.north + 30)
        )
        let text = """
            {"type":"LineString","coordinates":[[\(a.longitude),\(a.latitude)],[\(b.longitude),\(b.latitude)]]}
            """
        let drawn = DrawnLine(Data(text.utf8), name: "sent", wgs84: true)
        let survey = try project.surveyDrawn(drawn, for: "2026-1-W")
        #expect(survey.problem == nil)
        #expect(abs(survey.survey.gridLength - 50) < 0.01)
    }
}
