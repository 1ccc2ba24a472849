import CityFiles
import CityModel
import Foundation
import Geometry
import ProjectFile
import Testing
import Vocabulary

@testable import Outerline

/// Planned routes in real cities; minutes in a debug build, so only with `OUTERLINE_LONG=1`.
@Suite(
    "Real routes", .enabled(if: RealCity.folder != nil, "no real data: set OUTERLINE_DATA"),
    .enabled(if: RealCity.isLong, "set OUTERLINE_LONG=1 to plan in real cities"))
struct PlanTests {
    /// Grid metres of a route inside buildings that are put down to rounding.
    private static let tolerance = 1e-6

    @Test("100 plots: a legal, consistent route or a named reason", arguments: RealCity.all)
    func plans(_ city: RealCity) throws {
        // The tables hold 1 000 plots drawn by a hash of their ids; every tenth of these, one utility each.
        let rows = try city.oracle("lines").enumerated().filter { $0.offset % 30 == ($0.offset / 30) % 3 }
        try city.withProject([.plots, .mains, .roads, .greens, .water, .buildings]) { project in
            let engine = GeometryEngine()
            var planned = 0
            for (_, row) in rows {
                let (plot, medium) = (row["plot"] ?? "", row["medium"] ?? "")
                let utility = try #require(Utility(rawValue: medium))
                try project.plans(
                    RouteSelection(plot: plot, utilities: [utility]), PlanOptions(), making: { $0 }
                ) { document, _, _ in
                    if document.alternatives.isEmpty {
                        #expect(document.unreachable?.message.isEmpty == false, "\(plot) \(medium)")
                    }
                    for route in document.alternatives {
                        planned += 1
                        let inside = try insideBuildings(route.line.shape, project, engine)
                        #expect(inside <= Self.tolerance, "\(plot) \(medium)")
                        let surfaces = route.lengthsBySurface.values.reduce(0, +)
                        #expect(abs(surfaces - route.gridLength) < 1e-6, "\(plot) \(medium)")
                        #expect(route.lowerBound <= route.cost && route.gap >= 0, "\(plot) \(medium)")
                        #expect(abs(route.line.shape.length - route.gridLength) < 1e-6, "\(plot) \(medium)")
                    }
                }
            }
            #expect(rows.count == 100)
            #expect(planned > rows.count / 2)
        }
    }

    /// How much of a line GEOS finds inside the buildings as they were imported, in grid metres.
    ///
    /// Overlaid in millimetres from the line's start, so that the overlay's grid is a micrometre.
    private func insideBuildings(_ line: Shape, _ project: Project, _ engine: GeometryEngine) throws -> Double
    {
        let origin = line.box.center
        func local(_ point: Point) -> Point {
            Point((point.x - origin.x) * 1000, (point.y - origin.y) * 1000)
        }
        let route = line.mapPoints(local)
        return try project.city.features(of: .buildings, in: line.box).reduce(0) { sum, building in
            sum + (try engine.intersection(building.shape.mapPoints(local), route).length) / 1000
        }
    }
}
