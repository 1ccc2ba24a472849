import CityModel
import Coordinator
import Drawing
import Foundation
import PermitPolicy
import Reports
import RouteSurvey
import Vocabulary

/// Draws the sheets of a case's permits, each with what concerns that permit; the ground is read once for all.
struct PermitSheets {
    private let scene: SheetScene
    private let stretches: [RouteReport.Stretch]
    private let options: SheetOptions

    /// - Returns: nil where the case has no route to draw.
    init?(_ project: Project, _ state: CaseState, _ letterhead: Letterhead, _ language: ReportLanguage) throws
    {
        guard state.route != nil, state.plot != nil else { return nil }
        let report = try project.routeReport(state.id.rawValue)
        options = SheetOptions(language: language)
        stretches = report.stretches
        var scene = try project.sheetScene(of: report, options, style: try project.mapStyle())
        letterhead.fill(&scene.title, language)
        self.scene = scene
    }

    /// The plan with the crossings of this permit alone, and a detail of each; a permit for the whole route shows all.
    ///
    /// - Throws: ``Problem`` `DRW-101` if drawing fails.
    func pdf(for packet: PermitPacket) throws -> Data {
        let concerned = packet.crossings
        let numbers = stretches.indices.filter { index in
            let crossing = stretches[index].crossing
            return concerned.contains {
                $0.layer == crossing.layer.rawValue && $0.features == crossing.features
                    && abs($0.fromM - crossing.from) < 0.001
            }
        }.map { $0 + 1 }
        var scene = numbers.isEmpty ? scene : scene.showing(crossings: Set(numbers))
        scene.title.caseID = packet.name
        let details = numbers.isEmpty ? [] : CrossingDetail.all(of: scene, options.language)
        let sheets = PlanSheets(scene, options)
        let isChinese = options.language == .zh
        let about = Pages.About(
            title: "\(packet.name) \(isChinese ? "平面图" : "plan sheets")", creator: scene.title.program,
            day: scene.title.date, language: isChinese ? "zh-cn" : "en")
        return try Pages.pdf(about) { book in
            for page in sheets.pages { book.page(page.size, page.draw) }
            for page in CrossingDetail.pages(details, options) { book.page(page.size, page.draw) }
        }
    }
}
