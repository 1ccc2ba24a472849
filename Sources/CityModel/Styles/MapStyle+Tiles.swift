extension MapStyle {
    /// What is drawn on the tiles of a screen map, at which scales.
    ///
    /// A tile is drawn at 4 dots a millimetre, so a pixel is 0.25 mm; widths and sizes stay millimetres. The features
    /// of a step are those that the named rules take.
    public struct Tiles: Hashable, Sendable {
        /// The colour of ground nothing lies on.
        public var ground: String
        /// What a reader may switch on and off; the first one is the ground itself.
        public var groups: [TileGroup]
        /// In drawing order.
        public var steps: [TileStep]
        /// The most important first.
        public var labels: [TileLabel]

        public init(ground: String, groups: [TileGroup], steps: [TileStep], labels: [TileLabel]) {
            self.ground = ground
            self.groups = groups
            self.steps = steps
            self.labels = labels
        }
    }

    public struct TileGroup: Hashable, Sendable, Identifiable {
        public var id: String
        /// Titles in the list of layers.
        public var zh: String
        public var en: String

        public init(id: String, zh: String, en: String) {
            self.id = id
            self.zh = zh
            self.en = en
        }
    }

    /// Scales as 1 to so many, both ends included.
    public struct ScaleRange: Hashable, Sendable {
        public var coarsest: Double
        public var finest: Double

        public init(coarsest: Double = .infinity, finest: Double = 0) {
            self.coarsest = coarsest
            self.finest = finest
        }

        public func contains(_ scale: Double) -> Bool { finest <= scale && scale <= coarsest }
    }

    /// Features by the rules that take them, narrowed by one more field.
    public struct RuleSelection: Hashable, Sendable {
        /// Ids of ``MapStyle/rules``.
        public var rules: [String]
        public var field: String?
        /// Only features whose field holds one of these; empty sets no such limit.
        public var only: [String]
        /// Not the features whose field holds one of these; a feature without the field stays.
        public var without: [String]

        public init(rules: [String], field: String? = nil, only: [String] = [], without: [String] = []) {
            self.rules = rules
            self.field = field
            self.only = only
            self.without = without
        }

        /// True for a feature that the narrowing lets through.
        public func admits(_ feature: Feature) -> Bool {
            guard let field else { return true }
            let words = feature.words(field)
            if let words, without.contains(words) { return false }
            return only.isEmpty || words.map(only.contains) ?? false
        }
    }

    public struct TileStep: Hashable, Sendable {
        /// An id of ``Tiles/groups``.
        public var group: String
        public var selection: RuleSelection
        public var scales: ScaleRange
        /// Features whose box is narrower and lower than this, in millimetres on the map, are left out.
        public var least: Double
        /// What is drawn instead of the rule's own symbol; nil draws as on sheets.
        public var symbol: Symbol?

        public init(
            group: String, selection: RuleSelection, scales: ScaleRange, least: Double = 0,
            symbol: Symbol? = nil
        ) {
            self.group = group
            self.selection = selection
            self.scales = scales
            self.least = least
            self.symbol = symbol
        }
    }

    /// Writes the labels of rules.
    public struct TileLabel: Hashable, Sendable {
        public var group: String
        public var selection: RuleSelection
        public var scales: ScaleRange
        /// Height of the letters instead of the rule's.
        public var size: Double?

        public init(group: String, selection: RuleSelection, scales: ScaleRange, size: Double? = nil) {
            self.group = group
            self.selection = selection
            self.scales = scales
            self.size = size
        }
    }
}
