import Vocabulary

/// The codes of this target, for the catalogue.
public enum OuterlineCodes {
    public static let all: [ErrorCode] = []
}
