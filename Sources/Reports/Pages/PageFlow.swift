import Drawing

/// Puts pieces of a document on pages, one under another.
///
/// A piece is never cut: what is longer than a page comes as several. Belongs to one task.
final class PageFlow {
    /// A part of a page that stays together.
    struct Piece {
        /// What it is, for tests, such as `heading`, `row crossings 0.0` or `note`.
        var tag: String
        var height: Double
        /// Above it, unless it is the first on its page.
        var space: Double = 0
        /// It stays on one page with the piece after it.
        var staysWithNext = false
        var draw: (Canvas, Spot) -> Void
    }

    /// Where a piece came to lie; for tests.
    struct Placement: Hashable {
        var tag: String
        var page: Int
        var top: Double
        var bottom: Double
    }

    struct Page {
        var size: Extent
        var isSheet = false
        var draws: [(Canvas) -> Void] = []
    }

    let ruler: Canvas
    let language: ReportLanguage
    /// Pages are laid out smaller by this, to be drawn larger.
    private let zoom: Double
    private(set) var pages: [Page] = []
    private(set) var placements: [Placement] = []
    /// The next free place under the upper margin of the last page.
    private var y = 0.0

    init(_ ruler: Canvas, _ language: ReportLanguage, zoom: Double = 1) {
        self.ruler = ruler
        self.language = language
        self.zoom = zoom
    }

    // MARK: - Pages

    /// What fits between the margins of the page in use, a portrait one at the start.
    var inside: Extent { PageStyle.inside(size) }
    private var size: Extent { pages.last?.size ?? paper(landscape: false) }
    var isLandscape: Bool { size.width > size.height }
    /// The height that is still free; that of a whole page behind a sheet.
    var room: Double { pages.last.map { $0.isSheet ? 0 : inside.height - y } ?? 0 }

    func breakPage(landscape: Bool) {
        pages.append(Page(size: paper(landscape: landscape)))
        y = 0
    }

    private func paper(landscape: Bool) -> Extent {
        let paper = PageStyle.paper(landscape: landscape)
        return Extent(paper.width / zoom, paper.height / zoom)
    }

    /// A page that one drawing fills.
    func add(sheet drawing: ReportDrawing) {
        pages.append(Page(size: Extent(drawing.width, drawing.height), isSheet: true))
        pages[pages.count - 1].draws.append { canvas in canvas.within { drawing.draw(canvas) } }
    }

    // MARK: - Pieces

    /// Places pieces one after another, on new pages of the same kind where they do not fit.
    ///
    /// - Parameter again: what is drawn on top of every further page, such as the head of a table.
    func place(_ pieces: [Piece], again: [Piece] = []) {
        let repeated = again.reduce(0) { $0 + $1.space + $1.height }
        var index = 0
        while index < pieces.count {
            let end = groupEnd(pieces, from: index)
            if pages.last?.isSheet ?? true { breakPage(landscape: false) }
            var needed = pieces[index..<end].reduce(0) { $0 + $1.space + $1.height }
            if y == 0 { needed -= pieces[index].space }
            if needed > room + 1e-6, y > 0 {
                breakPage(landscape: isLandscape)
                if index > 0, needed + repeated <= inside.height + 1e-6 { again.forEach(put) }
            }
            pieces[index..<end].forEach(put)
            index = end
        }
    }

    /// One behind the last piece that has to stay on a page with the one at `start`.
    private func groupEnd(_ pieces: [Piece], from start: Int) -> Int {
        var end = start
        var height = 0.0
        while end < pieces.count {
            height += pieces[end].space + pieces[end].height
            // More than a page cannot stay together.
            if end > start, height > inside.height { return end }
            end += 1
            if !pieces[end - 1].staysWithNext { break }
        }
        return end
    }

    private func put(_ piece: Piece) {
        if y > 0 { y += piece.space }
        let spot = Spot(PageStyle.left, PageStyle.top + y)
        let draw = piece.draw
        pages[pages.count - 1].draws.append { draw($0, spot) }
        placements.append(
            Placement(
                tag: piece.tag, page: pages.count - 1, top: spot.y, bottom: spot.y + piece.height))
        y += piece.height
    }
}
