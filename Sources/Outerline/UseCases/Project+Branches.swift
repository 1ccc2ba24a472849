import CityFiles
import CityModel
import Geometry
import RoutePlanner
import RouteSurvey
import Vocabulary

/// Where the time of a batch of branches went, in milliseconds; with several workers the sum of theirs.
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
    /// - Parameters:
    ///   - jobs: workers for all plots; the answer does not depend on it.
    ///   - made: what is made of a document, by the worker that found it.
    ///   - emit: called in order, by the caller's thread.
    /// - Returns: where the time went.
    @discardableResult
    public func branches<Output: Sendable>(
        _ selection: RouteSelection, rates: String? = nil, wgs84: Bool = false, jobs: Int = 1,
        making made: @Sendable @escaping (BranchDocument) throws -> Output, _ emit: (Output) throws -> Void
    ) throws -> BranchTiming {
        try requireLayer(.plots)
        var timing = BranchTiming()
        let utilities = try utilities(selection)
        if let id = selection.plot {
            let plot = try self.plot(id)
            timing.plots = 1
            for utility in utilities {
                let surveyor = try timing.measure(\.load) {
                    try BranchSurveyor(try branchScene(around: plot, utility, rates: rates, wgs84: wgs84))
                }
                let document = try timing.measure(\.query) { try surveyor.document(for: plot, utility) }
                try timing.measure(\.output) { try emit(try made(document)) }
            }
            return timing
        }
        let (scene, plots) = try timing.measure(\.load) {
            let whole = try CityWindow(city, in: try wholeCity())
            let scene = try branchScene(of: whole, utilities, rates: rates, wgs84: wgs84)
            return (scene, whole.features(of: .plots))
        }
        timing.plots = plots.count
        let batches = stride(from: 0, to: plots.count, by: Self.plotsPerBatch).map {
            plots[$0..<min($0 + Self.plotsPerBatch, plots.count)]
        }
        try OrderedWork.run(batches, jobs: jobs, worker: { try BranchSurveyor(scene) }) { surveyor, batch in
            var spent = BranchTiming()
            var outputs: [Output] = []
            for plot in batch {
                let redLine = spent.measure(\.query) { RedLine(plot.shape.polygons) }
                for utility in utilities {
                    let document = try spent.measure(\.query) {
                        try surveyor.document(for: plot, redLine, utility)
                    }
                    outputs.append(try spent.measure(\.output) { try made(document) })
                }
            }
            return (outputs, spent)
        } emit: { (outputs: [Output], spent: BranchTiming) in
            timing.query += spent.query
            timing.output += spent.output
            try timing.measure(\.output) { for output in outputs { try emit(output) } }
        }
        return timing
    }

    /// Plots a worker takes at a time: a branch is found so fast that handing over each would cost as much.
    private static let plotsPerBatch = 64

    /// The whole of a window, with a finder for each utility.
    func branchScene(
        of window: CityWindow, _ utilities: [Utility], rates: String?, wgs84: Bool
    ) throws -> BranchScene {
        let rates = try self.rates(rates)
        let held = Set(try heldStubs().keys)
        var finders: [Utility: BranchFinder] = [:]
        for utility in utilities {
            let sources = QualifyingSources(utility: utility, rates: rates, plot: nil, takenStubs: held)
            finders[utility] = BranchFinder(sources.all(in: window, box: nil))
        }
        return BranchScene(window, finders: finders, rates: rates, system: try system(), wgs84: wgs84)
    }

    /// The window that surely holds the source nearest to one plot.
    private func branchScene(
        around plot: Feature, _ utility: Utility, rates: String?, wgs84: Bool
    ) throws -> BranchScene {
        let rates = try self.rates(rates)
        let sources = QualifyingSources(
            utility: utility, rates: rates, plot: plot.id, takenStubs: Set(try heldStubs().keys))
        let (finder, reach) = try nearest(to: plot) { BranchFinder(try sources.all(in: city, box: $0)) }
        let window = try CityWindow(city, in: plot.shape.box.grown(by: reach + 50))
        return BranchScene(
            window, finders: [utility: finder], rates: rates, system: try system(), wgs84: wgs84)
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
