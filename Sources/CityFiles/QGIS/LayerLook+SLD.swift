import CityModel
import Geometry

extension LayerLook {
    /// The style for programs that read OGC's Styled Layer Descriptor 1.0: fills, lines and signs; no labels.
    ///
    /// Sizes are pixels of 0.28 mm, as the standard has it.
    public var sld: String {
        var xml = XMLText()
        xml.element(
            "StyledLayerDescriptor",
            [
                "version": "1.0.0", "xmlns": "http://www.opengis.net/sld",
                "xmlns:ogc": "http://www.opengis.net/ogc",
            ]
        ) { xml in
            xml.element("NamedLayer") { xml in
                xml.element("Name", text: table)
                xml.element("UserStyle") { xml in
                    xml.element("Title", text: title)
                    xml.element("FeatureTypeStyle") { xml in
                        for index in cases.indices { writeRule(index, &xml) }
                    }
                }
            }
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml.text
    }

    private func writeRule(_ index: Int, _ xml: inout XMLText) {
        let own = cases[index]
        xml.element("Rule") { xml in
            xml.element("Name", text: own.title)
            if let test = own.test {
                xml.element("ogc:Filter") { Self.write(test, &$0) }
            } else if index > 0 {
                xml.element("ElseFilter")
            }
            switch kind {
            case .line:
                if let halo = own.symbol.line?.halo { writeLine(halo.colour, halo.width, [], &xml) }
                let line = own.symbol.line
                writeLine(line?.colour ?? "#808080", line?.width ?? 0.2, line?.dash ?? [], &xml)
            case .polygon: writePolygon(own.symbol, &xml)
            case .point: writePoint(own.symbol.marker, &xml)
            }
        }
    }

    private static func write(_ test: (field: String, values: [String]), _ xml: inout XMLText) {
        func equal(_ value: String, _ xml: inout XMLText) {
            xml.element("ogc:PropertyIsEqualTo") { xml in
                xml.element("ogc:PropertyName", text: test.field)
                xml.element("ogc:Literal", text: value)
            }
        }
        guard test.values.count > 1 else { return equal(test.values.first ?? "", &xml) }
        xml.element("ogc:Or") { xml in for value in test.values { equal(value, &xml) } }
    }

    private func writeLine(_ colour: String, _ width: Double, _ dash: [Double], _ xml: inout XMLText) {
        xml.element("LineSymbolizer") { Self.stroke(colour, width, dash, &$0) }
    }

    private func writePolygon(_ symbol: MapStyle.Symbol, _ xml: inout XMLText) {
        xml.element("PolygonSymbolizer") { xml in
            // SLD 1.0 knows no hatch: its colour stands for it.
            if let fill = symbol.fill ?? symbol.hatch.map({ $0.colour + "30" }) {
                xml.element("Fill") { Self.paint("fill", fill, &$0) }
            }
            if let line = symbol.line { Self.stroke(line.colour, line.width, line.dash, &xml) }
        }
    }

    private func writePoint(_ marker: MapStyle.Marker?, _ xml: inout XMLText) {
        xml.element("PointSymbolizer") { xml in
            xml.element("Graphic") { xml in
                xml.element("Mark") { xml in
                    let shape = marker?.symbol == .tree ? "circle" : marker?.symbol.rawValue ?? "circle"
                    xml.element("WellKnownName", text: shape)
                    if let fill = marker?.fill { xml.element("Fill") { Self.paint("fill", fill, &$0) } }
                    Self.stroke(marker?.colour ?? "#808080", marker?.width ?? 0.2, [], &xml)
                }
                xml.element("Size", text: Self.pixels(marker?.size ?? 1.5))
            }
        }
    }

    private static func stroke(_ colour: String, _ width: Double, _ dash: [Double], _ xml: inout XMLText) {
        xml.element("Stroke") { xml in
            paint("stroke", colour, &xml)
            xml.element("CssParameter", ["name": "stroke-width"], text: pixels(width))
            guard !dash.isEmpty else { return }
            xml.element(
                "CssParameter", ["name": "stroke-dasharray"], text: dash.map(pixels).joined(separator: " "))
        }
    }

    private static func paint(_ name: String, _ colour: String, _ xml: inout XMLText) {
        xml.element("CssParameter", ["name": name], text: String(colour.prefix(7)))
        guard colour.utf8.count == 9, let alpha = Int(colour.suffix(2), radix: 16) else { return }
        xml.element(
            "CssParameter", ["name": "\(name)-opacity"],
            text: String((Double(alpha) / 255 * 100).rounded() / 100))
    }

    private static func pixels(_ millimetres: Double) -> String {
        String((millimetres / 0.28 * 100).rounded() / 100)
    }
}
