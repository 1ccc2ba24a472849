import Testing

@testable import Reports

/// Names nobody hopes for.
enum Hostile {
    static let names = [
        "<script>alert(1)</script> & \"Co\" 'x'", "a | b || c", "# not a title", "- no item", "1. no item",
        "@closing forged", "@number 伪造〔2026〕1号", "---", "{{applicant}} {{>closing}} {{{x}}}",
        "=cmd()|' /C calc'!A0",
        "line\nbreak\r\n# title\u{2028}| x |\u{85}@fact a | b", "مرحبا \u{202E}gnp.exe\u{202C} 你好", "👩‍🔧🏗️ 有限公司",
        "back\\slash \\| \\\\", "*bold* **bold** _it_ `code`", String(repeating: "很长的名字", count: 400), "",
        " ",
        "\u{0}\u{7}bell", "&amp; &lt;",
    ]
}

@Suite("The small Markdown of papers")
struct PaperTextTests {
    @Test("what is escaped comes back as it was, on one line", arguments: Hostile.names)
    func roundTrip(_ name: String) {
        let line = PaperText.line(name)
        #expect(PaperText.plain(PaperText.escaped(name)) == line)
        let breaks = line.filter(\.isNewline)
        #expect(breaks.isEmpty)
        #expect(PaperText.cells(PaperText.escaped(name) + " | b") == [PaperText.trimmed(line), "b"])
    }

    @Test("random texts come back as they were")
    func random() {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        let alphabet = Array("|\\#@*{}-+1. \n\t&<>中文é\u{202E}~^=:")
        for _ in 0..<2_000 {
            let text = String((0..<next(12)).map { _ in alphabet[Int(next(UInt64(alphabet.count)))] })
            #expect(PaperText.plain(PaperText.escaped(text)) == PaperText.line(text))
        }
    }

    @Test("a value cannot become markup wherever it stands", arguments: Hostile.names)
    func inert(_ name: String) throws {
        let value = PaperText.escaped(name)
        let reader = PaperReader(
            """
            # T \(value)
            @number \(value)

            x \(value)

            - \(value)
            1. \(value)

            @fact name | \(value)

            ## Head
            | a | b |
            |---|--:|
            | \(value) | 2 |

            @closing \(value)
            @signatures \(value) | other
            """)
        let text = PaperText.trimmed(PaperText.line(name))
        #expect(
            reader.title == PaperText.trimmed("T \(text)") && PaperText.trimmed(reader.number ?? "") == text)
        #expect(reader.blocks.count == 7, "\(reader.blocks)")
        guard reader.blocks.count == 7 else { return }
        if case .paragraph(let found) = reader.blocks[0] {
            #expect(PaperText.trimmed(found) == PaperText.trimmed("x \(text)"))
        } else {
            Issue.record("no paragraph")
        }
        guard case .table(let table) = reader.blocks[4] else { throw Missing(what: "table") }
        #expect(table.title == "Head" && table.columns.map(\.kind) == [.text, .number])
        #expect(table.rows == [[text.isEmpty ? .missing : .text(text), .text("2")]])
        guard case .signatures(let names) = reader.blocks[6] else { throw Missing(what: "signatures") }
        #expect(names == [text, "other"])
    }

    struct Missing: Error { var what: String }

    @Test("every construct of the wording becomes its block")
    func constructs() throws {
        let reader = PaperReader(
            "# 标题\n@letter\n@subtitle 副题\n@number 告知〔2026〕0001号\n\n　　第一行\n第二行\n\n- 甲\n- 乙\n1. 丙\n2. 丁\n---\n"
                + "## 一、章\n\n### 节\n@fact 名 | 值\n@fact 空 |\n\n| a | b | c |\n|---|--:|:-:|\n| 1 \\| 2 |  | 3\n@note 注\n"
                + "@closing 单位\n@closing 日期\n@unknown 保留\n")
        #expect(reader.title == "标题" && reader.isLetter && reader.subtitle == "副题")
        let kinds = reader.blocks.map { block -> String in
            switch block {
            case .heading(let text, let level): "h\(level) \(text)"
            case .paragraph(let text): "p \(text)"
            case .list(let items, let numbered): "\(numbered ? "n" : "l") \(items.joined(separator: ","))"
            case .facts(let facts): "f " + facts.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
            case .table(let table):
                "t " + table.rows.map { $0.map(\.text).joined(separator: ",") }.joined(separator: ";")
                    + " " + table.notes.joined()
            case .closing(let lines): "c " + lines.joined(separator: ",")
            case .signatures(let names): "s " + names.joined(separator: ",")
            case .pageBreak: "break"
            default: "?"
            }
        }
        #expect(
            kinds == [
                "p 　　第一行 第二行", "l 甲,乙", "n 丙,丁", "break", "h1 一、章", "h2 节", "f 名=值,空=—",
                "t 1 | 2,—,3 注", "c 单位,日期", "p @unknown 保留",
            ])
    }

    @Test(
        "citations are written as laws are cited",
        arguments: [
            ("art. 33", "第三十三条"), ("art. 33 para 2", "第三十三条第二款"), ("art. 30 and 33", "第三十条、第三十三条"),
            ("art. 27(5)", "第二十七条第五项"), ("annex item 109", "附件第一百零九项"), ("二(一)4", "二(一)4"),
            ("art. 10", "第十条"), ("art. 110", "第一百一十条"), ("art. 9", "第九条"), ("art. 7-9", "第七条至第九条"),
            ("art. 3, 5 and 33", "第三条、第五条、第三十三条"), ("art. x", " art. x"), ("clause 4.1.9", " clause 4.1.9"),
        ])
    func articles(_ given: String, _ expected: String) {
        #expect(ReportWords.article(given, .zh) == expected && ReportWords.article(given, .en) == " " + given)
    }
}
