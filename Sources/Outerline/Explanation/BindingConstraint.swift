import CityModel
import Geometry
import PermitPolicy
import RoutePlanner
import RouteSurvey
import Vocabulary

/// Something that keeps a route where it is: a wall, private land, a bar.
public struct BindingConstraint: Encodable, Sendable, Hashable {
    /// Why the feature binds.
    public enum Why: String, Encodable, Sendable, CaseIterable {
        /// Ground no method of the rates file passes, such as a building.
        case impassable
        /// The distance to keep from a building while works go on.
        case keepOff = "keep_off"
        case privateLand = "private_land"
        /// The regime asked for leaves the layer alone.
        case regime
        /// A road in its no-dig period, which is gone round.
        case moratoriumAvoided = "moratorium_avoided"
        /// A road in its no-dig period, which is passed without digging.
        case moratoriumTrenchless = "moratorium_trenchless"

        public var title: Wording {
            switch self {
            case .impassable: Wording(zh: "不可通行", en: "cannot be passed")
            case .keepOff: Wording(zh: "施工净距", en: "distance to keep from walls")
            case .privateLand: Wording(zh: "其他地块", en: "private land")
            case .regime: Wording(zh: "本方案避让", en: "left alone by this regime")
            case .moratoriumAvoided: Wording(zh: "禁挖期内，绕行", en: "in its no-dig period: gone round")
            case .moratoriumTrenchless: Wording(zh: "禁挖期内，非开挖穿越", en: "in its no-dig period: not dug")
            }
        }
    }

    public var layer: LayerName
    public var feature: String
    public var name: String?
    public var why: Why
    /// Metres to keep, and metres kept; nil for what is passed.
    public var required: Double?
    public var distance: Double?
    /// Where along the route, in grid metres.
    public var chainages: [Double]
    /// The line is nearer than it may be: it was drawn by hand, or the city has changed since.
    public var isBreached: Bool

    enum CodingKeys: String, CodingKey {
        case layer, feature, name, why
        case required = "required_m"
        case distance = "distance_m"
        case chainages = "at_m"
        case isBreached = "breached"
    }
}

extension RegimeSearch {
    /// What the line of a route runs along or bends round, and the roads it must not dig.
    func bindings(of route: JudgedRoute, _ terms: PassingTerms) throws -> [BindingConstraint] {
        let passages = passages(terms)
        let scene = try scenes(terms).scene(in: Box(route.line).grown(by: 10))
        var found: [BindingConstraint] = []
        for contact in planner.contacts(of: route.line, scene) {
            let feature = try city.feature(contact.feature, of: contact.layer)
            found.append(
                BindingConstraint(
                    layer: contact.layer, feature: contact.feature, name: feature?.text("name"),
                    why: why(contact, feature, passages), required: contact.required,
                    distance: contact.distance, chainages: contact.chainages, isBreached: contact.isBreach))
        }
        for crossing in route.survey.crossings
        where crossing.layer == .roads && crossing.method?.isTrenchless == true {
            for id in crossing.features {
                guard let road = try city.feature(id, of: .roads), passages.isBarredToday(road) else {
                    continue
                }
                found.append(
                    BindingConstraint(
                        layer: .roads, feature: id, name: road.text("name"), why: .moratoriumTrenchless,
                        required: nil, distance: nil, chainages: [crossing.from, crossing.to],
                        isBreached: false))
            }
        }
        return found
    }

    private func why(
        _ contact: BarredContact, _ feature: Feature?, _ passages: Passages
    ) -> BindingConstraint.Why {
        switch contact.layer {
        case .plots: return .privateLand
        case .buildings: return contact.required > 0 ? .keepOff : .impassable
        case .roads where passages.terms.roads == .barred: return .regime
        case .roads where feature.map(passages.isBarredToday) ?? false: return .moratoriumAvoided
        case .greens where passages.terms.greens == .barred: return .regime
        case .water where passages.terms.water == .barred: return .regime
        default: return .impassable
        }
    }
}
