import Foundation
import Testing

@Suite("Requirements of the policy: promise, clock, programme")
struct ClockRequirementTests {
    private let scratch: Scratch
    private let city: String

    init() throws {
        scratch = try Scratch()
        city = try RequirementCity.project(in: scratch)
    }

    private func file(_ number: String, _ plot: String, _ utilities: String) throws {
        let output = try RequirementCity.file(number, plot, utilities, in: city, scratch)
        #expect(output.status == 0, "\(output.err)")
    }

    private func on(_ today: String) -> [String] { ["--today", today, "--actor", "tester"] }

    private func clock(_ id: String, _ today: String) throws -> JSON {
        try Tool.succeed(["clock", "show", city, id, "--json"] + on(today)).json()
    }

    @Test("R16 acceptance gives a promise with its due day, provisional beyond the announced calendar")
    func promiseWithDueDay() throws {
        let header = "number,filed_on,applicant,user_type,plot,utilities\n"
        let path = try scratch.write(
            "a.csv", header + "A1,2026-11-02,张三,resident,road,water\nA2,2026-12-30,李四,resident,road,water\n")
        let filed = try Tool.succeed(["case", "file", city, path, "--json"] + on("2026-12-31")).jsonLines()
        #expect(filed.map { $0["accepted_on"].text } == ["2026-11-02", "2026-12-30"])
        #expect(filed.map { $0["due"].text } == ["2026-11-05", "2027-01-05"])
        #expect(filed.map { $0["due_provisional"].bool } == [false, true])
        let table = try Tool.succeed(["case", "list", city] + on("2026-12-31")).text
        #expect(table.contains("2027-01-05?") && !table.contains("2026-11-05?"))
        let shown = try Tool.succeed(["clock", "show", city, "A2-W"] + on("2026-12-31")).text
        #expect(shown.contains("2027-01-05 (provisional)"))
        let programme = try Tool.succeed(["case", "programme", city, "A2-W", "--json"] + on("2026-12-31"))
            .json()
        #expect(programme["ready_to_dig_provisional"].bool == true)
        #expect(programme["bars"].list.allSatisfy { $0["finish_provisional"].bool == true })
    }

    @Test("R19 R20 the clock runs two days for a direct connection and three with an outer line")
    func limits() throws {
        try file("A1", "direct", "water;gas")
        try file("A2", "road", "water;gas")
        for (id, budget, due) in [
            ("A1-W", 2.0, "2026-11-04"), ("A1-G", 2, "2026-11-04"), ("A2-W", 3, "2026-11-05"),
            ("A2-G", 3, "2026-11-05"),
        ] {
            let onDue = try clock(id, due)
            #expect(onDue["budget_days"].number == budget && onDue["due"].text == due)
            #expect(onDue["remaining_days"].number == 0 && onDue["overdue"].bool == false)
            #expect(onDue["light"].text == "yellow")
            let after = try clock(id, "2026-11-06")
            #expect(after["overdue"].bool == true && after["light"].text == "red")
        }
    }

