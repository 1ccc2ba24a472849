import Vocabulary

/// The codes of this target, for the catalogue.
public enum WorkCalendarCodes {
    public static let all: [ErrorCode] = []
}
