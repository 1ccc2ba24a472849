import CityModel
import Foundation
import Vocabulary

extension MapStyle {
    /// Reads a symbology such as `GIS/styles/map.yaml`.
    ///
    /// - Throws: ``Problems`` with the line of each; a rule id given twice, or a work without a symbol, is one.
    public init(yaml data: Data, file: String = "map.yaml") throws {
        self = try readYAML(data, file: file) { root in
            root.allow("schema", "sources", "layers", "works", "tiles")
            root.checkSchema("outerline-styles-1")
            var sources: [String: String] = [:]
            for (code, node) in root.requiredEntries("sources") { sources[code] = node.text() ?? "" }
            var ids: Set<String> = []
            let rules = root.requiredItems("layers").compactMap { node -> Rule? in
                guard let rule = Rule(node, sources) else { return nil }
                if !ids.insert(rule.id).inserted {
                    node.fail(.yamlValue, "the id '\(rule.id)' is given twice")
                }
                return rule
            }
            return MapStyle(
                rules: rules, works: root.works(sources), sources: sources,
                tiles: root["tiles"]?.tiles(rules: ids))
        }
    }
}

extension MapStyle.Rule {
    fileprivate init?(_ node: YAMLNode, _ sources: [String: String]) {
        node.allow(["id", "layer", "field", "values"] + MapStyle.Symbol.keys)
        let id = node.requiredText("id")
        guard let layerNode = node.required("layer"), let layer = layerNode.layerName(layerNode.text() ?? "")
        else { return nil }
        let (field, values) = (node.text("field"), node.texts("values"))
        if (field == nil) != values.isEmpty {
            node.fail(.yamlValue, "'field' and 'values' are given together or not at all")
        }
        self.init(
            id: id, layer: layer, field: field, values: values, symbol: MapStyle.Symbol(node, sources))
    }
}

extension MapStyle.Symbol {
    fileprivate static let keys = ["zh", "en", "fill", "hatch", "line", "marker", "label", "source"]

    fileprivate init(_ node: YAMLNode, _ sources: [String: String]) {
        let source = node.requiredText("source")
        if sources[source] == nil {
            node["source"]?.fail(.yamlValue, "source '\(source)' is not explained under sources")
        }
        self.init(
            zh: node.requiredText("zh"), en: node.requiredText("en"), fill: node["fill"]?.colour(),
            hatch: node["hatch"]?.hatch(), line: node["line"]?.stroke(), marker: node["marker"]?.marker(),
            label: node["label"]?.label(), source: source)
    }
}

extension YAMLNode {
    fileprivate func works(_ sources: [String: String]) -> [MapStyle.Work: MapStyle.Symbol] {
        guard let node = required("works") else { return [:] }
        node.allow(MapStyle.Work.allCases.map(\.rawValue))
        var works: [MapStyle.Work: MapStyle.Symbol] = [:]
        for work in MapStyle.Work.allCases {
            guard let symbol = node.required(work.rawValue) else { continue }
            symbol.allow(MapStyle.Symbol.keys)
            works[work] = MapStyle.Symbol(symbol, sources)
        }
        return works
    }

    /// `#rrggbb` or `#rrggbbaa`.
    func colour() -> String? {
        guard let word = text() else { return nil }
        let digits = word.dropFirst()
        guard word.hasPrefix("#"), [6, 8].contains(digits.count), digits.allSatisfy(\.isHexDigit) else {
            fail(.yamlValue, "'\(word)' is no colour", help: "write \"#rrggbb\" or \"#rrggbbaa\" in quotes")
            return nil
        }
        return word.lowercased()
    }

    private func requiredColour(_ key: String) -> String { required(key)?.colour() ?? "#000000" }

    private static let paperWidth = 0.01...20.0

    func hatch() -> MapStyle.Hatch {
        allow("colour", "width_mm", "spacing_mm", "degrees")
        return MapStyle.Hatch(
            colour: requiredColour("colour"), width: requiredNumber("width_mm", in: Self.paperWidth),
            spacing: requiredNumber("spacing_mm", in: 0.2...50),
            degrees: requiredNumber("degrees", in: -360...360))
    }

    func stroke() -> MapStyle.Line {
        allow("colour", "width_mm", "dash_mm", "halo")
        let halo = self["halo"].map { node in
            node.allow("colour", "width_mm")
            return MapStyle.Halo(
                colour: node.requiredColour("colour"),
                width: node.requiredNumber("width_mm", in: Self.paperWidth))
        }
        return MapStyle.Line(
            colour: requiredColour("colour"), width: requiredNumber("width_mm", in: Self.paperWidth),
            dash: items("dash_mm").compactMap { $0.number(in: 0.1...100) }, halo: halo)
    }

    func marker() -> MapStyle.Marker {
        allow("symbol", "size_mm", "fill", "colour", "width_mm")
        return MapStyle.Marker(
            symbol: required("symbol")?.choice() ?? .circle, size: requiredNumber("size_mm", in: 0.2...50),
            fill: self["fill"]?.colour(), colour: requiredColour("colour"),
            width: requiredNumber("width_mm", in: Self.paperWidth))
    }

    fileprivate func label() -> MapStyle.Label {
        allow("field", "prefix", "suffix", "size_mm", "colour")
        return MapStyle.Label(
            field: requiredText("field"), prefix: text("prefix") ?? "", suffix: text("suffix") ?? "",
            size: requiredNumber("size_mm", in: 0.5...20), colour: requiredColour("colour"))
    }
}
