import CityModel
import Geometry
import Vocabulary

/// What an import has met so far.
final class ImportTally {
    var report: ImportReport
    var problems = Problems()
    var idsMade = 0
    var otherKinds = 0
    var closedLines = 0
    var widened = 0
    private let skipsInvalid: Bool
    private var ids: Set<String> = []

    init(_ request: ImportRequest) {
        report = ImportReport(layer: request.layer.name, preset: request.preset?.name)
        skipsInvalid = request.skipInvalid
    }

    /// Takes an id; false if it is taken already.
    func claim(_ id: String) -> Bool { ids.insert(id).inserted }

    /// What a feature may be left out for; the others tell that the whole source is misread.
    private static let ofOneFeature: Set<String> = Set(
        [
            ErrorCode.geometryUnreadable, .coordinateNotFinite, .geometryInvalid, .geometryMissing,
            .severalPoints,
            .duplicateID, .idMissing, .widenedEmpty, .overlayFailed,
        ].map(\.id))

    /// Notes why a feature is not taken: as problems, or with `--skip-invalid` as a feature left out.
    func refuse(_ found: [Problem], id: String, file: String, layer: String) {
        let located = found.map { problem in
            var located = problem.located(.init(file: file, layer: layer, feature: id))
            located.help = problem.help ?? "mend the source, or import with --skip-invalid"
            return located
        }
        let mayBeSkipped = found.allSatisfy {
            Self.ofOneFeature.contains($0.code) || $0.code.hasPrefix("CTY-")
        }
        if skipsInvalid, mayBeSkipped, let first = located.first {
            report.skipped.add(.init(source: file, feature: id, code: first.code, message: first.message))
        } else {
            for problem in located { problems.add(problem) }
        }
    }

    func repaired(_ reason: String, id: String, file: String) {
        report.repaired.add(
            .init(source: file, feature: id, code: ErrorCode.geometryInvalid.id, message: reason))
    }

    func leftUnknown(_ problem: Problem, id: String, file: String) {
        let field = problem.place.field.map { " (\($0))" } ?? ""
        report.unknownValues.add(
            .init(source: file, feature: id, code: problem.code, message: problem.message + field))
    }

    /// The remarks of a finished import, by code.
    func notes(_ request: ImportRequest) -> [Finding] {
        var notes = report.notes
        func note(
            _ code: ErrorCode, _ severity: Finding.Severity, _ count: Int, _ text: String,
            _ help: String? = nil
        ) {
            if count > 0 { notes.append(Finding(code, severity, text, help: help)) }
        }
        note(
            .geometryRepaired, .warning, report.repaired.count,
            "\(report.repaired.count) invalid geometries were repaired")
        note(
            .valuesUnknown, .warning, report.unknownValues.count,
            "\(report.unknownValues.count) values that do not fit their field were left unknown")
        note(
            .featureSkipped, .warning, report.skipped.count, "\(report.skipped.count) features were left out")
        note(
            .idsMade, .note, idsMade, "\(idsMade) ids were made from the source's row numbers",
            "name a field with stable ids: --map id=FIELD")
        note(
            .fieldsIgnored, .note, report.ignoredFields.count,
            "fields not used: \(report.ignoredFields.joined(separator: ", "))",
            "map what matters: --map field=source_field")
        note(.otherKindsLeftOut, .note, otherKinds, "\(otherKinds) entities of another kind were left out")
        note(.linesClosed, .note, closedLines, "\(closedLines) closed lines were taken as areas")
        let how = request.width.map { "\($0) m" } ?? "the preset's widths"
        note(.linesWidened, .note, widened, "\(widened) lines were widened to areas with \(how)")
        note(
            .featuresFiltered, .note, report.filtered,
            "\(report.filtered) features were left out by the preset")
        return notes.sorted { ($0.code, $0.message) < ($1.code, $1.message) }
    }
}
