import CityModel
import Drawing
import Foundation
import Geometry
import RouteSurvey
import Testing
import Vocabulary

@testable import Reports

/// What is written on sheets.
struct LabelTests {
    private static let options = [
        SheetOptions(), SheetOptions(paper: .a4, isLandscape: false), SheetOptions(paper: .a4, language: .en),
        SheetOptions(scale: 2000),
    ]

    @Test("Labels overlap neither each other nor the route, and stay on the map", arguments: options)
    func free(options: SheetOptions) throws {
        for (name, make) in Scenes.all {
            for sheet in PlanSheets(try make(), options).sheets {
                let placed = try Scenes.labels(sheet).placed
                #expect(!placed.isEmpty)
                let route = zip(sheet.view.spots(sheet.path), sheet.view.spots(sheet.path).dropFirst())
                    .map { LabelBox($0, $1, width: 1) }
                for (index, label) in placed.enumerated() {
                    #expect(label.box.lies(in: sheet.view.map), "\(name): \(label.text)")
                    #expect(!route.contains(where: label.box.overlaps), "\(name): \(label.text) on the route")
                    for other in placed[(index + 1)...] {
                        #expect(!label.box.overlaps(other.box), "\(name): \(label.text) on \(other.text)")
                    }
                }
            }
        }
    }

    @Test("Every crossing on a sheet has its number, every bend and end its name")
    func complete() throws {
        for (name, make) in Scenes.all {
            let scene = try make()
            let sheets = PlanSheets(scene, SheetOptions()).sheets
            let texts = try sheets.flatMap { try Scenes.labels($0).placed.map(\.text) }
            for mark in scene.crossings { #expect(texts.contains("\(mark.number)"), "\(name)") }
            #expect(texts.contains { $0.hasPrefix("S K0+000.0") }, "\(name)")
            #expect(texts.contains { $0.hasPrefix("E K0+") }, "\(name)")
            for bend in scene.stations.dropFirst().dropLast() {
                #expect(texts.contains(bend.label), "\(name)")
            }
            #expect(
                texts.contains { $0.contains("L=\(ReportWords.number(scene.groundLength, 2)) m") }, "\(name)")
        }
    }

    @Test("The legend names what is on the sheet and nothing else")
    func legend() throws {
        let lonely = try #require(PlanSheets(try Scenes.lonely()).sheets.first).legend()
        #expect(lonely.map(\.symbol.en) == ["new water pipe", "red line of the plot", "ground disturbed"])
        let short = try #require(PlanSheets(try Scenes.short()).sheets.first).legend().map(\.symbol.en)
        for title in ["road", "green space", "building", "tree", "water main JS", "gas main RQ"] {
            #expect(short.contains(title))
        }
        #expect(!short.contains("railway") && !short.contains("trenchless stretch"))
        let jacked = try #require(PlanSheets(try Scenes.ninety(.jacking)).sheets.first).legend()
        #expect(jacked.map(\.symbol.en).contains("trenchless stretch"))
        // What lies beside the map is not on it.
        var scene = try Scenes.lonely()
        scene.features = [.railways: [Scenes.line("X", [(5_000, 0), (5_000, 100)])]]
        #expect(PlanSheets(scene).sheets[0].legend().count == 3)
    }

    @Test(
        "Hostile names are text, cut where they are too long, and move nothing else",
        arguments: [
            String(repeating: "很长的名字", count: 200), "שלום עולם مرحبا بالعالم", "👩‍👩‍👧‍👦🏗️",
            "two\nlines\r\n\tand a tab",
            "=cmd|' /C calc'!A0", "<script>alert(1)</script>&amp;", "\u{0}\u{1b}[31m", "", "   ", "%s%n{{x}}",
        ])
    func hostile(name: String) throws {
        let scene = try Scenes.scene(
            [(0, 0), (60, 0)], roads: [(10, 20)],
            features: [
                .roads: [Scenes.area("R", 10, -90, 20, 90, ["name": .text(name)])],
                .greens: [Scenes.area("G", 30, -90, 55, 90, ["name": .text(name)])],
                .lines: [
                    Scenes.line(
                        "L", [(40, -90), (40, 90)], ["kind": .text("telecom"), "owner": .text(name)])
                ],
            ], name: name)
        let sheet = try #require(PlanSheets(scene).sheets.first)
        let placed = try Scenes.labels(sheet).placed
        for (index, label) in placed.enumerated() {
            #expect(label.box.halfWidth < 35)
            #expect(!label.text.contains("\n"))
            for other in placed[(index + 1)...] { #expect(!label.box.overlaps(other.box)) }
        }
        let about = Pages.About(title: name, creator: "test", day: Day(number: 20_780), language: "zh-cn")
        let data = try Pages.pdf(about) { book in
            for page in PlanSheets(scene).pages { book.page(page.size, page.draw) }
            for page in CrossingDetail.pages(CrossingDetail.all(of: scene, .zh), SheetOptions()) {
                book.page(page.size, page.draw)
            }
        }
        #expect(data.count < 1_000_000)
    }

    @Test("Turned boxes: apart, touching, overlapping, one inside the other")
    func boxes() {
        let box = LabelBox(centre: Spot(0, 0), width: 10, height: 2)
        #expect(!box.overlaps(LabelBox(centre: Spot(0, 2), width: 10, height: 2)), "a shared edge")
        #expect(box.overlaps(LabelBox(centre: Spot(0, 1.9), width: 10, height: 2)))
        // Upright, a millimetre beside the end.
        #expect(!box.overlaps(LabelBox(centre: Spot(7, 0), width: 10, height: 2, degrees: 90)))
        #expect(box.overlaps(LabelBox(centre: Spot(5.5, 0), width: 10, height: 2, degrees: 90)))
        // At 45° their bounding boxes share a corner; the labels do not.
        #expect(!box.overlaps(LabelBox(centre: Spot(8.2, 5), width: 10, height: 2, degrees: 45)))
        #expect(box.overlaps(LabelBox(centre: Spot(3, 3), width: 10, height: 2, degrees: 45)))
        #expect(box.overlaps(LabelBox(centre: Spot(1, 0), width: 1, height: 1, degrees: 30)))
        #expect(readable(180) == 0 && readable(90) == -90 && readable(-90) == -90 && readable(135) == -45)
    }
}
