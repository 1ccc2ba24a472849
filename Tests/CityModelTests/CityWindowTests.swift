import CityModel
import Geometry
import Testing
import Vocabulary

@Suite("Windows, views and checks")
struct CityWindowTests {
    private let city = MemoryCity([
        .plots: (1...20).reversed().map { number in
            let x = Double(number) * 10
            return Feature(
                id: String(number), shape: .polygon(Polygon(Box(minX: x, minY: 0, maxX: x + 8, maxY: 8))))
        },
        .mains: [
            Feature(
                id: "b", shape: .line([Point(0, 0), Point(300, 0)]), attributes: ["utility": .text("gas")]),
            Feature(
                id: "a", shape: .line([Point(0, 50), Point(300, 50)]), attributes: ["utility": .text("none")]),
        ],
    ])

    @Test func featuresComeByIdWithNumbersByValue() {
        #expect(city[.plots].map(\.id) == (1...20).map(String.init))
        #expect(city[.mains].map(\.id) == ["a", "b"])
    }

    @Test func aWindowHoldsWhatItsBoxOverlapsOfTheLayersAsked() throws {
        let box = Box(minX: 28, minY: 0, maxX: 50, maxY: 4)
        let window = try CityWindow(city, layers: [.plots], in: box)
        #expect(window.features(of: .plots).map(\.id) == ["2", "3", "4", "5"])
        #expect(window.features(of: .mains).isEmpty)
        #expect(window.layers() == [.plots])
        #expect(window.feature("3", of: .plots)?.id == "3")
        #expect(window.feature("6", of: .plots) == nil)
        let inner = Box(minX: 31, minY: 0, maxX: 32, maxY: 4)
        #expect(window.features(of: .plots, in: inner).map(\.id) == ["3"])
        #expect(city.features(of: .plots, in: inner).map(\.id) == ["3"])
    }

    @Test func viewsReadWhatIsThereAndLeaveTheRestUnknown() throws {
        let mains: [Main] = try city.all()
        #expect(mains.map(\.id) == ["b"])
        #expect(mains.first?.utility == .gas)
        #expect(mains.first?.dn == nil)
        #expect(mains.first?.inService == nil)
        let road = try #require(
            Road(
                Feature(
                    id: "7", shape: .polygons([]),
                    attributes: [
                        "class": .text("arterial"), "administration": .text("county"),
                        "opened_on": .date(Day(number: 18_000)), "level": .integer(1),
                    ])))
        #expect(road.key == "7")
        #expect(road.roadClass == .arterial)
        #expect(road.administration?.isHighway == true)
        #expect(road.openedOn == Day(2019, 4, 14))
        #expect(road.repairedOn == nil)
    }

    @Test func aFeatureIsCheckedAgainstItsLayer() {
        let definition = LayerDefinition(
            name: .stubs, geometry: .point, zh: "预留口", en: "stubs",
            fields: [
                FieldDefinition(
                    "utility", .text, isRequired: true, allowed: ["water"], zh: "专业", en: "utility"),
                FieldDefinition("dn_mm", .real, zh: "管径", en: "dn"),
                FieldDefinition("state", .text, allowed: ["free"], zh: "状态", en: "state"),
            ])
        let good = Feature(
            id: "1", shape: .point(Point(0, 0)),
            attributes: ["utility": .text("water"), "dn_mm": .integer(100), "extra": .boolean(true)])
        #expect(definition.problems(of: good).isEmpty)
        let bad = Feature(
            id: "2", shape: .line([]), attributes: ["dn_mm": .text("100"), "state": .text("fre")])
        let problems = definition.problems(of: bad)
        #expect(problems.map(\.code) == ["CTY-101", "CTY-102", "CTY-103", "CTY-104"])
        #expect(problems.allSatisfy { $0.place.feature == "2" && $0.place.layer == "stubs" })
        #expect(problems.last?.help == "did you mean 'free'?")
    }

    @Test func linesFindTheirWordsInTheClearanceTable() throws {
        func line(_ attributes: [String: String]) -> ExistingLine? {
            ExistingLine(
                Feature(id: "1", shape: .lines([]), attributes: attributes.mapValues(AttributeValue.text)))
        }
        let cable = try #require(line(["kind": "power", "laying": "duct"]))
        #expect(ClearanceKind.horizontal(cable) == "power_duct")
        #expect(ClearanceKind.vertical(cable) == "power_protected")
        let unknown = try #require(line(["kind": "power"]))
        #expect(ClearanceKind.horizontal(unknown) == nil)
        let gas = try #require(line(["kind": "gas", "pressure": "mid_a"]))
        #expect(ClearanceKind.horizontal(gas) == "gas_mid_a")
        #expect(ClearanceKind.horizontal(.water, dn: 200, pressure: nil) == "water_le200")
        #expect(ClearanceKind.horizontal(.water, dn: 200.1, pressure: nil) == "water_gt200")
        #expect(ClearanceKind.horizontal(.gas, dn: 100, pressure: nil) == nil)
    }
}
