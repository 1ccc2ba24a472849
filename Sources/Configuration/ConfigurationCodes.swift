import Vocabulary

/// The codes of this target, for the catalogue.
public enum ConfigurationCodes {
    public static let all: [ErrorCode] = [
        .yamlSyntax, .yamlMissing, .yamlUnknownKey, .yamlType, .yamlValue,
    ]
}
