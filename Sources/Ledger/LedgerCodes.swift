import Vocabulary

/// The codes of this target, for the catalogue.
public enum LedgerCodes {
    public static let all: [ErrorCode] = []
}
