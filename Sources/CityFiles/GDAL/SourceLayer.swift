import CGDAL
import CityModel
import Foundation
import Geometry
import Vocabulary

/// A field of a source layer.
struct SourceField {
    let name: String
    let index: Int32
    let type: OGRFieldType
    let isBoolean: Bool
}

/// One layer of a source: its fields, its coordinate system and its features.
final class SourceLayer {
    let name: String
    let fields: [SourceField]
    /// A CAD layer: only the entities that carry its name belong to it.
    let isCAD: Bool
    private let handle: OGRLayerH
    private let dataset: SourceDataset
    private let messages: GDAL.Messages

    init(_ handle: OGRLayerH, of dataset: SourceDataset, _ messages: GDAL.Messages, cadLayer: String? = nil) {
        self.handle = handle
        self.dataset = dataset
        self.messages = messages
        isCAD = cadLayer != nil
        name = cadLayer ?? GDAL.text(OGR_L_GetName(handle)) ?? "?"
        let definition = OGR_L_GetLayerDefn(handle)
        fields = (0..<OGR_FD_GetFieldCount(definition)).map { index in
            let field = OGR_FD_GetFieldDefn(definition, index)
            return SourceField(
                name: GDAL.text(OGR_Fld_GetNameRef(field)) ?? "field \(index + 1)", index: index,
                type: OGR_Fld_GetType(field), isBoolean: OGR_Fld_GetSubType(field) == OFSTBoolean)
        }
    }

    /// The drawing's CAD layers that hold entities, by name.
    func cadLayers() throws -> [SourceLayer] {
        guard let field = fields.first(where: { $0.name == "Layer" }) else { return [self] }
        var names: Set<String> = []
        OGR_L_ResetReading(handle)
        while let feature = OGR_L_GetNextFeature(handle) {
            defer { OGR_F_Destroy(feature) }
            if let text = GDAL.text(OGR_F_GetFieldAsString(feature, field.index)) {
                names.insert(text.withoutCADEscapes)
            }
        }
        try requireNoError()
        return names.sorted().map { SourceLayer(handle, of: dataset, messages, cadLayer: $0) }
    }

    /// What the layer declares; nil if it declares nothing or only that nothing is known.
    ///
    /// - Throws: ``Problem`` `CRS-101` for a system PROJ cannot read.
    func coordinateSystem() throws -> CoordinateSystem? {
        guard let system = OGR_L_GetSpatialRef(handle), OSRIsLocal(system) == 0 else { return nil }
        if let authority = GDAL.text(OSRGetAuthorityName(system, nil)), authority == "EPSG",
            let code = GDAL.text(OSRGetAuthorityCode(system, nil)), code != "0"
        {
            return try CoordinateSystem("\(authority):\(code)")
        }
        var buffer: UnsafeMutablePointer<CChar>?
        guard OSRExportToWkt(system, &buffer) == OGRERR_NONE, let buffer else { return nil }
        defer { VSIFree(buffer) }
        guard let wkt = GDAL.text(buffer), !wkt.isEmpty, !wkt.contains("Undefined") else { return nil }
        return try CoordinateSystem(wkt)
    }

    /// How many features there are where the format knows it without reading them.
    var quickCount: Int? {
        let count = OGR_L_GetFeatureCount(handle, 0)
        return count < 0 ? nil : Int(count)
    }

    /// Hands out every feature in the order of the source; only the fields given are decoded.
    ///
    /// - Throws: ``Problem`` `LYR-104` if the library reports an error on the way, and what `body` throws.
    func forEachFeature(decoding needed: [SourceField], _ body: (SourceFeature) throws -> Void) throws {
        dataset.prepareReading(of: isCAD ? "entities" : name)
        let cadField = isCAD ? fields.first { $0.name == "Layer" } : nil
        let kept = Set((needed + [cadField].compactMap(\.self)).map(\.index))
        let ignored = fields.filter { !kept.contains($0.index) }.map(\.name)
        if OGR_L_TestCapability(handle, "IgnoreFields") != 0 {
            _ = GDAL.withStrings(ignored) { OGR_L_SetIgnoredFields(handle, $0?.constantEntries) }
        }
        OGR_L_ResetReading(handle)
        let before = messages.errors.count
        while let feature = OGR_L_GetNextFeature(handle) {
            defer { OGR_F_Destroy(feature) }
            let wrapped = SourceFeature(handle: feature, unescapes: isCAD)
            if let cadField, wrapped.cadText(cadField) != name { continue }
            try body(wrapped)
        }
        try requireNoError(after: before)
    }

