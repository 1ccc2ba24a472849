import Vocabulary

/// The codes of this target, for the catalogue.
public enum CoordinatorCodes {
    public static let all: [ErrorCode] = []
}
