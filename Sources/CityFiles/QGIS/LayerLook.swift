import CityModel
import Geometry

/// How one table of a project looks on a map: symbols by rule, the first that takes a feature draws it.
public struct LayerLook: Sendable {
    /// Features that are drawn alike.
    public struct Case: Sendable {
        public var title: String
        /// The field that decides, and what it may hold; nil takes all that no case before it has taken.
        public var test: (field: String, values: [String])?
        public var symbol: MapStyle.Symbol

        public init(title: String, test: (field: String, values: [String])?, symbol: MapStyle.Symbol) {
            self.title = title
            self.test = test
            self.symbol = symbol
        }
    }

    public var table: String
    /// What people read.
    public var title: String
    public var kind: Shape.Kind
    public var cases: [Case]

    public init(table: String, title: String, kind: Shape.Kind, cases: [Case]) {
        self.table = table
        self.title = title
        self.kind = kind
        self.cases = cases
    }

    /// The condition of a case in the words of QGIS: its own, and none of those before it; nil for all features.
    func filter(_ index: Int) -> String? {
        guard let test = cases[index].test else { return index == 0 ? nil : "ELSE" }
        let before = cases[..<index].compactMap(\.test).filter { earlier in
            earlier.field != test.field || !Set(earlier.values).isDisjoint(with: test.values)
        }
        return ([Self.condition(test)] + before.map { "NOT (\(Self.condition($0)))" }).joined(
            separator: " AND ")
    }

    private static func condition(_ test: (field: String, values: [String])) -> String {
        let list = test.values.map { "'\($0.replacing("'", with: "''"))'" }.joined(separator: ", ")
        return "coalesce(to_string(\(column(test.field))), '') IN (\(list))"
    }

    static func column(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}

extension LayerLook {
    /// The looks of the layers of a catalogue and of the tables of chosen routes, the ground first.
    ///
    /// - Parameters:
    ///   - definitions: the layers, each with its geometry and titles.
    ///   - isChinese: titles in Chinese, else English.
    public static func all(
        _ style: MapStyle, _ definitions: [LayerDefinition], isChinese: Bool
    ) -> [LayerLook] {
        func title(_ symbol: MapStyle.Symbol) -> String { isChinese ? symbol.zh : symbol.en }
        var order: [LayerName] = boundaries
        for rule in style.rules where !order.contains(rule.layer) { order.append(rule.layer) }
        let layers = order.compactMap { name -> LayerLook? in
            guard let definition = definitions.first(where: { $0.name == name }) else { return nil }
            let rules = style.rules.filter { $0.layer == name }
            let cases = rules.map { rule in
                Case(
                    title: title(rule.symbol), test: rule.field.map { ($0, rule.values) },
                    symbol: rule.symbol)
            }
            let own = isChinese ? definition.zh : definition.en
            return LayerLook(
                table: name.rawValue, title: own, kind: definition.geometry,
                cases: cases.isEmpty ? [Case(title: own, test: nil, symbol: boundary)] : cases)
        }
        return layers + works(style, title)
    }

    /// What only bounds an area lies under everything else, as a thin outline; the styles of sheets do not draw it.
    private static let boundaries: [LayerName] = [.planningArea, .territories, .districts]
    private static let boundary = MapStyle.Symbol(
        zh: "", en: "", line: .init(colour: "#7a7a7a", width: 0.25, dash: [5, 1.5, 0.5, 1.5]),
        label: .init(field: "name", size: 3, colour: "#7a7a7a"))

    private static func works(_ style: MapStyle, _ title: (MapStyle.Symbol) -> String) -> [LayerLook] {
        let disturbed = style.symbol(.disturbed)
        var crossed = style.symbol(.trenchless)
        crossed.zh = "明挖穿越"
        crossed.en = "crossing, open cut"
        crossed.line = disturbed.line.map { MapStyle.Line(colour: $0.colour, width: 0.4) }
        let routes: [(String, MapStyle.Work)] = [
            ("water", .routeWater), ("gas", .routeGas), ("heat", .routeHeat),
        ]
        let chosen = MapStyle.Symbol(zh: "外线路由", en: "routes")
        let crossings = MapStyle.Symbol(zh: "穿越段", en: "crossings")
        return [
            LayerLook(
                table: "disturbed_areas", title: title(disturbed), kind: .polygon,
                cases: [Case(title: title(disturbed), test: nil, symbol: disturbed)]),
            LayerLook(
                table: "routes", title: title(chosen), kind: .line,
                cases: routes.map { utility, work in
                    let symbol = style.symbol(work)
                    return Case(title: title(symbol), test: ("utility", [utility]), symbol: symbol)
                }),
            LayerLook(
                table: "crossings", title: title(crossings), kind: .line,
                cases: [
                    Case(
                        title: title(style.symbol(.trenchless)),
                        test: ("method", ["jacking", "hdd", "trenchless"]), symbol: style.symbol(.trenchless)),
                    Case(title: title(crossed), test: nil, symbol: crossed),
                ]),
        ]
    }
}
