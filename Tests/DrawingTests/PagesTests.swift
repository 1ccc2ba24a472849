import Foundation
import Testing
import Vocabulary

@testable import Drawing

/// The same drawing in every kind of file.
struct PagesTests {
    private static let about = Pages.About(
        title: "路由报告 A&B <1>", creator: "outerline", day: Day(number: 20_780),
        language: "zh-cn")

    private func draw(_ canvas: Canvas) {
        canvas.rectangle(
            x: 10, y: 10, width: 40, height: 20, fill: .grey(0.9), Pen(.black, 0.3, dash: [2, 1]))
        canvas.hatch(
            [[Spot(60, 10), Spot(90, 10), Spot(90, 40), Spot(60, 40)]], spacing: 2, degrees: 45,
            Pen(.black, 0.1))
        canvas.circle(Spot(30, 50), radius: 5, fill: Colour(hex: "#ff0080"), Pen(.black, 0.2))
        canvas.text("给水外线 DN200 K0+012.345", at: Spot(10, 70), TextStyle(3.5, halo: .white), degrees: -15)
    }

    @Test("A PDF has the pages drawn, in their size, with its font inside, and the same bytes twice")
    func pdf() throws {
        func make() throws -> Data {
            try Pages.pdf(Self.about) { book in
                book.page(Paper.a4.extent(landscape: false), draw)
                book.page(Paper.a3.extent(landscape: true), draw)
            }
        }
        let data = try make()
        #expect(data.starts(with: Data("%PDF-".utf8)))
        #expect(data == (try make()))
    }

    @Test("An SVG and a PNG are the same bytes twice in one process")
    func pictures() throws {
        let size = Extent(100, 80)
        let svg = try Pages.svg(size, language: "zh-cn", draw)
        #expect(svg == (try Pages.svg(size, language: "zh-cn", draw)))
        let png = try Pages.png(size, dots: 4, language: "zh-cn", draw)
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(png == (try Pages.png(size, dots: 4, language: "zh-cn", draw)))
    }

    @Test("A picture too large is a problem, not a crash")
    func tooLarge() {
        #expect(throws: Problem.self) { try Pages.png(Extent(1e6, 1e6), dots: 10, language: "en") { _ in } }
        #expect(throws: Problem.self) { try Pages.png(Extent(0, 10), dots: 10, language: "en") { _ in } }
    }

    @Test("The font has Chinese and Latin, and hostile text breaks nothing")
    func text() throws {
        _ = try Pages.png(Extent(200, 100), dots: 2, language: "zh-cn") { canvas in
            let style = TextStyle(3.5)
            #expect(canvas.missingGlyphs("烟台市芝罘区给水外线 Main ≥ 20 m² °", style) == 0)
            let one = canvas.measure("给水", style).width
            #expect(abs(one - 7) < 0.01, "two letters of 3.5 mm are 7 mm wide")
            #expect(canvas.measure("给水外线工程", style, width: 8).height > 2 * canvas.measure("给", style).height)
            for hostile in [
                "", "a\u{0}b", "مرحبا", "👩‍👩‍👧‍👦", "line\nbreak", String(repeating: "长", count: 5000), "<b>&amp;",
            ] {
                canvas.text(hostile, at: Spot(10, 10), style)
                canvas.fittedText(hostile, at: Spot(10, 20), style, width: 30)
            }
            canvas.stroke([Spot(.nan, 1), Spot(2, .infinity)], Pen(.black, 1))
        }
    }

    @Test(
        "Colours are read as they are written in style files",
        arguments: [
            ("#00ffff", true), ("#00FFFF80", true), ("00ffff", false), ("#00fff", false), ("#gggggg", false),
            ("", false),
        ])
    func colours(text: String, isColour: Bool) {
        #expect((Colour(hex: text) != nil) == isColour)
    }
}
