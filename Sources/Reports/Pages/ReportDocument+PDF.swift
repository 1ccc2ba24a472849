import Drawing
import Foundation
import Vocabulary

extension ReportDocument {
    /// The document as a PDF: A4 upright, wide tables in landscape, sheets in their own size.
    ///
    /// - Parameter day: written into the file as the day it was made; the same document and day give the same bytes.
    /// - Throws: ``Problem`` if drawing fails.
    public func pdf(on day: Day) throws -> Data {
        let about = Pages.About(
            title: [title, number].compactMap(\.self).joined(separator: " "), creator: "outerline", day: day,
            language: language == .zh ? "zh-cn" : "en")
        return try Pages.pdf(about) { book in
            let flow = PageFlow(book.ruler, language, zoom: zoom)
            lay(out: flow)
            for (index, page) in flow.pages.enumerated() {
                let zoom = page.isSheet ? 1 : self.zoom
                book.page(Extent(page.size.width * zoom, page.size.height * zoom)) { canvas in
                    if zoom != 1 { canvas.scale(zoom) }
                    page.draws.forEach { $0(canvas) }
                    if !page.isSheet { margins(canvas, page.size, page: index + 1, of: flow.pages.count) }
                }
            }
        }
    }

    /// Puts title and blocks on pages.
    func lay(out flow: PageFlow) {
        flow.breakPage(landscape: false)
        let width = flow.inside.width
        var head: [PageFlow.Piece] = []
        func line(_ text: String, _ style: TextStyle, tag: String, space: Double) {
            var style = style
            style.alignment = .centre
            head += flow.parts(of: text, style, width: width, height: flow.inside.height / 4).map { part in
                PageFlow.Piece(
                    tag: tag, height: flow.ruler.measure(part, style, width: width).height, space: space,
                    staysWithNext: true
                ) { canvas, spot in canvas.text(part, at: spot, style, width: width) }
            }
        }
        line(title, PageStyle.title, tag: "title", space: 0)
        if let subtitle { line(subtitle, PageStyle.subtitle, tag: "subtitle", space: 1.5) }
        if let number { line(number, PageStyle.subtitle, tag: "number", space: 1) }
        flow.place(head)
        flow.add(blocks)
    }

    /// Head and foot of a page; the first has its title already.
    private func margins(_ canvas: Canvas, _ size: Extent, page: Int, of count: Int) {
        let (left, right) = (PageStyle.left, size.width - PageStyle.right)
        let style = PageStyle.margin
        if page > 1 {
            let y = PageStyle.headY
            let numberWidth = number.map { min(80, canvas.measure($0, style).width + 1) } ?? 0
            canvas.fittedText(
                title, at: Spot(left, y), style, anchor: .leading, width: right - left - numberWidth - 4)
            if let number {
                canvas.fittedText(number, at: Spot(right, y), style, anchor: .trailing, width: numberWidth)
            }
            canvas.stroke([Spot(left, y + 3), Spot(right, y + 3)], PageStyle.hairline)
        }
        let y = size.height - PageStyle.footY
        let text = language.say("Page \(page) of \(count)", "第 \(page) 页  共 \(count) 页")
        let width = canvas.measure(text, style).width
        canvas.stroke([Spot(left, y - 3), Spot(right, y - 3)], PageStyle.hairline)
        canvas.text(text, at: Spot(right, y), style, anchor: .trailing)
        canvas.fittedText(footer, at: Spot(left, y), style, anchor: .leading, width: right - left - width - 4)
    }
}

extension ReportDrawing {
    /// The drawing on its own, as an SVG whose text is outlines.
    public func svg(_ language: ReportLanguage) throws -> Data {
        try Pages.svg(Extent(width, height), language: language == .zh ? "zh-cn" : "en") { canvas in
            canvas.rectangle(x: 0, y: 0, width: width, height: height, fill: .white)
            draw(canvas)
        }
    }
}
