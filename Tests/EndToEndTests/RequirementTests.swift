import Foundation
import Testing

@Suite("Requirements of the policy: scope, promise, clock")
struct PromiseRequirementTests {
    private let scratch: Scratch
    private let city: String

    init() throws {
        scratch = try Scratch()
        city = try RequirementCity.project(in: scratch)
    }

    private func file(_ number: String, _ plot: String, _ utilities: String) throws -> [JSON] {
        let output = try RequirementCity.file(number, plot, utilities, in: city, scratch)
        #expect(output.status == 0, "\(output.err)")
        return try output.jsonLines()
    }

    private func stages(_ entry: JSON) -> [String?] { entry["stages"].list.map(\.text) }

    @Test(
        "R01 residents and non-residents, new installations of water, gas and heat; anything else is refused")
    func scope() throws {
        for (number, type) in [("A1", "resident"), ("A2", "non_resident"), ("A3", "居民"), ("A4", "非居民")] {
            let output = try RequirementCity.file(
                number, "direct", "water;gas;heat", in: city, scratch, userType: type)
            #expect(try output.jsonLines().count == 3, "\(output.err)")
        }
        let alien = try RequirementCity.file("B1", "direct", "water", in: city, scratch, userType: "alien")
        #expect(alien.status == 65 && alien.err.contains("user type 'alien' is not covered"))
        let steam = try RequirementCity.file("B2", "direct", "steam", in: city, scratch)
        #expect(steam.status == 65 && steam.err.contains("'steam' is no utility"))
        let move = try RequirementCity.file(
            "B3", "direct", "water", in: city, scratch, installation: "relocation")
        #expect(
            move.status != 0 && move.err.contains("CAS-106") && move.err.contains("relocation"), "\(move.err)"
        )
        #expect(try Tool.succeed(["case", "list", city, "--json"] + Tool.desk).json().list.count == 12)
    }

    @Test("R02 a commercial supporting facility is out of scope")
    func commercial() throws {
        let output = try RequirementCity.file("A1", "direct", "water", in: city, scratch, commercial: "yes")
        #expect(output.status != 0 && output.err.contains("CAS-106"), "\(output.err)")
        #expect(output.err.contains("commercial"), "\(output.err)")
        #expect(try Tool.succeed(["case", "list", city, "--json"] + Tool.desk).json().list.isEmpty)
        #expect(
            try RequirementCity.file("A2", "direct", "water", in: city, scratch, commercial: "no").status == 0
        )
    }

    @Test("R06 direct connection up to 20 m has two steps without 确定方案; over 20 m it is for REVIEW")
    func directConnection() throws {
        let near = try #require(try file("A1", "direct", "water").first)
        #expect(stages(near) == ["acceptance", "valve_opening"] && near["class"].text == "two-stage")
        #expect(near["review"].bool == false)
        let none = try #require(try file("A2", "touching", "water").first)
        #expect(
            none["outer_line"]["needed"].bool == false && stages(none) == ["acceptance", "valve_opening"])
        let long = try #require(try file("A3", "long", "water").first)
        #expect(long["review"].bool == true && stages(long).count == 3)
        let refused = try Tool.run(["case", "scheme", city, "A1-W"] + Tool.desk)
        #expect(refused.status == 1 && refused.err.contains("has no scheme step"))
        // Two steps are two: with the conditions met the valve opens, and nobody has confirmed a scheme.
        let on = ["--on", "2026-11-04"] + Tool.desk
        for condition in ["in_plot_accepted", "equipment_installed"] {
            for id in ["A1-W", "A2-W", "A3-W"] {
                try Tool.succeed(["case", "condition", city, id, condition] + on)
            }
        }
        for id in ["A1-W", "A2-W"] { try Tool.succeed(["case", "open-valve", city, id] + on) }
        let third = try Tool.run(["case", "open-valve", city, "A3-W"] + on)
        #expect(third.status == 1 && third.err.contains("the scheme is not confirmed"))
        // A person's word goes before the data, both ways.
        let word = ["--evidence", "site visit"] + on
        try Tool.succeed(["case", "state", city, "A3-W", "--direct-connection", "no"] + word)
        let stated = try Tool.succeed(["case", "show", city, "A3-W", "--json"] + Tool.desk).json()
        #expect(stated["review"].bool == false && stated["class"].text == "three-stage")
    }

    @Test("R07 with outer-line works the three steps of before remain, in their order")
    func threeSteps() throws {
        let entry = try #require(try file("A1", "road", "water").first)
        #expect(stages(entry) == ["acceptance", "scheme", "valve_opening"])
        let early = try Tool.run(["case", "open-valve", city, "A1-W"] + Tool.desk)
        #expect(early.status == 1 && early.err.contains("the scheme is not confirmed"))
    }

    @Test("R19 direct connection within 20 m: water and gas in 2 working days")
    func twoDays() throws {
        for entry in try file("A1", "direct", "water;gas") {
            #expect(entry["budget_days"].number == 2 && entry["class"].text == "two-stage")
            // Accepted on Monday, 2 November 2026, which does not count.
            #expect(entry["due"].text == "2026-11-04")
        }
    }

    @Test("R20 with outer-line works: water and gas in 3 working days")
    func threeDays() throws {
        for entry in try file("A1", "road", "water;gas") {
            #expect(entry["budget_days"].number == 3 && entry["class"].text == "three-stage")
            #expect(entry["due"].text == "2026-11-05")
        }
    }

    @Test("R21 stopped days do not count; gross and net days are shown, with cause, holder, start and end")
    func stoppedClock() throws {
        _ = try file("A1", "road", "water")
        let desk = ["--today", "2026-11-10", "--actor", "tester"]
        func clock() throws -> JSON {
            try Tool.succeed(["clock", "show", city, "A1-W", "--json"] + desk).json()
        }
        #expect(try clock()["overdue"].bool == true)
        try Tool.succeed(
            [
                "clock", "stop", city, "A1-W", "--cause", "construction", "--holder", "Builder", "--on",
                "2026-11-03",
            ]
                + desk)
        let stopped = try clock()
        #expect(stopped["stopped"].bool == true && stopped["overdue"].bool == false)
        #expect(stopped["gross_days"].number == 6 && stopped["net_days"].number == 0)
        try Tool.succeed(["clock", "resume", city, "A1-W", "--on", "2026-11-09"] + desk)
        let resumed = try clock()
        #expect(resumed["gross_days"].number == 6 && resumed["net_days"].number == 2)
        // Counted are the 9th and the 10th; the third working day is the 11th.
        #expect(resumed["due"].text == "2026-11-11" && resumed["overdue"].bool == false)
        let stop = resumed["stops"][0]
        #expect(stop["cause"].text == "construction" && stop["holder"].text == "Builder")
        #expect(stop["started_on"].text == "2026-11-03" && stop["resumed_on"].text == "2026-11-09")
    }

    @Test("R22 heat has no limit in the policy, however short its pipe is")
    func heat() throws {
        for (number, plot) in [("A1", "direct"), ("A2", "road")] {
            let entry = try #require(try file(number, plot, "heat").first)
            #expect(entry["budget_days"].isNull && entry["due"].isNull && entry.has("budget_days"))
            #expect(entry["budget_text"]["en"].text == "no limit given in the policy")
            #expect(entry["budget_text"]["zh"].text?.contains("未规定") == true)
        }
        let board = try Tool.succeed(["board", city, "--json"] + Tool.desk).json()
        let lamps = board["board"]["columns"].list.flatMap { $0["cards"].list }.map { $0["light"].text }
        #expect(lamps == ["none", "none"], "what is not promised is never late")
    }

    @Test(
        "R43 the valve opens only when in-plot works are accepted and equipment is installed; R45 then supply is on"
    )
    func valve() throws {
        _ = try file("A1", "direct", "gas")
        let on = ["--on", "2026-11-04"] + Tool.desk
        let both = try Tool.run(["case", "open-valve", city, "A1-G"] + on)
        #expect(
            both.status == 1 && both.err.contains("in_plot_accepted")
                && both.err.contains("equipment_installed"))
        try Tool.succeed(["case", "condition", city, "A1-G", "in_plot_accepted"] + on)
        let one = try Tool.run(["case", "open-valve", city, "A1-G"] + on)
        #expect(
            one.status == 1 && !one.err.contains("in_plot_accepted")
                && one.err.contains("equipment_installed"))
        try Tool.succeed(["case", "condition", city, "A1-G", "equipment_installed"] + on)
        let after = try Tool.succeed(["case", "open-valve", city, "A1-G", "--json"] + on).json()
        #expect(after["stage"].text == "supplied" && after["light"].text == "done")
    }
}

