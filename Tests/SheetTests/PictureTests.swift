import CityModel
import Coordinator
import Drawing
import Foundation
import Geometry
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@testable import Reports

/// What pages looked like when somebody last looked, as pictures.
struct PictureTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Goldens")

    /// Set OUTERLINE_GOLDENS=1 to write them anew, then look at them.
    private static let isWriting = ProcessInfo.processInfo.environment["OUTERLINE_GOLDENS"] == "1"

    private static let dots = 2.0
    /// Letters smoothed in another way differ by up to 0.03, a line a millimetre off by 0.15.
    private static let tolerance = 0.04
    /// Of pictures without letters, which smoothing changes by 0.006; the thinnest layer lost is more.
    private static let strict = 0.009

    private struct Page {
        var size: Extent
        var draw: (Canvas) -> Void
    }

    private static func sheet(_ scene: SheetScene) throws -> Page {
        let page = try #require(
            PlanSheets(scene, SheetOptions(paper: .a4, scale: 500)).pages.first)
        return Page(size: page.size, draw: page.draw)
    }

    /// The ground of the sheet as the painter leaves it, without what is written on it.
    private static func map(without layer: LayerName? = nil) throws -> Page {
        var scene = try Scenes.full()
        let sheet = try #require(PlanSheets(scene, SheetOptions(paper: .a4, scale: 500)).sheets.first)
        if let layer { scene.features[layer] = nil }
        let (features, style, view) = (scene.features, scene.style, sheet.view)
        return Page(size: sheet.frame.paper) { canvas in
            let painter = MapPainter(canvas, view)
            painter.onMap { painter.draw(features, style) }
        }
    }

    private static func section(_ scene: SheetScene) throws -> Page {
        let drawing = try #require(CrossingDetail.all(of: scene, .zh).first).drawing
        return Page(size: Extent(drawing.width, drawing.height), draw: drawing.draw)
    }

    private static func day(_ text: String) throws -> Day { try #require(Day(text)) }

    /// The programme above the trade-off.
    private static func charts(cost: Double = 185_893, digging: Int = 5) throws -> Page {
        let calendar = try WorkCalendar(
            CalendarData(
                first: day("2026-01-01"), announcedUntil: day("2026-12-31"), holidays: [], makeUpDays: [],
                fixedStatutory: [], datedStatutory: [],
                lights: LightRule(yellowDays: 1, yellowShare: 0.2, source: "t", level: "law")))
        func limit(_ days: Int) -> DayLimit {
            DayLimit(days: days, unit: .working, source: Citation(law: "行政许可法", level: .law))
        }
        let programme = Programme(
            [
                .init(id: "A1-W-PLAN", kind: .plan, prerequisites: [], limit: limit(20)),
                .init(id: "A1-W-ROAD_DIG", kind: .roadDig, prerequisites: [.plan], limit: limit(digging)),
                .init(id: "A1-W-TRAFFIC", kind: .traffic, prerequisites: [], limit: limit(7)),
            ], from: try day("2026-11-20"), .serial, calendar)
        let gantt = ProgrammeChart(
            programme: programme, today: try day("2026-11-20"), calendar: calendar, language: .zh, width: 160,
            names: programme.bars.map { ($0.kind.rawValue, "许可事项") })
        let tradeOff = TradeOffChart(
            points: [
                .init(label: "A 费用最低", cost: cost, days: 25, isChosen: true),
                .init(label: "B 长度最短", cost: 265_502, days: 20, isChosen: false),
                .init(label: "C 道路非开挖", cost: 303_733, days: 27, isChosen: false),
            ], currency: "元", language: .zh, width: 160)
        return Page(size: Extent(160, gantt.height + tradeOff.height)) { canvas in
            gantt.draw(canvas)
            canvas.within {
                canvas.translate(0, gantt.height)
                tradeOff.draw(canvas)
            }
        }
    }

    private static func page(_ name: String) throws -> Page {
        switch name {
        case "sheet": try sheet(try Scenes.full())
        case "map": try map()
        case "section": try section(try Scenes.ninety(.hdd))
        default: try charts()
        }
    }

    private static func picture(_ page: Page, finer: Int = 2) throws -> Picture {
        try Picture(page.size, dots: dots, finer: finer, page.draw)
    }

    private static func golden(_ name: String) throws -> Picture {
        try Picture(file: folder.appendingPathComponent("\(name).png"), dots: dots)
    }

    @Test("Pages look as they were looked at", arguments: ["map", "sheet", "section", "charts"])
    func pages(name: String) throws {
        let page = try Self.page(name)
        let tolerance = name == "map" ? Self.strict : Self.tolerance
        let file = Self.folder.appendingPathComponent("\(name).png")
        let picture = try Self.picture(page)
        if Self.isWriting { try picture.write(to: file) }
        #expect(try Data(contentsOf: file).count < 60_000)
        let difference = Picture.difference(picture, try Self.golden(name))
        #expect(difference.most < tolerance, "at \(difference.place)")
        // Smoothed another way, it is still the same picture.
        let smoothing = Picture.difference(try Self.picture(page, finer: 4), try Self.golden(name))
        #expect(smoothing.most < tolerance, "\(smoothing.most) at \(smoothing.place)")
    }

    // MARK: - What has to be seen

    @Test("A map that lost a layer is another picture, whichever layer it is")
    func lostLayers() throws {
        let golden = try Self.golden("map")
        let layers = try Scenes.full().features.keys.sorted { $0.rawValue < $1.rawValue }
        #expect(layers.count > 10)
        for layer in layers {
            let most = Picture.difference(try Self.picture(try Self.map(without: layer)), golden).most
            #expect(most > Self.strict, "\(layer.rawValue): \(most)")
        }
    }

    // What is written where is compared as text, in GoldenTests: a digit is too small for this.
    @Test("A sheet whose works are wrong is another picture")
    func wrongWorks() throws {
        let golden = try Self.golden("sheet")
        func change(_ change: (inout SheetScene) -> Void) throws -> Double {
            var scene = try Scenes.full()
            change(&scene)
            return Picture.difference(try Self.picture(try Self.sheet(scene)), golden).most
        }
        let moved = try change { scene in
            // A millimetre on paper.
            scene.features[.mains] = scene.features[.mains]?.map {
                var main = $0
                main.shape = main.shape.mapPoints { Point($0.x + 0.5, $0.y) }
                return main
            }
        }
        #expect(moved > Self.tolerance, "a main a millimetre to the right: \(moved)")
        let cases: [(String, Double)] = [
            ("no strip", try change { $0.strips = [] }),
            ("no alternative", try change { $0.alternatives = [] }),
            ("no crossings", try change { $0.crossings = [] }),
            ("no bend", try change { $0.stations.remove(at: 1) }),
            ("open cut in the place of jacking", try change { $0.crossings[0].method = .openCut }),
        ]
        for (what, most) in cases { #expect(most > Self.tolerance, "\(what): \(most)") }
    }

    @Test("A section or a chart that says something else is another picture")
    func wrongDetails() throws {
        func change(_ name: String, _ page: Page) throws -> Double {
            Picture.difference(try Self.picture(page), try Self.golden(name)).most
        }
        var owned = try Scenes.ninety(.hdd)
        owned.crossings[0].owner = nil
        let cases: [(String, Double)] = [
            ("jacked", try change("section", try Self.section(try Scenes.ninety(.jacking)))),
            ("no owner", try change("section", try Self.section(owned))),
            ("a permit two days longer", try change("charts", try Self.charts(digging: 7))),
            ("a route 10 000 dearer", try change("charts", try Self.charts(cost: 195_893))),
        ]
        for (what, most) in cases { #expect(most > Self.tolerance, "\(what): \(most)") }
    }
}
