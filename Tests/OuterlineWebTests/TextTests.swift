import Coordinator
import Foundation
import Outerline
import PermitPolicy
import Testing

@testable import OuterlineWeb

@Suite("Words and templates")
struct TextTests {
    private func texts(_ language: Language) throws -> [String: String] {
        try Words(Resources.folder("texts"))[language].texts
    }

    @Test("both languages have the same texts, none of them empty, with the same places to fill in")
    func keys() throws {
        let (zh, en) = (try texts(.zh), try texts(.en))
        #expect(Set(zh.keys) == Set(en.keys))
        #expect(zh.values.allSatisfy { !$0.isEmpty } && en.values.allSatisfy { !$0.isEmpty })
        func places(_ text: String) -> Set<String> {
            Set(text.matches(of: /\{[a-z]+\}/).map { String($0.output) })
        }
        for (key, text) in zh { #expect(places(text) == places(en[key] ?? ""), "\(key)") }
    }

    @Test("texts are put into templates escaped; a missing one shows its key")
    func spoken() {
        let phrases = Phrases(language: .en, texts: ["a": "<b> & \"c\" 'd'"])
        #expect(
            phrases.spoken("{{t.a}}{{#t}}{{x}}{{t.gone}}")
                == "&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;{{#t}}{{x}}gone")
    }

    @Test("no text would be read as a part of a template", arguments: Language.allCases)
    func plainTexts(language: Language) throws {
        #expect(try texts(language).values.allSatisfy { !$0.contains("{{") })
    }

    @Test("every text a template asks for is there, and every partial is a template")
    func templates() throws {
        let known = Set(try texts(.zh).keys)
        let files = try Resources.files(in: try Resources.folder("templates"), ".mustache")
        let names = Set(files.map { $0.deletingPathExtension().lastPathComponent })
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /\{\{t\.([a-z_0-9]+)\}\}/) {
                #expect(known.contains(String(match.1)), "\(file.lastPathComponent): \(match.1)")
            }
            for match in text.matches(of: /\{\{[<>]([a-z-]+)\}\}/) {
                #expect(names.contains(String(match.1)), "\(file.lastPathComponent): \(match.1)")
            }
            #expect(!text.contains("{{{"), "\(file.lastPathComponent) writes something unescaped")
            #expect(!text.contains("{{&"), "\(file.lastPathComponent) writes something unescaped")
            #expect(!text.contains("style="), "inline styles are blocked by the policy")
        }
    }

    @Test("everything that comes from a closed list has its text")
    func closedLists() throws {
        let known = Set(try texts(.zh).keys)
        let asked =
            Role.allCases.map { "role_\($0.rawValue)" } + AuditAction.allCases.map { "audit_\($0.rawValue)" }
            + PermitRequirement.Verdict.allCases.map { "verdict_\($0.rawValue)" }
            + DayLimit.Unit.allCases.map { "days_\($0.rawValue)" }
            + [400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503].map { "error_\($0)" }
        for key in asked { #expect(known.contains(key), "\(key)") }
    }

    @Test("values people typed cannot become markup")
    func escaping() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let page = try await client.get("/cases/B1-W")
        #expect(page.body.contains("张三&lt;b&gt;") && !page.body.contains("张三<b>"))
        let works = try await client.get("/works?q=" + FormValues.encoded("\"><script>alert(1)</script>"))
        #expect(works.status == 200 && !works.body.contains("<script>alert"))
    }

    @Test("forms and queries are read as they were written")
    func forms() {
        let values = FormValues(encoded: "a=1&b=%E4%B8%AD+%2B%25&a=2&c&=x&d=%zz&e=1%0D%0A2")
        #expect(values["a"] == "1" && values.all("a") == ["1", "2"])
        #expect(values["b"] == "中 +%" && values["c"] == "" && values["d"] == "%zz" && values["e"] == "1\n2")
        #expect(FormValues(encoded: values.encoded) == values)
        #expect(values.with("a", "3").all("a") == ["3"] && values.with("a", nil)["a"] == nil)
    }
}
