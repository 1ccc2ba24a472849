import Coordinator
import PermitPolicy
import RouteSurvey
import Vocabulary

/// A place of the route that calls for a permit, or a crossing as the joint form lists it.
public struct PermitPlace: Codable, Sendable, Hashable {
    /// Layer of the city; nil for a place that is no feature.
    public var layer: String?
    public var features: [String]
    public var name: String?
    /// Metres along the route, in the project grid.
    public var fromM: Double?
    public var toM: Double?
    public var lengthM: Double?
    public var areaM2: Double?
    public var angleDeg: Double?
    /// `open_cut`, `jacking` …; nil where it is not settled.
    public var method: String?
    public var note: Wording?

    enum CodingKeys: String, CodingKey {
        case layer, features, name, method, note
        case fromM = "from_m"
        case toM = "to_m"
        case lengthM = "length_m"
        case areaM2 = "area_m2"
        case angleDeg = "angle_deg"
    }

    /// What triggers a permit, with angle and method of the crossing it is.
    static func all(of permit: PermitState, _ state: CaseState) -> [PermitPlace] {
        permit.requirement.triggers.map { trigger in
            let crossing = state.route?.crossings.first { crossing in
                crossing.layer == trigger.layer
                    && !Set(trigger.features).isDisjoint(with: crossing.features)
                    && (trigger.fromM.map { abs($0 - crossing.fromM) < 0.001 } ?? true)
            }
            return PermitPlace(
                layer: trigger.layer, features: trigger.features, name: trigger.name, fromM: trigger.fromM,
                toM: trigger.toM, lengthM: trigger.lengthM, areaM2: trigger.areaM2,
                angleDeg: crossing?.angleDeg,
                method: crossing?.method, note: trigger.note)
        }
    }

    /// Every crossing of the chosen route, along it.
    static func all(of route: RouteRecord?) -> [PermitPlace] {
        (route?.crossings ?? []).map { crossing in
            PermitPlace(
                layer: crossing.layer, features: crossing.features, name: crossing.name,
                fromM: crossing.fromM,
                toM: crossing.toM, lengthM: crossing.lengthM, areaM2: crossing.areaM2,
                angleDeg: crossing.angleDeg, method: crossing.method, note: nil)
        }
    }

    func fill(_ row: inout PaperFields, _ language: ReportLanguage) {
        func number(_ value: Double?, _ decimals: Int) -> String {
            value.map { ReportWords.number($0, decimals) } ?? "—"
        }
        row["layer"] = layer.map { ReportWords.thing($0, language) } ?? "—"
        row["name"] = name ?? "—"
        row["features"] = features.isEmpty ? "—" : features.joined(separator: " ")
        row["from_chainage"] = fromM.map(chainageText) ?? "—"
        row["to_chainage"] = toM.map(chainageText) ?? "—"
        row["length_m"] = number(lengthM, 2)
        row["area_m2"] = number(areaM2, 2)
        row["angle"] = angleDeg.map { ReportWords.number($0, 0) + "°" } ?? "—"
        row["method"] = method.map { ReportWords.method($0, language) } ?? "—"
        row["note"] = note.map { language.say($0) } ?? "—"
    }

    /// In one line, such as `道路 长江路 K0+012.345–K0+030.000，54.00 m²`.
    func text(_ language: ReportLanguage) -> String {
        var parts: [String] = []
        let what = [layer.map { ReportWords.thing($0, language) }, name].compactMap(\.self)
        let stretch = fromM.flatMap { from in toM.map { "\(chainageText(from))–\(chainageText($0))" } }
        let place = (what + [stretch].compactMap(\.self)).joined(separator: " ")
        if !place.isEmpty { parts.append(place) }
        if let areaM2 { parts.append(ReportWords.number(areaM2, 2) + " m²") }
        if let note { parts.append(language.say(note)) }
        return parts.joined(separator: language.say(", ", "，"))
    }
}

extension [PermitPlace] {
    func numberedRows(_ language: ReportLanguage) -> [PaperFields] {
        PaperContext.numbered(self) { $0.fill(&$1, language) }
    }
}
