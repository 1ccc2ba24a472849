import CityModel
import Geometry
import Testing
import Vocabulary

@Suite("Recipes of an import preset")
struct LayerRecipeTests {
    @Test(
        arguments: [
            (#""bridge"=>"yes","layer"=>"1""#, ["bridge": "yes", "layer": "1"]),
            (#""name"=>"a \"b\" \\ c", "x"=>"=>""#, ["name": #"a "b" \ c"#, "x": "=>"]),
            (#""a"=>"1","b"=>"unfinished"#, ["a": "1"]),
            (#""a"=>NULL,"b"=>"2""#, ["b": "2"]),
            ("", [:]),
        ])
    func hstoreIsReadAsFarAsItIsWellFormed(text: String, expected: [String: String]) {
        #expect(parseHStore(text) == expected)
    }

    @Test func aColumnGoesBeforeATagAndCaseIsForgiven() {
        let record = SourceRecord(
            ["NAME": .text("路"), "other_tags": .text(#""name"=>"tag","layer"=>"2""#), "blank": .text(" ")],
            tagsField: "other_tags")
        #expect(record["NAME"] == .text("路"))
        #expect(record["name"] == .text("tag"))
        #expect(record["Layer"] == .text("2"))
        #expect(record["blank"] == nil)
    }

    @Test func filtersAreAnyOfGroupsThatHoldWhole() {
        let recipe = LayerRecipe(
            anyOf: [
                FilterGroup([FieldTest("landuse", .oneOf(["grass"])), FieldTest("layer", .absent)]),
                FilterGroup([FieldTest("leisure", .present)]),
            ], noneOf: [FilterGroup([FieldTest("access", .oneOf(["no"]))])])
        func accepts(_ columns: [String: AttributeValue]) -> Bool { recipe.accepts(SourceRecord(columns)) }
        #expect(accepts(["landuse": .text("grass")]))
        #expect(!accepts(["landuse": .text("grass"), "layer": .integer(1)]))
        #expect(accepts(["leisure": .text("park"), "layer": .integer(1)]))
        #expect(!accepts(["leisure": .text("park"), "access": .text("no")]))
        #expect(!accepts([:]))
    }

    @Test func aDroppedWordLetsTheNextSourceSpeakAndPrefixesMatch() {
        let mapping = FieldMapping(
            "administration", from: ["highway", "ref"],
            words: [
                "motorway": "expressway", "G*": "national", "G9*": "special", "S1": "exact",
                "S*": "provincial",
            ],
            otherwise: .drop, fallback: "city")
        func value(_ columns: [String: AttributeValue]) -> String? {
            mapping.value(in: SourceRecord(columns))?.plainText
        }
        #expect(value(["highway": .text("motorway"), "ref": .text("G18")]) == "expressway")
        #expect(value(["highway": .text("primary"), "ref": .text("G206")]) == "national")
        #expect(value(["highway": .text("primary"), "ref": .text("G94")]) == "special")
        #expect(value(["ref": .text("S1")]) == "exact")
        #expect(value(["ref": .text("S17")]) == "provincial")
        #expect(value(["ref": .text("99")]) == "city")
        #expect(FieldMapping("a", from: ["b"]).value(in: SourceRecord([:])) == nil)
    }

    @Test func attributesAreFittedToTheCatalogueAndMisfitsAreTold() {
        let definition = LayerDefinition(
            name: .mains, geometry: .line, zh: "主管", en: "mains",
            fields: [
                FieldDefinition(
                    "utility", .text, isRequired: true, allowed: ["water", "gas"], zh: "专业", en: "u"),
                FieldDefinition("dn_mm", .real, zh: "管径", en: "dn"),
                FieldDefinition("laid_on", .date, zh: "日期", en: "d"),
                FieldDefinition("in_service", .boolean, zh: "在用", en: "s"),
            ])
        let recipe = LayerRecipe(fields: [FieldMapping("utility", from: ["medium"], words: ["自来水": "water"])])
        let record = SourceRecord([
            "medium": .text("自来水"), "dn_mm": .text(" 300 "), "laid_on": .text("2019/5/1"),
            "in_service": .text("是"), "other": .text("x"),
        ])
        let (attributes, problems) = recipe.attributes(of: record, for: definition)
        #expect(problems.isEmpty)
        #expect(
            attributes == [
                "utility": .text("water"), "dn_mm": .real(300), "in_service": .boolean(true),
                "laid_on": .date(Day(number: 18017)),
            ])

        let bad = SourceRecord([
            "medium": .text("wather"), "dn_mm": .text("0x10"), "laid_on": .text("2019-02-30"),
        ])
        let (kept, wrong) = recipe.attributes(of: bad, for: definition)
        #expect(kept.isEmpty)
        #expect(wrong.map(\.code) == ["CTY-104", "CTY-103", "CTY-103"])
        #expect(wrong.first?.help == "did you mean 'water'?")
        #expect(wrong.map(\.place.field) == ["utility", "dn_mm", "laid_on"])
    }

    @Test func overridesTakeAnotherSourceFieldAndKeepTheWords() {
        let recipe = LayerRecipe(fields: [FieldMapping("utility", from: ["medium"], words: ["水": "water"])])
            .mapping(["utility": "专业", "dn_mm": "GJ", "id": "BH"])
        let record = SourceRecord(["专业": .text("水"), "GJ": .integer(100), "BH": .real(7), "id": .integer(9)])
        #expect(recipe.id(of: record) == "7")
        #expect(recipe.fields.first { $0.target == "utility" }?.value(in: record) == .text("water"))
        #expect(recipe.fields.first { $0.target == "dn_mm" }?.value(in: record) == .integer(100))
    }

    @Test(
        arguments: [
            ("7.5", 7.5), ("7.5 m", 7.5), ("8米", 8), ("25'", 6), ("0", 6), ("-3", 6), ("1000", 6),
            ("wide", 6),
        ])
    func aStatedWidthIsBelievedWhenItIsInMetres(text: String, expected: Double) {
        let rule = WidthRule(
            widthFields: ["width"], classField: "highway",
            table: ["service": Sourced(4, Provenance("table"))],
            fallback: Sourced(6, Provenance("fallback", assumption: true)))
        #expect(rule.width(of: SourceRecord(["width": .text(text)])).value == expected)
        let service = rule.width(of: SourceRecord(["highway": .text("service")]))
        #expect(service == Sourced(4, Provenance("table")))
    }
}