    private func requireNoError(after count: Int = 0) throws {
        guard messages.errors.count > count, let said = messages.errors.last else { return }
        throw Problem(
            .sourceTruncated, "reading broke off: \(said)", at: .init(file: dataset.file.path, layer: name),
            help: "copy or export the file again")
    }
}

/// One feature while it is being read.
struct SourceFeature {
    fileprivate let handle: OGRFeatureH
    /// AutoCAD writes characters outside the drawing's code page as `\U+4F4F`.
    fileprivate let unescapes: Bool

    init(handle: OGRFeatureH, unescapes: Bool) {
        self.handle = handle
        self.unescapes = unescapes
    }

    var fid: Int64 { OGR_F_GetFID(handle) }

    /// The geometry; nil if the feature has none.
    ///
    /// Arcs and curves become chords of at most 4°.
    ///
    /// - Throws: ``Problem`` `GEO-101` or `GEO-102`.
    func shape(_ buffer: inout [UInt8]) throws -> Shape? {
        guard var geometry = OGR_F_GetGeometryRef(handle) else { return nil }
        var owned: OGRGeometryH?
        defer { OGR_G_DestroyGeometry(owned) }
        if OGR_G_HasCurveGeometry(geometry, 1) != 0, let linear = OGR_G_GetLinearGeometry(geometry, 0, nil) {
            owned = linear
            geometry = linear
        }
        let size = Int(OGR_G_WkbSize(geometry))
        if buffer.count < size { buffer = [UInt8](repeating: 0, count: size * 2) }
        guard OGR_G_ExportToIsoWkb(geometry, wkbNDR, &buffer) == OGRERR_NONE else {
            throw Problem(.geometryUnreadable, "geometry cannot be read")
        }
        let shape = try buffer.withUnsafeBytes {
            try WKB.decode(UnsafeRawBufferPointer(rebasing: $0[..<size]))
        }
        return shape.isEmpty ? nil : shape
    }

    /// The value of a field; nil if it has none.
    ///
    /// - Throws: ``Problem`` `LYR-114` for text that is not in the declared encoding.
    func value(_ field: SourceField) throws(Problem) -> AttributeValue? {
        guard OGR_F_IsFieldSetAndNotNull(handle, field.index) != 0 else { return nil }
        switch field.type {
        case OFTInteger where field.isBoolean:
            return .boolean(OGR_F_GetFieldAsInteger(handle, field.index) != 0)
        case OFTInteger, OFTInteger64: return .integer(Int(OGR_F_GetFieldAsInteger64(handle, field.index)))
        case OFTReal: return .real(OGR_F_GetFieldAsDouble(handle, field.index))
        case OFTDate: return try date(field)
        default: return .text(try text(field))
        }
    }

    private func date(_ field: SourceField) throws(Problem) -> AttributeValue? {
        var (year, month, day): (Int32, Int32, Int32) = (0, 0, 0)
        guard OGR_F_GetFieldAsDateTime(handle, field.index, &year, &month, &day, nil, nil, nil, nil) != 0,
            let found = Day(Int(year), Int(month), Int(day))
        else { return .text(try text(field)) }
        return .date(found)
    }

    private func text(_ field: SourceField) throws(Problem) -> String {
        guard let text = GDAL.text(OGR_F_GetFieldAsString(handle, field.index)) else {
            throw Problem(
                .textUndecodable, "the text is not in the encoding the source declares",
                at: .init(field: field.name),
                help: "write the true encoding (GBK or UTF-8) into a .cpg file beside the Shapefile")
        }
        return unescapes ? text.withoutCADEscapes : text
    }

    fileprivate func cadText(_ field: SourceField) -> String? {
        GDAL.text(OGR_F_GetFieldAsString(handle, field.index))?.withoutCADEscapes
    }
}

extension String {
    /// With AutoCAD's `\U+4F4F` replaced by the characters they stand for.
    var withoutCADEscapes: String {
        guard contains("\\U+") else { return self }
        var result = ""
        var rest = self[...]
        while let at = rest.range(of: "\\U+") {
            result += rest[..<at.lowerBound]
            let digits = rest[at.upperBound...].prefix(4)
            if digits.count == 4, let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) {
                result.unicodeScalars.append(scalar)
                rest = rest[digits.endIndex...]
            } else {
                result += rest[at]
                rest = rest[at.upperBound...]
            }
        }
        return result + rest
    }
}
