import Drawing

extension PageFlow {
    /// Lays out blocks in their order; wide tables take pages in landscape.
    func add(_ blocks: [ReportDocument.Block]) {
        var index = 0
        while index < blocks.count {
            // A heading goes with what it heads.
            var heads: [Piece] = []
            while index < blocks.count, case .heading(let text, let level) = blocks[index] {
                heads += heading(text, level: level)
                index += 1
            }
            guard index < blocks.count else { return place(heads) }
            add(blocks[index], under: heads)
            index += 1
        }
    }

    private func add(_ block: ReportDocument.Block, under heads: [Piece]) {
        switch block {
        case .table(let table): return add(table, under: heads)
        case .pageBreak:
            if !heads.isEmpty { place(heads) }
            return breakPage(landscape: false)
        case .sheet(let drawing):
            if !heads.isEmpty { place(heads) }
            return add(sheet: drawing)
        default: break
        }
        // Text is read upright; a drawing, or a remark on a wide table, stays beside the table.
        var stays = false
        if case .drawing = block { stays = true }
        if isLandscape, heads.isEmpty { stays = stays || height(pieces(block)) <= room }
        if pages.last?.isSheet ?? true || (isLandscape && !stays) { breakPage(landscape: false) }
        place(heads + pieces(block))
    }

    private func height(_ pieces: [Piece]) -> Double { pieces.reduce(0) { $0 + $1.space + $1.height } }

    private func pieces(_ block: ReportDocument.Block) -> [Piece] {
        switch block {
        case .heading(let text, let level): heading(text, level: level)
        case .paragraph(let text): paragraph(text, PageStyle.body, tag: "paragraph")
        case .list(let items, let numbered): list(items, numbered: numbered)
        case .facts(let facts): self.facts(facts)
        case .drawing(let drawing): [self.drawing(drawing)]
        case .closing(let lines): closing(lines)
        case .signatures(let names): [signatures(names)]
        case .table, .sheet, .pageBreak: []
        }
    }

    // MARK: - Text

    func heading(_ text: String, level: Int) -> [Piece] {
        let style = level == 1 ? PageStyle.chapter : PageStyle.section
        let width = inside.width
        return parts(of: text, style, width: width, height: inside.height / 2).map { part in
            Piece(
                tag: "heading", height: ruler.measure(part, style, width: width).height + 1.2,
                space: level == 1 ? 6 : 4.5, staysWithNext: true
            ) { canvas, spot in canvas.text(part, at: spot, style, width: width) }
        }
    }

    /// - Parameter indent: of every line, in millimetres.
    func paragraph(_ text: String, _ style: TextStyle, tag: String, indent: Double = 0) -> [Piece] {
        let width = inside.width - indent
        // A few lines at a time, so that a long one fills pages and goes with its heading.
        let some = 8 * ruler.measure("文", style).height
        return parts(of: text, style, width: width, height: some).enumerated().map { index, part in
            Piece(
                tag: tag, height: ruler.measure(part, style, width: width).height,
                space: index == 0 ? PageStyle.gap * 0.6 : 0
            ) { canvas, spot in canvas.text(part, at: Spot(spot.x + indent, spot.y), style, width: width) }
        }
    }

    private func list(_ items: [String], numbered: Bool) -> [Piece] {
        let indent = numbered ? 7.0 : 4.5
        return items.enumerated().flatMap { index, item in
            var pieces = paragraph(item, PageStyle.body, tag: "item", indent: indent)
            let mark = numbered ? "\(index + 1)." : "•"
            let draw = pieces[0].draw
            pieces[0].draw = { canvas, spot in
                canvas.text(mark, at: Spot(spot.x + (numbered ? 0 : 1), spot.y), PageStyle.body)
                draw(canvas, spot)
            }
            pieces[0].space = index == 0 ? PageStyle.gap * 0.6 : 0.9
            return pieces
        }
    }

    /// Flush right and kept together, a line of air above.
    private func closing(_ lines: [String]) -> [Piece] {
        var style = PageStyle.body
        style.alignment = .trailing
        let width = inside.width
        return lines.enumerated().flatMap { index, line in
            parts(of: line, style, width: width, height: inside.height / 4).map { part in
                Piece(
                    tag: "closing", height: ruler.measure(part, style, width: width).height,
                    space: index == 0 ? PageStyle.gap * 2.5 : 1.2, staysWithNext: index < lines.count - 1
                ) { canvas, spot in canvas.text(part, at: spot, style, width: width) }
            }
        }
    }

