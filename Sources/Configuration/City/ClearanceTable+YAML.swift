import CityModel
import Foundation
import Vocabulary

extension ClearanceTable {
    /// Reads a clearance table such as `GIS/clearances.yaml`.
    ///
    /// - Throws: ``Problems`` with the line of each; a pair given twice is one.
    public init(yaml data: Data, file: String = "clearances.yaml") throws {
        self = try readYAML(data, file: file) { root in
            root.allow("schema", "standards", "evidence", "horizontal", "vertical")
            root.checkSchema("outerline-clearances-1")
            var evidence: [String: String] = [:]
            for (code, node) in root.requiredEntries("evidence") { evidence[code] = node.text() ?? "" }
            let horizontal = root.required("horizontal")
            let vertical = root.required("vertical")
            return ClearanceTable(
                horizontalSource: horizontal?.requiredText("source") ?? "",
                verticalSource: vertical?.requiredText("source") ?? "", evidence: evidence,
                horizontal: horizontal?.clearances(evidence) ?? [:],
                vertical: vertical?.clearances(evidence) ?? [:])
        }
    }
}

extension YAMLNode {
    fileprivate func clearances(_ known: [String: String]) -> [ClearanceTable.Pair: Clearance] {
        allow("source", "measure", "relaxation", "cells")
        var cells: [ClearanceTable.Pair: Clearance] = [:]
        for node in requiredItems("cells") {
            node.allow("a", "b", "m", "ev", "level")
            let pair = ClearanceTable.Pair(node.requiredText("a"), node.requiredText("b"))
            if cells[pair] != nil {
                node.fail(.yamlValue, "the pair \(pair.first), \(pair.second) is given twice")
            }
            let codes = node.texts("ev")
            for code in codes where known[code] == nil {
                node.fail(.yamlValue, "evidence '\(code)' is not explained under evidence")
            }
            cells[pair] = Clearance(
                metres: node.number("m", in: 0...1000), evidence: codes,
                level: node.required("level")?.choice() ?? .unverified)
        }
        return cells
    }
}
