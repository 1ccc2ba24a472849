import Configuration
import Coordinator
import Foundation
import Testing
import Vocabulary

@testable import Reports

enum Shipped {
    static func letterhead() throws -> [Letterhead.Entry] {
        let data = try #require(PaperTemplates.shippedFile(Letterhead.file))
        return try FlatEntry.read(data, file: Letterhead.file).map {
            Letterhead.Entry(path: $0.path, text: $0.text, file: Letterhead.file, line: $0.line)
        }
    }

    static func templates() throws -> PaperTemplates { try PaperTemplates.shipped(letterhead()) }

    static func text(_ path: String) throws -> String {
        String(decoding: try #require(PaperTemplates.shippedFile(path)), as: UTF8.self)
    }

    /// The problems of a folder with these files, each as `file:line message`.
    static func problems(_ own: [String: String], _ more: [Letterhead.Entry] = []) throws -> [String] {
        try problems(own.mapValues { Data($0.utf8) }, more)
    }

    static func problems(_ own: [String: Data], _ more: [Letterhead.Entry] = []) throws -> [String] {
        do {
            _ = try PaperTemplates(own: own, folder: "DIR", letterhead: letterhead() + more)
            return []
        } catch let problems as Problems {
            return problems.kept.map { "\($0.place.file ?? "?"):\($0.place.line ?? 0) \($0.message)" }
        }
    }
}

@Suite("Templates of a city")
struct TemplateTests {
    private let name = "zh/one_time.mustache"

    @Test("the shipped wordings know every name they use and say all they must")
    func shipped() throws { _ = try Shipped.templates() }

    @Test("a mistyped variable is refused with its line and the nearest name; all problems come at once")
    func typos() throws {
        let text = try Shipped.text(name) + "\n{{applicnat}}\n{{#items}}\n{{titl}}\n{{/items}}\n"
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let first = try #require(lines.firstIndex { $0.contains("applicnat") }) + 1
        let found = try Shipped.problems(
            [
                name: text, "zh/onetime.mustache": "x", "notes.txt": "",
                "en/closing.mustache": "{{organisaton}}",
            ])
        #expect(found.contains("DIR/\(name):\(first) this paper knows no 'applicnat'"), "\(found)")
        #expect(found.contains("DIR/\(name):\(first + 2) this paper knows no 'titl'"), "\(found)")
        #expect(found.contains("DIR/zh/onetime.mustache:0 no paper reads this file"))
        #expect(found.contains("DIR/notes.txt:0 no paper reads this file"))
        #expect(found.contains("DIR/en/closing.mustache:1 this paper knows no 'organisaton'"))
        do {
            _ = try PaperTemplates(
                own: [name: Data(text.utf8)], folder: "DIR", letterhead: Shipped.letterhead())
        } catch let problems as Problems {
            #expect(problems.kept.map(\.help) == ["did you mean 'applicant'?", "did you mean 'title'?"])
        }
    }

    @Test("R16 a wording that leaves out what the notice must say is refused")
    func lacking() throws {
        let text = try Shipped.text(name).replacing("{{number}}", with: "12").replacing("{{basis}}", with: "")
        #expect(
            try Shipped.problems([name: text]) == ["DIR/\(name):1 the wording never says: basis, number"])
    }

    @Test("a file that is not UTF-8 is refused with the line where it goes wrong")
    func encoding() throws {
        let gbk = Data("# {{number}}\n".utf8) + Data([0xB8, 0xE6, 0xD6, 0xAA, 0x0A])
        #expect(try Shipped.problems([name: gbk]) == ["DIR/\(name):2 the file is not UTF-8"])
    }