    // MARK: - Boxes

    /// Two pairs a row where both fit, else one.
    private func facts(_ facts: [ReportDocument.Fact]) -> [Piece] {
        let whole = inside.width
        let names = facts.map { ruler.measure($0.name, PageStyle.strong).width }.max() ?? 0
        let nameWidth = min(whole * 0.25, names + 3)
        func isNarrow(_ fact: ReportDocument.Fact) -> Bool {
            !fact.value.contains(where: \.isNewline)
                && ruler.measure(fact.value, PageStyle.body).width <= whole / 2 - nameWidth - 3
        }
        var pieces: [Piece] = []
        var index = 0
        while index < facts.count {
            let isPair =
                index + 1 < facts.count && isNarrow(facts[index]) && isNarrow(facts[index + 1])
            pieces += factRow(Array(facts[index..<index + (isPair ? 2 : 1)]), nameWidth: nameWidth)
            index += isPair ? 2 : 1
        }
        if !pieces.isEmpty { pieces[0].space = 1.2 }
        return pieces
    }

    private func factRow(_ row: [ReportDocument.Fact], nameWidth: Double) -> [Piece] {
        let pad = 1.2
        let width = inside.width / Double(row.count)
        let valueWidth = width - nameWidth - 2 * pad
        let values = row.map {
            parts(of: $0.value, PageStyle.body, width: valueWidth, height: inside.height * 0.7)
        }
        return (0..<(values.map(\.count).max() ?? 0)).map { line in
            let texts = values.map { $0.indices.contains(line) ? $0[line] : "" }
            let names = row.map { line == 0 ? $0.name : "" }
            let heights =
                texts.map { ruler.measure($0, PageStyle.body, width: valueWidth).height }
                + names.map { ruler.measure($0, PageStyle.strong, width: nameWidth - 2 * pad).height }
            let height = (heights.max() ?? 0) + 2 * pad * 0.7
            return Piece(tag: "fact", height: height) { canvas, spot in
                for (column, name) in names.enumerated() {
                    let x = spot.x + Double(column) * width
                    let top = spot.y + pad * 0.7
                    canvas.rectangle(x: x, y: spot.y, width: nameWidth, height: height, fill: PageStyle.band)
                    canvas.rectangle(x: x, y: spot.y, width: width, height: height, PageStyle.hairline)
                    canvas.text(
                        name, at: Spot(x + pad, top), PageStyle.strong, width: nameWidth - 2 * pad)
                    canvas.text(
                        texts[column], at: Spot(x + nameWidth + pad, top), PageStyle.body, width: valueWidth)
                }
            }
        }
    }

    /// A drawing under its caption's place, made smaller if it is wider or higher than a page.
    private func drawing(_ drawing: ReportDrawing) -> Piece {
        let style = PageStyle.note
        let caption =
            drawing.caption.isEmpty ? 0 : ruler.measure(drawing.caption, style, width: inside.width).height
        let limit = inside.height - caption - 30
        let scale = min(1, inside.width / max(1, drawing.width), limit / max(1, drawing.height))
        let height = drawing.height * scale
        let width = inside.width
        return Piece(tag: "drawing", height: height + caption + 1.5, space: PageStyle.gap) { canvas, spot in
            canvas.within {
                canvas.translate(spot.x + (width - drawing.width * scale) / 2, spot.y)
                if scale < 1 { canvas.scale(scale) }
                drawing.draw(canvas)
            }
            var style = style
            style.alignment = .centre
            canvas.text(drawing.caption, at: Spot(spot.x, spot.y + height + 1.5), style, width: width)
        }
    }

    private func signatures(_ names: [String]) -> Piece {
        let language = self.language
        let columns = max(1, min(names.count, 4))
        let rows = (names.count + columns - 1) / columns
        let width = inside.width / Double(columns)
        let height = 24.0
        return Piece(tag: "signatures", height: Double(rows) * height, space: PageStyle.gap * 2) {
            canvas, spot in
            for (index, name) in names.enumerated() {
                let x = spot.x + Double(index % columns) * width
                let y = spot.y + Double(index / columns) * height
                canvas.rectangle(x: x, y: y, width: width, height: height, PageStyle.thin)
                canvas.fittedText(name, at: Spot(x + 2, y + 1.6), PageStyle.strong, width: width - 4)
                canvas.text(
                    language.say("Date:", "日期："), at: Spot(x + 2, y + height - 1.6), PageStyle.note,
                    anchor: .bottomLeading)
            }
        }
    }
}
