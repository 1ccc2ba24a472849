import Foundation
import Testing

/// Whatever people write in names is text in every file of the program, and breaks none.
@Suite("Hostile names in every file")
struct HostileFileTests {
    private static let id = "A1-W"
    private static let long = String(repeating: "很长的项目名称", count: 60)
    private static let road = "=cmd() <script>alert(1)</script> שלום 🏭"
    private static let applicant = "=HYPERLINK(\"x\") | 甲\nמבנה \u{202E}txt.exe {{case}} \(long)"
    private static let project = "-2+3+cmd|' /C calc'!A0 <img src=x onerror=alert(1)>"
    private static let person = "@SUM(1) ]]> & <b>刘</b> 👩‍🔧"
    private static let company = "+1 \"水务\" \\P; <!-- 🏭"

    /// Reads every file of a folder as its own programs do, and says what is wrong with it.
    private static let reader = """
        import sys, os, json, csv, zipfile, xml.dom.minidom
        import openpyxl, ezdxf, icalendar
        wrong, seen, cells = [], {}, []
        def formula(text):
            if text[:1] in ('=', '+', '@', '\\t', '\\r'): return True
            if text[:1] != '-': return False
            try: float(text); return False
            except ValueError: return True
        for folder, _, names in os.walk(sys.argv[1]):
            for name in sorted(names):
                path = os.path.join(folder, name); kind = name.rsplit('.', 1)[-1]
                seen[kind] = seen.get(kind, 0) + 1
                def say(what): wrong.append(name + ': ' + what)
                try:
                    if kind == 'xlsx':
                        for sheet in openpyxl.load_workbook(path).worksheets:
                            for row in sheet.iter_rows():
                                for cell in row:
                                    if cell.data_type == 'f': say('formula ' + str(cell.value))
                                    if isinstance(cell.value, str): cells.append(cell.value)
                    elif kind in ('svg', 'qgs'):
                        tree = xml.dom.minidom.parse(path)
                        if tree.getElementsByTagName('script') or tree.getElementsByTagName('img'): say('markup')
                    elif kind == 'csv':
                        for row in csv.reader(open(path, encoding='utf-8-sig', newline='')):
                            for text in row:
                                if formula(text): say('formula ' + text)
                    elif kind in ('json', 'geojson'): json.load(open(path, encoding='utf-8'))
                    elif kind == 'md':
                        text = open(path, encoding='utf-8').read()
                        for tag in ('<script', '<img', '<b>', '<!--'):
                            if tag in text: say(tag)
                    elif kind == 'ics':
                        raw = open(path, 'rb').read()
                        if any(len(line) > 75 for line in raw.split(b'\\r\\n')): say('long line')
                        events = icalendar.Calendar.from_ical(raw).walk('VEVENT')
                        if not events or any(e.errors for e in events): say('events')
                    elif kind == 'zip':
                        if zipfile.ZipFile(path).testzip(): say('archive')
                    elif kind == 'dxf':
                        found = ezdxf.readfile(path).audit()
                        if found.errors or found.fixes: say(str(found.errors or found.fixes))
                except Exception as error: say(repr(error))
        print(json.dumps({'wrong': wrong, 'seen': seen, 'cells': sorted(set(cells))}))
        """

    private static func make(in scratch: Scratch) throws -> String {
        func quoted(_ text: String) throws -> String {
            String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
        }
        var city = TinyCity()
        city.addSquare(
            "plots", "p", 0, 20, 30, "\"name\":\(try quoted(long)),\"plot_no\":\(try quoted(project))")
        city.add(
            "roads", "=r", "Polygon", [(-60, -8), (90, -8), (90, -2), (-60, -2), (-60, -8)],
            "\"name\":\(try quoted(road)),\"class\":\"branch\",\"administration\":\"city\",\"owner\":\(try quoted(person))"
        )
        city.add("mains", "m", "LineString", [(-60, -12), (90, -12)], "\"utility\":\"water\"")
        city.addSquare(
            "territories", "t", -100, -100, 300, "\"utility\":\"water\",\"company\":\(try quoted(company))")
        let path = try city.project(in: scratch)
        func field(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }
        let people = try scratch.write(
            "r.csv", "name,company,district,utility\n\(field(person)),\(field(company)),,water\n")
        try Tool.succeed(["case", "representatives", path, people])
        let applications = try scratch.write(
            "a.csv",
            "number,filed_on,applicant,user_type,plot,utilities,project,address,contact\n"
                + "A1,2026-11-02,\(field(applicant)),non_resident,p,water,\(field(project)),"
                + "\(field("@SUM(1+9)")),\(field("+86 <b>1</b>"))\n")
        try Tool.succeed(["case", "file", path, applications, "--json"] + Tool.desk)
        return path
    }

