import Configuration
import Foundation
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@Suite("Clock and programme settings of a pack")
struct ClockSettingsTests {
    /// A pack of its own on the Yantai pack; the folder goes with the test.
    private func load(_ sections: String) throws -> PolicyPack {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("pack-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let folder = root.appendingPathComponent("mine")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let text = """
            schema: outerline-policy-1
            name: mine
            version: "1"
            title: {zh: 某市, en: some city}
            valid_from: 2026-01-01
            inherits: yantai-2020
            sources:
              city: {law: 市规定, level: web}
            \(sections)
            """
        try Data(text.utf8).write(to: folder.appendingPathComponent("pack.yaml"))
        return try PolicyPack.load(folder: folder)
    }

    @Test("Yantai approves in parallel, with its source; a city may say serial and another cut-off")
    func settings() throws {
        let yantai = try PolicyPack.load("yantai-2020").clock
        #expect(yantai.approval.value == .parallel && yantai.approval.source.level == .law)
        #expect(try PolicyPack.load("national").clock.approval.value == .parallel)
        let mine = try load(
            """
            clock:
              approval: {value: serial, source: city}
              cut_off: {value: "16:30", source: city}
            """
        ).clock
        #expect(mine.approval.value == .serial && mine.approval.source.law == "市规定")
        #expect(mine.cutOff.value.minute == 990)
        #expect(mine.stopCauses == yantai.stopCauses)
    }

    @Test("a pack of before the approval mode opens with the default, told as an assumption")
    func older() throws {
        var library = PackLibrary()
        let shipped = PackLibrary.shipped()
        for name in ["yantai-2020", "shandong", "national"] {
            for (file, data) in try #require(shipped.files(of: name)) {
                let lines = String(decoding: data, as: UTF8.self).split(
                    separator: "\n", omittingEmptySubsequences: false)
                let kept = lines.filter { !$0.hasPrefix("  approval:") }
                library.add(file, Data(kept.joined(separator: "\n").utf8), to: name)
            }
        }
        let approval = try PolicyPack.load("yantai-2020", from: library).clock.approval
        #expect(approval.value == .parallel && approval.source.level == .assumption)
        #expect(approval.source.text?.contains("the pack names nothing") == true)
        #expect(
            try PolicyPack.load("yantai-2020").clock.approval.source.level == .law, "the shipped pack says it"
        )
    }

    @Test(
        "the follow-up visit: a setting of the base with its reading, a city's own, a default for older packs"
    )
    func followUp() throws {
        let yantai = try PolicyPack.load("yantai-2020").service.followUp
        #expect(yantai.days == 5 && yantai.unit == .working && yantai.source.level == .assumption)
        let mine = try load("service:\n  follow_up: {days: 30, unit: calendar, source: city}")
        #expect(mine.service.followUp.days == 30 && mine.service.followUp.unit == .calendar)
        let facts = RouteFacts(utility: .water, groundLengthM: 30, gridLengthM: 30)
        let on = try #require(Day("2026-11-20"))
        #expect(mine.decide(facts, on: on).followUp == mine.service.followUp)
        let found = try #require(throws: Problems.self) {
            try load("service:\n  follow_up: {days: soon, unit: calendar, source: city}")
        }
        #expect(found.kept.count == 1)
    }

    @Test("a decision carries the approval mode of its pack")
    func decision() throws {
        let pack = try load("clock:\n  approval: {value: serial, source: city}")
        let facts = RouteFacts(utility: .water, groundLengthM: 30, gridLengthM: 30)
        let on = try #require(Day("2026-11-20"))
        #expect(pack.decide(facts, on: on).approval == .serial)
    }

    @Test(
        "a wrong cut-off or approval mode is refused with its place",
        arguments: ["approval: {value: together, source: city}", "cut_off: {value: \"25:00\", source: city}"])
    func refused(setting: String) throws {
        let found = try #require(throws: Problems.self) { try load("clock:\n  \(setting)") }
        #expect(found.kept.count == 1 && found.kept.first?.place.line != nil)
    }

    @Test("prerequisites that form a ring are an error of the pack")
    func ring() throws {
        let found = try #require(throws: Problems.self) {
            try load(
                """
                dependencies:
                  - {before: ROAD_DIG, after: GREEN_OCCUPY, source: city}
                  - {before: GREEN_OCCUPY, after: PLAN, source: city}
                """)
        }
        #expect(found.kept.map(\.code) == ["POL-303"])
        #expect(found.kept.first?.message.contains("would wait for each other") == true)
    }
}
