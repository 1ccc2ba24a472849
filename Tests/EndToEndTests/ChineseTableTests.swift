import Foundation
import Testing

@Suite("Tables in Chinese")
struct ChineseTableTests {
    @Test("states of cases and permits, lamps, actions and parties have Chinese words; JSON keeps its own")
    func words() throws {
        let scratch = try Scratch()
        let city = try RequirementCity.project(in: scratch)
        #expect(try RequirementCity.file("A1", "road", "water", in: city, scratch).status == 0)
        try Tool.succeed(["case", "tell-interface", city, "A1-W", "--on", "2026-11-03"] + Tool.desk)
        try Tool.succeed(["permit", "submit", city, "A1-W-PLAN", "--on", "2026-11-03"] + Tool.desk)
        try Tool.succeed(
            [
                "case", "state", city, "A1-W", "--night-work", "yes", "--investment", "123456", "--evidence",
                "函7",
            ]
                + Tool.desk)
        let commands = [
            ["case", "show", city, "A1-W"], ["case", "list", city], ["permit", "list", city],
            ["board", city],
            ["clock", "show", city, "A1-W"], ["case", "programme", city, "A1-W"],
            ["board", city, "--by", "stage"], ["board", city, "--by", "holder"], ["case", "due", city],
        ]
        let english = [
            "scheme", "submitted", "required", "submit_permit", "await_authority", "confirm_scheme",
            "utility",
            "authority", "none", "red", "yellow", "green", "late", "REVIEW", "UNKNOWN",
        ]
        var all = ""
        for command in commands {
            let text = try Tool.succeed(command + ["--lang", "zh"] + Tool.desk).text
            all += text
            let cells = Set(
                text.split { $0 == "\t" || $0 == "\n" }.map { $0.trimmingCharacters(in: .whitespaces) })
            #expect(cells.isDisjoint(with: english), "\(command): \(cells.intersection(english))")
        }
        for word in ["确定方案", "已申报", "需办", "申报许可", "等待审批", "专营企业", "审批机关", "夜间施工", "红"] {
            #expect(all.contains(word), "\(word)")
        }
        let plain = try Tool.succeed(["permit", "list", city] + Tool.desk).text
        #expect(plain.contains("submitted") && !plain.contains("已申报"))
        let json = try Tool.succeed(["case", "show", city, "A1-W", "--json", "--lang", "zh"] + Tool.desk)
            .json()
        #expect(json["stage"].text == "scheme")
        #expect(json["stated"].list.map { $0["field"].text } == ["investment_yuan", "night_work"])
        #expect(json["permits"].list.contains { $0["kind"].text == "NIGHT" })
    }

    @Test("what POL-202 asks for is stated by the command its help names, and is refused where it is wrong")
    func stating() throws {
        let scratch = try Scratch()
        let city = try RequirementCity.project(in: scratch)
        #expect(try RequirementCity.file("A1", "road", "water", in: city, scratch).status == 0)
        let before = try Tool.succeed(["case", "show", city, "A1-W", "--json"] + Tool.desk).json()
        let asked = before["decision"]["findings"].list.filter {
            $0["subjects"][0].text == "works.night_work"
        }
        #expect(asked.first?["help"].text?.contains("case state FILE CASE --night-work yes|no") == true)
        #expect(try Tool.succeed(["explain", "POL-202"]).text.contains("case state"))
        let words = ["case", "state", city, "A1-W", "--evidence", "函7"] + Tool.desk
        #expect(try Tool.run(words).status == 64, "nothing is stated")
        #expect(try Tool.run(words + ["--fact", "night_work=maybe"]).status == 64)
        #expect(try Tool.run(words + ["--fact", "nightwork=yes"]).codes == ["CAS-115"])
        #expect(try Tool.run(words + ["--withdraw", "night_work"]).codes == ["CAS-105"])
        try Tool.succeed(
            words + ["--fact", "night_work=no", "--temporary-land", "yes", "--on", "2026-11-05"])
        let after = try Tool.succeed(["case", "show", city, "A1-W", "--json"] + Tool.desk).json()
        #expect(after["permits"].list.contains { $0["kind"].text == "TEMP_LAND" })
        #expect(!after["decision"]["undecided"].list.contains { $0["kind"].text == "NIGHT" })
        let text = try Tool.succeed(["case", "show", city, "A1-W"] + Tool.desk).text
        #expect(text.contains("night_work") && text.contains("no (tester, 2026-11-05: 函7)"))
    }
}
