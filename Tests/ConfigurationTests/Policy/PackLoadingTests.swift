import Configuration
import Foundation
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

/// A fresh folder that is removed with the test.
private struct Folder: ~Copyable {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("pack-\(UUID().uuidString)")

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ pack: String, _ file: String, _ text: String) throws -> URL {
        let folder = url.appendingPathComponent(pack)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: folder.appendingPathComponent(file))
        return folder
    }
}

private func child(_ rest: String, name: String = "mine", base: String = "yantai-2020") -> String {
    """
    schema: outerline-policy-1
    name: \(name)
    version: "1"
    title: {zh: 我的, en: mine}
    valid_from: 2026-01-01
    inherits: \(base)
    \(rest)
    """
}

private func problems(_ folder: URL) throws -> Problems {
    try #require(throws: Problems.self) { try PolicyPack.load(folder: folder) }
}

@Suite("Loading policy packs")
struct PackLoadingTests {
    @Test("the shipped packs load, with lineage, hash and the base's permits")
    func shipped() throws {
        #expect(
            PolicyPack.shippedNames().contains("national")
                && PolicyPack.shippedNames().contains("yantai-2020"))
        for name in PolicyPack.shippedNames() { _ = try PolicyPack.load(name) }
        let pack = try PolicyPack.load("yantai-2020")
        #expect(pack.lineage == ["yantai-2020", "shandong", "national"])
        #expect(pack.reference.sha256.count == 64)
        #expect(pack.authorities.areas.count == 14)
        #expect(pack[.roadDig]?.statutoryDays?.days == 20)
        #expect(pack[.plan]?.materials.count == 2)
        #expect(pack[.plan]?.notes.first?.source.article == "art. 36")
        #expect(pack.clock.cutOff.value.minute == 1020)
        #expect(pack.promise.direct?.limitM.source.quote == "管道长度不超过20米")
        let edges = Set(pack.dependencies.map { "\($0.before)>\($0.after)" })
        #expect(
            edges.isSuperset(of: [
                "PLAN>ROAD_DIG", "MORATORIUM>ROAD_DIG", "TRAFFIC>START", "GREEN_OCCUPY>START",
            ]))
    }

    @Test("the national base promises nothing")
    func national() throws {
        let pack = try PolicyPack.load("national")
        #expect(pack.promise.direct == nil && pack.promise.classes.flatMap(\.budgets).isEmpty)
    }

    @Test("a pack changes single values of its base and keeps the rest")
    func override() throws {
        let folder = Folder()
        let text = child(
            """
            sources:
              city: {law: 市规定, level: web}
            roads:
              moratorium:
                opened_years: {value: 10, source: city, article: art. 38}
            permits:
              - kind: ROAD_DIG
                promised: {days: 5, unit: working, source: city}
            thresholds:
              - id: road-200
                title: {zh: 备案, en: filing}
                utilities: [water, gas]
                measure: road_length
                limit: {value: 200, source: city}
                effect: filing
                permits: [ROAD_DIG]
            """)
        let pack = try PolicyPack.load(folder: folder.write("mine", "pack.yaml", text))
        #expect(
            pack.roads.moratorium.openedYears.value == 10 && pack.roads.moratorium.repairedYears.value == 3)
        #expect(pack[.roadDig]?.promisedDays?.days == 5 && pack[.roadDig]?.statutoryDays?.days == 20)
        #expect(pack.thresholds.map(\.limit.value) == [200])
        #expect(pack.lineage == ["mine", "yantai-2020", "shandong", "national"])
    }

    @Test("the hash follows every byte, the base's too")
    func hash() throws {
        let folder = Folder()
        _ = try folder.write("base", "pack.yaml", child("", name: "base"))
        let mine = try folder.write("mine", "pack.yaml", child("", base: "base"))
        let first = try PolicyPack.load(folder: mine).reference.sha256
        #expect(try PolicyPack.load(folder: mine).reference.sha256 == first)
        _ = try folder.write("base", "pack.yaml", child("# changed", name: "base"))
        #expect(try PolicyPack.load(folder: mine).reference.sha256 != first)
    }

    @Test("R10 a pack that asks the applicant for two documents fails, with file and line")
    func twoDocuments() throws {
        let folder = Folder()
        let text = child(
            """
            documents:
              applicant_documents:
                - {id: a, zh: 申请表, en: form, source: seed}
                - {id: b, zh: 身份证, en: identity card, source: seed}
            """)
        let found = try problems(folder.write("mine", "pack.yaml", text))
        #expect(found.kept.map(\.code) == ["POL-304"])
        #expect(found.kept.first?.place.file == "mine/pack.yaml" && found.kept.first?.place.line == 9)
        let limit = child("documents: {applicant_limit: {value: 2, source: seed}}")
        #expect(try problems(folder.write("mine", "pack.yaml", limit)).kept.map(\.code) == ["CFG-105"])
    }

    @Test("every problem of a pack is told in one run, each with its line")
    func allProblems() throws {
        let folder = Folder()
        let text = child(
            """
            scpe: {}
            sources:
              rumour: {law: 听说, level: unverified}
            measuring:
              length_accuracy_m: {value: wide, source: seed}
            roads:
              moratorium:
                opened_years: {value: 5, source: road-regulatoin}
                repaired_years: {value: 3, source: rumour, level: law}
            permits:
              - kind: ROAD_DIG
                authority: mayor
              - kind: NEW
                title: {zh: 新, en: new}
                authority: municipal
                triggers: [{touch: {layer: rodas}}]
            dependencies:
              - {before: ROAD_DIG, after: PLAN, source: seed}
            """)
        let found = try problems(folder.write("mine", "pack.yaml", text))
        let byLine = Dictionary(grouping: found.kept) { $0.place.line ?? 0 }.mapValues { Set($0.map(\.code)) }
        #expect(byLine[7] == ["CFG-103"])
        #expect(byLine[11] == ["CFG-104"])
        #expect(byLine[14] == ["POL-303"])
        #expect(byLine[15] == ["CFG-105"])
        #expect(byLine[17] == ["POL-303"])
        #expect(byLine[19] == ["CFG-102"])
        #expect(byLine[22] == ["CFG-105"])
        #expect(byLine[24] == ["POL-303"])
        #expect(found.kept.contains { $0.help == "did you mean 'road-regulation'?" })
        #expect(found.kept.allSatisfy { $0.place.file == "mine/pack.yaml" })
    }

    @Test("sections in two files are refused, as are circles, strangers and unfinished packs")
    func folders() throws {
        let folder = Folder()
        let text = child("parties: {applicant: {value: contractor, source: seed}}")
        let mine = try folder.write("mine", "pack.yaml", text)
        #expect(try PolicyPack.load(folder: mine).parties.applicant.value == .contractor)
        _ = try folder.write("mine", "z.yaml", text.split(separator: "\n").last.map(String.init) ?? "")
        #expect(try problems(mine).kept.map(\.code) == ["POL-302"])

        _ = try folder.write("a", "pack.yaml", child("", name: "a", base: "b"))
        let loop = try folder.write("b", "pack.yaml", child("", name: "b", base: "a"))
        #expect(try problems(loop).kept.map(\.code) == ["POL-306"])

        let orphan = try folder.write("c", "pack.yaml", child("", name: "c", base: "nowhere"))
        #expect(try problems(orphan).kept.map(\.code) == ["POL-301"])

        let bare = try folder.write(
            "d", "pack.yaml", "name: d\nversion: \"1\"\ntitle: {zh: a, en: b}\nvalid_from: 2026-01-01")
        #expect(try problems(bare).countByCode == ["POL-305": 11])

        #expect(throws: Problems.self) { try PolicyPack.load("yantai-2021") }
        #expect(throws: Problems.self) { try PolicyPack.load(folder.url.appendingPathComponent("none").path) }
        let broken = try folder.write("e", "pack.yaml", "name: [")
        #expect(try problems(broken).kept.map(\.code) == ["CFG-101"])
    }
}
