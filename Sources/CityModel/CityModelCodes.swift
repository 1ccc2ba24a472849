import Vocabulary

/// The codes of this target, for the catalogue.
public enum CityModelCodes {
    public static let all: [ErrorCode] = [.layerGeometry, .fieldMissing, .fieldType, .fieldValue]
}

extension ErrorCode {
    static let layerGeometry = ErrorCode(
        "CTY-101", exit: .badInput, "a feature of another geometry kind",
        "The layer holds points, lines or polygons, as `layers.yaml` says, and the feature is another.")
    static let fieldMissing = ErrorCode(
        "CTY-102", exit: .badInput, "a required field has no value",
        "Only fields without which a feature means nothing are required; see `layers.yaml`.")
    static let fieldType = ErrorCode(
        "CTY-103", exit: .badInput, "a value of another type",
        "The value cannot be read as the type that `layers.yaml` gives the field.")
    static let fieldValue = ErrorCode(
        "CTY-104", exit: .badInput, "a value that is not allowed",
        "The field holds one of a list of words. Map a source's own words with a preset (`map:`).")
}
