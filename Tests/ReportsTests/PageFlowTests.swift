import Drawing
import Foundation
import Testing
import Vocabulary

@testable import Reports

/// Documents on pages: nothing below the margin, no row lost or twice, nothing alone.
struct PageFlowTests {
    private static let words = [
        "挖掘城市道路审批", "K0+012.345", "示例市政工程养护中心", "2026-11-20", "—", "12.34", "给水外线", "permit",
        "建设工程规划许可证（市政管线类）", "=cmd()", "<script>", "שלום", "🏭", "c25f533cadfb7fe3e29b68218a392e324f6ca343",
    ]

    private func text(_ random: inout Seeded, most: Int) -> String {
        (0..<random.below(most) + 1).map { _ in
            Self.words[random.below(Self.words.count)] + (random.below(20) == 0 ? "\n" : " ")
        }.joined()
    }

    private func table(_ id: String, _ random: inout Seeded) -> ReportTable {
        let columns = (0..<random.below(14) + 1).map { index in
            let kind: ReportTable.Kind = [.text, .number, .short][random.below(3)]
            return ReportTable.Column("c\(index)", text(&random, most: 2), kind)
        }
        let isLong = random.below(6) == 0
        let rows = (0..<random.below(60)).map { _ in
            columns.map { column -> ReportTable.Cell in
                switch column.kind {
                case .number: .number(Double(random.below(1_000_000)) / 7, decimals: 2)
                case .short: .text(Self.words[random.below(6)])
                case .text: .text(text(&random, most: isLong && random.below(40) == 0 ? 900 : 6))
                }
            }
        }
        let notes = (0..<random.below(3)).map { _ in text(&random, most: 30) }
        return ReportTable(id, text(&random, most: 3), columns, rows: rows, empty: "无。", notes: notes)
    }

    private func document(seed: UInt64) -> ReportDocument {
        var random = Seeded(seed)
        var blocks: [ReportDocument.Block] = []
        for index in 0..<8 {
            switch random.below(8) {
            case 0:
                blocks.append(.heading(text(&random, most: 3), level: 1))
                blocks.append(.paragraph(text(&random, most: 400)))
            case 1:
                blocks.append(
                    .list((0..<5).map { _ in text(&random, most: 20) }, numbered: random.below(2) == 0))
            case 2:
                blocks.append(
                    .facts((0..<9).map { _ in .init(text(&random, most: 1), text(&random, most: 12)) }))
            case 3: blocks.append(.drawing(.init(width: 170, height: 90, caption: "图") { _ in }))
            case 4: blocks.append(.sheet(.init(width: 420, height: 297, caption: "图") { _ in }))
            case 5: blocks.append(.signatures(["设计", "校对", "审核", "审定", "会签"]))
            default: blocks.append(.table(table("t\(index)", &random)))
            }
        }
        return ReportDocument(
            title: text(&random, most: 4), subtitle: text(&random, most: 4), number: "A1", footer: "f",
            language: .zh, blocks: blocks)
    }

    /// The pages and places of a document; its drawing is made too, so that it cannot trap.
    private func laidOut(_ document: ReportDocument) throws -> (
        pages: [PageFlow.Page], places: [PageFlow.Placement]
    ) {
        var result: ([PageFlow.Page], [PageFlow.Placement]) = ([], [])
        _ = try Pages.pdf(Self.about) { book in
            let flow = PageFlow(book.ruler, document.language)
            document.lay(out: flow)
            result = (flow.pages, flow.placements)
        }
        return result
    }

    private static let about = Pages.About(
        title: "t", creator: "outerline", day: Day(number: 20_780), language: "zh-cn")

