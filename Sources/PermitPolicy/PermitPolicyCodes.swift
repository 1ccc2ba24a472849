import Vocabulary

/// The codes of this target, for the catalogue.
public enum PermitPolicyCodes {
    public static let all: [ErrorCode] = []
}
