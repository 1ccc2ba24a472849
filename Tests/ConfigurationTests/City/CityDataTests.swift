import CityModel
import Configuration
import Foundation
import GIS
import Geometry
import Testing
import Vocabulary

/// The files in GIS/ as they ship.
struct ShippedData {
    static func data(_ path: String) throws -> Data { try #require(GIS.data(path), "no file GIS/\(path)") }

    static func catalogue() throws -> LayerCatalogue { try LayerCatalogue(yaml: data("layers.yaml")) }

    static func preset(_ name: String) throws -> ImportPreset {
        try ImportPreset(yaml: data("presets/\(name).yaml"), file: "\(name).yaml", catalogue: catalogue())
    }
}

@Suite("Layer catalogue and presets as shipped")
struct CityDataTests {
    @Test func theCatalogueHasEveryLayerWithBothTitles() throws {
        let catalogue = try ShippedData.catalogue()
        #expect(catalogue.layers.map(\.name) == LayerName.allCases)
        for layer in catalogue.layers {
            #expect(layer.zh.unicodeScalars.contains { $0.value > 0x4E00 }, "\(layer.name)")
            #expect(Set(layer.fields.map(\.name)).count == layer.fields.count)
        }
        #expect(catalogue[.mains]?.field("utility")?.isRequired == true)
        #expect(catalogue[.roads]?.geometry == .polygon)
        #expect(catalogue[.roads]?.field("opened_on")?.kind == .date)
    }

    @Test func everyShippedFileIsThereAndEveryPresetFitsTheCatalogue() throws {
        #expect(GIS.presets == ["generic.yaml", "osm.yaml", "osm_buildings.yaml"])
        #expect(GIS.data("presets/none.yaml") == nil)
        for name in GIS.presets.map({ String($0.dropLast(5)) }) {
            let preset = try ShippedData.preset(name)
            #expect(preset.name == name)
            #expect(!preset.recipes.isEmpty)
        }
    }

    /// The words of the views' enumerations are those the catalogue allows.
    @Test func viewsKnowTheWordsOfTheCatalogue() throws {
        let catalogue = try ShippedData.catalogue()
        func words(_ layer: LayerName, _ field: String) -> [String]? {
            catalogue[layer]?.field(field)?.allowed
        }
        #expect(words(.roads, "class") == Road.Class.allCases.map(\.rawValue))
        #expect(words(.roadAxes, "class") == Road.Class.allCases.map(\.rawValue))
        #expect(words(.roads, "administration") == Administration.allCases.map(\.rawValue))
        #expect(words(.stubs, "state") == Stub.State.allCases.map(\.rawValue))
        for layer in [LayerName.mains, .stubs, .territories] {
            #expect(words(layer, "utility") == Utility.allCases.map(\.rawValue))
        }
    }
}

/// Features as GDAL's OSM driver gives them.
@Suite("OpenStreetMap preset")
struct OSMPresetTests {
    private let preset: ImportPreset
    private let catalogue: LayerCatalogue

    init() throws {
        preset = try ShippedData.preset("osm")
        catalogue = try ShippedData.catalogue()
    }

    /// What the layer's recipes make of a feature: for each recipe that takes it, its id and fields.
    private func take(
        _ layer: LayerName, _ columns: [String: AttributeValue]
    ) throws -> [(id: String?, attributes: [String: AttributeValue], recipe: LayerRecipe)] {
        let record = SourceRecord(columns, tagsField: preset.tagsField)
        let definition = try #require(catalogue[layer])
        return try (preset.recipes[layer] ?? []).filter { $0.accepts(record) }.map { recipe in
            let (attributes, problems) = recipe.attributes(of: record, for: definition)
            try #require(problems.isEmpty, "\(problems)")
            return (recipe.id(of: record), attributes, recipe)
        }
    }

    @Test func aNationalRoadOnABridgeBecomesAnAreaOfItsClassWidth() throws {
        let columns: [String: AttributeValue] = [
            "osm_id": .text("42"), "highway": .text("primary"), "name": .text("烟台路"),
            "other_tags": .text(#""bridge"=>"viaduct","layer"=>"1","ref"=>"G206","surface"=>"asphalt""#),
        ]
        let road = try #require(try take(.roads, columns).first)
        #expect(road.id == "42")
        #expect(
            road.attributes == [
                "name": .text("烟台路"), "class": .text("arterial"), "administration": .text("national"),
                "bridge": .boolean(true), "tunnel": .boolean(false), "level": .integer(1),
                "surface": .text("asphalt"),
            ])
        guard case .area(let rule) = road.recipe.geometry else {
            Issue.record("no area")
            return
        }
        let width = rule.width(of: SourceRecord(columns, tagsField: "other_tags"))
        #expect(width.value == 14)
        #expect(width.provenance.assumption)
        #expect(try take(.roadAxes, columns).count == 1)
    }

    @Test(
        arguments: [
            ["highway": "footway"], ["highway": "service", "service": "driveway"],
            ["highway": "residential", "area": "yes"], ["waterway": "river"], [:],
        ])
    func whatIsNoCarriagewayIsLeftOut(tags: [String: String]) throws {
        #expect(try take(.roads, tags.mapValues(AttributeValue.text)).isEmpty)
    }

    @Test func aStreetWithoutARoadNumberHasNoKnownAdministration() throws {
        let road = try #require(
            try take(.roads, ["osm_id": .text("1"), "highway": .text("residential")]).first)
        #expect(road.attributes["administration"] == nil)
        #expect(road.attributes["level"] == .integer(0))
        #expect(road.attributes["name"] == nil)
    }

    @Test(
        arguments: [
            (LayerName.greens, ["leisure": "park"], "class", "park"),
            (.greens, ["landuse": "forest"], "class", "regional"),
            (.greens, ["landuse": "grass"], "class", "other"),
            (.water, ["natural": "water", "water": "pond"], "kind", "pond"),
            (.water, ["natural": "water"], "kind", "other"),
            (.water, ["waterway": "ditch"], "kind", "ditch"),
            (.plots, ["landuse": "residential"], "land_use", "residential"),
            (.mains, ["man_made": "pipeline", "substance": "natural_gas"], "utility", "gas"),
            (.lines, ["man_made": "pipeline", "substance": "sewage"], "kind", "sewer"),
            (.lines, ["power": "cable"], "laying", "direct"),
            (.lines, ["power": "line"], "laying", "overhead"),
            (.railways, ["railway": "rail", "highspeed": "yes"], "kind", "high_speed"),
        ])
    func tagsBecomeWordsOfTheCatalogue(
        layer: LayerName, tags: [String: String], field: String, word: String
    ) throws {
        let taken = try take(layer, tags.mapValues(AttributeValue.text))
        #expect(taken.count == 1)
        #expect(taken.first?.attributes[field] == .text(word))
    }

    @Test func relationsAndWaysOfOneNumberKeepApart() throws {
        let building: [String: AttributeValue] = ["building": .text("yes")]
        let relation = try take(.buildings, building.merging(["osm_id": .text("7")]) { $1 })
        let way = try take(.buildings, building.merging(["osm_way_id": .text("7")]) { $1 })
        #expect(relation.first?.id == "r7")
        #expect(way.first?.id == "w7")
        #expect(try take(.buildings, ["building": .text("no")]).isEmpty)
    }
}
