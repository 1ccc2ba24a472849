import CityModel
import Drawing
import Foundation
import Geometry
import RouteSurvey
import Testing
import Vocabulary

@testable import Reports

/// What sheets looked like when somebody last looked: structure in words, places within half a millimetre.
struct GoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Goldens")

    /// Set OUTERLINE_GOLDENS=1 to write them anew, then look at the sheets and at the difference.
    private static let isWriting = ProcessInfo.processInfo.environment["OUTERLINE_GOLDENS"] == "1"

    private func outline(_ sheet: PlanSheet) throws -> [String] {
        var lines = ["sheet \(sheet.index + 1) of \(sheet.parts.count) scale \(Int(sheet.view.scale))"]
        lines.append(
            "part \(CrossingWords.chainage(sheet.part.from)) \(CrossingWords.chainage(sheet.part.to))")
        lines += sheet.legend().map { "legend \($0.symbol.en)" }
        lines += try Scenes.labels(sheet).placed.map { label in
            let (x, y) = (label.box.centre.x, label.box.centre.y)
            return "label \(ReportWords.number(x, 1)) \(ReportWords.number(y, 1)) "
                + "\(ReportWords.number(label.box.degrees, 0)) \(label.leader == nil ? "" : "leader ")| \(label.text)"
        }
        return lines
    }

    @Test("Sheets are as they were looked at", arguments: ["short", "ninety", "long", "lonely"])
    func sheets(name: String) throws {
        let make = try #require(Scenes.all.first { $0.name == name }?.make)
        let lines = try PlanSheets(try make(), SheetOptions()).sheets.flatMap(outline)
        let file = Self.folder.appendingPathComponent("\(name).txt")
        if Self.isWriting { try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file) }
        let golden = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(lines.count == golden.count)
        for (line, kept) in zip(lines, golden) { #expect(isAlike(line, kept), "\(line) was \(kept)") }
    }

    /// Labels may move by half a millimetre: another version of the font is a little wider.
    private func isAlike(_ line: String, _ golden: String) -> Bool {
        if line == golden { return true }
        let (a, b) = (line.components(separatedBy: " | "), golden.components(separatedBy: " | "))
        guard a.count == 2, b.count == 2, a[1] == b[1] else { return false }
        let (p, q) = (a[0].split(separator: " "), b[0].split(separator: " "))
        guard p.count == q.count, p[0] == q[0] else { return false }
        return zip(p.dropFirst(), q.dropFirst()).allSatisfy { one, other in
            if let x = Double(one), let y = Double(other) { abs(x - y) <= 0.5 } else { one == other }
        }
    }

    @Test("The same scene gives the same bytes in every format")
    func sameBytes() throws {
        func files() throws -> [Data] {
            let scene = try Scenes.ninety()
            let sheets = PlanSheets(scene)
            let about = Pages.About(title: "t", creator: "c", day: Day(number: 20_780), language: "zh-cn")
            let page = try #require(sheets.pages.first)
            let detail = try #require(CrossingDetail.all(of: scene, .zh).first).drawing
            return [
                try sheets.pdf(about), try Pages.svg(page.size, language: "zh-cn", page.draw),
                try Pages.png(page.size, dots: 2, language: "zh-cn", page.draw),
                try Pages.png(Extent(detail.width, detail.height), dots: 3, language: "zh-cn", detail.draw),
            ]
        }
        #expect(try files() == (try files()))
    }

    @Test("A PDF of three sheets and their details stays small")
    func small() throws {
        let scene = try Scenes.long()
        let about = Pages.About(title: "t", creator: "c", day: Day(number: 20_780), language: "zh-cn")
        let data = try Pages.pdf(about) { book in
            for page in PlanSheets(scene).pages { book.page(page.size, page.draw) }
            for page in CrossingDetail.pages(CrossingDetail.all(of: scene, .zh), SheetOptions()) {
                book.page(page.size, page.draw)
            }
        }
        #expect(data.count < 500_000)
    }

    @Test("A crossing detail says its facts in both languages, also where nothing is known")
    func details() throws {
        var scene = try Scenes.ninety()
        scene.crossings[0].featureClass = nil
        scene.crossings[0].owner = nil
        let about = Pages.About(title: "t", creator: "c", day: Day(number: 20_780), language: "zh-cn")
        _ = try Pages.pdf(about) { book in
            for layer in LayerName.allCases {
                scene.crossings[0].crossing.layer = layer
                for kind in [Crossing.Kind.crosses, .along, .ends, .strip] {
                    scene.crossings[0].crossing.kind = kind
                    for language in ReportLanguage.allCases {
                        let detail = try #require(CrossingDetail.all(of: scene, language).first)
                        #expect(detail.facts.allSatisfy { !$0.0.isEmpty && !$0.1.isEmpty })
                        book.page(Extent(detail.drawing.width, detail.drawing.height), detail.drawing.draw)
                    }
                }
            }
            #expect(book.pageCount == LayerName.allCases.count * 8)
        }
    }
}