    @Test("No piece leaves the margins or covers another, for any document", arguments: 1...25)
    func insideMargins(seed: UInt64) throws {
        let (pages, places) = try laidOut(document(seed: seed))
        var lowest: [Int: Double] = [:]
        for place in places {
            let page = pages[place.page]
            #expect(!page.isSheet)
            #expect(place.top >= PageStyle.top - 1e-6)
            #expect(
                place.bottom <= page.size.height - PageStyle.bottom + 1e-6,
                "\(place.tag) on page \(place.page + 1) ends at \(place.bottom) of \(page.size.height)")
            #expect(place.top >= (lowest[place.page] ?? 0) - 1e-6, "\(place.tag) covers what is above it")
            lowest[place.page] = place.bottom
        }
    }

    @Test("Every row of a table stands on the pages once, under its head", arguments: 1...25)
    func rowsOnce(seed: UInt64) throws {
        let document = document(seed: seed)
        let (pages, places) = try laidOut(document)
        for case .table(let table) in document.blocks {
            let tags = places.map(\.tag).filter { $0.hasPrefix("row \(table.id) ") }
            #expect(Set(tags).count == tags.count)
            for index in table.rows.indices {
                #expect(tags.contains("row \(table.id) \(index).0"), "row \(index) of \(table.id) is lost")
            }
        }
        for number in pages.indices {
            let tags = places.filter { $0.page == number }.map(\.tag)
            for (index, tag) in tags.enumerated() where tag.hasPrefix("row ") {
                let above = tags[..<index].last { !$0.hasPrefix("row ") }
                #expect(above == "head", "page \(number + 1) shows rows without a head")
            }
            #expect(tags.last != "heading" && tags.last != "head" && tags.last != "continued")
        }
    }

    @Test("A row that fits a page is not cut; a longer one loses no letter")
    func longRow() throws {
        let long = String(repeating: "很长的名称", count: 3_000)
        let table = ReportTable(
            "t", "T", [.init("a", "A"), .init("b", "B")],
            rows: [[.text("短"), .text("短")], [.text("名"), .text(long)], [.text("末"), .text("尾")]], empty: "—")
        let document = ReportDocument(title: "D", footer: "", language: .zh, blocks: [.table(table)])
        let (pages, places) = try laidOut(document)
        let parts = places.filter { $0.tag.hasPrefix("row t 1.") }
        #expect(parts.count > 2 && pages.count >= parts.count)
        #expect(places.filter { $0.tag.hasPrefix("row t 0.") }.count == 1)
        _ = try Pages.pdf(Self.about) { book in
            let flow = PageFlow(book.ruler, .zh)
            let cut = flow.parts(of: long, PageStyle.body, width: 100, height: 200)
            #expect(cut.joined() == long && cut.count > 2)
            for part in cut {
                #expect(book.ruler.measure(part, PageStyle.body, width: 100).height <= 200)
            }
        }
    }

    @Test("The same document gives the same bytes, with page numbers")
    func sameBytes() throws {
        let document = document(seed: 5)
        let first = try document.pdf(on: Day(number: 20_780))
        #expect(first == (try document.pdf(on: Day(number: 20_780))))
        #expect(first.starts(with: Data("%PDF-".utf8)))
    }

    @Test("A flow and its canvas are let go, so that a thousand reports need no more memory than one")
    func letGo() throws {
        weak var known: PageFlow?
        _ = try Pages.pdf(Self.about) { book in
            let flow = PageFlow(book.ruler, .zh)
            for seed in 1...4 { document(seed: UInt64(seed)).lay(out: flow) }
            known = flow
        }
        #expect(known == nil)
    }

    @Test("A remark stays on the page of its wide table; what has a heading is read upright")
    func remark() throws {
        let columns = (0..<14).map { ReportTable.Column("c\($0)", "很宽的一栏", .text) }
        let row = (0..<14).map { _ in ReportTable.Cell.text("建设工程规划许可证（市政管线类）") }
        let table = ReportTable("t", "宽表", columns, rows: [row], empty: "无。", notes: [])
        let (pages, places) = try laidOut(
            ReportDocument(
                title: "T", footer: "", language: .zh,
                blocks: [
                    .table(table), .list(["一句说明"], numbered: false), .heading("承诺", level: 1),
                    .list(["真实、准确"], numbered: true),
                ]))
        func page(_ tag: String) -> [Int] { places.filter { $0.tag == tag }.map(\.page) }
        let wide = try #require(places.first { $0.tag.hasPrefix("row t") }).page
        #expect(page("item") == [wide, wide + 1])
        #expect(pages[wide].size.width > pages[wide].size.height)
        #expect(pages[wide + 1].size.width < pages[wide + 1].size.height)
    }

    @Test("A document without blocks is one page")
    func empty() throws {
        let (pages, _) = try laidOut(ReportDocument(title: "D", footer: "", language: .en))
        #expect(pages.count == 1)
    }

    @Test("Columns fill no more than the width, and numbers are never broken", arguments: 1...20)
    func widths(seed: UInt64) throws {
        var random = Seeded(seed)
        let table = table("t", &random)
        _ = try Pages.pdf(Self.about) { book in
            for width in [175.0, 262.0] {
                let layout = TableLayout(table, width: width, book.ruler)
                #expect(layout.total <= width + 1e-6 && layout.widths.count == table.columns.count)
                guard !layout.isCramped else { continue }
                for (index, column) in table.columns.enumerated() where column.kind == .number {
                    for row in table.rows {
                        let wide = book.ruler.measure(row[index].text, layout.body).width
                        #expect(wide <= layout.widths[index] - 2 * TableLayout.pad + 1e-6)
                    }
                }
            }
        }
    }
}

/// A small generator with a seed (SplitMix64).
struct Seeded {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }
}
