import Vocabulary

/// The codes of this target, for the catalogue.
public enum ProjectFileCodes {
    public static let all: [ErrorCode] = []
}
