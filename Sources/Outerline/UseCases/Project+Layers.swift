import CityFiles
import CityModel
import Configuration
import Coordinator
import Digest
import Geometry
import Ledger
import ProjectFile
import Vocabulary

/// How a layer is to be imported, in the words of the command line.
public struct LayerImportOptions: Sendable {
    public var sources: [String]
    public var sourceLayer: String?
    public var preset: String?
    /// Field of the catalogue → field of the source.
    public var fieldMap: [String: String]
    public var sourceCRS: String?
    public var width: Double?
    public var repair: Bool
    public var skipInvalid: Bool

    public init(
        sources: [String], sourceLayer: String? = nil, preset: String? = nil,
        fieldMap: [String: String] = [:],
        sourceCRS: String? = nil, width: Double? = nil, repair: Bool = false, skipInvalid: Bool = false
    ) {
        self.sources = sources
        self.sourceLayer = sourceLayer
        self.preset = preset
        self.fieldMap = fieldMap
        self.sourceCRS = sourceCRS
        self.width = width
        self.repair = repair
        self.skipInvalid = skipInvalid
    }
}

extension Project {
    /// Replaces a layer by what the sources hold, and logs the import in the same transaction.
    ///
    /// - Throws: ``Problems`` with everything wrong with the sources; the project is as it was then.
    public func importLayer(
        _ layer: LayerName, _ options: LayerImportOptions,
        progress: @escaping (ImportProgress) throws -> Void = { _ in }
    ) throws -> ImportReport {
        let catalogue = try catalogue()
        guard let definition = catalogue[layer] else {
            throw Problem(.layerMissing, "the catalogue has no layer \(layer.rawValue)")
        }
        let request = ImportRequest(
            layer: definition, sources: options.sources, sourceLayer: options.sourceLayer,
            preset: try options.preset.map { try preset($0, catalogue) }, fieldMap: options.fieldMap,
            sourceCRS: try options.sourceCRS.map {
                $0 == "project" ? try system() : try CoordinateSystem($0)
            },
            width: options.width,
            repair: options.repair,
            skipInvalid: options.skipInvalid)
        let ledger = self.ledger
        let desk = self.desk
        return try file.importLayer(request, progress: progress) { db, report in
            let state = ProjectState(try Ledger.entries(of: .project, db).map(\.entry))
            try ledger.append(
                try state.decide(.recordImport(LayerImport(report)), on: desk.today, desk.context), db)
        }
    }

    public func layers() throws -> [ProjectFile.LayerSummary] { try file.layerSummaries() }

    public func exportLayer(
        _ layer: LayerName, to destination: String, format: ExportFormat, replacing: Bool = false
    ) throws -> ExportReport {
        try file.exportLayer(layer, to: destination, format: format, replacing: replacing)
    }
}

extension LayerImport {
    /// What the log keeps of an import.
    init(_ report: ImportReport) {
        let files = report.sources.flatMap(\.files)
        let systems = Set(report.sources.map(\.crs)).sorted()
        var repairs: [String] = []
        if report.repaired.count > 0 { repairs.append("\(report.repaired.count) repaired") }
        if report.skipped.count > 0 { repairs.append("\(report.skipped.count) skipped") }
        self.init(
            layer: report.layer.rawValue, file: files.map(\.name).joined(separator: ", "),
            sha256: files.count == 1
                ? files[0].sha256 : SHA256.hex(of: Array(files.map(\.sha256).joined(separator: "\n").utf8)),
            crs: systems.joined(separator: ", "), count: report.stored, preset: report.preset,
            repairs: repairs)
    }
}
