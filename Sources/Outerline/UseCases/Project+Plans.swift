import CityFiles
import CityModel
import Foundation
import Geometry
import Vocabulary

/// Which plots and utilities a route command is for.
public struct RouteSelection: Sendable {
    /// Nil for all plots.
    public var plot: String?
    /// Empty for all utilities the project has a source for.
    public var utilities: [Utility]

    public init(plot: String?, utilities: [Utility] = []) {
        self.plot = plot
        self.utilities = utilities
    }
}

/// How routes are planned.
public struct PlanOptions: Sendable {
    /// A rates file in the place of the project's.
    public var rates: String?
    /// Metres around a plot in which sources are looked for; nil for the usual ones.
    public var reach: Double?
    /// Nominal diameter in millimetres.
    public var diameter: Double?
    /// What is looked for beside the cheapest route.
    public var regimes: Set<Regime>
    /// Geometry in longitude and latitude.
    public var wgs84: Bool

    public init(
        rates: String? = nil, reach: Double? = nil, diameter: Double? = nil, regimes: Set<Regime> = [],
        wgs84: Bool = false
    ) {
        self.rates = rates
        self.reach = reach
        self.diameter = diameter
        self.regimes = regimes
        self.wgs84 = wgs84
    }
}

/// One question of a batch: a plot and a utility.
public struct PlanKey: Hashable, Codable, Sendable {
    public var plot: String
    public var utility: Utility

    public init(plot: String, utility: Utility) {
        self.plot = plot
        self.utility = utility
    }
}

extension Project {
    /// The planned routes of a selection, one document per plot and utility in the order of plots and utilities.
    ///
    /// - Parameters:
    ///   - jobs: workers for all plots; the answer does not depend on it.
    ///   - done: what an earlier run has answered, from the first question on; not planned again.
    ///   - made: what is made of a document, by the worker that planned it.
    ///   - emit: called in order by the caller's thread, with how many questions are answered, of how many.
    /// - Throws: ``Problem`` `RTE-310` if `done` is no beginning of this selection's questions.
    public func plans<Output: Sendable>(
        _ selection: RouteSelection, _ options: PlanOptions, jobs: Int = 1, after done: [PlanKey] = [],
        making made: @Sendable @escaping (PlanDocument) throws -> Output,
        _ emit: (Output, _ done: Int, _ total: Int) throws -> Void
    ) throws {
        try requireLayer(.plots)
        var desk = try planningDesk(options)
        let utilities = try utilities(selection)
        if let id = selection.plot {
            let plot = try self.plot(id)
            let keys = utilities.map { PlanKey(plot: id, utility: $0) }
            try requireBeginning(done, of: keys)
            let route = RouteDesk(desk)
            for (index, utility) in utilities.enumerated().dropFirst(done.count) {
                let document = try route.document(for: plot, utility, options)
                try emit(try made(document), index + 1, keys.count)
            }
            return
        }
        // Many plots: the city is read once, then shared by the workers.
        let whole = try CityWindow(city, in: try wholeCity())
        desk.city = whole
        let plots = whole.features(of: .plots)
        let keys = plots.flatMap { plot in utilities.map { PlanKey(plot: plot.id, utility: $0) } }
        try requireBeginning(done, of: keys)
        let shared = desk
        var answered = done.count
        try OrderedWork.run(Array(keys.indices.dropFirst(done.count)), jobs: jobs) {
            RouteDesk(shared)
        } _: { desk, index in
            try made(
                try desk.document(for: plots[index / utilities.count], keys[index].utility, options))
        } emit: {
            answered += 1
            try emit($0, answered, keys.count)
        }
    }

    private func requireBeginning(_ done: [PlanKey], of keys: [PlanKey]) throws {
        guard let index = done.indices.first(where: { $0 >= keys.count || done[$0] != keys[$0] }) else {
            return
        }
        let wanted =
            index < keys.count ? "plot \(keys[index].plot), \(keys[index].utility.rawValue)" : "the end"
        throw Problem(
            .planFileOther,
            "answer \(index + 1) is for plot \(done[index].plot), \(done[index].utility.rawValue), not for \(wanted)",
            help: "resume with the project and options the file was begun with, or begin another file")
    }

    func planningDesk(_ options: PlanOptions) throws -> PlanningDesk {
        var desk = try planningDesk(rates: options.rates)
        desk.wgs84 = options.wgs84
        if let reach = options.reach { desk.reach = reach }
        return desk
    }
}
