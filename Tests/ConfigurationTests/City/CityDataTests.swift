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

    @Test(arguments: ["osm", "osm_buildings", "generic"])
    func everyPresetFitsTheCatalogue(name: String) throws {
        let preset = try ShippedData.preset(name)
        #expect(preset.name == name)
        #expect(!preset.recipes.isEmpty)
    }
}
