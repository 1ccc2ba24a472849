import CityModel
import Geometry
import PermitPolicy
import RouteSurvey
import Vocabulary

/// Writes down what a surveyed route does as the plain facts the rules read.
///
/// Belongs to one task.
struct RouteFactsBuilder {
    var city: any CitySource
    /// The layers of the whole project, not only of the window.
    var layers: Set<LayerName>
    var surveyor: RouteSurveyor
    /// Whose control zones and no-dig periods decide how far to look and which of several dates counts.
    var pack: PolicyPack
    var day: Day

    /// The facts of a route from a source to the red line of a plot.
    ///
    /// - Parameter source: the main or stub it starts from; nil if the utility has none in reach.
    func facts(
        of line: [Point], _ survey: Survey, utility: Utility, userType: UserType?,
        source: (layer: LayerName, feature: Feature)?,
        diameter: Double?, stated: [StatedFact] = []
    ) throws -> RouteFacts {
        let districts = try districtFacts(line)
        return RouteFacts(
            utility: utility, userType: userType, groundLengthM: survey.groundLength,
            gridLengthM: survey.gridLength,
            source: source.map { sourceFacts($0.layer, $0.feature) }, plotServed: survey.gridLength == 0,
            stripWidthM: survey.stripWidth, diameterMm: diameter, inPlanningArea: try inPlanningArea(line),
            touches: try survey.crossings.map { try touch($0, line) },
            proximities: try highways(line, survey) + neighbours(line, survey),
            districts: districts, layers: Set(layers.map(\.rawValue))
        ).stating(stated)
    }

    private func sourceFacts(_ layer: LayerName, _ feature: Feature) -> SourceFacts {
        let isStub = layer == .stubs
        return SourceFacts(
            layer: layer.rawValue, feature: feature.id,
            isFree: isStub ? Stub(feature)?.state.map { $0 == .free } : nil,
            capacityKnown: isStub
                ? feature.number("capacity") != nil : feature.number("spare_capacity") != nil,
            inService: feature.boolean("in_service"))
    }

    private func touch(_ crossing: Crossing, _ line: [Point]) throws -> TouchFact {
        let features = try crossing.features.compactMap { try city.feature($0, of: crossing.layer) }
        let isTrenchless = crossing.method?.isTrenchless ?? false
        var fact = TouchFact(
            layer: crossing.layer.rawValue, features: crossing.features, name: crossing.name,
            kind: TouchFact.Kind(rawValue: crossing.kind.rawValue) ?? .crosses,
            method: isTrenchless ? .trenchless : .openCut, fromM: crossing.from, toM: crossing.to,
            lengthM: crossing.length, groundLengthM: crossing.groundLength, areaM2: crossing.area,
            angleDeg: crossing.angle, district: try district(at: crossing.entry)?.id, level: crossing.level)
        func first<Value>(_ read: (Feature) -> Value?) -> Value? { features.lazy.compactMap(read).first }
        fact.roadClass = first { $0.text("class") }
        fact.administration = first { $0.text("administration").flatMap(RoadAdministration.init(rawValue:)) }
        (fact.openedOn, fact.repairedOn) = roadDates(features)
        fact.surface = first { $0.text("surface") }
        fact.bridge = first { $0.boolean("bridge") }
        fact.grade = first { $0.text("grade") }
        fact.category = first { $0.text(Self.categoryField(crossing.layer)) }
        fact.owner = first { $0.text("owner") }
        fact.inCarriageway = fact.roadClass.map { $0 != "footway" && $0 != "cycleway" }
        return fact
    }

    /// Of several polygons of one road the latest dates count: the youngest pavement bars digging.
    ///
    /// Where one polygon has no opening date and the others bar nothing, the date stays unknown.
    private func roadDates(_ features: [Feature]) -> (opened: Day?, repaired: Day?) {
        let opened = features.compactMap { $0.day("opened_on") }
        let repaired = features.compactMap { $0.day("repaired_on") }.max()
        guard opened.count < features.count else { return (opened.max(), repaired) }
        let known = pack.moratorium(
            features: features.map(\.id), name: nil, openedOn: opened.max(), repairedOn: repaired, on: day)
        return (known.status == .barred ? opened.max() : nil, repaired)
    }

