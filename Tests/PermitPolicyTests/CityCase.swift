import Foundation
import PermitPolicy
import Testing
import Vocabulary
import Yams

/// Facts of a route and what a pack says about them, as a file of `Cities` gives them.
struct CityCase: Decodable, Sendable, CustomTestStringConvertible {
    struct Touch: Decodable, Sendable {
        var layer: String
        var from: Double
        var to: Double
        var kind: TouchFact.Kind?
        var method: TouchFact.Method?
        var administration: RoadAdministration?
        var `class`: String?
        var category: String?
        var grade: String?
        /// Square metres, or `unknown`.
        var area: String?
        var openedOn: String?
        var bridge: Bool?
        var surface: String?

        enum CodingKeys: String, CodingKey {
            case layer, from, to, kind, method, administration, `class`, category, grade, area, bridge,
                surface
            case openedOn = "opened_on"
        }
    }

    struct Near: Decodable, Sendable {
        var layer: String
        var distance: Double
        var category: String?
        var administration: RoadAdministration?
        var level: Int?
        var trunkCm: Double?
        var count: Int?

        enum CodingKeys: String, CodingKey {
            case layer, distance, category, administration, level, count
            case trunkCm = "trunk_cm"
        }
    }

    struct Facts: Decodable, Sendable {
        var utility: Utility?
        var length: Double
        var diameterMm: Double?
        var plotServed: Bool?
        var from: String?
        var planning: Bool?
        var district: String?
        var investmentYuan: Double?
        var stated: [String: Bool]?
        var layersMissing: [String]?
        var touches: [Touch]?
        var near: [Near]?

        enum CodingKeys: String, CodingKey {
            case utility, length, from, planning, district, stated, touches, near
            case diameterMm = "diameter_mm"
            case plotServed = "plot_served"
            case investmentYuan = "investment_yuan"
            case layersMissing = "layers_missing"
        }
    }

    struct Expected: Decodable, Sendable {
        var `class`: String?
        var budget: String?
        var stages: [String]?
        var permits: [String]?
        var review: [String]?
        var exempt: [String]?
        var unknown: [String: [String]]?
        var effect: [String: ThresholdEffect]?
        var promised: [String: Int]?
        var authority: [String: String]?
        var moratorium: [String]?
        var seasons: [String]?
        var planned: Bool?
        var duties: [String: [String]]?
        var needsReview: [String]?

        enum CodingKeys: String, CodingKey {
            case `class`, budget, stages, permits, review, exempt, unknown, effect, promised, authority
            case moratorium, seasons, planned, duties
            case needsReview = "needs_review"
        }
    }

    var `case`: String
    var on: String?
    var facts: Facts
    var expect: Expected
    var pack = ""

    enum CodingKeys: String, CodingKey { case `case`, on, facts, expect }

    var testDescription: String { "\(pack): \(self.case)" }

    /// Every case of every file, by pack.
    static func all() throws -> [CityCase] {
        let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Cities")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(".yaml")
        }
        return try files.sorted().flatMap { file in
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            return try YAMLDecoder().decode([CityCase].self, from: text).map {
                var found = $0
                found.pack = String(file.dropLast(".yaml".count))
                return found
            }
        }
    }

    func routeFacts() throws -> RouteFacts {
        let given = facts
        let missing = Set(given.layersMissing ?? [])
        var facts = route(
            given.length, utility: given.utility ?? .water, direct: given.from == "stub",
            touches: try (given.touches ?? []).enumerated().map { try $0.element.fact($0.offset) },
            proximities: (given.near ?? []).flatMap(\.facts), layers: allLayers.subtracting(missing),
            planning: given.planning ?? true)
        facts.districts = [DistrictFact(id: given.district ?? "D")]
        facts.plotServed = given.plotServed ?? false
        facts.diameterMm = given.diameterMm
        facts.investmentYuan = given.investmentYuan
        facts.overrides = try (given.stated ?? [:]).sorted { $0.key < $1.key }.map {
            OverrideRecord(
                field: $0.key, value: $0.value, by: "tester", on: try day("2026-11-01"), reason: "case")
        }
        return facts
    }
}

extension CityCase.Touch {
    fileprivate func fact(_ index: Int) throws -> TouchFact {
        let isRoad = layer == "roads"
        return TouchFact(
            layer: layer, features: ["\(layer)-\(index)"], kind: kind ?? .crosses, method: method ?? .openCut,
            fromM: from, toM: to, lengthM: to - from, groundLengthM: to - from,
            areaM2: area.map { Double($0) } ?? 42, roadClass: `class`,
            administration: isRoad ? administration ?? .city : nil,
            openedOn: isRoad ? try day(openedOn ?? "2000-01-01") : nil, surface: surface, bridge: bridge,
            grade: grade, category: category)
    }
}

extension CityCase.Near {
    fileprivate var facts: [ProximityFact] {
        (0..<(count ?? 1)).map { index in
            ProximityFact(
                layer: layer, feature: "\(layer)-\(index)", administration: administration,
                distanceM: distance, atM: Double(index), category: category, level: level, trunkCm: trunkCm)
        }
    }
}
