import CityModel
import Drawing
import Foundation
import Geometry
import PermitPolicy
import RouteSurvey

/// What is written on the map, the most important first.
extension PlanSheet {
    func labels(_ canvas: Canvas) -> LabelPlacer {
        var placer = LabelPlacer(map: view.map)
        let margins = self.margins
        placer.take(LabelBox(margins.northFrame))
        placer.take(LabelBox(margins.scaleFrame))
        obstruct(&placer)
        let measure: (String, TextStyle) -> Extent = { canvas.measure($0, $1) }
        let requests =
            crossingLabels(measure) + stationLabels(measure) + matchLabels(measure) + sourceLabels(measure)
            + routeLabel(measure) + tickLabels(measure) + plotLabels(measure) + alternativeLabels(measure)
            + cityLabels(canvas)
        for request in requests { placer.place(request, measure: measure) }
        return placer
    }

    private func obstruct(_ placer: inout LabelPlacer) {
        placer.take(line: view.spots(path), width: 1.3)
        for chainage in ticks {
            let (spot, along) = place(chainage)
            placer.take(
                LabelBox(
                    Spot(spot.x + along.y * 1.2, spot.y - along.x * 1.2),
                    Spot(spot.x - along.y * 1.2, spot.y + along.x * 1.2), width: 0.3))
        }
        for station in stations {
            placer.take(LabelBox(centre: view.spot(station.point), width: 1.8, height: 1.8))
        }
        for point in (scene.features[.stubs] ?? []).flatMap(\.shape.places) {
            placer.take(LabelBox(centre: view.spot(point), width: 1.9, height: 1.9))
        }
        for (_, _, line) in matchLines { placer.take(LabelBox(line.0, line.1, width: 0.6)) }
        for line in (scene.alternatives.map(\.line) + beyond).flatMap(visible) {
            placer.dislike(line: line, width: 0.4)
        }
        for layer in [LayerName.mains, .lines, .railways] {
            for line in (scene.features[layer] ?? []).flatMap(\.shape.outlines).flatMap(visible) {
                placer.dislike(line: line, width: 0.6)
            }
        }
        for line in scene.plot.shape.outlines.flatMap(visible) { placer.dislike(line: line, width: 0.7) }
    }

    private func visible(_ line: [Point]) -> [[Spot]] {
        view.map.clipped(line: thinned(view.spots(line), closer: 0.3))
    }

    // MARK: - Works

    private func crossingLabels(_ measure: (String, TextStyle) -> Extent) -> [LabelRequest] {
        crossings.map { mark in
            let middle = (max(mark.crossing.from, part.from) + min(mark.crossing.to, part.to)) / 2
            let (spot, along) = place(middle)
            var places: [LabelRequest.Place] = []
            for distance in [7.0, 9.5, 12.5, 16, 21] {
                for lean in [0.0, 25, -25, 45, -45] {
                    for side in [-1.0, 1] {
                        let (c, s) = (cos(lean * .pi / 180), sin(lean * .pi / 180))
                        let across = Spot(-along.y * side, along.x * side)
                        places.append(
                            LabelRequest.Place(
                                centre: Spot(
                                    spot.x + (across.x * c + along.x * s) * distance,
                                    spot.y + (across.y * c + along.y * s) * distance), leader: spot))
                    }
                }
            }
            return LabelRequest(
                text: "\(mark.number)", style: TextStyle(2.6, bold: true), places: places, isCircled: true)
        }
    }

    private func stationLabels(_ measure: (String, TextStyle) -> Extent) -> [LabelRequest] {
        let ends = stations.filter(isEnd).map { station in
            ("\(station.label) \(CrossingWords.chainage(station.chainage))", station, 2.5)
        }
        let inner = stationGroups.filter(isNamed).map { group in
            (Self.name(group), group[group.count / 2], group.contains(where: \.isBend) ? 2.3 : 2.0)
        }
        return (ends + inner).map { text, station, size in
            let style = TextStyle(size, bold: true, halo: .white)
            return LabelRequest(
                text: text, style: style,
                places: LabelPlaces.around(view.spot(station.point), measure(text, style), gap: 1.4))
        }
    }

    private func isEnd(_ station: SheetScene.Station) -> Bool {
        station.label == scene.stations.first?.label || station.label == scene.stations.last?.label
    }

