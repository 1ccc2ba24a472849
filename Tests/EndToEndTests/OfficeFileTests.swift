import Foundation
import Testing

/// Ledger, indicators and calendar files as office programs read them.
struct OfficeFileTests {
    private static let hostile = "=cmd()|'/C calc'!A0 \"甲\", <b>🏭</b> שלום\n第二行"

    /// Sheets of a workbook: header, rows as openpyxl types them.
    private func sheets(_ path: String) throws -> JSON? {
        try Python.json(
            """
            import sys, json, datetime, openpyxl
            book = openpyxl.load_workbook(sys.argv[1])
            def cell(c):
                v = c.value
                if isinstance(v, (datetime.datetime, datetime.date)): return ['day', v.isoformat()[:10]]
                return [c.data_type, v]
            print(json.dumps([{'name': s.title, 'paper': s.page_setup.paperSize, 'freeze': s.freeze_panes,
                'rows': [[cell(c) for c in r] for r in s.iter_rows()]} for s in book.worksheets]))
            """, [path], needs: ["openpyxl"])
    }

    private func hostileCity(in scratch: Scratch) throws -> String {
        var city = TinyCity()
        city.addSquare("plots", "P1", 0, 40, 30)
        city.add("mains", "M1", "LineString", [(-60, 0), (90, 0)], "\"utility\":\"water\",\"dn_mm\":300")
        let path = try city.project(in: scratch)
        let quoted = "\"" + Self.hostile.replacing("\"", with: "\"\"") + "\""
        let applications = try scratch.write(
            "a.csv",
            "number,filed_on,applicant,user_type,plot,utilities,project\n"
                + "A1,2026-11-02,\(quoted),non_resident,P1,water,\(quoted)\n")
        try Tool.succeed(["case", "file", path, applications] + Tool.desk)
        return path
    }

    @Test("The ledger says the same as workbook, CSV, JSON and Markdown, and hostile names are text in all")
    func ledger() throws {
        let scratch = try Scratch()
        let city = try hostileCity(in: scratch)
        for name in ["l.xlsx", "again.xlsx", "l.csv", "l.md", "l.json"] {
            try Tool.succeed(
                ["report", "ledger", city, "-o", scratch.file(name), "--lang", "zh"] + Tool.desk)
        }
        let bytes = FileManager.default.contents(atPath: scratch.file("l.xlsx"))
        #expect(bytes == FileManager.default.contents(atPath: scratch.file("again.xlsx")) && bytes != nil)
        let json = try JSON(Data(try scratch.read("l.json").utf8))
        let rows = json["tables"]["ledger"]["rows"].list
        #expect(!rows.isEmpty && rows.allSatisfy { $0["applicant"].text == Self.hostile })
        #expect(json["tables"]["cases"]["rows"].list.count == 1)
        #expect(try scratch.read("l.md").contains("许可办理台账"))
        #expect(!(try scratch.read("l.md")).contains("<b>"))
        #expect(try scratch.read("l.csv").contains("'=cmd()"), "no spreadsheet runs it")
        guard let book = try sheets(scratch.file("l.xlsx")) else { return }
        #expect(book.list.compactMap { $0["name"].text } == ["许可办理台账", "报装案件台账"])
        #expect(book.list.allSatisfy { $0["paper"].number == 8 })
        let sheet = book[0]["rows"].list.map(\.list)
        let header = sheet[0].compactMap { $0[1].text }
        for word in [
            "序号", "项目名称", "用户（申请单位）", "区市", "专业", "接驳点", "长度 m", "穿越类型", "许可事项", "审批机关", "申报日期", "受理日期",
            "承诺办结日", "停表天数", "批准日期", "证号", "有效期至", "客户代表", "状态", "红黄灯", "备注",
        ] { #expect(header.contains(word), "\(word)") }
        let applicant = try #require(header.firstIndex(of: "用户（申请单位）"))
        let length = try #require(header.firstIndex(of: "长度 m"))
        for (row, stated) in zip(sheet.dropFirst(), rows) {
            #expect(row[applicant][0].text == "s" && row[applicant][1].text == Self.hostile)
            #expect(row[length][0].text == "n")
            #expect(
                abs((row[length][1].number ?? 0) - (stated["ground_length_m"].number ?? 1)) < 1e-9,
                "\(row[length])")
        }
    }

