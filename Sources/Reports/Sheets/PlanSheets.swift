import CityModel
import Drawing
import Foundation
import Geometry
import RouteSurvey
import Vocabulary

/// The plan sheets of a route: true to scale, one or several with match lines.
public struct PlanSheets: Sendable {
    public let options: SheetOptions
    let sheets: [PlanSheet]

    /// A page of a document.
    public struct Page: Sendable {
        public var size: Extent
        /// From 1.
        public var number: Int
        /// 1 to so many.
        public var scale: Double
        public var draw: @Sendable (Canvas) -> Void
    }

    /// - Complexity: O(route points × sheets); drawing looks at every feature of the scene once a sheet.
    public init(_ scene: SheetScene, _ options: SheetOptions = SheetOptions()) {
        self.options = options
        let frame = SheetFrame(options)
        let parts = Self.parts(
            route: scene.route, plot: scene.plot.shape.box,
            crossings: Self.uncut(scene.crossings), options)
        var chainage = 0.0
        let chainages = scene.route.indices.map { index in
            if index > 0 { chainage += scene.route[index - 1].distance(to: scene.route[index]) }
            return chainage
        }
        sheets = parts.indices.map { index in
            PlanSheet(
                scene: scene, options: options, frame: frame, parts: parts, index: index,
                chainages: chainages)
        }
    }

    /// In the order of the route; at least one.
    public var pages: [Page] {
        sheets.map { sheet in
            Page(size: sheet.frame.paper, number: sheet.index + 1, scale: sheet.view.scale) { sheet.draw($0) }
        }
    }

    /// All sheets in one PDF.
    ///
    /// - Throws: ``Problem`` `DRW-101`.
    public func pdf(_ about: Pages.About) throws -> Data {
        try Pages.pdf(about) { book in
            for page in pages { book.page(page.size, page.draw) }
        }
    }

    /// The ground that the sheets of a route show: what a scene has to hold.
    ///
    /// - Parameter crossings: chainages in which sheets are not parted.
    public static func window(
        route: [Point], plot: Box, crossings: [ClosedRange<Double>] = [], _ options: SheetOptions
    ) -> Box {
        parts(route: route, plot: plot, crossings: crossings, options)
            .reduce(Box.empty) { $0.union($1.view.groundBox) }
    }

    /// The chainages in which no match line should lie: roads, water and railways that are crossed.
    public static func uncut(_ crossings: [SheetScene.CrossingMark]) -> [ClosedRange<Double>] {
        crossings.filter {
            [.roads, .water, .railways].contains($0.crossing.layer) && $0.crossing.kind == .crosses
                && (0...60).contains($0.crossing.length)
        }
        .map { $0.crossing.from...$0.crossing.to }
    }

    private static func parts(
        route: [Point], plot: Box, crossings: [ClosedRange<Double>], _ options: SheetOptions
    ) -> [SheetPart] {
        SheetSplit(route: route, plot: plot, crossings: crossings, map: SheetFrame(options).map)
            .parts(scale: options.scale)
    }
}