    /// All that can be written, in one language.
    private static func write(_ city: String, _ language: String, to folder: String) throws {
        let of = ["--case", id]
        let commands: [[String]] = [
            ["report", "route", city] + of + ["--format", "md,pdf,json,csv,xlsx,geojson,gpkg,shp,dxf"]
                + ["--tables", "all", "--draw-tables", "-o", "route"],
            ["report", "sheet", city] + of + ["--format", "pdf,svg,png", "--paper", "a4", "-o", "sheet"],
            ["report", "packet", city] + of + ["-o", "packet"],
            ["report", "packet", city] + of + ["--zip", "-o", "zip"],
            ["report", "notice", city] + of + ["--kind", "one-time", "--format", "pdf,md", "-o", "notice"],
            ["report", "calendar", city, "-o", "due/"], ["report", "calendar", city, "-o", "due.ics"],
            ["report", "ledger", city, "-o", "ledger.xlsx"], ["report", "ledger", city, "-o", "ledger.csv"],
            ["report", "ledger", city, "-o", "ledger.md"], ["report", "ledger", city, "-o", "ledger.json"],
            ["report", "indicators", city, "--sample", "1", "-o", "i.xlsx"],
            ["report", "indicators", city, "--sample", "1", "-o", "i.svg"],
            ["report", "indicators", city, "--sample", "1", "-o", "i.csv"],
            ["project", "qgis", city, "-o", "city.qgs"],
        ]
        for words in commands {
            var words = words
            words[words.count - 1] = "\(folder)/\(words[words.count - 1])"
            try Tool.succeed(words + ["--lang", language] + Tool.desk)
        }
    }

    @Test(
        "Long, right-to-left, emoji, line breaks, formulas, tags: text everywhere", arguments: ["zh", "en"])
    func everywhere(language: String) throws {
        let scratch = try Scratch()
        let city = try Self.make(in: scratch)
        let folder = scratch.file("out")
        try Self.write(city, language, to: folder)
        for path in try scratch.names().filter({ $0.hasPrefix("out/") && $0.hasSuffix(".pdf") }) {
            let check = try Tool.shell(
                "command -v qpdf >/dev/null || exit 42; qpdf --check '\(scratch.file(path))'")
            #expect(check.status == 42 || check.status == 0, "\(path): \(check.text) \(check.err)")
        }
        try shown(scratch)
        guard
            let found = try Python.json(
                Self.reader, [folder], needs: ["openpyxl", "ezdxf", "icalendar"])
        else { return }
        #expect(found["wrong"].list.compactMap(\.text).isEmpty, "\(found["wrong"].list.compactMap(\.text))")
        #expect(
            found["seen"].keys.isSuperset(of: [
                "xlsx", "svg", "qgs", "csv", "json", "geojson", "md", "ics", "zip", "dxf", "gpkg", "shp",
                "pdf",
                "png",
            ]))
        let cells = Set(found["cells"].list.compactMap(\.text))
        #expect(cells.contains(Self.road) && cells.contains(Self.project) && cells.contains(Self.company))
        #expect(cells.contains { $0.hasPrefix("=HYPERLINK") && $0.hasSuffix(Self.long) })
        guard let layers = try Python.layers("\(folder)/route/\(Self.id).gpkg") else { return }
        let fields = layers.list.flatMap { $0["features"].list }.map { $0["fields"] }
        #expect(fields.contains { $0["name"].text == Self.road && $0["features"].text == "=r" })
        #expect(
            fields.contains { $0["project"].text == Self.project && $0["applicant"].text == Self.applicant })
    }

    /// What people wrote can be read in the papers: nothing is swallowed.
    private func shown(_ scratch: Scratch) throws {
        let markdown = try scratch.read("out/route/\(Self.id).md")
        #expect(markdown.contains("=cmd() &lt;script>alert(1)") && markdown.contains(Self.long))
        let report = try JSON(Data(try scratch.read("out/route/\(Self.id).json").utf8))
        #expect(report["tables"]["crossings"]["rows"].list.contains { $0["name"].text == Self.road })
        let form = try #require(
            try scratch.names().first {
                $0.hasPrefix("out/packet/") && $0.hasSuffix(".md") && $0.contains("form")
            })
        #expect(try scratch.read(form).contains("&lt;img src=x onerror=alert(1)>"), "\(form)")
        let pdfs = try scratch.names().filter {
            $0.hasSuffix(".pdf") && ($0.hasPrefix("out/route/") || $0.hasPrefix("out/notice/"))
        }
        #expect(pdfs.count == 2)
        for pdf in pdfs {
            let text = try Tool.shell(
                "command -v pdftotext >/dev/null || exit 42; pdftotext -raw '\(scratch.file(pdf))' -")
            guard text.status == 0 else { return #expect(text.status == 42) }
            let plain = text.text.filter { !$0.isWhitespace }
            #expect(plain.contains("=HYPERLINK(\"x\")|甲") && plain.contains("很长的项目名称很长的"), "\(pdf)")
            // Every letter of the long name stands somewhere, in whatever lines.
            if pdf.contains("/route/") {
                #expect(plain.components(separatedBy: "很长的项目名称").count > 60)
            }
        }
    }
}
