import Drawing

extension PageFlow {
    /// Lays out a table under its title: its head again on every page, rows whole, notes with the last row.
    ///
    /// A table whose columns do not fit upright takes pages in landscape; tables and drawings behind it stay there.
    func add(_ table: ReportTable, under heads: [Piece]) {
        let upright = TableLayout(
            table, width: PageStyle.inside(PageStyle.paper(landscape: false)).width, ruler)
        if pages.last?.isSheet ?? true { breakPage(landscape: upright.isCramped) }
        if upright.isCramped, !isLandscape { breakPage(landscape: true) }
        let layout = TableLayout(table, width: inside.width, ruler)
        let title = heads + heading(table.title, level: table.titleLevel)
        guard !table.rows.isEmpty else {
            return place(title + paragraph(table.empty, PageStyle.body, tag: "empty") + notes(table))
        }
        let head = headPiece(layout)
        let above = (title + [head]).reduce(0) { $0 + $1.space + $1.height }
        var rows = table.rows.enumerated().flatMap { index, row in
            rowPieces(row, index, layout, limit: inside.height - above - 2)
        }
        let notes = notes(table)
        if !notes.isEmpty, let last = rows.indices.last { rows[last].staysWithNext = true }
        let isSmall = rows.reduce(above) { $0 + $1.height } <= inside.height * 0.45
        // A small table is one piece; of a large one no row stands alone.
        for index in rows.indices.dropLast() where isSmall || index == 0 || index == rows.count - 2 {
            rows[index].staysWithNext = true
        }
        place(title + [head] + rows + notes, again: [continued(table), head])
    }

    private func notes(_ table: ReportTable) -> [Piece] {
        table.notes.flatMap { note -> [Piece] in
            var pieces = paragraph(note, PageStyle.note, tag: "note")
            if !pieces.isEmpty { pieces[0].space = 1 }
            return pieces
        }
    }

    private func continued(_ table: ReportTable) -> Piece {
        let text = table.title + language.say(" (continued)", "（续）")
        let style = PageStyle.note
        let width = inside.width
        return Piece(tag: "continued", height: style.size * 1.6, staysWithNext: true) { canvas, spot in
            canvas.fittedText(text, at: spot, style, width: width)
        }
    }

    private func headPiece(_ layout: TableLayout) -> Piece {
        let texts = layout.table.columns.map(\.title)
        let height = cellHeight(texts, layout, layout.head)
        return Piece(tag: "head", height: height, staysWithNext: true) { canvas, spot in
            canvas.rectangle(
                x: spot.x, y: spot.y, width: layout.total, height: height, fill: PageStyle.band)
            Self.draw(texts, layout, layout.head, canvas, spot, height, isHead: true)
            canvas.stroke([spot, Spot(spot.x + layout.total, spot.y)], PageStyle.rule)
            let under = spot.y + height
            canvas.stroke([Spot(spot.x, under), Spot(spot.x + layout.total, under)], PageStyle.thin)
        }
    }

    /// A row; one that is higher than `limit` comes in several pieces, each with the next part of its cells.
    private func rowPieces(_ row: [ReportTable.Cell], _ index: Int, _ layout: TableLayout, limit: Double)
        -> [Piece]
    {
        let columns = layout.table.columns.indices
        let texts = columns.map { row.indices.contains($0) ? row[$0].text : "" }
        let cut = columns.map {
            parts(
                of: texts[$0], layout.body, width: layout.widths[$0] - 2 * TableLayout.pad,
                height: limit - 2 * TableLayout.pad)
        }
        return (0..<(cut.map(\.count).max() ?? 1)).map { line in
            let texts = cut.map { $0.indices.contains(line) ? $0[line] : "" }
            let height = cellHeight(texts, layout, layout.body)
            return Piece(tag: "row \(layout.table.id) \(index).\(line)", height: height) { canvas, spot in
                Self.draw(texts, layout, layout.body, canvas, spot, height, isHead: false)
                let under = spot.y + height
                canvas.stroke([Spot(spot.x, under), Spot(spot.x + layout.total, under)], PageStyle.hairline)
            }
        }
    }

    private func cellHeight(_ texts: [String], _ layout: TableLayout, _ style: TextStyle) -> Double {
        let heights = texts.indices.map {
            ruler.measure(texts[$0], style, width: layout.widths[$0] - 2 * TableLayout.pad).height
        }
        return (heights.max() ?? 0) + 2 * TableLayout.pad * 0.8
    }

    // No piece may hold the flow that holds it, or neither is ever let go.
    private static func draw(
        _ texts: [String], _ layout: TableLayout, _ style: TextStyle, _ canvas: Canvas, _ spot: Spot,
        _ height: Double, isHead: Bool
    ) {
        var x = spot.x
        for index in texts.indices {
            var style = style
            let kind = layout.table.columns[index].kind
            style.alignment = kind == .number ? .trailing : kind == .short || isHead ? .centre : .leading
            if isHead, kind == .text { style.alignment = .leading }
            let width = layout.widths[index] - 2 * TableLayout.pad
            let own = canvas.measure(texts[index], style, width: width).height
            // A head stands on its line, cells of one line in the middle of the row.
            let top = isHead ? (height - own) / 2 : TableLayout.pad * 0.8
            canvas.text(
                texts[index], at: Spot(x + TableLayout.pad, spot.y + top), style, width: width)
            x += layout.widths[index]
        }
    }
}
