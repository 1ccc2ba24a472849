import CityModel
import Geometry

extension LayerLook {
    /// The style as QGIS keeps it (QML): a rule for each case, labels where the style has them.
    ///
    /// Written for QGIS 3: sizes are millimetres, so that a map at any scale looks like the sheets.
    public var qml: String {
        var xml = XMLText()
        xml.element(
            "qgis",
            [
                "version": "3.22.0", "styleCategories": "Symbology|Labeling",
                "labelsEnabled": hasLabels ? "1" : "0",
            ]
        ) { writeQML(&$0) }
        return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + xml.text
    }

    var hasLabels: Bool { cases.contains { $0.symbol.label != nil } }

    /// Renderer and labels, as they stand in a style and in a project alike.
    func writeQML(_ xml: inout XMLText) {
        xml.element("renderer-v2", ["type": "RuleRenderer", "symbollevels": "0", "forceraster": "0"]) { xml in
            xml.element("rules", ["key": "renderer-\(table)"]) { xml in
                for (index, own) in cases.enumerated() {
                    let key = "\(table)-\(index)"
                    if let filter = filter(index) {
                        xml.element(
                            "rule",
                            ["key": key, "symbol": String(index), "label": own.title, "filter": filter])
                    } else {
                        xml.element("rule", ["key": key, "symbol": String(index), "label": own.title])
                    }
                }
            }
            xml.element("symbols") { xml in
                for (index, own) in cases.enumerated() { write(own.symbol, String(index), &xml) }
            }
        }
        writeLabels(&xml)
    }

    // MARK: - Symbols

    private func write(_ symbol: MapStyle.Symbol, _ name: String, _ xml: inout XMLText) {
        let type = ["point": "marker", "line": "line", "polygon": "fill"][kind.rawValue] ?? "line"
        xml.element(
            "symbol", ["type": type, "name": name, "alpha": "1", "clip_to_extent": "1", "force_rhr": "0"]
        ) { xml in
            switch kind {
            case .point: writeMarker(symbol.marker, &xml)
            case .line: writeLine(symbol.line, &xml)
            case .polygon: writeFill(symbol, name, &xml)
            }
        }
    }

    private func writeMarker(_ marker: MapStyle.Marker?, _ xml: inout XMLText) {
        let names: [MapStyle.Marker.Shape: String] = [
            .circle: "circle", .square: "square", .triangle: "triangle", .tree: "circle",
        ]
        let size = marker?.size ?? 1.5
        properties(
            "SimpleMarker",
            [
                ("name", marker.flatMap { names[$0.symbol] } ?? "circle"), ("size", Self.number(size)),
                ("size_unit", "MM"), ("color", Self.colour(marker?.fill)),
                ("outline_color", Self.colour(marker?.colour)), ("outline_style", "solid"),
                ("outline_width", Self.number(marker?.width ?? 0.2)), ("outline_width_unit", "MM"),
            ], &xml)
        guard marker?.symbol == .tree else { return }
        // The trunk.
        properties(
            "SimpleMarker",
            [
                ("name", "circle"), ("size", Self.number(size / 5)), ("size_unit", "MM"),
                ("color", Self.colour(marker?.colour)), ("outline_style", "no"),
            ], &xml)
    }

    private func writeLine(_ line: MapStyle.Line?, _ xml: inout XMLText) {
        guard let line else { return simpleLine("#808080", 0.2, [], &xml) }
        if let halo = line.halo { simpleLine(halo.colour, halo.width, [], &xml) }
        simpleLine(line.colour, line.width, line.dash, &xml)
    }

    private func simpleLine(_ colour: String, _ width: Double, _ dash: [Double], _ xml: inout XMLText) {
        properties(
            "SimpleLine",
            [
                ("line_color", Self.colour(colour)), ("line_width", Self.number(width)),
                ("line_width_unit", "MM"), ("line_style", "solid"), ("joinstyle", "round"),
                ("capstyle", dash.isEmpty ? "round" : "flat"), ("use_custom_dash", dash.isEmpty ? "0" : "1"),
                ("customdash", Self.pattern(dash)), ("customdash_unit", "MM"),
            ], &xml)
    }

