import CityModel
import Geometry
import RoutePlanner
import RouteSurvey
import Vocabulary

/// Finds and surveys the straight branches of a city or a window of it.
///
/// Belongs to one task.
final class BranchSurveyor {
    private let source: any CitySource
    private let finders: [Utility: BranchFinder]
    private let surveyor: RouteSurveyor
    private let rates: SurfaceRates
    private let system: CoordinateSystem
    private let writer: GeometryWriter

    init(
        _ source: any CitySource, finders: [Utility: BranchFinder], surveyed: SurveyedCity,
        rates: SurfaceRates,
        system: CoordinateSystem, wgs84: Bool
    ) throws {
        self.source = source
        self.finders = finders
        self.rates = rates
        self.system = system
        surveyor = try RouteSurveyor(surveyed, system: system)
        writer = try GeometryWriter(system, wgs84: wgs84)
    }

    func document(for plot: Feature, _ utility: Utility) throws -> BranchDocument {
        guard let branch = finders[utility]?.branch(to: plot.shape.polygons) else {
            return BranchDocument(
                plot: plot.id, utility: utility, crs: system.label,
                unreachable: UnreachableDocument(
                    .noSourceInReach, "no main or stub for \(utility.rawValue) in the project qualifies"),
                from: nil, groundLength: nil, gridLength: nil, line: nil, crossings: [],
                lengthsBySurface: [:], findings: [])
        }
        let feature = try source.feature(branch.feature, of: branch.layer)
        let strip = rates.strip(for: utility, dn: nil).total
        let survey = try surveyor.survey([branch.start, branch.end], stripWidth: strip, plot: plot.id)
        var findings = SurveyFindings.findings(survey, rates)
        if let feature { findings += QualifyingSources.findings(for: feature, in: branch.layer) }
        return BranchDocument(
            plot: plot.id, utility: utility, crs: system.label, unreachable: nil,
            from: SourceReference(layer: branch.layer.rawValue, feature: branch.feature),
            groundLength: survey.groundLength, gridLength: survey.gridLength,
            line: try writer.geoJSON(.line([branch.start, branch.end])), crossings: survey.crossings,
            lengthsBySurface: survey.lengthsBySurface, findings: findings)
    }
}

/// What a survey shows that a designer should see.
enum SurveyFindings {
    static func findings(_ survey: Survey, _ rates: SurfaceRates) -> [Finding] {
        survey.crossings.flatMap { crossing -> [Finding] in
            var found: [Finding] = []
            var place: String { "\(chainageText(crossing.from))–\(chainageText(crossing.to))" }
            if crossing.layer == .buildings, crossing.kind != .strip {
                found.append(
                    Finding(
                        .buildingInTheWay, .warning,
                        "runs through building \(crossing.features.joined(separator: ", ")) at \(place)",
                        subjects: crossing.features, help: "use 'route plan' for a way around"))
            }
            let warned = rates.crossingAngleWarning
            if crossing.layer == .roads || crossing.layer == .railways, crossing.kind == .crosses,
                let angle = crossing.angle, angle < warned.value
            {
                let assumed = warned.provenance.assumption ? " (assumption)" : ""
                found.append(
                    Finding(
                        .flatCrossing, .note,
                        "crosses \(crossing.layer.rawValue) \(crossing.features.joined(separator: ", ")) at "
                            + "\(Int(angle.rounded()))°, below \(Int(warned.value.rounded()))°\(assumed), at \(place)",
                        subjects: crossing.features))
            }
            return found
        }
    }
}
