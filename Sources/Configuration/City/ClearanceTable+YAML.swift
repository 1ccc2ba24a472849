import CityModel
import Foundation
import Vocabulary

extension ClearanceTable {
    /// Reads a clearance table such as `GIS/clearances.yaml`.
    ///
    /// - Throws: ``Problems`` with the line of each; a pair given twice is one.
    public init(yaml data: Data, file: String = "clearances.yaml") throws {
        self = try readYAML(data, file: file) { root in
            root.allow(
                "schema", "standards", "evidence", "horizontal", "vertical", "crossing_angles", "bends")
            root.checkSchema("outerline-clearances-1")
            var evidence: [String: String] = [:]
            for (code, node) in root.requiredEntries("evidence") { evidence[code] = node.text() ?? "" }
            let horizontal = root.required("horizontal")
            let vertical = root.required("vertical")
            return ClearanceTable(
                horizontalSource: horizontal?.requiredText("source") ?? "",
                verticalSource: vertical?.requiredText("source") ?? "", evidence: evidence,
                horizontal: horizontal?.clearances(evidence) ?? [:],
                vertical: vertical?.clearances(evidence) ?? [:],
                crossingAngles: root["crossing_angles"]?.crossingAngles(evidence) ?? [:],
                crossingSource: root["crossing_angles"]?.text("source") ?? "",
                bends: root["bends"]?.bendRules(evidence), horizontalSourceZh: horizontal?.text("source_zh"),
                verticalSourceZh: vertical?.text("source_zh"))
        }
    }
}

extension YAMLNode {
    fileprivate func clearances(_ known: [String: String]) -> [ClearanceTable.Pair: Clearance] {
        allow("source", "source_zh", "measure", "relaxation", "cells")
        var cells: [ClearanceTable.Pair: Clearance] = [:]
        for node in requiredItems("cells") {
            node.allow("a", "b", "m", "ev", "level")
            let pair = ClearanceTable.Pair(node.requiredText("a"), node.requiredText("b"))
            if cells[pair] != nil {
                node.fail(.yamlValue, "the pair \(pair.first), \(pair.second) is given twice")
            }
            let codes = node.evidence(known)
            cells[pair] = Clearance(
                metres: node.number("m", in: 0...1000), evidence: codes,
                level: node.required("level")?.choice() ?? .unverified)
        }
        return cells
    }

    private func evidence(_ known: [String: String]) -> [String] {
        let codes = texts("ev")
        for code in codes where known[code] == nil {
            fail(.yamlValue, "evidence '\(code)' is not explained under evidence")
        }
        return codes
    }

    private func attested(
        _ key: String, in range: ClosedRange<Double>, _ known: [String: String]
    ) -> AttestedValue {
        AttestedValue(
            requiredNumber(key, in: range), evidence: evidence(known),
            level: required("level")?.choice() ?? .unverified)
    }

    fileprivate func crossingAngles(_ known: [String: String]) -> [CrossedKind: AttestedValue] {
        allow("source", "cells")
        var angles: [CrossedKind: AttestedValue] = [:]
        for node in requiredItems("cells") {
            node.allow("kind", "deg", "ev", "level")
            guard let kind: CrossedKind = node.required("kind")?.choice() else { continue }
            if angles[kind] != nil { node.fail(.yamlValue, "the kind \(kind.rawValue) is given twice") }
            angles[kind] = node.attested("deg", in: 0...90, known)
        }
        return angles
    }

    fileprivate func bendRules(_ known: [String: String]) -> BendRules {
        allow("source", "least_deg", "straights")
        let least = required("least_deg")
        least?.allow("deg", "ev", "level")
        let tables = required("straights")
        tables?.allow(Utility.allCases.map(\.rawValue))
        var straights: [Utility: [BendRules.Row]] = [:]
        for utility in Utility.allCases {
            straights[utility] = tables?[utility.rawValue]?.straights(known)
        }
        return BendRules(
            source: requiredText("source"),
            leastAngle: least?.attested("deg", in: 0...90, known)
                ?? AttestedValue(0, evidence: [], level: .unverified), straights: straights)
    }

    private func straights(_ known: [String: String]) -> [BendRules.Row] {
        let rows = items().map { node in
            node.allow("up_to_mm", "m", "ev", "level")
            return BendRules.Row(
                upTo: node.number("up_to_mm", in: 1...5000), straight: node.attested("m", in: 0...100, known))
        }
        let ends = rows.dropLast().map { $0.upTo ?? .infinity }
        if rows.isEmpty || rows.last?.upTo != nil || zip(ends, ends.dropFirst()).contains(where: { $0 >= $1 })
            || ends.contains(.infinity)
        {
            fail(.yamlValue, "rows must rise in up_to_mm, and the last must have none")
        }
        return rows
    }
}