@Suite("Requirements of the policy: routes and permits")
struct PermitRequirementTests {
    private let scratch: Scratch
    private let city: String

    init() throws {
        scratch = try Scratch()
        city = try RequirementCity.project(in: scratch)
    }

    private func file(_ number: String, _ plot: String, _ utilities: String, contractor: String = "") throws {
        let output = try RequirementCity.file(
            number, plot, utilities, in: city, scratch, contractor: contractor)
        #expect(output.status == 0, "\(output.err)")
    }

    private func permits(_ id: String) throws -> [JSON] {
        try Tool.succeed(["permit", "list", city, "--case", id, "--json"] + Tool.desk).json().list
    }

    private func detail(_ id: String) throws -> JSON {
        try Tool.succeed(["case", "show", city, id, "--json"] + Tool.desk).json()
    }

    @Test("R03 one outer line can need planning and excavation permits at once")
    func bothKinds() throws {
        try file("A1", "road", "water")
        let kinds = try permits("A1-W").map { $0["kind"].text }
        #expect(kinds.contains("PLAN") && kinds.contains("ROAD_DIG"))
    }

    @Test(
        "R24 a stub has utility, place, diameter, pressure and state; a case reserves it, withdrawal frees it"
    )
    func stubs() throws {
        func stub() throws -> JSON {
            let all = try Tool.succeed(["layer", "stubs", city, "--utility", "water", "--json"]).json().list
            return try #require(all.first { $0["stub"].text == "water-direct" })
        }
        let free = try stub()
        #expect(free["state"].text == "free" && free["case"].isNull && free["utility"].text == "water")
        #expect(
            free["dn_mm"].number == 100 && free["pressure"].text == "network" && free["capacity"].number == 50
        )
        #expect(free["location"]["coordinates"].list.compactMap(\.number) == [619_990, 4_156_010])
        try file("A1", "direct", "water")
        #expect(try stub()["state"].text == "reserved" && stub()["case"].text == "A1-W")
        let plan = ["route", "plan", city, "--plot", "direct", "--utility", "water", "--json"] + Tool.desk
        let other = try Tool.succeed(plan).json()["alternatives"][0]["from"]
        #expect(other["feature"].text != "water-direct", "the next plan sees it taken")
        try Tool.succeed(["case", "withdraw", city, "A1-W", "--reason", "sold"] + Tool.desk)
        #expect(try stub()["state"].text == "free" && stub()["case"].isNull)
        #expect(try Tool.succeed(plan).json()["alternatives"][0]["from"]["feature"].text == "water-direct")
        #expect(try permits("A1-W").allSatisfy { $0["state"].text == "closed" })
    }

    @Test("R27 for plot and utility: outer line needed or not, with length and reason")
    func outerLine() throws {
        try file("A1", "direct", "water")
        try file("A2", "touching", "water")
        try file("A3", "road", "water")
        let answers = try ["A1-W", "A2-W", "A3-W"].map { try detail($0)["outer_line"] }
        #expect(answers.map { $0["needed"].bool } == [true, false, true])
        #expect(answers[0]["reason"].text?.contains("stub water-direct is 10.00 m") == true)
        #expect(answers[1]["reason"].text == "a qualifying main or stub touches the plot")
        #expect(answers[2]["reason"].text == "main water-road is 49.99 m from the red line")
        #expect(answers.allSatisfy { $0["reason_zh"].text?.isEmpty == false })
    }

    @Test("R28 what follows is told to the user, and the day is kept")
    func informed() throws {
        try file("A1", "road", "water")
        try Tool.succeed(
            ["case", "inform", city, "A1-W", "--content", "apply for the meter", "--on", "2026-11-04"]
                + Tool.desk)
        let note = try #require(try detail("A1-W")["history"].list.last)
        #expect(note["event"].text == "userInformed" && note["effective_on"].text == "2026-11-04")
        let empty = try Tool.run(["case", "inform", city, "A1-W", "--content", " "] + Tool.desk)
        #expect(empty.codes == ["CAS-114"], "\(empty.err)")
    }

    @Test(
        "R29 a route runs from stub or main to the first point of the red line; none at all is told as such")
    func routeEnds() throws {
        for (plot, x) in RequirementCity.plots where plot != "touching" {
            let plan = try Tool.succeed(
                ["route", "plan", city, "--plot", plot, "--utility", "water", "--json"] + Tool.desk
            ).json()
            let line = plan["alternatives"][0]["line"]["coordinates"].list.map {
                $0.list.compactMap(\.number)
            }
            let end = try #require(line.last)
            #expect(abs(end[0] - (620_000 + x)) < 1e-6 && (4_156_000...4_156_040).contains(end[1]), "\(plot)")
            // Nothing of the line but its end touches the plot.
            #expect(line.dropLast().allSatisfy { $0[0] < 620_000 + x - 1e-6 }, "\(plot)")
            let grid = try #require(plan["alternatives"][0]["grid_length_m"].number)
            let sum = zip(line, line.dropFirst()).reduce(0) {
                $0 + hypot($1.1[0] - $1.0[0], $1.1[1] - $1.0[1])
            }
            #expect(abs(sum - grid) < 1e-6, "\(plot)")
        }
        let far = try Tool.succeed(
            ["route", "plan", city, "--plot", "direct", "--utility", "water", "--reach", "5", "--json"]
                + Tool.desk
        ).json()
        #expect(far["unreachable"]["code"].text == "RTE-101" && far["alternatives"].list.isEmpty)
    }

    @Test("R30 no permit is submitted before the user was told the interface position")
    func interfaceFirst() throws {
        try file("A1", "road", "water")
        let submit = ["permit", "submit", city, "A1-W-ROAD_DIG", "--on"]
        let early = try Tool.run(submit + ["2026-11-05"] + Tool.desk)
        #expect(early.status == 1 && early.codes == ["PRM-102"] && early.err.contains("tell-interface"))
        try Tool.succeed(["case", "tell-interface", city, "A1-W", "--on", "2026-11-05"] + Tool.desk)
        #expect(try Tool.run(submit + ["2026-11-04"] + Tool.desk).codes == ["PRM-102"], "nor dated before it")
        try Tool.succeed(submit + ["2026-11-05"] + Tool.desk)
    }

    @Test("R31 permits follow from what the route touches, each with chainage and area; no hit, no permit")
    func derivedPermits() throws {
        for (number, plot) in [("A1", "road"), ("A2", "green"), ("A3", "bare"), ("A4", "direct")] {
            try file(number, plot, "water")
        }
        let road = try permits("A1-W")
        #expect(road.map { $0["kind"].text } == ["PLAN", "ROAD_ATTACH", "ROAD_DIG", "TRAFFIC"])
        let dig = try #require(road.first { $0["kind"].text == "ROAD_DIG" })["trigger"][0]
        #expect(dig["layer"].text == "roads" && dig["features"][0].text == "R1")
        let from = try #require(dig["from_m"].number)
        let to = try #require(dig["to_m"].number)
        #expect(abs(from - 10) < 1e-3 && abs(to - 30) < 1e-3)
        #expect((dig["area_m2"].number ?? 0) > 20)
        let green = try permits("A2-W")
        #expect(green.map { $0["kind"].text } == ["GREEN_OCCUPY", "PLAN"])
        #expect(green[0]["trigger"][0]["features"][0].text == "G1")
        #expect(try permits("A3-W").isEmpty, "outside the planning area, through nothing")
        #expect(try permits("A4-W").map { $0["kind"].text } == ["PLAN"])
    }

    @Test("R31 without a planning area layer the planning permit is required, with a note")
    func unknownPlanningArea() throws {
        let bare = try RequirementCity.make(planningArea: false).project(in: scratch, "bare.gpkg")
        let output = try RequirementCity.file("A1", "bare", "water", in: bare, scratch)
        #expect(output.status == 0)
        let permits = try Tool.succeed(["permit", "list", bare, "--json"] + Tool.desk).json().list
        #expect(permits.map { $0["kind"].text } == ["PLAN"])
        #expect(permits[0]["trigger"][0]["note"]["en"].text?.isEmpty == false)
    }

    @Test("R32 the franchise utility handles the permits; the user co-operates and cannot be put in charge")
    func assignee() throws {
        try file("A1", "road", "water", contractor: "Builder Ltd")
        for permit in try permits("A1-W") {
            #expect(permit["assignee"].text == "Water Co")
            #expect(permit["cooperating"].list.map(\.text) == ["Owner of road", "Builder Ltd"])
        }
        let assign = ["permit", "assign", city, "A1-W-PLAN"]
        for words in [
            ["--name", "Owner of road"], ["--name", "Builder Ltd"],
            ["--name", "X", "--role", "applicant_unit"],
        ] {
            let output = try Tool.run(assign + words + Tool.desk)
            #expect(output.status == 1 && output.codes == ["PRM-106"], "\(output.err)")
        }
        let other = try Tool.succeed(assign + ["--name", "Water North", "--json"] + Tool.desk).json()
        #expect(other["assignee"].text == "Water North")
    }

    @Test("R33 work inside the red line is an extension service, apart in length, cost and owner")
    func extensionService() throws {
        try file("A1", "road", "water")
        let before = try detail("A1-W")
        try Tool.succeed(
            ["case", "extension", city, "A1-W", "--work", "in-plot pipes", "--owner", "Owner of road"]
                + ["--length", "85.5", "--cost", "40000"] + Tool.desk)
        let after = try detail("A1-W")
        #expect(after["route"] == before["route"], "the outer line is as long as before")
        let service = after["extension_services"][0]
        #expect(service["work"].text == "in-plot pipes" && service["owner"].text == "Owner of road")
        #expect(service["length_m"].number == 85.5 && service["cost"].number == 40_000)
        let refused = try Tool.run(
            ["case", "extension", city, "A1-W", "--work", "x", "--owner", "y", "--length=-1"] + Tool.desk)
        #expect(refused.codes == ["CAS-115"], "\(refused.err)")
    }

    @Test("R41 each permit has an authority of the pack's list, traffic police among them")
    func authorities() throws {
        try file("A1", "road", "water")
        try file("A2", "green", "water")
        let all = try permits("A1-W") + permits("A2-W")
        for permit in all {
            #expect(permit["authority"]["id"].text?.isEmpty == false)
            #expect(permit["authority"]["title"]["zh"].text?.isEmpty == false)
        }
        let traffic = try #require(all.first { $0["kind"].text == "TRAFFIC" })["authority"]
        #expect(traffic["title"]["zh"].text == "芝罘区公安机关交通管理部门" && traffic["district"].text == "370602")
        #expect(Set(all.map { $0["authority"]["id"].text }).count >= 4)
        let elsewhere = try permits("A2-W").map { $0["authority"]["district"].text }
        #expect(Set(elsewhere) == ["370613"])
    }
}

