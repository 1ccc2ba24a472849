import CityModel
import Foundation
import Testing
import Vocabulary

@testable import Configuration

@Suite("YAML reader")
struct YAMLReaderTests {
    private func problems(_ text: String, _ decode: (YAMLNode) throws -> Void) -> [Problem] {
        do {
            try readYAML(Data(text.utf8), file: "a.yaml", decode)
            return []
        } catch let problems as Problems {
            return problems.kept
        } catch {
            Issue.record("another error: \(error)")
            return []
        }
    }

    @Test func allProblemsOfAFileComeWithTheirLinesInOneRun() {
        let text = """
            name: x
            nam: y
            count: "3"
            ratio: abc
            open: yes
            day: 2026-02-30
            kind: thre
            list: one
            """
        enum Kind: String, CaseIterable { case one, two, three }
        let found = problems(text) { root in
            root.allow("name", "count", "ratio", "open", "day", "kind", "list", "other")
            _ = root.requiredText("name")
            _ = root.integer("count")
            _ = root.number("ratio")
            _ = root.boolean("open", default: false)
            _ = root.day("day")
            let kind: Kind? = root["kind"]?.choice()
            #expect(kind == nil)
            _ = root.items("list")
            _ = root.requiredText("other")
        }
        #expect(
            found.map(\.code) == [
                "CFG-103", "CFG-104", "CFG-104", "CFG-104", "CFG-104", "CFG-105", "CFG-104", "CFG-102",
            ])
        #expect(found.map(\.place.line) == [2, 3, 4, 5, 6, 7, 8, 1])
        #expect(found.first?.help == "did you mean 'name'?")
        #expect(found[5].help == "did you mean 'three'?")
        #expect(found.map(\.place.file) == Array(repeating: "a.yaml", count: 8))
        #expect(found[1].place.field == "count")
    }

    @Test(
        arguments: [
            ("a: [1, 2", 1), ("a: 1\na: 2", 1), ("a: 1\n\tb: 2", 2), ("a: &x 1\nb: *y", 2),
            ("a: 1\n---\nb: 2", 2),
        ])
    func brokenFilesNameTheLine(text: String, line: Int) {
        let found = problems(text) { _ in }
        #expect(found.map(\.code) == ["CFG-101"])
        #expect((found.first?.place.line ?? 0) >= line)
    }

    @Test func emptyForeignAndDeepFilesAreRefused() {
        #expect(problems("") { _ in }.map(\.code) == ["CFG-101"])
        #expect(problems("# only a comment") { _ in }.map(\.code) == ["CFG-101"])
        #expect(problems(String(repeating: "[", count: 100_000)) { _ in }.map(\.code) == ["CFG-101"])
        #expect(throws: Problems.self) {
            try readYAML(Data([0xC4, 0xE3, 0xBA, 0xC3]), file: "gbk.yaml") { _ in }
        }
        #expect(problems("just text") { $0.allow("a") }.map(\.code) == ["CFG-104"])
    }

    @Test(
        arguments: [
            ("1", 1.0), ("-2.5", -2.5), ("1e3", 1000), ("+7", 7), (".5", 0.5), ("0x10", nil), ("nan", nil),
            (".inf", nil),
            ("'1'", nil), ("1_000", nil), ("true", nil), ("1e999", nil),
        ] as [(String, Double?)])
    func numbersAreDecimalAndFinite(text: String, expected: Double?) throws {
        var value: Double?
        let found = problems("v: \(text)") { value = $0.number("v") }
        #expect(value == expected)
        #expect(found.isEmpty == (expected != nil))
    }

    @Test func yamlWordsForTruthStayWords() throws {
        var words: [String] = []
        let found = problems("v: [yes, no, on, 'null', ~x]") { words = $0.texts("v") }
        #expect(found.isEmpty)
        #expect(words == ["yes", "no", "on", "null", "~x"])
    }

    @Test func aNullCountsAsAbsent() {
        let found = problems("a: null\nb:\nc: ~") { root in
            #expect(root["a"] == nil)
            #expect(root["b"] == nil)
            #expect(root["c"] == nil)
            _ = root.required("a")
        }
        #expect(found.map(\.code) == ["CFG-102"])
    }

    @Test func ratesTellAllTheirProblemsWithLines() throws {
        let text = """
            schema: outerline-rates-1
            name: bad
            surfaces:
              open_ground: {open_cut: {per_m: 0, source: x}}
              green: {open_cut: {per_m: {water: 1, steam: 2}, source: x}}
              road: {open_cut: {per_m: 3}}
              building: impassable
            keep_off: {m: -1, source: x}
            cross_plots: {value: forbidden, source: x}
            crossing_angle_warn: {deg: 60, source: x}
            strips:
              water: {rows: [{up_to_mm: 200, trench_m: 1, working_m: 1, source: x}]}
            """
        do {
            _ = try SurfaceRates(yaml: Data(text.utf8), file: "bad.yaml")
            Issue.record("accepted")
        } catch let problems as Problems {
            let places = problems.kept.map { "\($0.place.line ?? 0) \($0.code)" }
            #expect(
                Set(places) == [
                    "4 CFG-105",  // a rate of zero
                    "4 CFG-102",  // water is missing; the mapping starts on line 4
                    "5 CFG-103",  // steam
                    "6 CFG-102",  // no source
                    "8 CFG-105", "9 CFG-105", "12 CFG-105",
                ])
        }
    }

    @Test func presetsAreCheckedAgainstTheCatalogue() throws {
        let text = """
            schema: outerline-preset-1
            name: bad
            zh: 坏
            en: bad
            layers:
              road:
                from: [x]
              mains:
                from: [x]
                fields:
                  utlity: [medium]
                  utility: {from: medium, map: {水: watter}}
                  dn_mm: {map: {}}
                area: {by: x, widths: none}
            """
        do {
            let catalogue = try ShippedData.catalogue()
            _ = try ImportPreset(yaml: Data(text.utf8), file: "bad.yaml", catalogue: catalogue)
            Issue.record("accepted")
        } catch let problems as Problems {
            #expect(problems.kept.map(\.place.line) == [7, 11, 12, 13, 14, 14])
            #expect(problems.kept.first?.help == "did you mean 'roads'?")
            #expect(problems.kept[1].help == "did you mean 'utility'?")
        }
    }
}
