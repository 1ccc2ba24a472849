import Drawing

/// Sizes of a report's page in millimetres.
enum PageStyle {
    static let left = 20.0
    static let right = 15.0
    static let top = 20.0
    static let bottom = 18.0
    /// Where what stands in the head and foot of a page has its middle.
    static let headY = 12.0
    static let footY = 9.0

    static let title = TextStyle(6.2, bold: true)
    static let subtitle = TextStyle(3.6, colour: .grey(0.25))
    static let body = TextStyle(3.2)
    static let chapter = TextStyle(4.4, bold: true)
    static let section = TextStyle(3.7, bold: true)
    static let note = TextStyle(2.6, colour: .grey(0.25))
    static let margin = TextStyle(2.5, colour: .grey(0.35))
    static let strong = TextStyle(3.2, bold: true)

    static let hairline = Pen(.grey(0.65), 0.1)
    static let rule = Pen(.black, 0.3)
    static let thin = Pen(.black, 0.18)
    static let band = Colour.grey(0.92)

    /// Between two blocks.
    static let gap = 3.2

    static func paper(landscape: Bool) -> Extent { Paper.a4.extent(landscape: landscape) }

    static func inside(_ page: Extent) -> Extent {
        Extent(page.width - left - right, page.height - top - bottom)
    }
}
