import CityModel
import Coordinator
import Digest
import Foundation
import Geometry
import Ledger
import PermitPolicy
import ProjectFile
import RoutePlanner
import Vocabulary

extension Project {
    /// The routes a case can take, planned now under every regime, with those left out and why.
    ///
    /// Nothing is kept: the same project, day and diameter give the same routes.
    ///
    /// - Throws: ``Problem`` if there is no such case, or it has no plot.
    public func alternatives(
        of id: String, diameter: Double? = nil, wgs84: Bool = false
    ) throws -> RouteListDocument {
        let state = try existing(id)
        let (plot, desk) = try routing(state)
        let question = RouteQuestion(state, plot, diameter: diameter, day: self.desk.today)
        let planner = RouteDesk(desk)
        var document = RouteListDocument(
            caseID: state.id.rawValue, plot: plot.id, utility: state.utility, day: self.desk.today,
            crs: desk.system.label, currency: desk.rates.currency, inputSHA256: try inputHash(question))
        document.present = state.route.map(RouteListDocument.Present.init)
        switch try planner.routes(question, regimes: Set(Regime.allCases)) {
        case .unreachable(let why):
            document.unreachable = UnreachableDocument(why, question, reach: desk.reach)
        case .routed(let choice):
            document.dropped = choice.dropped
            document.routes = try choice.routes.map { route in
                RouteListDocument.Item(
                    route, beside: choice.routes[0], present: state.route?.sha256,
                    try planner.alternative(route, GeometryWriter(desk.system, wgs84: wgs84)))
            }
            document.present?.isListed = document.routes.contains(where: \.isChosen)
        }
        return document
    }

    /// Chooses one of the routes of ``alternatives(of:diameter:wgs84:)`` for a case; the others are recorded beside it.
    ///
    /// - Parameters:
    ///   - name: such as `no_road_digging` or `within_threshold:ROAD_LENGTH`.
    ///   - line: the beginning of the SHA-256 the route's line was listed with; nil takes the route as it is now.
    /// - Throws: ``Problem`` `RTE-308` if no route reaches the plot, `RTE-313` if none has that name, `RTE-314` if its
    ///   line is another by now, `CAS-1xx` if the case refuses in its state, `CAS-1xx` for a stub somebody else holds.
    public func chooseRoute(
        _ id: String, named name: String, expecting line: String? = nil, diameter: Double? = nil,
        effective day: Day
    ) throws -> CaseDocument {
        let state = try existing(id)
        let (plot, desk) = try routing(state)
        let question = RouteQuestion(state, plot, diameter: diameter, day: day)
        let choice = try choice(
            for: id, RouteDesk(desk).routes(question, regimes: Set(Regime.allCases)))
        let route = try choice.route(named: name, of: "case '\(id)'")
        if let line, !route.lineSHA256.hasPrefix(line.lowercased()) {
            throw Problem(
                .routeChanged, "route '\(name)' of case '\(id)' is not the one with line \(line)",
                at: .init(file: path), help: "the project has changed; list the routes again: 'route list'")
        }
        return try adopt(
            route, for: id, among: choice, inputSHA256: try inputHash(question), effective: day)
    }

    /// A fingerprint of what a plan of a question depends on: the question, rules, imported layers and taken stubs.
    func inputHash(_ question: RouteQuestion) throws -> String {
        var layers: [String: String] = [:]
        for logged in try ledger.entries(of: .project) {
            if case .layerImported(let layer) = logged.entry.event { layers[layer.layer] = layer.sha256 }
        }
        let rules = try file.storedFiles().filter { !$0.name.hasPrefix("calendars/") }.map {
            "\($0.name) \($0.sha256)"
        }
        let stubs = try heldStubs().filter { $0.value != question.holder }.map { "\($0.key) \($0.value)" }
        let stated = String(decoding: try JSONText.line(question.stated), as: UTF8.self)
        let lines =
            [
                "plot \(question.plot.id)", "utility \(question.utility.rawValue)",
                "user \(question.userType?.rawValue ?? "")", "dn \(question.diameter.map { "\($0)" } ?? "")",
                "day \(question.day.map { "\($0)" } ?? "")", "stated \(stated)",
            ] + layers.map { "layer \($0.key) \($0.value)" }.sorted() + rules.sorted()
            + stubs.map { "stub \($0)" }.sorted()
        return SHA256.hex(of: Data(lines.joined(separator: "\n").utf8))
    }
}

extension JudgedRoute {
    /// SHA-256 of the line's WKB, as the record of a chosen route keeps it.
    var lineSHA256: String { SHA256.hex(of: Data(WKB.encode(.line(line)))) }
}
