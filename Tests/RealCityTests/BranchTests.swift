import CityFiles
import CityModel
import Geometry
import ProjectFile
import RouteSurvey
import Testing
import Vocabulary

@testable import Outerline

/// Straight branches in real cities against Shapely: 1 000 plots and three utilities each.
@Suite("Real cities", .enabled(if: RealCity.folder != nil, "no real data: set OUTERLINE_DATA"))
struct BranchTests {
    /// Where two mains, or two places of one, are equally near, either is right and crosses other ground.
    private static let mostTies = 0.01

    private struct Branch: Hashable {
        var plot: String
        var utility: String
    }

    @Test(
        "every branch is as long as Shapely's within 1 mm and crosses as much within 2 mm",
        arguments: RealCity.all)
    func oracle(_ city: RealCity) throws {
        let crossed = Dictionary(grouping: try city.oracle("crossings")) { row in
            Branch(plot: row["plot"] ?? "", utility: row["medium"] ?? "")
        }
        let rows = try city.oracle("lines")
        #expect(rows.count == 3000)
        try city.withProject([.plots, .mains, .roads, .greens]) { project in
            let window = try CityWindow(project.city, in: try project.wholeCity())
            let scene = try project.branchScene(of: window, Utility.allCases, rates: nil, wgs84: false)
            let surveyor = try BranchSurveyor(scene)
            var ties = 0
            for row in rows {
                let key = Branch(plot: row["plot"] ?? "", utility: row["medium"] ?? "")
                let plot = try #require(window.feature(key.plot, of: .plots))
                let utility = try #require(Utility(rawValue: key.utility))
                let branch = try surveyor.document(for: plot, utility)
                let expected = try number(row, "dist")
                #expect(abs((branch.gridLength ?? .infinity) - expected) < 0.001, "\(key)")
                guard try isSameLine(branch, row) else {
                    ties += 1
                    continue
                }
                for (layer, kind) in [(LayerName.roads, "road"), (.greens, "green")] {
                    let theirs = try (crossed[key] ?? []).filter { $0["kind"] == kind }.map {
                        (from: try number($0, "enter"), to: try number($0, "exit"))
                    }
                    let ours = branch.crossings.filter { $0.layer == layer && $0.kind != .strip }
                    let difference = union(ours.map { ($0.from, $0.to) }) - union(theirs)
                    #expect(abs(difference) < 0.002, "\(key) \(layer.rawValue)")
                }
                let surfaces = branch.lengthsBySurface.values.reduce(0, +)
                #expect(abs(surfaces - (branch.gridLength ?? 0)) < 1e-6, "\(key)")
            }
            #expect(Double(ties) < Self.mostTies * Double(rows.count), "\(ties) ties")
        }
    }

    /// True if both lines end at the same places within a centimetre; the table is rounded to 0.1 mm.
    private func isSameLine(_ branch: BranchDocument, _ row: [String: String]) throws -> Bool {
        guard case .lines(let lines)? = branch.line?.shape, let start = lines[0].first,
            let end = lines[0].last
        else {
            return false
        }
        let (a, b) = (
            Point(try number(row, "x0"), try number(row, "y0")),
            Point(try number(row, "x1"), try number(row, "y1"))
        )
        // A branch of length 0 lies somewhere in the plot.
        return try number(row, "dist") == 0 || (start.distance(to: a) < 0.01 && end.distance(to: b) < 0.01)
    }

    private func number(_ row: [String: String], _ column: String) throws -> Double {
        try #require(row[column].flatMap(Double.init), "\(column) of \(row)")
    }

    /// The length covered by at least one stretch.
    private func union(_ stretches: [(from: Double, to: Double)]) -> Double {
        var (total, reached) = (0.0, -Double.infinity)
        for stretch in stretches.sorted(by: { $0.from < $1.from }) {
            total += max(0, stretch.to - max(stretch.from, reached))
            reached = max(reached, stretch.to)
        }
        return total
    }
}
