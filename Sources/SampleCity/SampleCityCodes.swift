import Vocabulary

/// The codes of this target, for the catalogue.
public enum SampleCityCodes {
    public static let all: [ErrorCode] = []
}
