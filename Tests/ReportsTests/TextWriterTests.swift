import Foundation
import Testing
import Vocabulary

@testable import Reports

/// Tables and documents as text: Markdown, CSV, JSON.
struct TextWriterTests {
    private let table = ReportTable(
        "crossings", "穿越一览表",
        [
            .init("from_m", "起桩号", .short), .init("name", "名称"), .init("length_m", "长度 m", .number),
            .init("angle_deg", "交角", .number), .init("on", "日期", .short), .init("count", "数量", .number),
        ],
        rows: [
            [
                .chainage(59.1956), .text("甲|乙\n丙 <script>"), .number(12.0049, decimals: 2),
                .number(89.6, decimals: 0, unit: "°"), .init(Day(2026, 11, 20)), .integer(3),
            ],
            [
                .chainage(0), .text("=cmd()"), .init(nil as Double?, decimals: 2), .missing, .missing,
                .missing,
            ],
        ], empty: "无。", notes: ["注：<b>"])

    @Test("A Markdown table keeps its cells whatever they hold")
    func markdown() {
        #expect(
            table.markdown() == """
                ## 穿越一览表

                | 起桩号 | 名称 | 长度 m | 交角 | 日期 | 数量 |
                |---|---|---:|---:|---|---:|
                | K0+059.196 | 甲\\|乙 丙 &lt;script> | 12.00 | 90° | 2026-11-20 | 3 |
                | K0+000.000 | =cmd() | — | — | — | — |

                注：&lt;b>
                """)
        var none = table
        none.rows = []
        #expect(none.markdown(level: 3) == "### 穿越一览表\n\n无。\n\n注：&lt;b>")
    }

    @Test("CSV has bare numbers, and no cell a spreadsheet would run")
    func csv() {
        #expect(
            table.csv == "\u{FEFF}from_m,name,length_m,angle_deg,on,count\r\n"
                + "59.196,\"甲|乙\n丙 <script>\",12.00,90,2026-11-20,3\r\n" + "0.000,'=cmd(),,,,\r\n")
    }

    @Test("JSON has numbers unrounded and rows by key; what is missing or no number is null")
    func json() throws {
        var odd = table
        odd.rows.append(Array(repeating: .number(.nan, decimals: 2), count: 6))
        let data = try odd.json.data()
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let rows = try #require(object["rows"] as? [[String: Any]])
        #expect(rows[0]["length_m"] as? Double == 12.0049 && rows[0]["from_m"] as? Double == 59.1956)
        #expect(rows[0]["name"] as? String == "甲|乙\n丙 <script>" && rows[0]["count"] as? Int == 3)
        #expect(rows[1]["length_m"] is NSNull && rows[2]["from_m"] is NSNull)
    }

    @Test("A document as Markdown: every block in its order, drawings by their caption")
    func document() {
        let drawing = ReportDrawing(width: 10, height: 10, caption: "图一") { _ in }
        let document = ReportDocument(
            title: "报告", subtitle: "副题", number: "A-1", footer: "outerline", language: .zh,
            blocks: [
                .heading("要点", level: 1), .list(["一", "二"], numbered: true), .paragraph("正文\n一行"),
                .facts([.init("项目", nil)]), .drawing(drawing), .pageBreak, .signatures(["设计", "审核"]),
            ])
        #expect(
            document.markdown() == """
                # 报告

                A-1

                副题

                ## 要点

                1. 一
                2. 二

                正文 一行

                | | |
                |---|---|
                | 项目 | — |

                *图一*

                | 设计 | 审核 |
                |---|---|
                |   |   |

                ---
                outerline

                """)
    }

    @Test("Letters of routes go on after Z")
    func letters() {
        #expect(
            [0, 25, 26, 51, 52, 701, 702].map(ReportWords.letter) == [
                "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
            ])
    }
}
