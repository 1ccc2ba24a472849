import Vocabulary

/// The codes of this target, for the catalogue.
public enum RouteSurveyCodes {
    public static let all: [ErrorCode] = []
}
