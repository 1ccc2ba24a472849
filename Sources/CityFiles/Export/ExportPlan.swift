import CGDAL
import CityModel
import Foundation
import Geometry
import ProjectFile
import Vocabulary

/// How layers are written in a format.
struct ExportPlan {
    let format: ExportFormat
    let crs: ProjectCRS
    /// What a GeoPackage notes as its last change.
    let time: String

    /// Writes layers into one file, which is new; more than one only as GeoPackage.
    ///
    /// - Returns: remarks, such as shortened names.
    /// - Throws: ``Problem`` `LYR-117`.
    func write(_ layers: [VectorLayer], to path: String) throws -> [Finding] {
        let transform =
            format == .geojson
            ? try Transform(from: CoordinateSystem(crs.definition), to: CoordinateSystem("EPSG:4326")) : nil
        return try GDAL.messages { messages in
            try GDAL.withOptions(["OGR_CURRENT_DATE": time]) {
                let writer = try ExportWriter(self, path, messages, of: layers.first?.name ?? "")
                var notes: [Finding] = []
                for layer in layers {
                    let fields = ["id"] + layer.columns.map(\.name)
                    let names = ExportNames(fields, for: format).names
                    try writer.begin(layer, names)
                    for feature in layer.features {
                        let shape = try transform?.forward(feature.shape) ?? feature.shape
                        try writer.add(feature, shape)
                    }
                    try writer.end()
                    notes += cutNames(fields, names)
                }
                try writer.close()
                return notes + warnings(messages)
            }
        }
    }

    private func cutNames(_ fields: [String], _ names: [String]) -> [Finding] {
        let cut = zip(fields, names).filter { $0 != $1 }
        guard !cut.isEmpty else { return [] }
        return [
            Finding(
                .namesCut, .note,
                "field names were shortened: " + cut.map { "\($0) → \($1)" }.joined(separator: ", "),
                subjects: cut.map(\.0))
        ]
    }

    private func warnings(_ messages: GDAL.Messages) -> [Finding] {
        let warnings = messages.warnings.filter { !$0.contains("filename extension") }
        return Set(warnings).sorted().map { Finding(.readerWarning, .warning, $0) }
    }

    /// What GDAL reads the project's system from; it knows a city grid as a local system with its name.
    var systemText: String { crs.definition.hasPrefix("{") ? crs.wkt : crs.definition }

    func geometryType(of kind: Shape.Kind) -> OGRwkbGeometryType {
        switch kind {
        case .point: wkbPoint
        case .line: wkbMultiLineString
        case .polygon: wkbMultiPolygon
        }
    }

    var datasetOptions: [String] { format == .gpkg ? ["VERSION=1.3"] : [] }

    func layerOptions(_ layer: VectorLayer) -> [String] {
        switch format {
        case .gpkg: ["FID=fid", "GEOMETRY_NAME=geom"] + (layer.title.map { ["IDENTIFIER=\($0)"] } ?? [])
        case .geojson: ["RFC7946=YES", "COORDINATE_PRECISION=8"]
        case .shp: ["ENCODING=GBK"]
        }
    }

    /// The type of a field in the format; dates are texts where the format has none of its own.
    func type(of kind: TableColumn.Kind) -> (type: OGRFieldType, subtype: OGRFieldSubType) {
        switch kind {
        case .text: (OFTString, OFSTNone)
        case .integer: (OFTInteger64, OFSTNone)
        case .real: (OFTReal, OFSTNone)
        case .boolean: (OFTInteger, format == .shp ? OFSTNone : OFSTBoolean)
        case .date: (format == .geojson ? OFTString : OFTDate, OFSTNone)
        }
    }
}

/// One file of a format while it is being written.
///
/// Lives inside one ``GDAL/messages(_:)``.
private final class ExportWriter {
    private let plan: ExportPlan
    private let messages: GDAL.Messages
    private let path: String
    /// The layer being written.
    private var source: VectorLayer?
    private var name: String
    private var dataset: GDALDatasetH?
    private var layer: OGRLayerH?
    private var definition: OGRFeatureDefnH?

    /// - Parameter first: the first layer, which a failure names.
    init(_ plan: ExportPlan, _ path: String, _ messages: GDAL.Messages, of first: String) throws {
        self.plan = plan
        self.messages = messages
        self.path = path
        name = first
        dataset = GDAL.withStrings(plan.datasetOptions) {
            GDALCreate(GDALGetDriverByName(plan.format.driver), path, 0, 0, 0, GDT_Unknown, $0)
        }
        guard dataset != nil else { throw failure() }
    }

