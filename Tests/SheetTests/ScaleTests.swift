import CityModel
import Drawing
import Foundation
import Geometry
import Testing

@testable import Reports

/// Drawn distances against distances on the ground.
struct ScaleTests {
    @Test(
        "The route in the file is as long as on the ground, within 0.1 mm on paper",
        arguments: [
            SheetOptions(paper: .a3), SheetOptions(paper: .a3, isLandscape: false), SheetOptions(paper: .a4),
            SheetOptions(paper: .a4, isLandscape: false), SheetOptions(paper: .a3, scale: 1000),
            SheetOptions(paper: .a4, scale: 250),
        ])
    func trueScale(options: SheetOptions) throws {
        for (name, make) in Scenes.all where ["ninety", "long"].contains(name) {
            let scene = try make()
            let sheets = PlanSheets(scene, options)
            for sheet in sheets.sheets.prefix(2) {
                let data = try Pages.svg(sheet.frame.paper, language: "zh-cn") { sheet.draw($0) }
                let file = try SVGPaths(data)
                #expect(abs(file.size.width - sheet.frame.paper.width) < 0.01)
                let colour = percent(scene.routeSymbol.line?.halo?.colour)
                let width = try #require(scene.routeSymbol.line?.halo?.width)
                // The legend has a sample of the same pen, 8 mm long.
                let drawn = file.strokes.filter {
                    zip($0.colour, colour).allSatisfy { abs($0 - $1) < 0.01 } && abs($0.width - width) < 0.001
                        && $0.points.allSatisfy { $0.y < sheet.frame.map.bottom }
                }
                let points = try #require(drawn.first?.points, "\(name) \(sheet.index)")
                let path = sheet.path
                #expect(points.count == path.count, "\(name)")
                for ((a, b), (p, q)) in zip(zip(points, points.dropFirst()), zip(path, path.dropFirst())) {
                    let paper = hypot(b.x - a.x, b.y - a.y)
                    #expect(abs(paper - p.distance(to: q) * 1000 / sheet.view.scale) < 0.1, "\(name)")
                }
                // As the crow flies, too: the angles are those of the ground.
                if let a = points.first, let b = points.last, let p = path.first, let q = path.last {
                    #expect(
                        abs(hypot(b.x - a.x, b.y - a.y) - p.distance(to: q) * 1000 / sheet.view.scale) < 0.1)
                }
            }
        }
    }

    private func percent(_ hex: String?) -> [Double] {
        hex.flatMap(Colour.init(hex:)).map { [$0.red * 100, $0.green * 100, $0.blue * 100] } ?? []
    }

    @Test(
        "A place on paper and its place on the ground are the same, turned or not",
        arguments: [0.0, 37, -90, 61.5])
    func thereAndBack(turn: Double) {
        let view = SheetView(
            centre: Scenes.at(10, 20), scale: 500, turn: turn,
            map: Frame(x: 31, y: 11, width: 378, height: 219))
        for place in [Scenes.at(0, 0), Scenes.at(50, -30), Scenes.at(-80, 44)] {
            #expect(view.ground(view.spot(place)).distance(to: place) < 1e-6)
        }
        // North lies `turn` degrees clockwise from the top of the paper.
        let (foot, tip) = (view.spot(Scenes.at(10, 20)), view.spot(Scenes.at(10, 30)))
        #expect(abs(atan2(tip.x - foot.x, foot.y - tip.y) * 180 / .pi - turn) < 1e-6)
    }

    @Test("The largest scale at which the route fits is taken; a long one gets sheets of 1:500")
    func scales() throws {
        func plan(_ scene: SheetScene, _ options: SheetOptions = SheetOptions()) -> [Double] {
            PlanSheets(scene, options).pages.map(\.scale)
        }
        #expect(plan(try Scenes.short()) == [200])
        #expect(plan(try Scenes.ninety()) == [500])
        #expect(plan(try Scenes.ninety(), SheetOptions(paper: .a4)) == [500])
        #expect(plan(try Scenes.long()) == [500, 500, 500, 500])
        #expect(plan(try Scenes.long(), SheetOptions(scale: 1000)) == [1000, 1000])
        // Ten kilometres would be more than six sheets of 1:1000.
        let far = try Scenes.scene([(0, 0), (10_000, 0)])
        #expect(Set(plan(far)) == [2000])
        // A route without length: served from the spot.
        #expect(plan(try Scenes.scene([(0, 0), (0, 0)])).count == 1)
    }
}