@Suite("Requirements of the policy: intake, people, early works, statistics")
struct IntakeRequirementTests {
    private let scratch: Scratch
    private let city: String

    init() throws {
        scratch = try Scratch()
        city = try RequirementCity.project(in: scratch)
    }

    private func detail(_ id: String) throws -> JSON {
        try Tool.succeed(["case", "show", city, id, "--json"] + Tool.desk).json()
    }

    private func lead(_ rows: String...) throws -> Output {
        let header = "number,received_on,applicant,user_type,plot,utilities,origin,planning_permit_on\n"
        let path = try scratch.write("records.csv", header + rows.joined(separator: "\n") + "\n")
        return try Tool.run(["case", "lead", city, path, "--json"] + Tool.desk)
    }

    private func worklist() throws -> [JSON] {
        try Tool.succeed(["board", city, "--json"] + Tool.desk).json()["worklist"].list
    }

    @Test("R23 works begin before anybody applies; the later application takes the case up as it stands")
    func preconstruction() throws {
        let opened = try lead("R1,2026-11-02,Owner of road,non_resident,road,water;gas,,2026-12-01")
            .jsonLines()
        #expect(opened.map { $0["case"].text } == ["R1-W", "R1-G"])
        #expect(opened.allSatisfy { $0["stage"].text == "early_works" && $0["due"].isNull })
        try Tool.succeed(["case", "tell-interface", city, "R1-W", "--on", "2026-11-04"] + Tool.desk)
        try Tool.succeed(["permit", "submit", city, "R1-W-PLAN", "--on", "2026-11-05"] + Tool.desk)
        let before = try detail("R1-W")
        let filed = try RequirementCity.file(
            "A1", "road", "water;heat", in: city, scratch, preconstruction: "R1", on: "2026-11-10"
        ).jsonLines()
        #expect(filed.map { $0["case"].text } == ["R1-W", "A1-H"])
        let after = try detail("R1-W")
        #expect(after["application"].text == "A1" && after["stage"].text == "scheme")
        #expect(after["route"] == before["route"] && after["permits"] == before["permits"])
        #expect(after["accepted_on"].text == "2026-11-10" && after["interface_told_on"].text == "2026-11-04")
        let again = try RequirementCity.file("A2", "road", "water", in: city, scratch, preconstruction: "R1")
        #expect(again.status != 0 && again.err.contains("CAS-108"), "\(again.err)")
    }