    private func writeFill(_ symbol: MapStyle.Symbol, _ name: String, _ xml: inout XMLText) {
        if let fill = symbol.fill {
            properties(
                "SimpleFill",
                [("color", Self.colour(fill)), ("style", "solid"), ("outline_style", "no")], &xml)
        }
        if let hatch = symbol.hatch {
            let pairs = [
                // QGIS counts against the clock.
                ("angle", Self.number(-hatch.degrees)), ("distance", Self.number(hatch.spacing)),
                ("distance_unit", "MM"), ("color", Self.colour(hatch.colour)),
            ]
            xml.element("layer", ["class": "LinePatternFill", "enabled": "1", "locked": "0", "pass": "0"]) {
                xml in
                for (key, value) in pairs { xml.element("prop", ["k": key, "v": value]) }
                xml.element(
                    "symbol",
                    [
                        "type": "line", "name": "@\(name)@1", "alpha": "1", "clip_to_extent": "1",
                        "force_rhr": "0",
                    ]
                ) { simpleLine(hatch.colour, hatch.width, [], &$0) }
            }
        }
        let line = symbol.line
        guard line != nil || symbol.fill == nil else { return }
        xml.element("layer", ["class": "SimpleLine", "enabled": "1", "locked": "0", "pass": "0"]) { xml in
            let dash = line?.dash ?? []
            let pairs = [
                ("line_color", Self.colour(line?.colour ?? "#808080")),
                ("line_width", Self.number(line?.width ?? 0.2)), ("line_width_unit", "MM"),
                ("joinstyle", "miter"), ("use_custom_dash", dash.isEmpty ? "0" : "1"),
                ("customdash", Self.pattern(dash)), ("customdash_unit", "MM"),
            ]
            for (key, value) in pairs { xml.element("prop", ["k": key, "v": value]) }
        }
    }

    private func properties(_ kind: String, _ pairs: [(String, String)], _ xml: inout XMLText) {
        xml.element("layer", ["class": kind, "enabled": "1", "locked": "0", "pass": "0"]) { xml in
            for (key, value) in pairs { xml.element("prop", ["k": key, "v": value]) }
        }
    }

    // MARK: - Labels

    private func writeLabels(_ xml: inout XMLText) {
        let labelled = cases.indices.filter { cases[$0].symbol.label != nil }
        guard !labelled.isEmpty else { return }
        xml.element("labeling", ["type": "rule-based"]) { xml in
            xml.element("rules", ["key": "labels-\(table)"]) { xml in
                for index in labelled {
                    guard let label = cases[index].symbol.label else { continue }
                    // Names in a map of the whole city would hide it.
                    xml.element(
                        "rule",
                        [
                            "key": "label-\(table)-\(index)", "filter": filter(index) ?? "",
                            "scalemaxdenom": "4000", "scalemindenom": "1",
                        ]
                    ) { write(label, &$0) }
                }
            }
        }
    }

    private func write(_ label: MapStyle.Label, _ xml: inout XMLText) {
        let value = "to_string(\(Self.column(label.field)))"
        func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
        let expression = [
            label.prefix.isEmpty ? nil : quoted(label.prefix), value,
            label.suffix.isEmpty ? nil : quoted(label.suffix),
        ].compactMap(\.self).joined(separator: " || ")
        xml.element("settings", ["calloutType": "simple"]) { xml in
            xml.element(
                "text-style",
                [
                    "fieldName": expression, "isExpression": "1", "fontFamily": "Noto Sans CJK SC",
                    "fontSize": Self.number(label.size), "fontSizeUnit": "MM",
                    "textColor": Self.colour(label.colour), "textOpacity": "1",
                ]
            ) { xml in
                xml.element(
                    "text-buffer",
                    [
                        "bufferDraw": "1", "bufferSize": "0.5", "bufferSizeUnits": "MM",
                        "bufferColor": "255,255,255,255", "bufferOpacity": "0.8",
                    ])
            }
            // 2: along the line, above it; 4: level inside an area; 0: around a point.
            let placement = ["line": "2", "polygon": "4", "point": "0"][kind.rawValue] ?? "0"
            xml.element(
                "placement",
                [
                    "placement": placement, "placementFlags": "10", "dist": "0.8", "distUnits": "MM",
                    "priority": "5",
                ])
            xml.element("rendering", ["drawLabels": "1", "mergeLines": "1", "limitNumLabels": "0"])
        }
    }

    // MARK: - Values

    /// `r,g,b,a` of `#rrggbb` or `#rrggbbaa`; nothing is clear.
    static func colour(_ text: String?) -> String {
        guard let text, let value = UInt32(text.dropFirst(), radix: 16) else { return "0,0,0,0" }
        let full = text.utf8.count == 9 ? value : value << 8 | 0xFF
        return [24, 16, 8, 0].map { String(full >> UInt32($0) & 0xFF) }.joined(separator: ",")
    }

    private static func number(_ value: Double) -> String {
        Int(exactly: value).map { String($0) } ?? String(value)
    }

    private static func pattern(_ dash: [Double]) -> String {
        dash.isEmpty ? "5;2" : dash.map(number).joined(separator: ";")
    }
}
