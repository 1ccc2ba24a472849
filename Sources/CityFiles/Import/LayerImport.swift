import CityModel
import Digest
import Foundation
import GRDB
import Geometry
import ProjectFile
import Vocabulary

extension ProjectFile {
    /// Replaces a layer of the project by what the sources hold.
    ///
    /// The features are staged in batches and swapped in by one short transaction, so that others can go on reading
    /// and writing. Whatever goes wrong, also a kill, leaves the project's content as it was.
    /// - Parameters:
    ///   - progress: called before each batch; an error it throws ends the import.
    ///   - commit: runs inside the transaction that swaps the layer in, for example to append an event.
    /// - Returns: what was done; also in the order of the source, so equal for equal input.
    /// - Throws: ``Problems`` with all that is wrong with the sources, or a ``Problem`` of the project.
    @discardableResult
    public func importLayer(
        _ request: ImportRequest, progress: @escaping (ImportProgress) throws -> Void = { _ in },
        commit: (Database, ImportReport) throws -> Void = { _, _ in }
    ) throws -> ImportReport {
        try request.check()
        let files = try sourceFiles(request.sources)
        let crs = try crs()
        let system = try CoordinateSystem(crs.definition)
        let lock = try lockStaging()
        try dropStaging(lock)
        let writer = try StagingWriter(request.layer, in: self)
        let importing = LayerImport(request, writer, srsID: crs.srsID, system: system, progress: progress)
        do {
            for (index, file) in files.enumerated() {
                try importing.read(file, number: index + 1, of: files.count)
            }
            let (report, extent) = try importing.finish()
            try write { db in
                try request.layer.table.swapIn(
                    writer.table, srsID: crs.srsID, extent: extent, at: timestamp(), db)
                try commit(db, report)
            }
            try dropStaging(lock)
            return report
        } catch {
            writer.abandon()
            try? dropStaging(lock)
            throw error
        }
    }
}

/// Looks at all paths; those that are no readable files are listed together.
private func sourceFiles(_ paths: [String]) throws -> [SourceFile] {
    var problems = Problems()
    var files: [SourceFile] = []
    for path in paths {
        do {
            files.append(try SourceFile(path))
        } catch {
            if let other = problems.collect(error) { throw other }
        }
    }
    try problems.throwIfAny()
    return files
}

/// One import while it runs.
private final class LayerImport {
    private let request: ImportRequest
    private let writer: StagingWriter
    private let srsID: Int
    private let system: CoordinateSystem
    private let progress: (ImportProgress) throws -> Void
    private let tally: ImportTally
    private let engine = GeometryEngine()
    private var ignored: Set<String> = []
    private var used: Set<String> = []
    private var read = 0
    private var batch: [StagedRow] = []
    private var batchBytes = 0

    init(
        _ request: ImportRequest, _ writer: StagingWriter, srsID: Int, system: CoordinateSystem,
        progress: @escaping (ImportProgress) throws -> Void
    ) {
        self.request = request
        self.writer = writer
        self.srsID = srsID
        self.system = system
        self.progress = progress
        tally = ImportTally(request)
    }

    func read(_ file: SourceFile, number: Int, of count: Int) throws {
        try progress(
            .init(stage: .hashing, source: file.path, read: read, total: nil, problems: tally.problems.count))
        let files = try file.parts.map(Self.describe)
        do {
            try file.open { dataset in
                var source = ImportReport.Source(
                    path: file.path, files: files, format: dataset.format, layers: [], crs: "", read: 0)
                noteEncoding(dataset)
                for recipe in try SourceRecipe.choose(request, in: dataset) {
                    let prefix = count > 1 ? "\(number)." : ""
                    try read(recipe, of: file, idPrefix: prefix, &source)
                }
                source.layers = Array(Set(source.layers)).sorted()
                tally.report.sources.append(source)
            }
        } catch {
            // What is wrong with the project itself ends the import at once; the rest is listed with all files.
            if let problem = error as? Problem, problem.code.hasPrefix("PRJ-") { throw problem }
            if let other = tally.problems.collect(error) { throw other }
        }
    }

