import CCairo

extension Canvas {
    /// The size of a text in millimetres.
    ///
    /// - Parameter width: lines are broken to stay within it, at words or, in Chinese, between letters; nil breaks
    ///   only at line breaks.
    public func measure(_ text: String, _ style: TextStyle, width: Double? = nil) -> Extent {
        typesetter.measure(text, style, width: width)
    }

    /// Draws a text and tells its size before turning.
    ///
    /// - Parameters:
    ///   - spot: where the `anchor` of the text's box lies.
    ///   - width: as for ``measure(_:_:width:)``; the box is then as wide as given.
    ///   - degrees: turned about the spot, clockwise on paper.
    @discardableResult
    public func text(
        _ text: String, at spot: Spot, _ style: TextStyle, anchor: Anchor = .topLeading, width: Double? = nil,
        degrees: Double = 0
    ) -> Extent {
        var box = measure(text, style, width: width)
        if let width { box.width = width }
        guard spot.isFinite, degrees.isFinite, !text.isEmpty else { return box }
        within {
            translate(spot.x, spot.y)
            if degrees != 0 { rotate(degrees) }
            let shares = anchor.shares
            translate(-box.width * shares.across, -box.height * shares.down)
            typesetter.draw(text, style, width: width)
        }
        return box
    }

    /// Draws a text on one line no wider than `width`: smaller letters first, then cut with an ellipsis.
    public func fittedText(
        _ text: String, at spot: Spot, _ style: TextStyle, anchor: Anchor = .topLeading, width: Double,
        leastSize: Double = 1.8
    ) {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        var style = style
        let wanted = measure(line, style).width
        if wanted > width { style.size = max(min(leastSize, style.size), style.size * width / wanted * 0.99) }
        self.text(shortened(line, style, width: width), at: spot, style, anchor: anchor)
    }

    /// The longest beginning of a line that fits with an ellipsis, found by halving.
    private func shortened(_ line: String, _ style: TextStyle, width: Double) -> String {
        if measure(line, style).width <= width { return line }
        let letters = Array(line)
        var (least, most) = (0, letters.count - 1)
        while least < most {
            let middle = (least + most + 1) / 2
            if measure(String(letters[..<middle]) + "…", style).width <= width {
                least = middle
            } else {
                most = middle - 1
            }
        }
        return String(letters[..<least]) + "…"
    }

    /// How many letters of a text the font does not have.
    public func missingGlyphs(_ text: String, _ style: TextStyle) -> Int {
        typesetter.missingGlyphs(text, style)
    }
}
