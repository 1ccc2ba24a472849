import Geometry
import Vocabulary

/// A value of a feature's field.
public enum AttributeValue: Hashable, Sendable {
    case text(String)
    case integer(Int)
    case real(Double)
    case boolean(Bool)
    case date(Day)
}

/// One feature of a layer: its identifier, its geometry in the project CRS
/// (metres, east first) and the fields that have a value.
///
/// A field that is absent is unknown; it never stands for "no" or "zero".
public struct Feature: Hashable, Sendable, Identifiable {
    /// Unique within its layer.
    public var id: String
    public var shape: Shape
    public var attributes: [String: AttributeValue]

    public init(id: String, shape: Shape, attributes: [String: AttributeValue] = [:]) {
        self.id = id
        self.shape = shape
        self.attributes = attributes
    }

    public func text(_ field: String) -> String? {
        if case .text(let value)? = attributes[field] { value } else { nil }
    }

    /// The number of an integer or real field.
    public func number(_ field: String) -> Double? {
        switch attributes[field] {
        case .real(let value)?: value
        case .integer(let value)?: Double(value)
        default: nil
        }
    }

    public func integer(_ field: String) -> Int? {
        if case .integer(let value)? = attributes[field] { value } else { nil }
    }

    public func boolean(_ field: String) -> Bool? {
        if case .boolean(let value)? = attributes[field] { value } else { nil }
    }

    public func day(_ field: String) -> Day? {
        if case .date(let value)? = attributes[field] { value } else { nil }
    }
}
