import CGDAL
import Foundation
import Geometry
import ProjectFile
import Vocabulary

extension CADDrawing {
    /// Writes the drawing as DXF of AutoCAD 2007 (AC1021), whole or not at all; a file of that name is replaced.
    ///
    /// That version is the first whose names are UTF-8, so that Chinese layers and texts survive. Coordinates keep
    /// fifteen digits.
    ///
    /// - Throws: ``Problem`` `PRJ-102` if the folder cannot be written, `LYR-117` for what the writer reports.
    public func writeDXF(to path: String) throws {
        try AtomicFile.write(URL(fileURLWithPath: path).path, replacing: true) { temporary in
            try GDAL.messages { messages in
                let header = temporary + ".header"
                defer { unlink(header) }
                try Temporaries.during(header) {
                    try DXFHeader.text(of: layers).write(toFile: header, atomically: false, encoding: .utf8)
                    // The library must read our own header as what it is, or it makes every layer a second time.
                    try GDAL.withOptions(["DXF_ENCODING": "UTF-8"]) {
                        let writer = try DXFWriter(temporary, header: header, messages)
                        for (layer, entity) in entities { try writer.add(entity, on: layer) }
                        try writer.close()
                    }
                    try DXFText.spellOut(temporary)
                }
            }
        }
    }
}

/// One DXF file while it is being written; lives inside one ``GDAL/messages(_:)``.
private final class DXFWriter {
    private let messages: GDAL.Messages
    private var dataset: GDALDatasetH?
    private let layer: OGRLayerH?
    private let definition: OGRFeatureDefnH?
    private let layerField: Int32

    init(_ path: String, header: String, _ messages: GDAL.Messages) throws {
        self.messages = messages
        dataset = GDAL.withStrings(["HEADER=\(header)"]) {
            GDALCreate(GDALGetDriverByName("DXF"), path, 0, 0, 0, GDT_Unknown, $0)
        }
        layer = dataset.flatMap { GDALDatasetCreateLayer($0, "entities", nil, wkbUnknown, nil) }
        definition = layer.flatMap { OGR_L_GetLayerDefn($0) }
        layerField = definition.map { OGR_FD_GetFieldIndex($0, "Layer") } ?? -1
        guard layerField >= 0 else { throw failure() }
    }

    deinit { if let dataset { GDALClose(dataset) } }

    func add(_ entity: CADDrawing.Entity, on name: String) throws {
        let shape: Shape
        let style: String
        switch entity {
        case .line(let points, let dashes):
            guard points.count > 1 else { return }
            shape = .line(points)
            let pattern = dashes.map { "\(DXFText.number($0))g" }.joined(separator: " ")
            style = pattern.isEmpty ? "" : "PEN(p:\"\(pattern)\")"
        case .point(let point):
            shape = .point(point)
            style = ""
        case .text(let text, let place, let height, let degrees, let anchor):
            guard !text.isEmpty else { return }
            shape = .point(place)
            style =
                "LABEL(f:\"\(DXFText.font)\",t:\"\(DXFText.quoted(text))\",s:\(DXFText.number(height))g,"
                + "a:\(DXFText.number(degrees)),p:\(DXFText.position(anchor)))"
        }
        let row = OGR_F_Create(definition)
        defer { OGR_F_Destroy(row) }
        OGR_F_SetFieldString(row, layerField, name)
        if !style.isEmpty { OGR_F_SetStyleString(row, style) }
        var wkb = WKB.encode(shape)
        var geometry: OGRGeometryH?
        guard OGR_G_CreateFromWkb(&wkb, nil, &geometry, Int32(wkb.count)) == OGRERR_NONE else {
            throw failure()
        }
        OGR_F_SetGeometryDirectly(row, geometry)
        guard OGR_L_CreateFeature(layer, row) == OGRERR_NONE else { throw failure() }
    }

    func close() throws {
        if let dataset { GDALClose(dataset) }
        dataset = nil
        if !messages.errors.isEmpty { throw failure() }
    }

    private func failure() -> Problem {
        Problem(
            .exportFailed, "the drawing could not be written: \(messages.last ?? "no reason given")",
            help: "check the disk and the folder")
    }
}

/// Texts as the writer takes them.
enum DXFText {
    /// The font of Chinese drawings that every Windows has; the SHX fonts of a drawing know no Chinese.
    static let font = "SimSun"

    /// Without what the format reads as a command: braces group, and letters beyond four hexadecimal digits cannot be
    /// told.
    static func quoted(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars.prefix(240) {
            switch scalar {
            case "{": plain.append("｛")
            case "}": plain.append("｝")
            case "\\": plain.append("＼")
            case "\"": plain.append("”")
            case "\n", "\r": plain.append(" ")
            // The library writes these as single bytes, whatever the file's encoding; see `spellOut`.
            case "\u{A0}"..."\u{FF}": plain.append(UnicodeScalar(scalar.value + 0xE000) ?? "□")
            default:
                plain.append(
                    scalar.value > 0xFFFF || scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
                        ? "□" : scalar)
            }
        }
        return String(plain)
    }

    /// Puts letters in the place of the escapes the library writes for them (`\U+957f`, `\~` for a blank): a file of
    /// this version is UTF-8, and not every program reads the escapes.
    static func spellOut(_ path: String) throws {
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        let plain = text.replacing(/\\U\+([0-9A-Fa-f]{4})/) { match -> String in
            let value = UInt32(match.1, radix: 16) ?? 0xFFFD
            let letter = (0xE0A0...0xE0FF).contains(value) ? value - 0xE000 : value
            return UnicodeScalar(letter).map { String($0) } ?? "\u{FFFD}"
        }.replacing("\\~", with: " ")
        try Data(plain.utf8).write(to: URL(fileURLWithPath: path))
    }

    static func number(_ value: Double) -> String { String(format: "%.9g", value) }

    /// The library counts anchors by baseline, centre and top: 1 to 3, 4 to 6, 7 to 9.
    static func position(_ anchor: CADDrawing.Anchor) -> Int {
        switch anchor {
        case .lowerLeft: 1
        case .lowerCentre: 2
        case .lowerRight: 3
        case .left: 4
        case .centre: 5
        case .right: 6
        case .upperLeft: 7
        case .upperCentre: 8
        case .upperRight: 9
        }
    }
}
