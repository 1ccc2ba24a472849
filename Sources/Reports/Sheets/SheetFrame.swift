import Drawing

/// Where things lie on a sheet: frame, map, legend and schedule, title block.
///
/// Margins as GB/T 50001 gives them for A3 and A4: 25 mm to bind at the left, 5 mm elsewhere.
struct SheetFrame: Hashable, Sendable {
    let paper: Extent
    /// The frame line.
    let inner: Frame
    /// The map inside its neat line; coordinates stand between this and the frame.
    let map: Frame
    /// Legend, schedule and notes.
    let info: Frame
    let title: Frame
    /// Left of the title block where it is narrower than the sheet and `info` lies above it.
    let notes: Frame?

    /// Between frame and neat line.
    static let border = 6.0

    init(_ options: SheetOptions) {
        let paper = options.paper.extent(landscape: options.isLandscape)
        self.paper = paper
        inner = Frame(x: 25, y: 5, width: paper.width - 30, height: paper.height - 10)
        let isRow = options.isLandscape
        let titleWidth = isRow && options.paper == .a4 ? 130 : min(180, inner.width)
        let titleHeight = 48.0
        let infoHeight = isRow ? titleHeight : 44
        title = Frame(
            x: inner.right - titleWidth, y: inner.bottom - titleHeight, width: titleWidth,
            height: titleHeight)
        info =
            isRow
            ? Frame(x: inner.x, y: title.y, width: inner.width - titleWidth, height: titleHeight)
            : Frame(x: inner.x, y: title.y - infoHeight, width: inner.width, height: infoHeight)
        let rest = inner.width - titleWidth
        notes =
            isRow || rest < 60
            ? nil : Frame(x: inner.x, y: title.y, width: rest, height: titleHeight)
        map = Frame(x: inner.x, y: inner.y, width: inner.width, height: info.y - inner.y).inset(Self.border)
    }
}

/// Pens of the sheet itself.
enum SheetPens {
    static let frame = Pen(.black, 0.7)
    static let block = Pen(.black, 0.35)
    static let cell = Pen(.black, 0.13)
    static let neat = Pen(.black, 0.18)
}