    /// Bends always; points on a straight only where they do not crowd a bend or an end.
    private func isNamed(_ group: [SheetScene.Station]) -> Bool {
        group.contains(where: \.isBend)
            || group.allSatisfy { point in
                stations.allSatisfy {
                    !($0.isBend || isEnd($0)) || view.paper(abs($0.chainage - point.chainage)) >= 5
                }
            }
    }

    /// Points between start and end; those that lie less than 5 mm on paper behind one another share a label.
    var stationGroups: [[SheetScene.Station]] {
        var groups: [[SheetScene.Station]] = []
        for station in stations where !isEnd(station) {
            if let last = groups.last?.last, view.paper(station.chainage - last.chainage) < 5 {
                groups[groups.count - 1].append(station)
            } else {
                groups.append([station])
            }
        }
        return groups
    }

    /// `J3`, `J3～J6`: the bends of a group; its other points where it has none.
    private static func name(_ group: [SheetScene.Station]) -> String {
        let bends = group.filter(\.isBend)
        let named = bends.isEmpty ? group : bends
        guard let first = named.first, let last = named.last else { return "" }
        return named.count == 1 ? first.label : "\(first.label)～\(last.label)"
    }

    private func matchLabels(_ measure: (String, TextStyle) -> Extent) -> [LabelRequest] {
        matchLines.map { chainage, other, line in
            let text = language.say(
                "match line \(CrossingWords.chainage(chainage)), see sheet \(other)",
                "接图线 \(CrossingWords.chainage(chainage))　接第 \(other) 张")
            let style = TextStyle(2.8, bold: true, halo: .white)
            return LabelRequest(
                text: text, style: style,
                places: LabelPlaces.along(
                    [[line.0, line.1]], width: measure(text, style).width, offset: 2.7))
        }
    }

    private func sourceLabels(_ measure: (String, TextStyle) -> Extent) -> [LabelRequest] {
        guard let source = scene.source, let start = scene.stations.first,
            part.from <= start.chainage + 0.001
        else { return [] }
        let kind =
            scene.sourceLayer == .stubs
            ? language.say("reserved stub", "预留接口") : language.say("existing main", "现状主管")
        let size = source.number("dn_mm").map { " DN\(ReportWords.number($0, 0))" } ?? ""
        let text = "\(kind) \(CrossingWords.oneLine(source.id))\(size)"
        let style = TextStyle(2.5, colour: scene.routeTextColour, halo: .white)
        let (spot, along) = place(start.chainage)
        let places = LabelPlaces.around(spot, measure(text, style), gap: 4, distances: [8, 12, 17])
        // Behind the start there is more room than along the route.
        func isBehind(_ place: LabelRequest.Place) -> Bool {
            (place.centre.x - spot.x) * along.x + (place.centre.y - spot.y) * along.y < 0
        }
        return [
            LabelRequest(
                text: text, style: style, places: places.filter(isBehind) + places.filter { !isBehind($0) })
        ]
    }

    private func routeLabel(_ measure: (String, TextStyle) -> Extent) -> [LabelRequest] {
        let kind = language.say(scene.routeSymbol.en, scene.routeSymbol.zh)
        let size = scene.diameterText ?? language.say("DN by design", "管径按设计")
        let text = "\(kind) \(size)　L=\(ReportWords.number(scene.groundLength, 2)) m"
        let style = TextStyle(2.8, bold: true, colour: scene.routeTextColour, halo: .white)
        let width = measure(text, style).width
        let spots = view.spots(path)
        // Also beside each straight: a text in the middle of the way may lie across a bend.
        let lines = [spots] + zip(spots, spots.dropFirst()).map { [$0, $1] }
        return [
            LabelRequest(
                text: text, style: style,
                // Chainages stand to the left of the way.
                places: [2.6, 5.5].flatMap {
                    LabelPlaces.along(lines, width: width, offset: $0, rightFirst: true, limit: 28)
                } + LabelPlaces.around(place((part.from + part.to) / 2).spot, measure(text, style), gap: 6))
        ]
    }

