import CityModel
import Foundation
import Vocabulary

extension SurfaceRates {
    /// Reads a rates file such as `GIS/surfaces.yaml`.
    ///
    /// - Throws: ``Problems`` with the line of each. Every surface must be
    ///   named, every number needs a source, rates must be above zero.
    public init(yaml data: Data, file: String = "surfaces.yaml") throws {
        self = try readYAML(data, file: file) { root in
            root.allow(
                "schema", "name", "currency", "note", "surfaces", "entries", "connections", "strips",
                "keep_off", "cross_plots", "barred_roads", "crossing_angle_warn",
                "pressures")
            root.checkSchema("outerline-rates-1")
            return SurfaceRates(
                name: root.requiredText("name"), currency: root.text("currency"),
                rates: root.required("surfaces")?.surfaceRates() ?? [:],
                strips: root["strips"]?.strips() ?? [:],
                keepOff: root.sourced("keep_off", "m") { $0.number(in: 0...100) } ?? .none(0),
                crossPlots: root.sourced("cross_plots", "value") { $0.choice() } ?? .none(.forbid),
                connections: root["connections"]?.connections() ?? [:],
                entries: root["entries"]?.entryCharges() ?? [:],
                crossingAngleWarning: root.sourced("crossing_angle_warn", "deg") { $0.number(in: 0...90) }
                    ?? .none(0),
                barredRoads: root["barred_roads"] == nil
                    ? SurfaceRates.usualBarredRoads
                    : root.sourced("barred_roads", "value") { $0.choice() } ?? SurfaceRates.usualBarredRoads,
                pressures: root["pressures"]?.pressures() ?? [:])
        }
    }
}

extension Sourced {
    /// Stands in for a value whose problem is recorded.
    fileprivate static func none(_ value: Value) -> Sourced { Sourced(value, Provenance("")) }
}

/// The smallest rate a surface may have: a free surface would let routes wander.
private let leastRate = 1e-6

extension YAMLNode {
    fileprivate func sourced<Value>(
        _ key: String, _ valueKey: String, _ read: (YAMLNode) -> Value?
    ) -> Sourced<Value>? {
        guard let node = required(key) else { return nil }
        node.allow(valueKey, "source", "assumption")
        let provenance = node.provenance()
        return node.required(valueKey).flatMap(read).map { Sourced($0, provenance) }
    }

    fileprivate func surfaceRates() -> [Surface: [LayingMethod: SurfaceRates.Rate]] {
        allow(Surface.allCases.map(\.rawValue))
        var rates: [Surface: [LayingMethod: SurfaceRates.Rate]] = [:]
        for surface in Surface.allCases {
            guard let node = required(surface.rawValue), node.plain != "impassable" else { continue }
            rates[surface] = node.byMethod { $0.rate(for: surface) }
        }
        return rates
    }

    private func rate(for surface: Surface) -> SurfaceRates.Rate {
        allow("per_m", "by_class", "source", "assumption")
        let provenance = provenance()
        var byClass: [String: SurfaceRates.PerUtility] = [:]
        for (word, node) in entries("by_class") {
            if surface != .road || Road.Class(rawValue: word) == nil {
                node.fail(
                    .yamlValue, "'\(word)' is no road class",
                    help: "only roads have rates by class, with the words of layers.yaml")
            }
            byClass[word] = node.perUtility(provenance, atLeast: leastRate)
        }
        let perMetre = required("per_m")?.perUtility(provenance, atLeast: leastRate) ?? [:]
        return SurfaceRates.Rate(perMetre: perMetre, byClass: byClass)
    }

    fileprivate func entryCharges() -> [Surface: [LayingMethod: SurfaceRates.PerUtility]] {
        allow(Surface.allCases.map(\.rawValue))
        var charges: [Surface: [LayingMethod: SurfaceRates.PerUtility]] = [:]
        for surface in Surface.allCases {
            charges[surface] = self[surface.rawValue]?.byMethod { $0.cost() }
        }
        return charges
    }

    fileprivate func pressures() -> [Utility: Sourced<Set<String>>] {
        allow(Utility.allCases.map(\.rawValue))
        var classes: [Utility: Sourced<Set<String>>] = [:]
        for utility in Utility.allCases {
            classes[utility] =
                self[utility.rawValue] == nil
                ? nil : sourced(utility.rawValue, "classes") { Set($0.texts()) }
        }
        return classes
    }

    fileprivate func connections() -> [SurfaceRates.Tap: SurfaceRates.PerUtility] {
        allow(SurfaceRates.Tap.allCases.map(\.rawValue))
        var charges: [SurfaceRates.Tap: SurfaceRates.PerUtility] = [:]
        for tap in SurfaceRates.Tap.allCases { charges[tap] = self[tap.rawValue]?.cost() }
        return charges
    }

    private func cost() -> SurfaceRates.PerUtility {
        allow("cost", "source", "assumption")
        return required("cost")?.perUtility(provenance(), atLeast: 0) ?? [:]
    }

    private func byMethod<Value>(_ read: (YAMLNode) -> Value) -> [LayingMethod: Value] {
        allow(LayingMethod.allCases.map(\.rawValue))
        var values: [LayingMethod: Value] = [:]
        for method in LayingMethod.allCases { values[method] = self[method.rawValue].map(read) }
        return values
    }

    /// One number for all utilities, or one for each of those named.
    private func perUtility(_ provenance: Provenance, atLeast least: Double) -> SurfaceRates.PerUtility {
        let range = least ... .greatestFiniteMagnitude
        var values: SurfaceRates.PerUtility = [:]
        if isMapping { allow(Utility.allCases.map(\.rawValue)) }
        let one = isMapping ? nil : number(in: range)
        for utility in Utility.allCases {
            guard let value = one ?? self[utility.rawValue]?.number(in: range) else { continue }
            values[utility] = Sourced(value, provenance)
        }
        return values
    }

    fileprivate func strips() -> [Utility: StripTable] {
        allow(Utility.allCases.map(\.rawValue))
        var tables: [Utility: StripTable] = [:]
        for utility in Utility.allCases { tables[utility] = self[utility.rawValue]?.stripTable() }
        return tables
    }

    private func stripTable() -> StripTable {
        allow("usual_dn_mm", "rows")
        let nodes = requiredItems("rows")
        let rows = nodes.map { node in
            node.allow("up_to_mm", "trench_m", "working_m", "source", "assumption")
            return StripTable.Row(
                upTo: node.number("up_to_mm", in: 1...5000),
                trench: node.requiredNumber("trench_m", in: 0...20),
                working: node.requiredNumber("working_m", in: 0...50), provenance: node.provenance())
        }
        let ends = rows.dropLast().map { $0.upTo ?? .infinity }
        if rows.isEmpty || rows.last?.upTo != nil || zip(ends, ends.dropFirst()).contains(where: { $0 >= $1 })
            || ends.contains(.infinity)
        {
            fail(.yamlValue, "rows must rise in up_to_mm, and the last must have none")
        }
        return StripTable(usualDN: number("usual_dn_mm", in: 1...5000), rows: rows)
    }
}
