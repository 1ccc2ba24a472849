import CityModel
import Vocabulary

/// The `tiles` of a symbology.
extension YAMLNode {
    private static let selectionKeys = ["group", "rules", "field", "only", "without", "coarsest", "finest"]
    private static let symbolKeys = ["fill", "hatch", "line", "marker"]

    /// - Parameter rules: the ids of the style's rules.
    func tiles(rules: Set<String>) -> MapStyle.Tiles {
        allow("ground", "groups", "steps", "labels")
        let groups = requiredItems("groups").map { node in
            node.allow("id", "zh", "en")
            return MapStyle.TileGroup(
                id: node.requiredText("id"), zh: node.requiredText("zh"), en: node.requiredText("en"))
        }
        let names = groups.map(\.id)
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            self["groups"]?.fail(.yamlValue, "the group '\(name)' is given twice")
        }
        return MapStyle.Tiles(
            ground: required("ground")?.colour() ?? "#ffffff", groups: groups,
            steps: requiredItems("steps").map { $0.tileStep(rules, names) },
            labels: requiredItems("labels").map { $0.tileLabel(rules, names) })
    }

    private func tileStep(_ rules: Set<String>, _ groups: [String]) -> MapStyle.TileStep {
        allow(Self.selectionKeys + ["least_mm"] + Self.symbolKeys)
        var symbol: MapStyle.Symbol?
        if Self.symbolKeys.contains(where: { self[$0] != nil }) {
            symbol = MapStyle.Symbol(
                zh: "", en: "", fill: self["fill"]?.colour(), hatch: self["hatch"]?.hatch(),
                line: self["line"]?.stroke(), marker: self["marker"]?.marker())
        }
        return MapStyle.TileStep(
            group: tileGroup(groups), selection: ruleSelection(rules), scales: scaleRange(),
            least: number("least_mm", in: 0...64) ?? 0, symbol: symbol)
    }

    private func tileLabel(_ rules: Set<String>, _ groups: [String]) -> MapStyle.TileLabel {
        allow(Self.selectionKeys + ["size_mm"])
        return MapStyle.TileLabel(
            group: tileGroup(groups), selection: ruleSelection(rules), scales: scaleRange(),
            size: number("size_mm", in: 0.5...20))
    }

    private func tileGroup(_ groups: [String]) -> String {
        let group = requiredText("group")
        if !groups.contains(group) { self["group"]?.fail(.yamlValue, "there is no group '\(group)'") }
        return group
    }

    private func ruleSelection(_ rules: Set<String>) -> MapStyle.RuleSelection {
        let names = required("rules")?.texts() ?? []
        for name in names where !rules.contains(name) {
            self["rules"]?.fail(
                .yamlValue, "there is no rule '\(name)'",
                help: nearestWord(to: name, among: rules.sorted()).map { "did you mean '\($0)'?" })
        }
        let (field, only, without) = (text("field"), texts("only"), texts("without"))
        if (field == nil) != (only.isEmpty && without.isEmpty) {
            fail(.yamlValue, "'field' is given with 'only' or 'without', or none of them")
        }
        return MapStyle.RuleSelection(rules: names, field: field, only: only, without: without)
    }

    private func scaleRange() -> MapStyle.ScaleRange {
        let scales = 1.0...1e9
        let range = MapStyle.ScaleRange(
            coarsest: number("coarsest", in: scales) ?? .infinity, finest: number("finest", in: scales) ?? 0)
        if range.finest > range.coarsest { fail(.yamlValue, "'finest' is coarser than 'coarsest'") }
        return range
    }
}
