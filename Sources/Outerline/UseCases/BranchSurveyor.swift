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
    /// What all plots of one utility have in common.
    private final class Trade {
        let finder: BranchFinder
        let stripWidth: Double
        /// What is unknown about a source, by its position among the finder's; many plots share one main.
        var sourceFindings: [Int: [Finding]] = [:]

        init(_ finder: BranchFinder, stripWidth: Double) {
            self.finder = finder
            self.stripWidth = stripWidth
        }
    }

    private let scene: BranchScene
    private let surveyor: RouteSurveyor
    private let writer: GeometryWriter
    private let findings: SurveyFindings
    private let trades: [Utility: Trade]

    init(_ scene: BranchScene) throws {
        self.scene = scene
        surveyor = try RouteSurveyor(scene.surveyed, system: scene.system)
        writer = try GeometryWriter(scene.system, wgs84: scene.wgs84)
        findings = SurveyFindings(scene.rates, nil, scene.city)
        var trades: [Utility: Trade] = [:]
        for (utility, finder) in scene.finders {
            trades[utility] = Trade(finder, stripWidth: scene.rates.strip(for: utility, dn: nil).total)
        }
        self.trades = trades
    }

    func document(for plot: Feature, _ utility: Utility) throws -> BranchDocument {
        try document(for: plot, RedLine(plot.shape.polygons), utility)
    }

    /// - Parameter redLine: that of `plot`, made once for all utilities.
    func document(for plot: Feature, _ redLine: RedLine, _ utility: Utility) throws -> BranchDocument {
        guard let trade = trades[utility], let branch = trade.finder.branch(to: redLine) else {
            return BranchDocument(
                plot: plot.id, utility: utility, crs: scene.system.label,
                unreachable: UnreachableDocument(
                    .noSourceInReach, "no main or stub for \(utility.rawValue) in the project qualifies",
                    zh: "项目中没有可接驳的\(utility.zh)主管或预留口"),
                from: nil, groundLength: nil, gridLength: nil, line: nil, crossings: [],
                lengthsBySurface: [:], findings: [])
        }
        let line = [branch.start, branch.end]
        let survey = try surveyor.survey(line, stripWidth: trade.stripWidth, plot: plot.id)
        return BranchDocument(
            plot: plot.id, utility: utility, crs: scene.system.label, unreachable: nil,
            from: SourceReference(layer: branch.layer.rawValue, feature: branch.feature),
            groundLength: survey.groundLength, gridLength: survey.gridLength,
            line: try writer.geoJSON(.line(line)), crossings: survey.crossings,
            lengthsBySurface: survey.lengthsBySurface,
            findings: try findings.findings(survey) + sourceFindings(branch, trade))
    }

    private func sourceFindings(_ branch: StraightBranch, _ trade: Trade) -> [Finding] {
        if let known = trade.sourceFindings[branch.source] { return known }
        let found = scene.city.feature(branch.feature, of: branch.layer).map {
            QualifyingSources.findings(for: $0, in: branch.layer)
        }
        trade.sourceFindings[branch.source] = found ?? []
        return found ?? []
    }
}
