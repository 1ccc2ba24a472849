import Foundation
import Testing
import Vocabulary

@testable import Reports

/// Workbooks as openpyxl, which shares no code with the library that writes them, reads them.
struct WorkbookTests {
    /// Names an applicant or a map may bring; each must come back as it is.
    static let hostile = [
        "=cmd()|' /C calc'!A0", "+1+2", "-3", "@SUM(A1)", "{=A1}", "<script>alert(1)</script>", "a&b\"c'd",
        "שלום عالم", "🏭👩‍👩‍👧", "两行\n第二行", " 前后空格 ", "_x0041_", "00123", "http://example.com", "TRUE",
        String(repeating: "很长的名称", count: 200),
    ]

    private func workbook(_ names: [String] = hostile, day today: Day = day("2026-11-20")) -> Workbook {
        let table = ReportTable(
            "crossings", "穿越一览",
            [
                .init("name", "名称"), .init("length_m", "长度 m", .number), .init("count", "数量", .number),
                .init("on", "日期", .short), .init("at", "桩号", .short), .init("angle", "交角", .number),
                .init("light", "红黄灯", .short),
            ],
            rows: names.enumerated().map { index, name in
                [
                    .text(name), .number(12.345 + Double(index), decimals: 2), .integer(index),
                    .day(day("2026-11-20").advanced(by: index)), .chainage(1234.5 + Double(index)),
                    .number(87.5, decimals: 0, unit: "°"), index == 0 ? .missing : .text("红"),
                ]
            }, empty: "无", notes: ["注：长度为实地长度。"])
        let other = ReportTable(
            "empty", "A/B: [x]*? " + String(repeating: "长", count: 40), [.init("a", "甲")], empty: "没有行")
        let third = ReportTable(
            "again", "穿越一览", [.init("a", "甲")], rows: [[.number(.nan, decimals: 1)]], empty: "")
        return Workbook(
            title: "路由报告 A&B", day: today, program: "outerline 1", language: .zh,
            sheets: [
                .init(table, paper: .a3, frozenColumns: 1, lamps: ["light": [.init("红", fill: 0xFF0000)]]),
                .init(other), .init(third),
            ])
    }

    private static let reader = """
        import sys, json, datetime, openpyxl
        book = openpyxl.load_workbook(sys.argv[1])
        def cell(c):
            v = c.value
            if isinstance(v, (datetime.datetime, datetime.date)): v = 'day ' + v.isoformat()[:10]
            return [c.data_type, v, c.number_format]
        out = {'created': book.properties.created.isoformat(), 'modified': book.properties.modified.isoformat(),
               'title': book.properties.title, 'author': book.properties.creator, 'sheets': []}
        for s in book.worksheets:
            rules = []
            for r in s.conditional_formatting:
                for x in r.rules: rules.append([str(r.sqref), x.operator, x.formula, x.dxf.fill.bgColor.rgb])
            out['sheets'].append({'name': s.title, 'rows': [[cell(c) for c in r] for r in s.iter_rows()],
                'freeze': s.freeze_panes, 'filter': s.auto_filter.ref, 'rules': rules,
                'repeat': s.print_title_rows, 'area': str(s.print_area), 'paper': s.page_setup.paperSize,
                'orientation': s.page_setup.orientation, 'fit': [s.sheet_properties.pageSetUpPr.fitToPage, s.page_setup.fitToHeight],
                'footer': s.oddFooter.right.text, 'header': s.oddHeader.left.text,
                'merged': [str(m) for m in s.merged_cells.ranges],
                'widths': [s.column_dimensions[k].width for k in sorted(s.column_dimensions)]})
        print(json.dumps(out))
        """

    private func read(_ workbook: Workbook) throws -> [String: Any]? {
        let folder = try Folder()
        let path = try folder.write("book.xlsx", try workbook.data())
        return try Python.json(Self.reader, [path], needs: "openpyxl") as? [String: Any]
    }

    private func sheets(_ book: [String: Any]) throws -> [[String: Any]] {
        try #require(book["sheets"] as? [[String: Any]])
    }

    @Test(
        "Every cell has its type: text is text whatever it begins with, numbers, days and chainages are numbers"
    )
    func types() throws {
        guard let book = try read(workbook()) else { return }
        let rows = try #require(try sheets(book)[0]["rows"] as? [[[Any]]])
        #expect(rows[0].map { $0[1] as? String } == ["名称", "长度 m", "数量", "日期", "桩号", "交角", "红黄灯"])
        for (index, name) in Self.hostile.enumerated() {
            let row = rows[index + 1]
            #expect(row[0][0] as? String == "s", "\(name.prefix(20))")
            #expect(row[0][1] as? String == name)
            #expect((row[1][1] as? Double).map { abs($0 - (12.345 + Double(index))) < 1e-9 } == true)
            #expect(row[1][2] as? String == "0.00")
            #expect(row[2][1] as? Int == index && row[2][2] as? String == "0")
            #expect(row[3][1] as? String == "day \(day("2026-11-20").advanced(by: index))")
            #expect(row[3][2] as? String == "yyyy-mm-dd")
            #expect(row[4][1] as? Double == 1234.5 + Double(index))
            #expect(row[4][2] as? String == "\"K\"0\"+\"000.000")
            #expect(row[5][2] as? String == "0\"°\"")
        }
        #expect(rows[1][6][1] is NSNull)
    }