    @Test(
        "tags that are not closed, crossed, or none of a paper's are refused with their line",
        arguments: [
            ("{{number", "1 a tag is opened and not closed"),
            ("\n{{#items}}", "2 'items' is opened and not closed"),
            ("{{/items}}", "1 'items' is closed and was not opened"),
            (
                "{{#second}}\n{{#items}}\n{{/second}}\n{{/items}}",
                "3 'second' is closed where 'items' is open since line 2"
            ),
            ("{{=<% %>=}}", "1 '{{=<% %>=}}' is no tag papers know"),
            ("{{% CONTENT_TYPE:HTML}}", "1 '{{% CONTENT_TYPE:HTML}}' is no tag papers know"),
            ("{{$block}}{{/block}}", "1 '{{$block}}' is no tag papers know"),
            ("{{<closing}}{{/closing}}", "1 '{{<closing}}' is no tag papers know"),
            ("{{upper(applicant)}}", "1 '{{upper(applicant)}}' is no tag papers know"),
            ("{{>letterhead}}", "1 there is no wording 'letterhead'"),
            ("{{items}}", "1 'items' is no text: open it with #"),
            ("{{title}}", "1 this paper knows no 'title'"),
        ])
    func tags(_ given: String, _ expected: String) throws {
        let found = try Shipped.problems([name: given + "\n" + Shipped.text(name)])
        #expect(found.contains("DIR/\(name):\(expected)"), "\(found)")
    }

    @Test("a shared wording that includes another, or itself, is refused: nothing turns in circles")
    func circles() throws {
        let found = try Shipped.problems(["zh/closing.mustache": "{{organisation}}{{date}}{{>closing}}"])
        #expect(found == ["DIR/zh/closing.mustache:1 there is no wording 'closing'"])
    }

    @Test("a letterhead's unknown key and a rule that gives one number twice are refused")
    func letterhead() throws {
        func entry(_ path: String, _ text: String) -> Letterhead.Entry {
            Letterhead.Entry(path: path, text: text, file: "DIR/letterhead.yaml", line: 3)
        }
        #expect(
            try Shipped.problems([String: String](), [entry("phnoe", "1")])
                == ["DIR/letterhead.yaml:3 the letterhead knows no 'phnoe'"])
        for rule in [
            "{kind}-{year}", "{kind}-{seq}", "{year}-{seq:4}", "{kind}{year}{seq:0}", "{kind}{year}{seq",
            "x{no}",
        ] {
            #expect(
                try Shipped.problems([String: String](), [entry("numbers.rule", rule)]).count == 1, "\(rule)")
        }
        let own = try PaperTemplates(
            own: [:], folder: "",
            letterhead: Shipped.letterhead() + [
                entry("numbers.rule", "{kind}-{year}-{seq:4}"), entry("numbers.kinds.one_time", "GZ"),
                entry("title_block.designer", "张工"),
            ])
        #expect(own.letterhead.number(.oneTime, year: 2026, sequence: 7) == "GZ-2026-0007")
        #expect(own.letterhead.number(.oneTime, year: 2026, sequence: 12_345) == "GZ-2026-12345")
        #expect(
            own.letterhead.titleBlock("designer", .zh) == "张工"
                && own.letterhead.titleBlock("checker", .zh) == nil)
        let shipped = try Shipped.templates().letterhead
        #expect(shipped.number(.acceptance, year: 2027, sequence: 1) == "受理〔2027〕0001号")
    }

    @Test("a wording of one's own replaces the shipped one; values are never written as HTML")
    func replaced() throws {
        let own = """
            # {{applicant}}
            {{number}} {{organisation}} {{date}}
            {{#items}}
            | {{{title}}} | {{&basis}} | {{deadline}} | {{#document}}d{{/document}} |
            {{/items}}
            """
        let templates = try PaperTemplates(
            own: [name: Data(own.utf8)], folder: "DIR", letterhead: Shipped.letterhead())
        var fields = PaperFields()
        fields["applicant"] = "A & B <i>"
        var row = PaperFields()
        row["title"] = "x | & y"
        row.set("document", true)
        fields.set("items", [row])
        let text = templates.render(.oneTime, fields, .zh)
        #expect(!text.contains("&amp;") && !text.contains("&lt;"))
        let reader = PaperReader(text)
        #expect(reader.title == "A & B <i>")
        guard case .table(let table) = reader.blocks.last else { throw PaperTextTests.Missing(what: "table") }
        #expect(table.columns.map(\.title) == ["x | & y", "", "", "d"])
    }
}