    @Test(
        "R26 a non-resident record makes a lead per utility with a contact task; R34 due at the planning permit"
    )
    func leads() throws {
        _ = try lead("R1,2026-11-02,Owner of road,non_resident,road,water;gas;heat,,2026-12-01")
        let tasks = try worklist().filter { $0["action"].text == "contact_user" }
        #expect(Set(tasks.map { $0["case"].text }) == ["R1-W", "R1-G", "R1-H"])
        #expect(tasks.allSatisfy { $0["due"].text == "2026-12-01" })
        try Tool.succeed(["case", "task", city, "R1-W", "contacted", "--on", "2026-11-03"] + Tool.desk)
        #expect(try worklist().filter { $0["action"].text == "contact_user" }.count == 2)
        #expect(try detail("R1-W")["early"]["tasks"]["contacted"].text == "2026-11-03")
        let resident = try lead("R2,2026-11-02,Jane,resident,direct,water,,")
        #expect(resident.status != 0 && resident.err.contains("CAS-109"), "\(resident.err)")
    }

    @Test("R35 an advance notice with number and date opens the case; nobody answers it")
    func notice() throws {
        _ = try lead("N1,2026-11-03,Jane,resident,direct,water,advance_notice,")
        let early = try detail("N1-W")["early"]
        #expect(early["notice"].text == "N1" && early["notice_filed_on"].text == "2026-11-03")
        #expect(
            try detail("N1-W")["permits"].list.map { $0["kind"].text } == ["PLAN"],
            "no permit is the notice's")
        #expect(try !worklist().contains { $0["holder"].text == "authority" })
        _ = try lead("R1,2026-11-02,Owner of road,non_resident,road,water,,")
        let file = ["case", "notice", city, "R1-W", "--number", "GZ-17", "--on", "2026-11-06"] + Tool.desk
        try Tool.succeed(file)
        #expect(try detail("R1-W")["early"]["notice"].text == "GZ-17")
        #expect(try Tool.run(file).codes == ["CAS-104"], "once only")
    }

    @Test("R37 one intake covers one to three utilities: a case each, with a common parent")
    func oneWindow() throws {
        let cases = try RequirementCity.file("A1", "direct", "heat;water;gas", in: city, scratch).jsonLines()
        #expect(cases.map { $0["case"].text } == ["A1-W", "A1-G", "A1-H"])
        #expect(cases.allSatisfy { $0["application"].text == "A1" && $0["plot"].text == "direct" })
        let twice = try RequirementCity.file("A2", "direct", "water;water", in: city, scratch)
        #expect(twice.status != 0 && twice.err.contains("a utility is named twice"))
        let none = try RequirementCity.file("A3", "direct", "", in: city, scratch)
        #expect(none.status == 65 && none.err.contains("\"field\":\"utilities\""))
    }

    @Test("R38 each case has one representative; those without are listed; a hand-over is kept")
    func representatives() throws {
        let cases = try RequirementCity.file("A1", "direct", "water;gas;heat", in: city, scratch)
        let named = try cases.jsonLines().map { $0["representative"].text }
        #expect(named == ["李代表", nil, "赵代表"])
        #expect(cases.err.contains("\"CAS-202\"") || cases.err.isEmpty)
        let open = try worklist().filter { $0["action"].text == "assign_representative" }
        #expect(open.map { $0["case"].text } == ["A1-G"])
        try Tool.succeed(["case", "assign", city, "A1-G", "--representative", "钱代表"] + Tool.desk)
        try Tool.succeed(["case", "assign", city, "A1-G", "--representative", "孙代表"] + Tool.desk)
        #expect(try worklist().allSatisfy { $0["action"].text != "assign_representative" })
        let after = try detail("A1-G")
        #expect(after["representative"].text == "孙代表")
        #expect(after["history"].list.filter { $0["event"].text == "representativeAssigned" }.count == 2)
        // Two gas territories hold the plot: nobody is guessed.
        #expect(
            after["franchise_utility"].isNull && after["franchise_utility_open"].text == "several_territories"
        )
    }

    @Test("R40 cases are counted by the 14 districts and zones of Yantai")
    func districts() throws {
        _ = try RequirementCity.file("A1", "direct", "water;gas", in: city, scratch)
        _ = try RequirementCity.file("A2", "green", "water", in: city, scratch)
        let document = try Tool.succeed(["board", city, "--by", "district", "--json"] + Tool.desk).json()
        let rows = document["districts"].list
        #expect(rows.count == 14)
        let counts = Dictionary(
            rows.map { ($0["district"].text ?? "", $0["cases"].number ?? -1) }, uniquingKeysWith: { $1 })
        #expect(counts["370602"] == 2 && counts["370613"] == 1)
        #expect(counts.values.reduce(0, +) == 3)
        let zhifu = try #require(rows.first { $0["district"].text == "370602" })
        #expect(zhifu["title"]["zh"].text == "芝罘区" && zhifu["overdue"].number == 2)
        let table = try Tool.succeed(["board", city, "--by", "district", "--lang", "zh"] + Tool.desk)
        #expect(table.lines.count == 15 && table.text.contains("370602\t芝罘区\t2"))
    }
}