    @Test("A sheet has its header frozen, filters, lamps, and a print set-up across the paper")
    func setUp() throws {
        guard let book = try read(workbook()) else { return }
        let sheet = try sheets(book)[0]
        let last = Self.hostile.count + 1
        #expect(sheet["freeze"] as? String == "B2")
        #expect(sheet["filter"] as? String == "A1:G\(last)")
        #expect((sheet["repeat"] as? String)?.replacing("$", with: "") == "1:1")
        #expect(sheet["paper"] as? Int == 8 && sheet["orientation"] as? String == "landscape")
        #expect((sheet["fit"] as? [Any]).map { "\($0)" } == "[1, 0]", "one page wide, as long as it gets")
        #expect(sheet["footer"] as? String == "第 &P 页 共 &N 页")
        #expect((sheet["area"] as? String)?.contains("$A$1:$G$\(last + 2)") == true)
        #expect(sheet["merged"] as? [String] == ["A\(last + 2):G\(last + 2)"])
        let rule = try #require((sheet["rules"] as? [[Any]])?.first)
        #expect(rule[0] as? String == "G2:G\(last)" && rule[1] as? String == "equal")
        #expect(rule[2] as? [String] == ["\"红\""] && rule[3] as? String == "FFFF0000")
        let widths = try #require(sheet["widths"] as? [Double])
        #expect(widths[0] < 50 && widths[0] > 40, "long text wraps: \(widths[0])")
        #expect(widths[3] >= 11 && widths[3] < 14, "a day fits: \(widths[3])")
        #expect(try sheets(book)[1]["paper"] as? Int == 9)
    }

    @Test("Sheets have valid and different names, and a table without rows says so")
    func names() throws {
        guard let book = try read(workbook()) else { return }
        let names = try sheets(book).compactMap { $0["name"] as? String }
        #expect(names.count == 3 && Set(names.map { $0.lowercased() }).count == 3)
        #expect(names[0] == "穿越一览" && names[2] == "穿越一览 (2)")
        #expect(names[1].hasPrefix("A B x 长") && names[1].utf16.count == 31)
        let rows = try #require(try sheets(book)[1]["rows"] as? [[[Any]]])
        #expect(rows.count == 2 && rows[1][0][1] as? String == "没有行")
    }

    @Test(
        "A name of a sheet is one the programs accept",
        arguments: [
            ("", "Sheet"), ("'quoted'", "quoted"), ("History", "Sheet"), ("a\nb", "a b"), ("???", "Sheet"),
            ("12345678901234567890123456789'1234", "12345678901234567890123456789'…"),
            (String(repeating: "🏭", count: 20), String(repeating: "🏭", count: 15) + "…"),
        ])
    func sheetName(_ title: String, _ expected: String) {
        var names = SheetNames()
        let name = names.next(title)
        #expect(name.utf16.count <= 31)
        #expect(name == expected)
        #expect(names.next(title) != name)
    }

    @Test("Equal reports give equal bytes, and the clock is nowhere in the file")
    func reproducible() throws {
        let first = try workbook().data()
        let second = try workbook().data()
        #expect(first == second)
        #expect(first.starts(with: Data("PK".utf8)))
        let later = try workbook(day: day("2026-11-21")).data()
        #expect(first != later)
        guard let book = try read(workbook()) else { return }
        #expect(book["created"] as? String == "2026-11-20T00:00:00")
        #expect(book["modified"] as? String == "2026-11-20T00:00:00")
        #expect(book["title"] as? String == "路由报告 A&B" && book["author"] as? String == "outerline 1")
        let stamps = """
            import sys, json, zipfile
            print(json.dumps(sorted({str(i.date_time) for i in zipfile.ZipFile(sys.argv[1]).infolist()})))
            """
        let folder = try Folder()
        let path = try folder.write("book.xlsx", first)
        let found = try Python.json(stamps, [path], needs: "zipfile") as? [String]
        #expect(found == ["(1980, 1, 1, 0, 0, 0)"])
    }

    @Test("What XML cannot hold is replaced, and a cell too long is cut")
    func unholdable() throws {
        let long = String(repeating: "长", count: 40_000)
        guard let book = try read(workbook(["a\u{0}b\u{1}c\u{FFFF}", "x\r\ny", long])) else { return }
        let rows = try #require(try sheets(book)[0]["rows"] as? [[[Any]]])
        #expect(rows[1][0][1] as? String == "a\u{FFFD}b\u{FFFD}c\u{FFFD}")
        #expect(rows[2][0][1] as? String == "x\ny")
        #expect((rows[3][0][1] as? String)?.utf16.count == 32_767)
    }

    @Test("A day no workbook can count stays a text", arguments: ["1899-12-31", "1900-02-28", "0001-01-01"])
    func oldDays(_ text: String) {
        #expect(TypedCell(.day(day(text))) == .text(text))
        #expect(TypedCell(.day(day("1900-03-01"))) == .number(61, format: "yyyy-mm-dd"))
        #expect(TypedCell(.day(day("9999-12-31"))) == .number(2_958_465, format: "yyyy-mm-dd"))
        #expect(TypedCell(.integer(1 << 60)) == .text("1152921504606846976"))
    }
}