    @Test(
        "R21 stops overlap, are entered late and put right; gross, net and causes are shown, the log keeps both"
    )
    func stops() throws {
        try file("A1", "road", "water")
        func run(_ words: String...) throws -> Output { try Tool.run(["clock"] + words + on("2026-11-20")) }
        for stop in [
            [
                "--cause", "government_approval", "--holder", "审批局", "--on", "2026-11-04", "--until",
                "2026-11-10",
            ],
            ["--cause", "construction", "--holder", "施工队", "--on", "2026-11-09", "--until", "2026-11-12"],
        ] {
            try Tool.succeed(["clock", "stop", city, "A1-W"] + stop + on("2026-11-20"))
        }
        // 3 November counts, 4 to 11 stand, 12 and 13 count.
        let first = try clock("A1-W", "2026-11-20")
        #expect(first["due"].text == "2026-11-13" && first["overdue"].bool == true)
        #expect(first["gross_days"].number == 14 && first["stopped_days"].number == 6)
        #expect(first["net_days"].number == 8 && first["remaining_days"].number == -5)
        #expect(
            first["stopped_by_cause"].list.map { "\($0["cause"].text ?? "") \($0["days"].number ?? 0)" } == [
                "construction 2.0", "government_approval 4.0",
            ])
        let refused = try run("correct", city, "A1-W", "2", "--end", "2026-11-25", "--reason", "x")
        #expect(refused.codes == ["CAS-102"], "\(refused.err)")
        let corrected = try run(
            "correct", city, "A1-W", "2", "--end", "2026-11-19", "--reason", "acceptance protocol")
        #expect(corrected.status == 0, "\(corrected.err)")
        let second = try clock("A1-W", "2026-11-20")
        #expect(second["due"].text == "2026-11-20" && second["overdue"].bool == false)
        let correction = second["stops"][1]["corrections"][0]
        #expect(correction["resumed_on"].text == "2026-11-12")
        #expect(correction["reason"].text == "acceptance protocol")
        let cancelled = try run("correct", city, "A1-W", "1", "--cancel", "--reason", "another case")
        #expect(cancelled.status == 0, "\(cancelled.err)")
        #expect(try clock("A1-W", "2026-11-20")["due"].text == "2026-11-05")
        let history = try Tool.succeed(["case", "show", city, "A1-W", "--json"] + on("2026-11-20")).json()
        let events = history["history"].list.compactMap { $0["event"].text }
        #expect(events.count(where: { $0 == "clockStopped" }) == 2)
        #expect(events.count(where: { $0 == "stopCorrected" }) == 2)
        #expect(try Tool.succeed(["project", "verify", city]).status == 0)
    }

    @Test("R22 heat: the clock shows no limit given in the policy, and no forecast promises one")
    func heat() throws {
        try file("A1", "road", "heat")
        let clock = try clock("A1-H", "2026-11-20")
        #expect(clock["budget_days"].isNull && clock["due"].isNull && clock.has("due"))
        #expect(clock["budget_text"]["en"].text == "no limit given in the policy")
        #expect(clock["overdue"].bool == false && clock["light"].text == "none")
        #expect(clock["gross_days"].number == 14 && clock["remaining_days"].isNull)
        let programme = try Tool.succeed(["case", "programme", city, "A1-H", "--json"] + on("2026-11-20"))
            .json()
        #expect(programme["promise"]["answer"].text == "not_promised")
        #expect(programme["promise"]["reasons"][0]["en"].text == "no limit given in the policy")
        let text = try Tool.succeed(["clock", "show", city, "A1-H"] + on("2026-11-20")).text
        #expect(text.contains("no limit given in the policy"))
    }

    @Test("an application at the cut-off minute belongs to the day, one minute later to the next")
    func submissionAtCutOff() throws {
        let header = "number,filed_on,applicant,user_type,plot,utilities,filed_at\n"
        let rows = [
            "A1,2026-11-19,张三,resident,road,water,17:00", "A2,2026-11-19,李四,resident,road,gas,17:01",
            "A3,2026-11-20,王五,resident,direct,gas,17:01",
        ]
        let path = try scratch.write("a.csv", header + rows.joined(separator: "\n") + "\n")
        let filed = try Tool.succeed(["case", "file", city, path, "--json"] + on("2026-11-20")).jsonLines()
        // What was filed today after the cut-off counts as accepted tomorrow, also if nobody works then.
        #expect(filed.map { $0["accepted_on"].text } == ["2026-11-19", "2026-11-20", "2026-11-21"])
        #expect(filed.map { $0["due"].text } == ["2026-11-24", "2026-11-25", "2026-11-24"])
        let again = try Tool.succeed(["case", "file", city, path, "--json"] + on("2026-11-20")).jsonLines()
        #expect(again == filed, "the same file twice changes nothing")
        let wrong = try scratch.write("c.csv", header + "A4,2026-11-19,王五,resident,road,heat,5pm\n")
        let refused = try Tool.run(["case", "file", city, wrong] + on("2026-11-20"))
        #expect(refused.status == 65 && refused.err.contains("filed_at"), "\(refused.err)")
    }

    @Test("a step at the cut-off minute belongs to the day, one minute later to the next")
    func cutOffMinute() throws {
        try file("A1", "road", "water;gas")
        for (id, at, started) in [("A1-W", "17:00", "2026-11-04"), ("A1-G", "17:01", "2026-11-05")] {
            try Tool.succeed(
                ["clock", "stop", city, id, "--cause", "design", "--holder", "院", "--at", at]
                    + on("2026-11-04"))
            #expect(try clock(id, "2026-11-06")["stops"][0]["started_on"].text == started)
        }
        try Tool.succeed(["case", "tell-interface", city, "A1-W", "--on", "2026-11-04"] + on("2026-11-05"))
        let permit = ["A1-W-ROAD_DIG", "--on", "2026-11-05"]
        try Tool.succeed(["permit", "submit", city] + permit + ["--at", "09:30"] + on("2026-11-05"))
        let accepted = try Tool.succeed(
            ["permit", "accept", city, "--json"] + permit + ["--at", "17:01"] + on("2026-11-05")
        ).json()
        #expect(accepted["submitted_on"].text == "2026-11-05" && accepted["accepted_on"].text == "2026-11-06")
        let tomorrow = try Tool.run(
            ["clock", "resume", city, "A1-W", "--on", "2026-11-06", "--at", "08:00"] + on("2026-11-05"))
        #expect(tomorrow.codes == ["CAS-102"], "\(tomorrow.err)")
        let wrong = try Tool.run(["clock", "resume", city, "A1-W", "--at", "25:00"] + on("2026-11-05"))
        #expect(wrong.status == 64)
    }

    @Test(
        "the programme of a case: dates, float, critical path, an assumption with its source for each permit")
    func programme() throws {
        try file("A1", "road", "water")
        let desk = on("2026-11-20")
        func programme(_ more: String...) throws -> JSON {
            try Tool.succeed(["case", "programme", city, "A1-W", "--json"] + more + desk).json()
        }
        let parallel = try programme()
        #expect(parallel["approval"].text == "parallel", "the pack's setting")
        let kinds = parallel["bars"].list.map { $0["kind"].text }
        #expect(kinds == ["PLAN", "ROAD_ATTACH", "ROAD_DIG", "TRAFFIC"])
        let dig = try #require(parallel["bars"].list.first { $0["kind"].text == "ROAD_DIG" })
        #expect(dig["after"].list.map(\.text) == ["A1-W-PLAN"])
        #expect(dig["assumption"]["limit"]["source"]["law"].text?.isEmpty == false)
        #expect(dig["assumption"]["text"]["en"].text?.contains("statutory limit of 20 working days") == true)
        // Twenty working days from Friday, 20 November 2026.
        #expect(parallel["ready_to_dig"].text == "2026-12-18")
        let serial = try programme("--serial")
        #expect(serial["approval"].text == "serial")
        #expect((serial["ready_to_dig"].text ?? "") > "2026-12-18")
        let path = serial["critical_path"].list.map(\.text)
        #expect(path == ["A1-W-PLAN", "A1-W-ROAD_DIG"])
        let traffic = try #require(serial["bars"].list.first { $0["kind"].text == "TRAFFIC" })
        #expect((traffic["float_days"].number ?? 0) > 0 && traffic["critical"].bool == false)
        let table = try Tool.succeed(["case", "programme", city, "A1-W", "--lang", "zh"] + desk).text
        #expect(table.contains("关键路径") && table.contains("●") && table.contains("按法定时限用满"))
    }

    @Test("what if a permit is granted on a day: a new ready-to-dig day, and whether the promise is kept")
    func whatIf() throws {
        try file("A1", "green", "water")
        let desk = on("2026-11-02")
        func ask(_ grants: String...) throws -> Output {
            try Tool.run(
                ["clock", "what-if", city, "A1-W", "--json"] + grants.flatMap { ["--grant", $0] } + desk)
        }
        let day4 = try ask("GREEN_OCCUPY=+4", "PLAN=+2").json()
        #expect(day4["what_if"]["ready_to_dig"].text == "2026-11-06")
        #expect(day4["what_if"]["promise"]["answer"].text == "broken")
        #expect(day4["what_if"]["promise"]["due"].text == "2026-11-05")
        #expect(day4["as_it_is"]["promise"]["answer"].text == "broken")
        #expect(day4["grants"].list.map { $0["on"].text } == ["2026-11-06", "2026-11-04"])
        let kept = try ask("A1-W-GREEN_OCCUPY=2026-11-05", "PLAN=2026-11-04").json()
        #expect(kept["what_if"]["ready_to_dig"].text == "2026-11-05")
        #expect(kept["what_if"]["promise"]["answer"].text == "kept")
        #expect(kept["what_if"]["promise"]["remaining_days"].number == 0)
        let wrong = try Tool.run(
            [
                "clock", "what-if", city, "A1-W", "--grant", "GREEN_OCUPY=+4", "--grant", "PLAN", "--grant",
                "PLAN=soon",
            ]
                + desk)
        #expect(wrong.codes == ["CLI-111", "CLI-112", "CLI-112"] && wrong.err.contains("GREEN_OCCUPY"))
        let history = try Tool.succeed(["case", "show", city, "A1-W", "--json"] + desk).json()
        #expect(
            !history["history"].list.contains { $0["event"].text == "permitGranted" }, "nothing is recorded")
    }

    @Test("a new calendar moves open deadlines, says which, and keeps the old calendar")
    func calendarUpdate() throws {
        try file("A1", "road", "water;heat")
        try file("A2", "direct", "water")
        let path = try scratch.write("calendar-b.yaml", try Self.calendar(off: "2026-11-04"))
        func update(_ more: String...) throws -> Output {
            try Tool.run(["calendar", "update", city, path, "--json"] + more + on("2026-11-03"))
        }
        let tried = try update("--reason", "notice", "--dry-run").json()
        #expect(tried["written"].bool == false && tried["moved"].number == 2)
        #expect(try clock("A1-W", "2026-11-03")["due"].text == "2026-11-05", "nothing was written")
        #expect(try update("--reason", " ").err.contains("CAS-114"))
        let done = try update("--reason", "国办发明电").json()
        #expect(done["written"].bool == true && done["days"].list.map { $0["date"].text } == ["2026-11-04"])
        #expect(
            done["deadlines"].list.map {
                "\($0["subject"].text ?? "") \($0["from"]["day"].text ?? "") \($0["to"]["day"].text ?? "")"
            } == ["A1-W 2026-11-05 2026-11-06", "A2-W 2026-11-04 2026-11-05"])
        #expect(try clock("A1-W", "2026-11-03")["due"].text == "2026-11-06")
        let listed = try Tool.succeed(["case", "list", city, "--json"] + on("2026-11-03")).json()
        #expect(listed.list.first { $0["case"].text == "A2-W" }?["due"].text == "2026-11-05")
        #expect(try update("--reason", "again").json()["written"].bool == false)
        #expect(try Tool.succeed(["project", "verify", city]).status == 0)
        let rules = try Tool.succeed(["project", "info", city, "--json"]).json()["rules"].keys
        #expect(rules.count(where: { $0.hasPrefix("calendars/") }) == 2)
        let day = try Tool.succeed(
            ["calendar", "list", "--project", city, "--from", "2026-11-04", "--to", "2026-11-04", "--json"])
        #expect(try day.json()[0]["working"].bool == false)
    }

    @Test("a calendar that announces less than the project's, or contradicts itself, is refused")
    func calendarRefused() throws {
        let shipped = try Self.calendar(off: nil)
        let less = try scratch.write(
            "less.yaml",
            shipped.replacingOccurrences(of: "first: 2020-01-01", with: "first: 2019-12-31"))
        let wider = try Tool.run(["calendar", "update", city, less, "--reason", "x"] + on("2026-11-03"))
        #expect(wider.status == 0, "\(wider.err)")
        let narrow = try scratch.write("narrow.yaml", shipped)
        let refused = try Tool.run(["calendar", "update", city, narrow, "--reason", "x"] + on("2026-11-03"))
        #expect(refused.codes == ["CAL-104"] && refused.status == 65)
        let wrong = try scratch.write(
            "wrong.yaml", shipped.replacingOccurrences(of: "yellow_share: 0.2", with: "yellow_share: 2"))
        let checked = try Tool.run(["calendar", "check", wrong])
        #expect(checked.status == 65 && checked.err.contains("yellow_share"), "\(checked.err)")
        let good = try Tool.succeed(["calendar", "check", narrow, "--json"]).json()
        #expect(good["working_days"]["2026"].number == 248 && good["announced_until"].text == "2026-12-31")
    }

    /// The shipped calendar, with one more day off in 2026.
    private static func calendar(off day: String?) throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let url = root.appendingPathComponent("Sources/PermitPolicy/Policies/calendar.yaml")
        var text = try String(contentsOf: url, encoding: .utf8)
        guard let day else { return text }
        let year = try #require(text.range(of: "  2026:"))
        let count = try #require(text.range(of: "248", range: year.upperBound..<text.endIndex))
        text.replaceSubrange(count, with: "247")
        let last = try #require(text.range(of: "{name: 国庆节, from: 2026-10-01, to: 2026-10-07}"))
        text.replaceSubrange(
            last, with: "\(text[last])\n      - {name: 临时放假, from: \(day), to: \(day)}")
        return text
    }
}
