import CityModel
import Foundation
import Geometry
import ProjectFile
import Vocabulary

/// A feature ready to be written.
struct StagedRow: Sendable {
    let id: String
    let blob: Data
    let box: Box
    /// In the order of the layer's fields.
    let values: [AttributeValue?]
}

/// Turns the features of one source layer into rows of the project's layer.
///
/// Everything wrong goes into the tally; a feature with a problem gives no row.
final class FeatureIntake {
    private let request: ImportRequest
    private let source: SourceRecipe
    private let shapes: ShapeIntake
    private let tally: ImportTally
    private let srsID: Int
    private let file: String
    private let idPrefix: String
    private let hasIDField: Bool
    private var buffer: [UInt8] = []
    /// How many features of the layer have been seen.
    private var position = 0

    init(
        _ request: ImportRequest, _ source: SourceRecipe, _ shapes: ShapeIntake, _ tally: ImportTally,
        srsID: Int,
        file: String, idPrefix: String
    ) {
        self.request = request
        self.source = source
        self.shapes = shapes
        self.tally = tally
        self.srsID = srsID
        self.file = file
        self.idPrefix = idPrefix
        let names = Set(source.layer.fields.map { $0.name.lowercased() })
        hasIDField =
            source.tagsField != nil
            || source.recipe.idFields.contains { names.contains($0.field.lowercased()) }
    }

    /// - Returns: nil if the feature is not taken.
    func row(of feature: SourceFeature) throws -> StagedRow? {
        position += 1
        var problems: [Problem] = []
        let record = self.record(of: feature, &problems)
        guard source.recipe.accepts(record) else {
            tally.report.filtered += 1
            return nil
        }
        let id = self.id(of: record, feature, &problems)
        let outcome = shape(of: feature, record, id, &problems)
        if case .otherKind = outcome { return nil }
        var (attributes, wrong) = source.recipe.attributes(of: record, for: request.layer)
        wrong.removeAll { (request.repair || isForeignWord($0)) && leftUnknown($0, id) }
        problems += wrong
        if case .shape(let shape) = outcome {
            let complete = Feature(id: id, shape: shape, attributes: attributes)
            // Values that did not fit are told already; they must not be reported as missing too.
            let told = Set(wrong.compactMap(\.place.field))
            problems += request.layer.problems(of: complete).filter { !told.contains($0.place.field ?? "") }
        }
        if problems.isEmpty, !tally.claim(id) {
            problems.append(
                Problem(
                    .duplicateID, "id '\(id)' occurs more than once",
                    help: "take the id from another field with --map id=FIELD"))
        }
        guard problems.isEmpty, case .shape(let shape) = outcome else {
            tally.refuse(problems, id: id, file: file, layer: request.layer.name.rawValue)
            return nil
        }
        return StagedRow(
            id: id, blob: GeometryBlob.encode(shape, srsID: srsID), box: shape.box,
            values: request.layer.fields.map { attributes[$0.name] })
    }

    private func record(of feature: SourceFeature, _ problems: inout [Problem]) -> SourceRecord {
        let values = source.needed.map { field -> AttributeValue? in
            do throws(Problem) {
                return try feature.value(field)
            } catch {
                problems.append(error)
                return nil
            }
        }
        return SourceRecord(source.columns, values, tagsField: source.tagsField)
    }

    private func id(of record: SourceRecord, _ feature: SourceFeature, _ problems: inout [Problem]) -> String
    {
        if let id = source.recipe.id(of: record), !id.isEmpty { return id }
        if hasIDField {
            problems.append(
                Problem(
                    .idMissing, "the feature has no id",
                    at: .init(field: source.recipe.idFields.first?.field),
                    help: "give it one, or take the id from another field with --map id=FIELD"))
            return "row \(position)"
        }
        tally.idsMade += 1
        return idPrefix + String(feature.fid)
    }

    private enum Outcome {
        case shape(Shape)
        case otherKind
        case none
    }

    private func shape(
        of feature: SourceFeature, _ record: SourceRecord, _ id: String, _ problems: inout [Problem]
    ) -> Outcome {
        do {
            guard let raw = try feature.shape(&buffer) else {
                throw Problem(
                    .geometryMissing, "the feature has no geometry",
                    help: "remove it, or import with --skip-invalid")
            }
            let width = { self.width(of: record) }
            guard let fitted = try shapes.fit(raw, to: request.layer.geometry, width: width, tally) else {
                guard source.toleratesOtherKinds else { return .shape(raw) }
                tally.otherKinds += 1
                return .otherKind
            }
            let (shape, repair) = try shapes.validated(fitted, repair: request.repair)
            if let repair { tally.repaired(repair, id: id, file: file) }
            return .shape(shape)
        } catch let problem as Problem {
            problems.append(problem)
        } catch {
            problems.append(Problem(.overlayFailed, "\(error)"))
        }
        return .none
    }

    /// With `--repair` a value that does not fit an optional field counts as unknown, and that is recorded.
    /// True if the source has a field of this name by chance: nobody mapped it, and its words are not the catalogue's.
    ///
    /// Every city has its own words for the kind of a water or a bridge; they say less than nothing about the layer.
    private func isForeignWord(_ problem: Problem) -> Bool {
        guard let name = problem.place.field, let field = request.layer.field(name),
            !source.recipe.fields.contains(where: { $0.target == name })
        else { return false }
        return field.kind == .boolean || !field.allowed.isEmpty
    }

    private func leftUnknown(_ problem: Problem, _ id: String) -> Bool {
        guard let name = problem.place.field, request.layer.field(name)?.isRequired == false else {
            return false
        }
        tally.leftUnknown(problem, id: id, file: file)
        return true
    }

    private func width(of record: SourceRecord) -> (metres: Double, ends: WidthRule.Ends)? {
        if let width = request.width { return (width, .flat) }
        guard case .area(let rule) = source.recipe.geometry else { return nil }
        return (rule.width(of: record).value, rule.ends)
    }
}
