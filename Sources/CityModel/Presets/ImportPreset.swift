import Geometry
import Vocabulary

/// How the data of one kind of source become layers of the catalogue.
///
/// Read from `GIS/presets/<name>.yaml`; the schema is told in `GIS/README.md`.
public struct ImportPreset: Hashable, Sendable {
    public var name: String
    public var zh: String
    public var en: String
    /// A column that holds further tags as an hstore text, such as GDAL's `other_tags`.
    public var tagsField: String?
    /// What feeds each layer; several recipes of a layer are all applied, in order.
    public var recipes: [LayerName: [LayerRecipe]]

    public init(
        name: String, zh: String, en: String, tagsField: String? = nil,
        recipes: [LayerName: [LayerRecipe]] = [:]
    ) {
        self.name = name
        self.zh = zh
        self.en = en
        self.tagsField = tagsField
        self.recipes = recipes
    }
}

/// How one source layer feeds one layer of the catalogue.
public struct LayerRecipe: Hashable, Sendable {
    /// Names of the source layer: the first that exists is read; empty reads the source's only layer.
    public var sourceLayers: [String]
    /// A feature is taken if one of these holds; all are taken if there is none.
    public var anyOf: [FilterGroup]
    /// A feature is left out if one of these holds.
    public var noneOf: [FilterGroup]
    /// Source columns to take the id from, best first; without any, the source's own feature id.
    public var idFields: [IdField]
    public var fields: [FieldMapping]
    public var geometry: GeometryMaking

    public init(
        sourceLayers: [String] = [], anyOf: [FilterGroup] = [], noneOf: [FilterGroup] = [],
        idFields: [IdField] = [IdField("id")], fields: [FieldMapping] = [], geometry: GeometryMaking = .asItIs
    ) {
        self.sourceLayers = sourceLayers
        self.anyOf = anyOf
        self.noneOf = noneOf
        self.idFields = idFields
        self.fields = fields
        self.geometry = geometry
    }
}

/// A source column that holds ids, and what to write before them so that two
/// columns cannot give the same id.
public struct IdField: Hashable, Sendable {
    public var field: String
    public var prefix: String

    public init(_ field: String, prefix: String = "") {
        self.field = field
        self.prefix = prefix
    }
}

/// Tests on source fields that must all hold.
public struct FilterGroup: Hashable, Sendable {
    public var tests: [FieldTest]
    public init(_ tests: [FieldTest]) { self.tests = tests }
}

/// A test on one source field.
public struct FieldTest: Hashable, Sendable {
    public enum Condition: Hashable, Sendable {
        case oneOf(Set<String>)
        /// Absent, or none of these.
        case notOneOf(Set<String>)
        case present
        case absent
    }

    public var field: String
    public var condition: Condition

    public init(_ field: String, _ condition: Condition) {
        self.field = field
        self.condition = condition
    }
}

/// Where the value of a catalogue field comes from.
public struct FieldMapping: Hashable, Sendable {
    public var target: String
    /// Source fields: the first that gives a value decides.
    public var sources: [String]
    /// Source words and what they become; `G*` stands for every word that starts with `G`.
    public var words: [String: String]
    /// What a source word gives that is not in `words`.
    public var otherwise: Unmapped
    /// For a feature none of whose source fields gives a value.
    public var fallback: String?

    public enum Unmapped: Hashable, Sendable {
        /// The word as it is.
        case keep
        /// Nothing; the next source field is asked.
        case drop
        case value(String)
    }

    public init(
        _ target: String, from sources: [String] = [], words: [String: String] = [:],
        otherwise: Unmapped = .keep, fallback: String? = nil
    ) {
        self.target = target
        self.sources = sources
        self.words = words
        self.otherwise = otherwise
        self.fallback = fallback
    }
}

/// How the shape of a feature is made from the source's.
public enum GeometryMaking: Hashable, Sendable {
    /// The source's shape, which must be of the layer's kind.
    case asItIs
    /// Lines widened to areas.
    case area(WidthRule)
}

/// The width a line gets when it becomes an area.
public struct WidthRule: Hashable, Sendable {
    public enum Ends: String, Sendable, CaseIterable { case flat, round, square }

    /// Source fields that may hold the width itself in metres, best first.
    public var widthFields: [String]
    /// The source field whose word picks a width from the table.
    public var classField: String?
    /// Metres by word, each with its source.
    public var table: [String: Sourced<Double>]
    /// Metres for words that are not in the table.
    public var fallback: Sourced<Double>
    public var ends: Ends

    public init(
        widthFields: [String] = [], classField: String? = nil, table: [String: Sourced<Double>] = [:],
        fallback: Sourced<Double>, ends: Ends = .round
    ) {
        self.widthFields = widthFields
        self.classField = classField
        self.table = table
        self.fallback = fallback
        self.ends = ends
    }
}