    private func read(
        _ recipe: SourceRecipe, of file: SourceFile, idPrefix: String, _ source: inout ImportReport.Source
    ) throws {
        let place = Problem.Place(file: file.path, layer: recipe.layer.name)
        let coordinates: CoordinateIntake
        do {
            let system = try sourceSystem(recipe.layer, place)
            coordinates = try CoordinateIntake(from: system, to: self.system)
        } catch let problem as Problem {
            throw problem.located(place)
        }
        source.crs = coordinates.source.label
        source.layers.append(recipe.layer.name)
        ignored.formUnion(recipe.ignored)
        used.formUnion(recipe.needed.map(\.name))
        let intake = FeatureIntake(
            request, recipe, ShapeIntake(engine, coordinates), tally, srsID: srsID, file: file.path,
            idPrefix: idPrefix)
        let total = recipe.layer.quickCount.map { $0 + read }
        try recipe.layer.forEachFeature(decoding: recipe.needed) { feature in
            if read % Self.batchRows == 0 { try report(file, total) }
            read += 1
            source.read += 1
            guard let row = try intake.row(of: feature), tally.problems.isEmpty else { return }
            batch.append(row)
            batchBytes += row.blob.count
            if batch.count >= Self.batchRows || batchBytes >= Self.batchSize { try flush() }
        }
        try flush()
        try report(file, total)
    }

    /// Enough for the cost of a transaction not to matter, few enough that others need not wait.
    private static let batchRows = 10_000
    private static let batchSize = 32 << 20

    private func flush() throws {
        defer {
            batch.removeAll(keepingCapacity: true)
            batchBytes = 0
        }
        if tally.problems.isEmpty { try writer.write(batch) }
    }

    private func report(_ file: SourceFile, _ total: Int?) throws {
        try progress(
            .init(
                stage: .reading, source: file.path, read: read, total: total, problems: tally.problems.count))
    }

    /// What the coordinates of a layer are in: what the user says, or else what the layer declares.
    private func sourceSystem(_ layer: SourceLayer, _ place: Problem.Place) throws -> CoordinateSystem {
        let declared = request.sourceCRS == nil ? try layer.coordinateSystem() : try? layer.coordinateSystem()
        if let given = request.sourceCRS {
            if let declared, !declared.isEquivalent(to: given) {
                tally.report.notes.append(
                    Finding(
                        .crsOverridden, .warning,
                        "taken as \(given.label), although \(declared.label) is declared",
                        subjects: [place.file ?? "", layer.name]))
            }
            return given
        }
        guard let declared else {
            throw Problem(
                .crsMissing, "the source declares no coordinate system", at: place,
                help: "say it with --src-crs EPSG:…")
        }
        return declared
    }

    private func noteEncoding(_ dataset: SourceDataset) {
        guard let encoding = dataset.guessedEncoding else { return }
        tally.report.notes.append(
            Finding(
                .encodingGuessed, .note, "texts were read as \(encoding), found by looking at the bytes",
                subjects: [dataset.file.path]))
    }

    /// Closes the report.
    ///
    /// - Throws: ``Problems`` if there are any.
    func finish() throws -> (ImportReport, extent: Box) {
        try tally.problems.throwIfAny()
        let written = try writer.finish()
        try progress(.init(stage: .finishing, source: "", read: read, total: read, problems: 0))
        tally.report.stored = written.count
        tally.report.ignoredFields = ignored.subtracting(used).sorted()
        tally.report.notes = tally.notes(request)
        return (tally.report, written.extent)
    }

    private static func describe(_ path: String) throws -> ImportReport.Source.File {
        var status = stat()
        stat(path, &status)
        return .init(
            name: (path as NSString).lastPathComponent, bytes: Int(status.st_size),
            sha256: try SHA256.hex(ofFile: path))
    }
}
