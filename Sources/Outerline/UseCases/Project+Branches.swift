import CityFiles
import CityModel
import Geometry
import RoutePlanner
import RouteSurvey
import Vocabulary

/// Where the time of a batch of branches went, in milliseconds.
public struct BranchTiming: Encodable, Sendable {
    public var schema = "outerline.timing/1"
    public var plots = 0
    /// Reading the layers and building the indexes.
    public var load = 0.0
    /// Finding and surveying the branches.
    public var query = 0.0
    /// What the caller did with the documents, such as writing them.
    public var output = 0.0

    private enum CodingKeys: String, CodingKey {
        case schema, plots
        case load = "load_ms"
        case query = "query_ms"
        case output = "output_ms"
    }

    fileprivate mutating func measure<Result>(
        _ part: WritableKeyPath<BranchTiming, Double>, _ body: () throws -> Result
    ) rethrows -> Result {
        let start = ContinuousClock.now
        defer { self[keyPath: part] += (ContinuousClock.now - start) / .milliseconds(1) }
        return try body()
    }
}

extension Project {
    /// The straight branches of a selection, one document per plot and utility in the order of plots and utilities.
    ///
    /// - Returns: where the time went.
    @discardableResult
    public func branches(
        _ selection: RouteSelection, rates: String? = nil, wgs84: Bool = false,
        _ emit: (BranchDocument) throws -> Void
    ) throws -> BranchTiming {
        try requireLayer(.plots)
        var timing = BranchTiming()
        let utilities = try utilities(selection)
        if let id = selection.plot {
            let plot = try self.plot(id)
            timing.plots = 1
            for utility in utilities {
                let surveyor = try timing.measure(\.load) {
                    try branchSurveyor(around: plot, utility, rates: rates, wgs84: wgs84)
                }
                let document = try timing.measure(\.query) { try surveyor.document(for: plot, utility) }
                try timing.measure(\.output) { try emit(document) }
            }
            return timing
        }
        let (surveyor, plots) = try timing.measure(\.load) {
            let whole = try CityWindow(city, in: try wholeCity())
            let surveyor = try branchSurveyor(of: whole, utilities, rates: rates, wgs84: wgs84)
            return (surveyor, whole.features(of: .plots))
        }
        timing.plots = plots.count
        for plot in plots {
            for utility in utilities {
                let document = try timing.measure(\.query) { try surveyor.document(for: plot, utility) }
                try timing.measure(\.output) { try emit(document) }
            }
        }
        return timing
    }

    private func branchSurveyor(
        of window: CityWindow, _ utilities: [Utility], rates: String?, wgs84: Bool
    ) throws -> BranchSurveyor {
        let rates = try self.rates(rates)
        let held = Set(try heldStubs().keys)
        var finders: [Utility: BranchFinder] = [:]
        for utility in utilities {
            let sources = QualifyingSources(utility: utility, rates: rates, plot: nil, takenStubs: held)
            finders[utility] = BranchFinder(sources.all(in: window, box: nil))
        }
        return try BranchSurveyor(
            window, finders: finders, surveyed: SurveyedCity { window.features(of: $0, in: nil) },
            rates: rates,
            system: try system(), wgs84: wgs84)
    }

    /// A surveyor for the window that surely holds the source nearest to one plot.
    private func branchSurveyor(
        around plot: Feature, _ utility: Utility, rates: String?, wgs84: Bool
    ) throws -> BranchSurveyor {
        let rates = try self.rates(rates)
        let sources = QualifyingSources(
            utility: utility, rates: rates, plot: plot.id, takenStubs: Set(try heldStubs().keys))
        let (finder, reach) = try nearest(to: plot) { BranchFinder(try sources.all(in: city, box: $0)) }
        let window = try CityWindow(city, in: plot.shape.box.grown(by: reach + 50))
        return try BranchSurveyor(
            window, finders: [utility: finder], surveyed: SurveyedCity { window.features(of: $0, in: nil) },
            rates: rates, system: try system(), wgs84: wgs84)
    }

    /// A finder over a window that surely holds the source nearest to a plot, and how far that one is.
    private func nearest(to plot: Feature, _ finder: (Box?) throws -> BranchFinder) throws -> (
        BranchFinder, Double
    ) {
        let box = plot.shape.box
        var reach = 250.0
        while reach < 16_000 {
            let near = try finder(box.grown(by: reach))
            if let branch = near.branch(to: plot.shape.polygons), branch.length <= reach {
                return (near, branch.length)
            }
            reach *= 4
        }
        let all = try finder(nil)
        return (all, all.branch(to: plot.shape.polygons)?.length ?? 0)
    }
}
