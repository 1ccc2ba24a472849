import CityModel
import Coordinator
import Drawing
import Reports
import RouteSurvey
import Vocabulary

// The drawings of a report.
extension RouteReporter {
    /// The plan sheets and crossing details of a report; none where the plot is gone.
    func drawings(of report: RouteReport, _ language: ReportLanguage) throws
        -> (sheets: [ReportDrawing], details: [ReportDrawing])
    {
        guard let plot = report.state.plot, try desk.city.feature(plot, of: .plots) != nil else {
            return ([], [])
        }
        let options = SheetOptions(language: language)
        var scene = try project.sheetScene(
            of: report, options, style: try style(), alternatives: report.otherLines)
        templates.letterhead.fill(&scene.title, language)
        let pages = PlanSheets(scene, options).pages
        let sheets = pages.map { page in
            ReportDrawing(
                width: page.size.width, height: page.size.height,
                caption: language == .zh
                    ? "平面图（第\(page.number)张，共\(pages.count)张，1:\(Int(page.scale))）"
                    : "Plan sheet \(page.number) of \(pages.count), 1:\(Int(page.scale))", draw: page.draw)
        }
        // A detail has its title within.
        let details = CrossingDetail.all(of: scene, language).map { detail in
            var drawing = detail.drawing
            drawing.caption = ""
            return drawing
        }
        return (sheets, details)
    }
}

extension RouteReport {
    /// The routes that were not chosen, as sheets draw them.
    var otherLines: [SheetScene.Alternative] {
        (choice?.routes ?? []).filter { !$0.isChosen }.map {
            SheetScene.Alternative(title: $0.title, line: $0.line)
        }
    }
}
