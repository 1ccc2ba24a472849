import Vocabulary

/// How maps and plan sheets are drawn: one symbology for reports, map tiles and QGIS.
///
/// Read from `GIS/styles/map.yaml`. Widths and sizes are millimetres on paper, colours `#rrggbb` or `#rrggbbaa`.
public struct MapStyle: Hashable, Sendable {
    /// What a plan adds to the map; the raw value is the key under `works`.
    public enum Work: String, Sendable, CaseIterable {
        case routeWater = "route_water"
        case routeGas = "route_gas"
        case routeHeat = "route_heat"
        case trenchless, disturbed
        case redLine = "red_line"
        case alternative
    }

    /// The features of a layer that are drawn alike.
    public struct Rule: Hashable, Sendable, Identifiable {
        public var id: String
        public var layer: LayerName
        /// The field that decides; nil takes all features.
        public var field: String?
        /// What the field may hold, written as text.
        public var values: [String]
        public var symbol: Symbol

        public init(id: String, layer: LayerName, field: String?, values: [String], symbol: Symbol) {
            self.id = id
            self.layer = layer
            self.field = field
            self.values = values
            self.symbol = symbol
        }

        /// True for a feature this rule draws, if none before it does.
        public func takes(_ feature: Feature) -> Bool {
            guard let field else { return true }
            return feature.words(field).map(values.contains) ?? false
        }
    }

    /// In drawing order, the ground first.
    public var rules: [Rule]
    /// Every ``Work`` has one.
    public var works: [Work: Symbol]
    /// What the codes in `source` mean.
    public var sources: [String: String]
    /// Nil in a style that is for sheets only.
    public var tiles: Tiles?

    public init(rules: [Rule], works: [Work: Symbol], sources: [String: String], tiles: Tiles? = nil) {
        self.rules = rules
        self.works = works
        self.sources = sources
        self.tiles = tiles
    }

    /// The rule that draws a feature; nil for one that no rule takes.
    public func rule(for feature: Feature, of layer: LayerName) -> Rule? {
        rules.first { $0.layer == layer && $0.takes(feature) }
    }

    public func symbol(_ work: Work) -> Symbol { works[work] ?? Symbol(zh: work.rawValue, en: work.rawValue) }
}

extension MapStyle {
    /// How one kind of thing looks; what is nil is not drawn.
    public struct Symbol: Hashable, Sendable {
        /// Titles in the legend.
        public var zh: String
        public var en: String
        public var fill: String?
        public var hatch: Hatch?
        public var line: Line?
        public var marker: Marker?
        public var label: Label?
        /// A code of ``MapStyle/sources``.
        public var source: String

        public init(
            zh: String, en: String, fill: String? = nil, hatch: Hatch? = nil, line: Line? = nil,
            marker: Marker? = nil, label: Label? = nil, source: String = ""
        ) {
            self.zh = zh
            self.en = en
            self.fill = fill
            self.hatch = hatch
            self.line = line
            self.marker = marker
            self.label = label
            self.source = source
        }
    }

    /// Parallel lines over an area.
    public struct Hatch: Hashable, Sendable {
        public var colour: String
        public var width: Double
        public var spacing: Double
        /// Clockwise from the horizontal of the paper.
        public var degrees: Double

        public init(colour: String, width: Double, spacing: Double, degrees: Double) {
            self.colour = colour
            self.width = width
            self.spacing = spacing
            self.degrees = degrees
        }
    }

    /// A line, or the outline of an area.
    public struct Line: Hashable, Sendable {
        public var colour: String
        public var width: Double
        /// Lengths of dashes and gaps; empty is a full line.
        public var dash: [Double]
        /// A full line drawn under it.
        public var halo: Halo?

        public init(colour: String, width: Double, dash: [Double] = [], halo: Halo? = nil) {
            self.colour = colour
            self.width = width
            self.dash = dash
            self.halo = halo
        }
    }

    public struct Halo: Hashable, Sendable {
        public var colour: String
        public var width: Double

        public init(colour: String, width: Double) {
            self.colour = colour
            self.width = width
        }
    }

    /// The sign of a point.
    public struct Marker: Hashable, Sendable {
        public enum Shape: String, Sendable, CaseIterable { case circle, square, triangle, tree }

        public var symbol: Shape
        /// Width and height.
        public var size: Double
        public var fill: String?
        public var colour: String
        public var width: Double

        public init(symbol: Shape, size: Double, fill: String?, colour: String, width: Double) {
            self.symbol = symbol
            self.size = size
            self.fill = fill
            self.colour = colour
            self.width = width
        }
    }

    /// What is written beside a feature: prefix, field, suffix; nothing where the field is unknown.
    public struct Label: Hashable, Sendable {
        public var field: String
        public var prefix: String
        public var suffix: String
        /// Height of the letters.
        public var size: Double
        public var colour: String

        public init(field: String, prefix: String = "", suffix: String = "", size: Double, colour: String) {
            self.field = field
            self.prefix = prefix
            self.suffix = suffix
            self.size = size
            self.colour = colour
        }

        /// The label of a feature; nil where the field has no value, or an empty one.
        public func text(of feature: Feature) -> String? {
            guard let words = feature.words(field), !words.allSatisfy(\.isWhitespace) else { return nil }
            return prefix + words + suffix
        }
    }
}

extension Feature {
    /// The value of a field as text: numbers as short as can be, days `YYYY-MM-DD`; nil where there is none.
    public func words(_ field: String) -> String? {
        switch attributes[field] {
        case .text(let text): text
        case .integer(let value): String(value)
        case .real(let value): Int(exactly: value).map { String($0) } ?? String(value)
        case .boolean(let value): String(value)
        case .date(let day): day.description
        case nil: nil
        }
    }
}
