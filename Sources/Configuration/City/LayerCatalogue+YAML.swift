import CityModel
import Foundation
import Geometry
import Vocabulary

extension LayerCatalogue {
    /// Reads a catalogue such as `GIS/layers.yaml`.
    ///
    /// - Throws: ``Problems`` with the line of each.
    public init(yaml data: Data, file: String = "layers.yaml") throws {
        self = try readYAML(data, file: file) { root in
            root.allow("schema", "layers")
            root.checkSchema("outerline-layers-1")
            var layers: [LayerDefinition] = []
            for (name, node) in root.requiredEntries("layers") {
                guard let layer = node.layerName(name) else { continue }
                layers.append(LayerDefinition(node, name: layer))
            }
            let missing = LayerName.allCases.filter { name in !layers.contains { $0.name == name } }
            if !missing.isEmpty {
                let names = missing.map(\.rawValue).joined(separator: ", ")
                root["layers"]?.fail(.yamlMissing, "layers missing: \(names)")
            }
            return LayerCatalogue(layers)
        }
    }
}

extension LayerDefinition {
    fileprivate init(_ node: YAMLNode, name: LayerName) {
        node.allow("geometry", "zh", "en", "note", "fields")
        self.init(
            name: name, geometry: node.required("geometry")?.choice() ?? .polygon,
            zh: node.requiredText("zh"), en: node.requiredText("en"), note: node.text("note"),
            fields: node.entries("fields").map { FieldDefinition($0.value, name: $0.key) })
    }
}

extension FieldDefinition {
    fileprivate init(_ node: YAMLNode, name: String) {
        node.allow("type", "unit", "required", "allowed", "zh", "en", "note")
        if !FieldDefinition.isName(name) {
            node.fail(
                .yamlValue, "'\(name)' is no field name",
                help: "small letters, digits and _, and neither id, fid nor geom")
        }
        let kind: Kind = node.required("type")?.choice() ?? .text
        let allowed = node.texts("allowed")
        if !allowed.isEmpty, kind != .text {
            node["allowed"]?.fail(.yamlValue, "only a text field has allowed words")
        }
        self.init(
            name, kind, unit: node.text("unit"), isRequired: node.boolean("required", default: false),
            allowed: allowed, zh: node.requiredText("zh"), en: node.requiredText("en"),
            note: node.text("note"))
    }

    private static func isName(_ name: String) -> Bool {
        !["id", "fid", "geom"].contains(name)
            && name.utf8.first.map { (97...122).contains($0) } ?? false
            && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }
}

extension YAMLNode {
    /// Refuses a file of another schema, or without one.
    func checkSchema(_ expected: String) {
        guard let found = required("schema"), let name = found.text(), name != expected else { return }
        found.fail(.yamlValue, "schema '\(name)' is not '\(expected)'")
    }

    /// The layer a key names; recorded if there is none.
    func layerName(_ word: String) -> LayerName? {
        if let name = LayerName(rawValue: word) { return name }
        let known = LayerName.allCases.map(\.rawValue)
        fail(
            .yamlValue, "'\(word)' is no layer",
            help: nearestWord(to: word, among: known).map { "did you mean '\($0)'?" }
                ?? "one of: \(known.joined(separator: ", "))")
        return nil
    }

    /// The `source:` and `assumption:` of a mapping; a source is needed.
    func provenance() -> Provenance {
        Provenance(requiredText("source"), assumption: boolean("assumption", default: false))
    }
}
