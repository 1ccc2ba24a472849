import Geometry
import Vocabulary

/// What the layers of a city may hold: geometry, fields, words and titles.
///
/// Read from `GIS/layers.yaml`; a project carries the catalogue it was made with.
public struct LayerCatalogue: Hashable, Sendable {
    /// In the order of ``LayerName``.
    public let layers: [LayerDefinition]

    public init(_ layers: [LayerDefinition]) {
        let order = LayerName.allCases
        self.layers = layers.sorted {
            (order.firstIndex(of: $0.name) ?? 0) < (order.firstIndex(of: $1.name) ?? 0)
        }
    }

    /// The definition of a layer; nil if the catalogue lacks it.
    public subscript(_ name: LayerName) -> LayerDefinition? { layers.first { $0.name == name } }
}

/// One layer: its geometry kind, its fields and what people call it.
public struct LayerDefinition: Hashable, Sendable {
    public var name: LayerName
    public var geometry: Shape.Kind
    public var zh: String
    public var en: String
    public var note: String?
    /// In the order they are stored and shown; never `id` or `geom`.
    public var fields: [FieldDefinition]

    public init(
        name: LayerName, geometry: Shape.Kind, zh: String, en: String, note: String? = nil,
        fields: [FieldDefinition] = []
    ) {
        self.name = name
        self.geometry = geometry
        self.zh = zh
        self.en = en
        self.note = note
        self.fields = fields
    }

    public func field(_ name: String) -> FieldDefinition? { fields.first { $0.name == name } }
}

/// One field of a layer.
public struct FieldDefinition: Hashable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable { case text, integer, real, boolean, date }

    public var name: String
    public var kind: Kind
    /// The unit of a number, such as `m` or `mm`.
    public var unit: String?
    /// A feature without it is refused; every other field may be absent, and is then unknown.
    public var isRequired: Bool
    /// The words a text field may hold; empty allows any.
    public var allowed: [String]
    public var zh: String
    public var en: String
    public var note: String?

    public init(
        _ name: String, _ kind: Kind, unit: String? = nil, isRequired: Bool = false, allowed: [String] = [],
        zh: String, en: String, note: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.isRequired = isRequired
        self.allowed = allowed
        self.zh = zh
        self.en = en
        self.note = note
    }
}
