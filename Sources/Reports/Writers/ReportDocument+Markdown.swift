extension ReportDocument {
    /// The document as GitHub Markdown, ending in a line break; drawings are named, page breaks left out.
    public func markdown() -> String {
        var head = "# " + MarkdownText.line(title)
        if let number { head += "\n\n" + MarkdownText.line(number) }
        if let subtitle { head += "\n\n" + MarkdownText.line(subtitle) }
        let parts =
            [head] + blocks.map(markdown).filter { !$0.isEmpty } + ["---\n" + MarkdownText.line(footer)]
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func markdown(_ block: Block) -> String {
        switch block {
        case .heading(let text, let level):
            return String(repeating: "#", count: min(level + 1, 6)) + " " + MarkdownText.line(text)
        case .paragraph(let text): return MarkdownText.line(text)
        case .list(let items, let numbered):
            return items.enumerated().map { index, item in
                (numbered ? "\(index + 1). " : "- ") + MarkdownText.line(item)
            }.joined(separator: "\n")
        case .facts(let facts):
            let rows = facts.map { "| \(MarkdownText.cell($0.name)) | \(MarkdownText.cell($0.value)) |" }
            return (["| | |", "|---|---|"] + rows).joined(separator: "\n")
        case .table(let table): return table.markdown(level: 2)
        case .drawing(let drawing), .sheet(let drawing):
            return drawing.caption.isEmpty ? "" : "*\(MarkdownText.line(drawing.caption))*"
        // Two spaces break the line.
        case .closing(let lines): return lines.map(MarkdownText.line).joined(separator: "  \n")
        case .signatures(let names):
            let rule = "|" + names.map { _ in "---|" }.joined()
            return "| " + names.map(MarkdownText.cell).joined(separator: " | ") + " |\n" + rule + "\n"
                + "|" + names.map { _ in "   |" }.joined()
        case .pageBreak: return ""
        }
    }
}
