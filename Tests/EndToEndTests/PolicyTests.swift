import Foundation
import Testing

@Suite("Policy packs at the command line")
struct PolicyCommandTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A pack of one's own on Yantai's.
    private func pack(_ name: String, _ rest: String, base: String = "yantai-2020") throws -> String {
        try FileManager.default.createDirectory(
            atPath: scratch.file(name), withIntermediateDirectories: true)
        try scratch.write(
            "\(name)/pack.yaml",
            """
            schema: outerline-policy-1
            name: \(name)
            version: "1"
            title: {zh: 某市, en: Somewhere}
            valid_from: 2026-01-01
            inherits: \(base)
            sources:
              city: {law: 某市规定, level: policy}
            \(rest)
            """)
        return scratch.file(name)
    }

    @Test("R09 R10 R17 R18 policy check tells every breach of a pack with its line, and ends with 65")
    func check() throws {
        let folder = try pack(
            "bad",
            """
            documents:
              applicant_documents:
                - {id: a, zh: 一, en: one, source: city}
                - {id: b, zh: 二, en: two, source: city}
                - {id: c, zh: 三, en: three, required: true}
            fees:
              list:
                - {id: f, title: {zh: 手续费, en: handling}, kind: handling, payer: applicant, measure: fixed}
            """)
        let refused = try Tool.run(["policy", "check", folder])
        #expect(refused.status == 65)
        #expect(
            refused.codes == ["POL-304", "POL-307", "POL-308", "POL-308", "POL-308"].sorted()
                || Set(refused.codes) == ["POL-304", "POL-307", "POL-308"])
        #expect(refused.codes.count == 5)
        for line in ["bad/pack.yaml:11", "bad/pack.yaml:13", "bad/pack.yaml:16"] {
            #expect(refused.err.contains(line), "\(line): \(refused.err)")
        }
        #expect(try Tool.run(["policy", "check", pack("good", "")]).status == 0)
    }

    @Test("policy show and list tell validity; every shipped pack passes its check")
    func show() throws {
        let all = try Tool.succeed(["policy", "list", "--json"]).json().list.compactMap(\.text)
        #expect(all.count >= 9)
        for name in all { try Tool.succeed(["policy", "check", name]) }
        let early = try Tool.succeed(["policy", "list", "--on", "2020-03-19", "--json"]).json().list
        #expect(!early.contains { $0.text == "yantai-2020" })
        let shown = try Tool.succeed(["policy", "show", "yantai-2020", "--json", "--today", "2020-03-19"])
            .json()
        #expect(shown["in_force"].bool == false && shown["findings"][0]["code"].text == "POL-204")
        #expect(shown["permits"].list.count == 18)
        #expect(shown["permits"][0]["basis"][0]["level"].text == "law")
    }

    @Test("policy diff names the open cases that would change class, permits or dates, and writes nothing")
    func diff() throws {
        let city = try RequirementCity.project(in: scratch)
        for (number, plot) in [("A1", "road"), ("A2", "touching")] {
            #expect(try RequirementCity.file(number, plot, "water", in: city, scratch).status == 0)
        }
        let before = try Dump.all(city)
        let faster = try pack(
            "faster",
            """
            permits:
              - {kind: ROAD_DIG, promised: {days: 1, unit: working, source: city}}
              - {kind: ROAD_ATTACH, promised: {days: 1, unit: working, source: city}}
              - {kind: TRAFFIC, promised: {days: 1, unit: working, source: city}}
            thresholds:
              - id: road
                title: {zh: 备案, en: filing}
                utilities: [water]
                measure: road_length
                limit: {value: 50, source: city}
                effect: exempt
                permits: [PLAN]
            """)
        let words = ["policy", "diff", "yantai-2020", faster, "--project", city] + Tool.desk
        let found = try Tool.succeed(words + ["--json"]).json()
        #expect(found["compared"].number == 1, "the touching plot has no route")
        let changed = found["cases"].list
        #expect(changed.map { $0["case"].text } == ["A1-W"])
        let changes = changed[0]["changes"]
        #expect(changes["removed"].list.map(\.text) == ["PLAN 370602/planning"])
        #expect(
            Set(changes["changed"].list.compactMap { $0["kind"].text })
                == ["ROAD_DIG", "ROAD_ATTACH", "TRAFFIC"])
        #expect(changed[0]["due_before"].text == "2026-11-05" && changed[0]["due_after"].text == "2026-11-05")
        #expect(changed[0]["ready_to_dig_before"].text != changed[0]["ready_to_dig_after"].text)
        #expect(found["values"].list.contains { $0["path"].text == "permits.ROAD_DIG.promisedDays.days" })
        let text = try Tool.succeed(words).text
        #expect(text.contains("1 of 1 open cases"))
        // Clauses and wording come last, and on their own where no value differs.
        let clause = try pack(
            "clause", "parties: {applicant: {value: franchise_utility, source: city, article: art. 2}}")
        let told = try Tool.succeed(["policy", "diff", "yantai-2020", clause, "--json"]).json()
        #expect(told["wordings"].list.map { $0["path"].text } == ["parties.applicant.source"])
        #expect(told["wordings"][0]["after"].text?.hasSuffix("art. 2") == true)
        let plain = try Tool.succeed(["policy", "diff", "yantai-2020", clause]).text
        let places = ["value", "clause or wording", "parties.applicant.source"].map {
            plain.range(of: $0)?.lowerBound
        }
        #expect(
            places.allSatisfy { $0 != nil } && places.compactMap(\.self) == places.compactMap(\.self).sorted()
        )
        let same = try Tool.succeed(
            ["policy", "diff", "yantai-2020", "yantai-2020", "--project", city, "--json"] + Tool.desk
        ).json()
        #expect(same["cases"].list.isEmpty && same["values"].list.isEmpty)
        #expect(try Dump.all(city) == before)
        #expect(try Tool.run(["policy", "diff", "yantai-2020", "nowhere"]).status == 66)
    }

    @Test("R31 trees, railway, heritage zone and existing lines on the map call for their permits")
    func mapTriggers() throws {
        var drawn = RequirementCity.make()
        for y in stride(from: -10.0, through: 50, by: 0.5) {
            drawn.add("trees", "T\(y)", "Point", [(1_195, y)], "\"trunk_cm\":12")
        }
        drawn.add(
            "railways", "X1", "LineString", [(1_197, -400), (1_197, 400)], "\"kind\":\"mainline\"")
        drawn.add(
            "lines", "L1", "LineString", [(1_193, -400), (1_193, 400)],
            "\"kind\":\"telecom\",\"owner\":\"Telecom\"")
        let city = try drawn.project(in: scratch, "map.gpkg")
        let filed = try RequirementCity.file("A1", "bare", "water", in: city, scratch)
        #expect(filed.status == 0, "\(filed.err)")
        let permits = try Tool.succeed(["permit", "list", city, "--json"] + Tool.desk).json().list
        let kinds = permits.compactMap { $0["kind"].text }
        #expect(
            kinds.filter { ["TREE", "RAIL", "OTHER_LINE"].contains($0) } == ["OTHER_LINE", "RAIL", "TREE"])
        let tree = try #require(permits.first { $0["kind"].text == "TREE" })
        #expect(tree["trigger"][0]["layer"].text == "trees")
    }
}
