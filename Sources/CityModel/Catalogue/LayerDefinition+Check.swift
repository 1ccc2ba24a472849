import Geometry
import Vocabulary

extension LayerDefinition {
    /// What keeps a feature out of this layer: wrong geometry kind, a missing
    /// required field, a value of another type or outside the allowed words.
    ///
    /// Fields the catalogue does not know are left alone.
    /// - Returns: in the order of the fields; empty if the feature is fine.
    public func problems(of feature: Feature) -> [Problem] {
        var found: [Problem] = []
        let place = Problem.Place(layer: name.rawValue, feature: feature.id)
        if feature.shape.kind != geometry {
            found.append(
                Problem(
                    .layerGeometry,
                    "a \(geometry.rawValue) is needed, found a \(feature.shape.kind.rawValue)",
                    at: place))
        }
        for field in fields {
            let here = Problem.Place(layer: place.layer, feature: place.feature, field: field.name)
            guard let value = feature.attributes[field.name] else {
                if field.isRequired {
                    found.append(Problem(.fieldMissing, "'\(field.name)' has no value", at: here))
                }
                continue
            }
            if let problem = field.problem(with: value) { found.append(problem.located(here)) }
        }
        return found
    }
}

extension FieldDefinition {
    /// Why a value cannot stand in this field as it is; nil if it can.
    public func problem(with value: AttributeValue) -> Problem? {
        guard value.kind == kind || (kind == .real && value.kind == .integer) else {
            return Problem(.fieldType, "'\(value.plainText)' is no \(kind.rawValue)")
        }
        guard case .text(let text) = value, !allowed.isEmpty, !allowed.contains(text) else { return nil }
        return Problem(
            .fieldValue, "'\(text)' is not allowed",
            help: nearestWord(to: text, among: allowed).map { "did you mean '\($0)'?" }
                ?? "one of: \(allowed.joined(separator: ", "))")
    }
}

extension AttributeValue {
    /// The kind of field it fits.
    public var kind: FieldDefinition.Kind {
        switch self {
        case .text: .text
        case .integer: .integer
        case .real: .real
        case .boolean: .boolean
        case .date: .date
        }
    }
}
