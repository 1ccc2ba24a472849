import Vocabulary

/// The codes of this target, for the catalogue.
public enum RoutePlannerCodes {
    public static let all: [ErrorCode] = []
}
