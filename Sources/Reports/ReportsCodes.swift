import Vocabulary

/// The codes of this target, for the catalogue.
public enum ReportsCodes {
    public static let all: [ErrorCode] = []
}
