import CityModel
import Foundation
import Geometry
import Vocabulary

extension ImportPreset {
    /// Reads a preset such as `GIS/presets/osm.yaml` and checks it against the catalogue.
    ///
    /// - Throws: ``Problems`` with the line of each: unknown keys, fields the
    ///   catalogue lacks, words a field does not allow.
    public init(yaml data: Data, file: String, catalogue: LayerCatalogue) throws {
        self = try readYAML(data, file: file) { root in
            root.allow("schema", "name", "zh", "en", "note", "tags_field", "widths", "layers")
            root.checkSchema("outerline-preset-1")
            var widths: [String: WidthTable] = [:]
            for (name, node) in root.entries("widths") { widths[name] = WidthTable(node) }
            var recipes: [LayerName: [LayerRecipe]] = [:]
            for (name, node) in root.requiredEntries("layers") {
                guard let layer = node.layerName(name), let definition = catalogue[layer] else { continue }
                recipes[layer] = node.itemsOrSelf().map { LayerRecipe($0, definition, widths) }
            }
            return ImportPreset(
                name: root.requiredText("name"), zh: root.requiredText("zh"), en: root.requiredText("en"),
                tagsField: root.text("tags_field"), recipes: recipes)
        }
    }
}

private struct WidthTable {
    var table: [String: Sourced<Double>] = [:]
    var fallback: Sourced<Double>

    init(_ node: YAMLNode) {
        node.allow("by_word", "fallback")
        for (word, entry) in node.requiredEntries("by_word") { table[word] = WidthTable.width(entry) }
        fallback = node.required("fallback").map(WidthTable.width) ?? Sourced(1, Provenance(""))
    }

    private static func width(_ node: YAMLNode) -> Sourced<Double> {
        node.allow("m", "source", "assumption")
        return Sourced(node.requiredNumber("m", in: 0.1...200), node.provenance())
    }
}

extension LayerRecipe {
    fileprivate init(_ node: YAMLNode, _ definition: LayerDefinition, _ widths: [String: WidthTable]) {
        node.allow("from", "where", "except", "id", "fields", "area")
        self.init(
            sourceLayers: node.texts("from"),
            anyOf: node["where"]?.itemsOrSelf().map(FilterGroup.init) ?? [],
            noneOf: node["except"]?.itemsOrSelf().map(FilterGroup.init) ?? [],
            idFields: node["id"]?.itemsOrSelf().flatMap(IdField.list) ?? [IdField("id")],
            fields: node.entries("fields").compactMap { FieldMapping($0.value, $0.key, definition) })
        guard let area = node["area"] else { return }
        if definition.geometry != .polygon {
            area.fail(.yamlValue, "\(definition.name.rawValue) has no areas")
        }
        geometry = .area(WidthRule(area, widths))
    }
}

extension IdField {
    /// `osm_id`, or `{osm_id: r}` with a prefix.
    fileprivate static func list(_ node: YAMLNode) -> [IdField] {
        guard node.isMapping else { return node.text().map { [IdField($0)] } ?? [] }
        return node.entries().map { IdField($0.key, prefix: $0.value.text() ?? "") }
    }
}

extension FilterGroup {
    fileprivate init(_ node: YAMLNode) {
        self.init(
            node.entries().map { field, value in
                FieldTest(field, FieldTest.Condition(value))
            })
    }
}

extension FieldTest.Condition {
    fileprivate init(_ node: YAMLNode) {
        guard node.isMapping else {
            self = .oneOf(Set(node.texts()))
            return
        }
        node.allow("not", "present")
        if let not = node["not"] {
            self = .notOneOf(Set(not.texts()))
        } else {
            self = node.required("present")?.boolean() ?? true ? .present : .absent
        }
    }
}

extension FieldMapping {
    fileprivate init?(_ node: YAMLNode, _ target: String, _ definition: LayerDefinition) {
        guard let field = definition.field(target) else {
            let known = definition.fields.map(\.name)
            node.fail(
                .yamlValue, "layer \(definition.name.rawValue) has no field '\(target)'",
                help: nearestWord(to: target, among: known).map { "did you mean '\($0)'?" })
            return nil
        }
        guard node.isMapping else {
            self.init(target, from: node.texts())
            return
        }
        node.allow("from", "map", "otherwise", "default")
        if node["from"] == nil, node["default"] == nil {
            node.fail(.yamlMissing, "'from' or 'default' is missing")
        }
        var words: [String: String] = [:]
        for (word, value) in node.entries("map") { words[word] = field.word(value) }
        var otherwise = Unmapped.keep
        if let value = node["otherwise"] {
            otherwise = value.plain == "drop" ? .drop : field.word(value).map(Unmapped.value) ?? .drop
        }
        self.init(
            target, from: node.texts("from"), words: words, otherwise: otherwise,
            fallback: node["default"].flatMap(field.word))
    }
}

extension FieldDefinition {
    /// A word of a preset that must fit the field.
    fileprivate func word(_ node: YAMLNode) -> String? {
        guard let word = node.text() else { return nil }
        if convert(.text(word)) == nil {
            node.fail(
                .yamlValue, "'\(word)' does not fit field \(name)",
                help: allowed.isEmpty
                    ? "a value of type \(kind.rawValue)" : "one of: \(allowed.joined(separator: ", "))")
        }
        return word
    }
}

extension WidthRule {
    fileprivate init(_ node: YAMLNode, _ widths: [String: WidthTable]) {
        node.allow("width_fields", "by", "widths", "ends")
        var table = WidthTable?.none
        if let name = node.required("widths"), let word = name.text() {
            table = widths[word]
            if table == nil { name.fail(.yamlValue, "there is no width table '\(word)'") }
        }
        self.init(
            widthFields: node.texts("width_fields"), classField: node.text("by"), table: table?.table ?? [:],
            fallback: table?.fallback ?? Sourced(1, Provenance("")),
            ends: node["ends"]?.choice() ?? .round)
    }
}