    deinit { if let dataset { GDALClose(dataset) } }

    /// Begins a layer under the field names the format can hold, the identifier first.
    func begin(_ source: VectorLayer, _ names: [String]) throws {
        self.source = source
        name = source.name
        let system = OSRNewSpatialReference(nil)
        defer { OSRDestroySpatialReference(system) }
        OSRSetAxisMappingStrategy(system, OAMS_TRADITIONAL_GIS_ORDER)
        let known =
            plan.format == .geojson
            ? OSRImportFromEPSG(system, 4326) : OSRSetFromUserInput(system, plan.systemText)
        guard known == OGRERR_NONE else { throw failure() }
        layer = GDAL.withStrings(plan.layerOptions(source)) {
            GDALDatasetCreateLayer(dataset, source.name, system, plan.geometryType(of: source.kind), $0)
        }
        guard layer != nil else { throw failure() }
        let types = [(OFTString, OFSTNone)] + source.columns.map { plan.type(of: $0.kind) }
        for (name, type) in zip(names, types) {
            let field = OGR_Fld_Create(name, type.0)
            defer { OGR_Fld_Destroy(field) }
            OGR_Fld_SetSubType(field, type.1)
            guard OGR_L_CreateField(layer, field, 0) == OGRERR_NONE else { throw failure() }
        }
        definition = OGR_L_GetLayerDefn(layer)
        _ = OGR_L_StartTransaction(layer)
    }

    func end() throws {
        guard OGR_L_CommitTransaction(layer) == OGRERR_NONE else { throw failure() }
    }

    func add(_ feature: Feature, _ shape: Shape) throws {
        let row = OGR_F_Create(definition)
        defer { OGR_F_Destroy(row) }
        OGR_F_SetFieldString(row, 0, feature.id)
        for (offset, column) in (source?.columns ?? []).enumerated() {
            if let value = feature.attributes[column.name] { set(value, row, Int32(offset + 1)) }
        }
        var wkb = WKB.encode(shape)
        var geometry: OGRGeometryH?
        guard OGR_G_CreateFromWkb(&wkb, nil, &geometry, Int32(wkb.count)) == OGRERR_NONE else {
            throw failure()
        }
        let single = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry))
        // A GeoPackage layer states one type for all; RFC 7946 needs no multi geometry of one.
        if plan.format == .gpkg, single == wkbPolygon { geometry = OGR_G_ForceToMultiPolygon(geometry) }
        if plan.format == .gpkg, single == wkbLineString { geometry = OGR_G_ForceToMultiLineString(geometry) }
        OGR_F_SetGeometryDirectly(row, geometry)
        guard OGR_L_CreateFeature(layer, row) == OGRERR_NONE else { throw failure() }
    }

    private func set(_ value: AttributeValue, _ row: OGRFeatureH?, _ index: Int32) {
        switch value {
        case .text(let text): OGR_F_SetFieldString(row, index, text)
        case .integer(let number): OGR_F_SetFieldInteger64(row, index, Int64(number))
        case .real(let number): OGR_F_SetFieldDouble(row, index, number)
        case .boolean(let flag): OGR_F_SetFieldInteger(row, index, flag ? 1 : 0)
        case .date(let day):
            if plan.format == .geojson {
                OGR_F_SetFieldString(row, index, day.description)
            } else {
                OGR_F_SetFieldDateTime(
                    row, index, Int32(day.year), Int32(day.month), Int32(day.dayOfMonth), 0, 0, 0, 0)
            }
        }
    }

    func close() throws {
        if let dataset { GDALClose(dataset) }
        dataset = nil
        if !messages.errors.isEmpty { throw failure() }
        // Some writers of the library say nothing when the disk is full.
        guard ExportCheck.isWhole(path, plan.format) else {
            throw Problem(
                .exportFailed, "the layer could not be written whole", at: .init(layer: name),
                help: "is the disk full?")
        }
    }

    private func failure() -> Problem {
        // A failing statement is quoted in full before the reason, which comes last.
        let said = messages.last ?? "no reason given"
        let reason = said.count > 200 ? "… \(said.suffix(120))" : said
        return Problem(
            .exportFailed, "the layer could not be written: \(reason)",
            at: .init(layer: name), help: "check the disk and the folder")
    }
}