    /// How far around a route features matter: the widest control zone or distance of the pack.
    static func reach(_ pack: PolicyPack) -> Double {
        max(pack.roads.controlZones.map(\.widthM.value).max() ?? 0, pack.reaches.values.max() ?? 0)
    }

    /// The field that tells what kind of feature a layer holds.
    private static func categoryField(_ layer: LayerName) -> String {
        switch layer {
        case .heritage: "zone"
        case .greens: "class"
        case .buildings: "use"
        default: "kind"
        }
    }

    // MARK: - Zones

    private func inPlanningArea(_ line: [Point]) throws -> Bool? {
        guard layers.contains(.planningArea) else { return nil }
        return try !surveyor.zones(of: line, in: .planningArea).isOutside
    }

    private func districtFacts(_ line: [Point]) throws -> [DistrictFact] {
        guard layers.contains(.districts) else { return [] }
        let found = try surveyor.zones(of: line, in: .districts)
        return try found.stretches.compactMap { try city.feature($0.feature, of: .districts) }.map(
            Self.districtFact)
    }

    private func district(at point: Point) throws -> DistrictFact? {
        try city.features(of: .districts, in: Box([point])).first { $0.shape.locate(point) != .outside }
            .map(Self.districtFact)
    }

    static func districtFact(_ feature: Feature) -> DistrictFact {
        DistrictFact(id: feature.text("code") ?? feature.id, name: feature.text("name"))
    }

    /// Highways whose control zone the strip may reach, but which it does not touch.
    private func highways(_ line: [Point], _ survey: Survey) throws -> [ProximityFact] {
        let touched = Set(survey.crossings.filter { $0.layer == .roads }.flatMap(\.features))
        let half = survey.stripWidth / 2
        let reach = pack.roads.controlZones.map(\.widthM.value).max() ?? 0
        let near = try surveyor.proximity(of: line, to: .roads, within: reach + half)
        return try near.filter { !touched.contains($0.feature) }.compactMap { found in
            guard let road = try city.feature(found.feature, of: .roads),
                let administration = road.text("administration").flatMap(RoadAdministration.init(rawValue:)),
                administration != .city
            else { return nil }
            return ProximityFact(
                layer: LayerName.roads.rawValue, feature: road.id, name: road.text("name"),
                administration: administration, distanceM: max(0, found.distance - half), atM: found.chainage,
                district: try district(at: line.first ?? Point(.nan, .nan))?.id)
        }
    }

    /// Features of other layers that a rule on distances may reach, and that the strip does not cross.
    private func neighbours(_ line: [Point], _ survey: Survey) throws -> [ProximityFact] {
        let half = survey.stripWidth / 2
        var facts: [ProximityFact] = []
        for (name, reach) in pack.reaches.sorted(by: { $0.key < $1.key }) {
            guard let layer = LayerName(rawValue: name), layers.contains(layer) else { continue }
            let touched = Set(survey.crossings.filter { $0.layer == layer }.flatMap(\.features))
            for near in try surveyor.proximity(of: line, to: layer, within: reach + half)
            where !touched.contains(near.feature) {
                guard let feature = try city.feature(near.feature, of: layer) else { continue }
                facts.append(
                    ProximityFact(
                        layer: name, feature: feature.id, name: feature.text("name"),
                        distanceM: max(0, near.distance - half), atM: near.chainage,
                        district: try district(at: near.place)?.id,
                        category: feature.text(Self.categoryField(layer)), grade: feature.text("grade"),
                        level: near.level, trunkCm: feature.number("trunk_cm"),
                        ancient: feature.boolean("ancient")))
            }
        }
        return facts
    }
}
