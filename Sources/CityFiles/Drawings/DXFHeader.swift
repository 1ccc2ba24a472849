import CGDAL
import Foundation
import Vocabulary

/// The beginning of a DXF file: the library's own template, raised to the version that is UTF-8, with our layers in
/// its table.
///
/// The library writes the names of layers as UTF-8 into a file that says it is of an older version in ANSI_1252, and
/// gives all layers one colour; its option HEADER is the way to say otherwise.
enum DXFHeader {
    /// - Throws: ``Problem`` `LYR-117` if the library's template is not where it should be, or not as it should be.
    static func text(of layers: [CADDrawing.Layer]) throws -> String {
        guard let path = CPLFindFile("gdal", "header.dxf").flatMap({ String(validatingCString: $0) }),
            let template = try? String(contentsOfFile: path, encoding: .isoLatin1)
        else {
            throw Problem(
                .exportFailed, "the template header.dxf of GDAL is not installed",
                help: "install gdal-data, or set GDAL_DATA")
        }
        return try text(of: layers, template: template)
    }

    static func text(of layers: [CADDrawing.Layer], template: String) throws -> String {
        var lines = template.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(
            String.init)
        set(&lines, "$ACADVER", "AC1021")
        set(&lines, "$DWGCODEPAGE", "ANSI_936")
        // Metres.
        set(&lines, "$INSUNITS", "6")
        set(&lines, "$MEASUREMENT", "1")
        let plain = lines.map { $0.trimmingCharacters(in: .whitespaces) }
        guard
            let table = plain.indices.first(where: {
                plain[$0] == "TABLE" && plain.count > $0 + 2 && plain[$0 + 2] == "LAYER"
            }), let end = plain[table...].firstIndex(of: "ENDTAB"), end > 0,
            let owner = plain[table...].firstIndex(of: "5").map({ plain[$0 + 1] })
        else {
            throw Problem(.exportFailed, "the template header.dxf of GDAL has no table of layers")
        }
        let records = layers.enumerated().flatMap { record($0.element, $0.offset, owner) }
        // Before the pair that ends the table.
        lines.insert(contentsOf: records, at: end - 1)
        return lines.joined(separator: "\n")
    }

    /// Replaces the value of a variable of the header, which stands two lines below its name; none is left as it is.
    private static func set(_ lines: inout [String], _ name: String, _ value: String) {
        guard let place = lines.firstIndex(where: { $0.trimmingCharacters(in: .whitespaces) == name }),
            place + 2 < lines.count
        else { return }
        lines[place + 2] = value
    }

    private static func record(_ layer: CADDrawing.Layer, _ index: Int, _ owner: String) -> [String] {
        // Colour 7 is black on white ground and white on black; a true colour would be the one on both.
        let isBlackOrWhite = indexedColour(layer.colour) == 7
        let pairs: [(Int, String)] =
            [
                (0, "LAYER"), (5, String(0x1F000 + index, radix: 16, uppercase: true)), (330, owner),
                (100, "AcDbSymbolTableRecord"), (100, "AcDbLayerTableRecord"), (2, layer.name), (70, "0"),
                (62, String(indexedColour(layer.colour))),
            ] + (isBlackOrWhite ? [] : [(420, String(layer.colour))])
            + [(6, "Continuous"), (370, String(lineWeight(layer.width))), (390, "F")]
        return pairs.flatMap { [String($0.0), $0.1] }
    }

    /// The weights CAD programs know, in hundredths of a millimetre.
    private static let weights = [
        0, 5, 9, 13, 15, 18, 20, 25, 30, 35, 40, 50, 53, 60, 70, 80, 90, 100, 106, 120, 140, 158, 200, 211,
    ]

    static func lineWeight(_ millimetres: Double) -> Int {
        weights.min { abs(Double($0) - millimetres * 100) < abs(Double($1) - millimetres * 100) } ?? 18
    }

    /// The nearest of the 255 colours of AutoCAD, for programs that read no true colour.
    ///
    /// 1 to 7 are the pure ones; 10 to 249 are 24 hues of 15°, each in five strengths, full and pale; 250 to 255 grey.
    static func indexedColour(_ colour: UInt32) -> Int {
        let pure: [UInt32: Int] = [
            0xFF0000: 1, 0xFFFF00: 2, 0x00FF00: 3, 0x00FFFF: 4, 0x0000FF: 5, 0xFF00FF: 6, 0: 7, 0xFFFFFF: 7,
        ]
        if let index = pure[colour] { return index }
        let parts = [16, 8, 0].map { Double(colour >> UInt32($0) & 0xFF) / 255 }
        let (most, least) = (parts.max() ?? 0, parts.min() ?? 0)
        let range = most - least
        guard range > 0.08 else {
            let greys = [0.2, 0.36, 0.52, 0.68, 0.84, 1.0]
            let nearest = greys.indices.min { abs(greys[$0] - most) < abs(greys[$1] - most) } ?? 0
            return 250 + nearest
        }
        let sixth =
            most == parts[0]
            ? (parts[1] - parts[2]) / range
            : most == parts[1] ? 2 + (parts[2] - parts[0]) / range : 4 + (parts[0] - parts[1]) / range
        let hue = (Int((sixth * 4).rounded()) + 24) % 24
        let strengths = [1.0, 0.65, 0.5, 0.3, 0.15]
        let strength = strengths.indices.min { abs(strengths[$0] - most) < abs(strengths[$1] - most) } ?? 0
        return 10 + hue * 10 + strength * 2 + (range / most < 0.6 ? 1 : 0)
    }
}
