import CityModel
import Configuration
import Foundation
import GIS
import Geometry
import Testing
import Vocabulary

@Suite("Styles of maps")
struct MapStyleTests {
    private func shipped() throws -> MapStyle { try MapStyle(yaml: ShippedData.data("styles/map.yaml")) }

    @Test("Every layer with features to see has a rule, every title is there in both languages")
    func complete() throws {
        let style = try shipped()
        let drawn = Set(style.rules.map(\.layer))
        #expect(Set(LayerName.allCases).subtracting(drawn) == [.planningArea, .districts, .territories])
        #expect(Set(style.works.keys) == Set(MapStyle.Work.allCases))
        for symbol in style.rules.map(\.symbol) + style.works.values {
            #expect(symbol.zh.unicodeScalars.contains { $0.value > 0x4E00 }, "\(symbol.en)")
            #expect(style.sources[symbol.source] != nil)
        }
    }

    @Test(
        "Pipes have the colours of CJJ 61-2017, appendix B",
        arguments: [
            ("water", "#00ffff"), ("sewer", "#4c3926"), ("gas", "#ff00ff"), ("heat", "#ff8000"),
            ("power", "#ff0000"), ("telecom", "#00ff00"), ("industrial", "#000000"), ("unknown", "#6600cc"),
        ])
    func colours(kind: String, colour: String) throws {
        let style = try shipped()
        let line = Feature(id: "1", shape: .line([]), attributes: ["kind": .text(kind)])
        #expect(style.rule(for: line, of: .lines)?.symbol.line?.colour == colour)
        if let utility = Utility(rawValue: kind) {
            let main = Feature(id: "1", shape: .line([]), attributes: ["utility": .text(kind)])
            #expect(style.rule(for: main, of: .mains)?.symbol.line?.colour == colour)
            let work = MapStyle.Work(rawValue: "route_\(utility.rawValue)")
            #expect(work.map { style.symbol($0).line?.colour } == colour)
        }
    }

    @Test("Every kind of line and utility of the catalogue is drawn")
    func everyKind() throws {
        let style = try shipped()
        let catalogue = try ShippedData.catalogue()
        for kind in try #require(catalogue[.lines]?.field("kind")?.allowed) {
            let feature = Feature(id: "1", shape: .line([]), attributes: ["kind": .text(kind)])
            #expect(style.rule(for: feature, of: .lines) != nil, "\(kind)")
        }
        let bridge = Feature(id: "1", shape: .line([]), attributes: ["level": .integer(1)])
        #expect(style.rule(for: bridge, of: .roads)?.id == "roads_level")
        let ground = Feature(id: "1", shape: .line([]), attributes: ["level": .integer(0)])
        #expect(style.rule(for: ground, of: .roads)?.id == "roads")
    }

    @Test("A label is its field in words, and none where the field is unknown or empty")
    func labels() {
        let label = MapStyle.Label(field: "dn_mm", prefix: "JS DN", size: 2, colour: "#000000")
        func text(_ value: AttributeValue?) -> String? {
            label.text(
                of: Feature(id: "1", shape: .points([]), attributes: value.map { ["dn_mm": $0] } ?? [:]))
        }
        #expect(text(.real(300)) == "JS DN300")
        #expect(text(.real(62.5)) == "JS DN62.5")
        #expect(text(nil) == nil)
        #expect(text(.text(" \n")) == nil)
    }

    @Test("Every mistake is told with its line")
    func mistakes() throws {
        let yaml = """
            schema: outerline-styles-1
            sources: {a: "b"}
            layers:
              - {id: x, layer: rods, zh: 路, en: road, source: a}
              - {id: y, layer: roads, zh: 路, en: road, source: nowhere, fill: blue}
              - {id: z, layer: roads, field: class, zh: 路, en: road, source: a}
              - {id: z, layer: roads, zh: 路, en: road, source: a, line: {colour: "#000000", width_mm: 90}}
            works: {}
            """
        do {
            _ = try MapStyle(yaml: Data(yaml.utf8))
            Issue.record("the file was taken")
        } catch let problems as Problems {
            let lines = problems.kept.map { $0.place.line ?? 0 }
            for line in [4, 5, 6, 7] { #expect(lines.contains(line), "line \(line)") }
            #expect(problems.kept.count >= 6 + MapStyle.Work.allCases.count)
        }
    }

    @Test(
        "The shipped style draws tiles: every layer at some scale, every rule of a step and every group there"
    )
    func tiles() throws {
        let style = try shipped()
        let tiles = try #require(style.tiles)
        let drawn = Set(tiles.steps.flatMap(\.selection.rules))
        #expect(drawn == Set(style.rules.map(\.id)))
        #expect(tiles.groups.first?.id == "ground")
        #expect(Set(tiles.steps.map(\.group)) == Set(tiles.groups.map(\.id)))
        // At 1:500 everything is shown; what a sheet writes is written there too.
        let shown = Set(tiles.steps.filter { $0.scales.contains(500) }.flatMap(\.selection.rules))
        #expect(shown == drawn)
        let named = Set(tiles.labels.filter { $0.scales.contains(500) }.flatMap(\.selection.rules))
        #expect(named == Set(style.rules.filter { $0.symbol.label != nil }.map(\.id)))
    }

    @Test(
        "A step takes features by rule and by one more field; one that is unknown stays where it is not shut out"
    )
    func selection() {
        func road(_ fields: [String: AttributeValue]) -> Feature {
            Feature(id: "1", shape: .line([]), attributes: fields)
        }
        let big = MapStyle.RuleSelection(rules: ["roads"], field: "class", only: ["arterial"])
        let small = MapStyle.RuleSelection(rules: ["roads"], field: "class", without: ["arterial"])
        #expect(
            big.admits(road(["class": .text("arterial")]))
                && !small.admits(road(["class": .text("arterial")])))
        #expect(!big.admits(road([:])) && small.admits(road([:])))
        #expect(MapStyle.ScaleRange(coarsest: 2000, finest: 500).contains(2000))
        #expect(!MapStyle.ScaleRange(coarsest: 2000, finest: 500).contains(250))
    }

    @Test("Mistakes in the tiles are told with their lines")
    func tileMistakes() throws {
        let shipped = String(decoding: try ShippedData.data("styles/map.yaml"), as: UTF8.self)
        let start = try #require(shipped.range(of: "\ntiles:"))
        let head = String(shipped[..<start.lowerBound])
        let first = head.split(separator: "\n", omittingEmptySubsequences: false).count + 1
        let yaml =
            head + """

                tiles:
                  ground: white
                  groups: [{id: g, zh: 底图, en: ground}, {id: g, zh: 底图, en: ground}]
                  steps:
                    - {group: h, rules: [roads]}
                    - {group: g, rules: [rods]}
                    - {group: g, rules: [roads], coarsest: 100, finest: 500}
                    - {group: g, rules: [roads], field: class}
                  labels: []
                """
        do {
            _ = try MapStyle(yaml: Data(yaml.utf8))
            Issue.record("the file was taken")
        } catch let problems as Problems {
            let lines = Set(problems.kept.map { ($0.place.line ?? 0) - first })
            #expect(lines == [1, 2, 4, 5, 6, 7], "\(problems)")
        }
    }
}
