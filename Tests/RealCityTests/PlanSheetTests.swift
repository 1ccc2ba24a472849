import CityModel
import Coordinator
import Drawing
import Foundation
import Geometry
import PermitPolicy
import Testing
import Vocabulary

@testable import Outerline
@testable import Reports

/// Plan sheets of dense real ground: what is written on them can be read.
@Suite("Sheets of real cities", .enabled(if: RealCity.folder != nil, "no real data: set OUTERLINE_DATA"))
struct PlanSheetTests {
    /// A plot between old houses, and a utility that comes from some way off.
    struct Window: Sendable, CustomTestStringConvertible {
        var city: RealCity
        var plot: String
        var utility: Utility
        var testDescription: String { "\(city.name) \(plot)" }
    }

    static let windows = [
        Window(city: RealCity.all[0], plot: "360", utility: .heat),
        Window(city: RealCity.all[1], plot: "76", utility: .heat),
    ]

    @Test("No label on another or on the route, all points named, the PDF small", arguments: windows)
    func dense(window: Window) throws {
        let today = try #require(Day(2026, 11, 20))
        let noon = try #require(ISO8601DateFormatter().date(from: "\(today)T04:00:00Z"))
        let desk = Desk(today: today, actor: "tester", now: { noon })
        try window.city.withProject([.plots, .mains, .roads, .greens, .water, .buildings], desk: desk) {
            project in
            let application = Application(
                number: try #require(IntakeID("R-1")), filedOn: today, applicant: "applicant",
                userType: .nonResident, plot: window.plot, utilities: [window.utility])
            var ids: [String] = []
            _ = try project.file(
                [(application: application, place: Problem.Place(line: 1))], progress: { _, _ in }
            ) { ids.append($0.caseID) }
            let id = try #require(ids.first)
            let report = try project.routeReport(id, alternatives: .none)
            for options in [SheetOptions(), SheetOptions(paper: .a4, scale: 500, language: .en)] {
                let scene = try project.sheetScene(of: report, options, style: try project.mapStyle())
                #expect((scene.features[.buildings] ?? []).count > 5)
                let sheets = PlanSheets(scene, options)
                for sheet in sheets.sheets { try check(sheet) }
                let about = Pages.About(title: "t", creator: "c", day: today, language: "zh-cn")
                let details = CrossingDetail.all(of: scene, options.language)
                let pdf = try Pages.pdf(about) { book in
                    for page in sheets.pages { book.page(page.size, page.draw) }
                    for page in CrossingDetail.pages(details, options) { book.page(page.size, page.draw) }
                }
                #expect(pdf.count < 1_000_000)
            }
        }
    }

    private func check(_ sheet: PlanSheet) throws {
        var found: LabelPlacer?
        _ = try Pages.svg(sheet.frame.paper, language: "zh-cn") { found = sheet.labels($0) }
        let placed = try #require(found).placed
        let spots = sheet.view.spots(sheet.path)
        let route = zip(spots, spots.dropFirst()).map { LabelBox($0, $1, width: 1) }
        for (index, label) in placed.enumerated() {
            #expect(label.box.lies(in: sheet.view.map), "\(label.text)")
            #expect(!route.contains(where: label.box.overlaps), "\(label.text) on the route")
            for other in placed[(index + 1)...] {
                #expect(!label.box.overlaps(other.box), "\(label.text) on \(other.text)")
            }
            // No fan: leaders of points end a few millimetres apart.
            guard let leader = label.leader, label.text.hasPrefix("J") else { continue }
            for other in placed[(index + 1)...] where other.text.hasPrefix("J") {
                guard let end = other.leader else { continue }
                #expect(hypot(leader.x - end.x, leader.y - end.y) > 2, "\(label.text), \(other.text)")
            }
        }
        for mark in sheet.crossings { #expect(placed.contains { $0.text == "\(mark.number)" }) }
        let bends = sheet.stations.filter(\.isBend)
        let named = sheet.stationGroups.flatMap(\.self).filter(\.isBend)
        #expect(bends.map(\.label) == named.map(\.label))
        for group in sheet.stationGroups where group.contains(where: \.isBend) {
            let first = group.first(where: \.isBend)?.label ?? ""
            #expect(placed.contains { $0.text.hasPrefix(first) }, "\(first)")
        }
    }
}