    private func tickLabels(_ measure: (String, TextStyle) -> Extent) -> [LabelRequest] {
        // Start and end say their own chainage.
        let free = ticks.filter { tick in
            stations.allSatisfy { !isEnd($0) || view.paper(abs($0.chainage - tick)) > 6 }
        }
        return free.map { chainage in
            let text = CrossingWords.wholeChainage(chainage)
            let style = TextStyle(2.0, halo: .white)
            let (spot, along) = place(chainage)
            let half = measure(text, style).width / 2
            let degrees = readable(atan2(along.x, -along.y) * 180 / .pi)
            return LabelRequest(
                text: text, style: style,
                places: [-1.0, 1].map { side in
                    LabelRequest.Place(
                        centre: Spot(
                            spot.x - along.y * side * (half + 2.2), spot.y + along.x * side * (half + 2.2)),
                        degrees: degrees)
                }, padding: 0.25)
        }
    }

    private func plotLabels(_ measure: (String, TextStyle) -> Extent) -> [LabelRequest] {
        let symbol = scene.style.symbol(.redLine)
        let colour = MapPainter.colour(symbol.label?.colour ?? "#c00000")
        let line = shortened(
            language.say("red line of plot \(scene.plotNumber)", "用地红线 \(scene.plotNumber)"), measure,
            TextStyle(2.5))
        let style = TextStyle(2.5, colour: colour, halo: .white)
        let edges = scene.plot.shape.outlines.flatMap(visible)
        // Another sheet of the set shows it, or the plot lies all around this one.
        guard !edges.isEmpty else { return [] }
        // Best where the route reaches the plot.
        let end = view.spot(path.last ?? view.centre)
        func far(_ place: LabelRequest.Place) -> Double {
            hypot(place.centre.x - end.x, place.centre.y - end.y)
        }
        // Where no edge is long enough: from a corner, on a leader.
        let corner =
            edges.joined().max { hypot($0.x - end.x, $0.y - end.y) < hypot($1.x - end.x, $1.y - end.y) }
            ?? end
        var requests = [
            LabelRequest(
                text: line, style: style,
                places: LabelPlaces.along(edges, width: measure(line, style).width, offset: 2.2, limit: 24)
                    .enumerated().sorted { (far($0.element), $0.offset) < (far($1.element), $1.offset) }
                    .map(\.element)
                    + LabelPlaces.around(corner, measure(line, style), gap: 2, distances: [7, 11, 16, 22]))
        ]
        if let name = scene.plot.text("name").map({ shortened($0, measure, TextStyle(3.2)) }) {
            let style = TextStyle(3.2, colour: colour, halo: .white)
            requests.append(
                LabelRequest(
                    text: name, style: style,
                    places: areas(scene.plot).flatMap { LabelPlaces.inside($0, measure(name, style)) }))
        }
        return requests
    }

    private func alternativeLabels(_ measure: (String, TextStyle) -> Extent) -> [LabelRequest] {
        let colour = MapPainter.colour(scene.style.symbol(.alternative).label?.colour ?? "#4a4a4a")
        let style = TextStyle(2.0, colour: colour, halo: .white)
        return scene.alternatives.map { alternative in
            let text = language.say("alternative: \(alternative.title.en)", "比选：\(alternative.title.zh)")
            return LabelRequest(
                text: text, style: style,
                places: LabelPlaces.along(
                    visible(alternative.line), width: measure(text, style).width, offset: 1.8),
                mayCover: false)
        }
    }

    // MARK: - Parts

    func areas(_ feature: Feature) -> [[[Spot]]] {
        feature.shape.polygons.map { polygon in
            polygon.rings.map { view.map.clipped(ring: thinned(view.spots($0), closer: 0.2)) }
                .filter { $0.count > 2 }
        }.filter { !$0.isEmpty }
    }

    func shortened(_ text: String, _ measure: (String, TextStyle) -> Extent, _ style: TextStyle) -> String {
        var letters = Array(CrossingWords.oneLine(text))
        let most = 60.0
        if letters.count > 200 { letters = Array(letters.prefix(200)) }
        guard measure(String(letters), style).width > most else { return String(letters) }
        while letters.count > 1, measure(String(letters) + "…", style).width > most { letters.removeLast() }
        return String(letters) + "…"
    }
}

extension Shape {
    /// The points of a shape of points.
    fileprivate var places: [Point] { if case .points(let points) = self { points } else { [] } }
}

extension SheetScene {
    /// Of texts about the route: dark enough to be read.
    var routeTextColour: Colour {
        let line = routeSymbol.line
        return MapPainter.colour(line?.halo?.colour ?? line?.colour ?? "#000000")
    }
}