    @Test("The indicators' workbook has a sheet for each table")
    func indicators() throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.filedProject(in: scratch)
        try Tool.succeed(
            ["report", "indicators", city, "-o", scratch.file("i.xlsx"), "--lang", "zh"] + Tool.desk)
        guard let book = try sheets(scratch.file("i.xlsx")) else { return }
        #expect(book.list.compactMap { $0["name"].text }.starts(with: ["全部案件", "按区市", "按专业"]))
    }

    @Test("A calendar file is one icalendar reads, with the due days of the worklist, stable from day to day")
    func calendar() throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.filedProject(in: scratch)
        func write(_ name: String, _ today: String, _ more: [String] = []) throws {
            try Tool.succeed(
                ["report", "calendar", city, "-o", scratch.file(name), "--lang", "zh", "--today", today]
                    + more)
        }
        try write("a.ics", "2026-11-20")
        try write("b.ics", "2026-11-20")
        try write("c.ics", "2026-11-23")
        let text = try scratch.read("a.ics")
        #expect(text == (try scratch.read("b.ics")))
        #expect(text.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 75 })
        #expect(!text.replacing("\r\n", with: "").contains("\n"))
        let uids = { (name: String) in
            Set(
                try scratch.read(name).replacing("\r\n ", with: "").split(separator: "\r\n").filter {
                    $0.hasPrefix("UID:")
                })
        }
        #expect(try uids("a.ics") == uids("c.ics"), "the same is due, whatever the day")
        let board = try Tool.succeed(["board", city, "--json", "--today", "2026-11-20"]).json()
        let due = board["worklist"].list.filter { $0["due"].text != nil }
        guard
            let events = try Python.json(
                """
                import sys, json, icalendar
                c = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
                out = []
                for e in c.walk('VEVENT'):
                    a = e.walk('VALARM')
                    out.append({'uid': str(e['UID']), 'day': e.decoded('DTSTART').isoformat(),
                        'summary': str(e['SUMMARY']), 'text': str(e['DESCRIPTION']), 'stamp': e.decoded('DTSTAMP').isoformat(),
                        'alarm': a[0].decoded('TRIGGER').isoformat() if a else None, 'errors': len(e.errors)})
                print(json.dumps(out))
                """, [scratch.file("a.ics")], needs: ["icalendar"])
        else { return }
        #expect(!due.isEmpty && Set(events.list.compactMap { $0["uid"].text }).count == events.list.count)
        #expect(events.list.allSatisfy { $0["errors"].number == 0 })
        #expect(
            events.list.compactMap { $0["day"].text }.sorted() == due.compactMap { $0["due"].text }.sorted())
        for event in events.list {
            let (day, alarm) = (event["day"].text ?? "", event["alarm"].text)
            #expect(alarm.map { $0 < day && $0 >= "2026-11-20" } ?? (day <= "2026-11-22"), "\(day)")
            #expect(event["stamp"].text?.hasPrefix("2026-11-20") == true)
            #expect(event["text"].text?.contains("案件：") == true)
        }
    }

    @Test("A folder gets one file for each representative, under a name that is a file's")
    func people() throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.filedProject(in: scratch)
        let paths = try Tool.succeed(
            ["report", "calendar", city, "-o", scratch.file("due") + "/", "--lang", "zh", "--json"]
                + Tool.desk
        ).json().list.compactMap(\.text)
        #expect(paths.count > 1)
        let count = { (text: String) in text.components(separatedBy: "BEGIN:VEVENT").count - 1 }
        try Tool.succeed(
            ["report", "calendar", city, "-o", scratch.file("all.ics"), "--lang", "zh"] + Tool.desk)
        let all = count(try scratch.read("all.ics"))
        let each = try paths.map {
            count(String(decoding: try Data(contentsOf: URL(fileURLWithPath: $0)), as: UTF8.self))
        }
        #expect(each.reduce(0, +) == all && all > 0)
        let person = try #require(paths.first { !$0.hasSuffix("未指派.ics") })
        let name = URL(fileURLWithPath: person).deletingPathExtension().lastPathComponent
        try Tool.succeed(
            [
                "report", "calendar", city, "--representative", name, "-o", scratch.file("one.ics"), "--lang",
                "zh",
            ] + Tool.desk)
        #expect(count(try scratch.read("one.ics")) == each[paths.firstIndex(of: person) ?? 0])
    }
}
