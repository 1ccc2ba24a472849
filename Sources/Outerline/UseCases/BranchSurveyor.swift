import CityModel
import Geometry
import RoutePlanner
import RouteSurvey
import Vocabulary

/// What straight branches are found and surveyed in, as values: any number of tasks may share it.
struct BranchScene: Sendable {
    var city: CityWindow
    var finders: [Utility: BranchFinder]
    var surveyed: SurveyedCity
    var rates: SurfaceRates
    var system: CoordinateSystem
    var wgs84: Bool

    /// Indexes a window.
    init(
        _ city: CityWindow, finders: [Utility: BranchFinder], rates: SurfaceRates, system: CoordinateSystem,
        wgs84: Bool
    ) {
        self.city = city
        self.finders = finders
        surveyed = SurveyedCity { city.features(of: $0, in: nil) }
        self.rates = rates
        self.system = system
        self.wgs84 = wgs84
    }
}

/// Finds and surveys the straight branches of a city or a window of it.
///
/// Belongs to one task.
final class BranchSurveyor {
    private let scene: BranchScene
    private let surveyor: RouteSurveyor
    private let writer: GeometryWriter

    init(_ scene: BranchScene) throws {
        self.scene = scene
        surveyor = try RouteSurveyor(scene.surveyed, system: scene.system)
        writer = try GeometryWriter(scene.system, wgs84: scene.wgs84)
    }

    func document(for plot: Feature, _ utility: Utility) throws -> BranchDocument {
        guard let branch = scene.finders[utility]?.branch(to: plot.shape.polygons) else {
            return BranchDocument(
                plot: plot.id, utility: utility, crs: scene.system.label,
                unreachable: UnreachableDocument(
                    .noSourceInReach, "no main or stub for \(utility.rawValue) in the project qualifies",
                    zh: "项目中没有可接驳的\(utility.zh)主管或预留口"),
                from: nil, groundLength: nil, gridLength: nil, line: nil, crossings: [],
                lengthsBySurface: [:], findings: [])
        }
        let feature = scene.city.feature(branch.feature, of: branch.layer)
        let strip = scene.rates.strip(for: utility, dn: nil).total
        let survey = try surveyor.survey([branch.start, branch.end], stripWidth: strip, plot: plot.id)
        var findings = try SurveyFindings(scene.rates, nil, scene.city).findings(survey)
        if let feature { findings += QualifyingSources.findings(for: feature, in: branch.layer) }
        return BranchDocument(
            plot: plot.id, utility: utility, crs: scene.system.label, unreachable: nil,
            from: SourceReference(layer: branch.layer.rawValue, feature: branch.feature),
            groundLength: survey.groundLength, gridLength: survey.gridLength,
            line: try writer.geoJSON(.line([branch.start, branch.end])), crossings: survey.crossings,
            lengthsBySurface: survey.lengthsBySurface, findings: findings)
    }
}
