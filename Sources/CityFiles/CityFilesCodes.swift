import Vocabulary

/// The codes of this target, for the catalogue.
public enum CityFilesCodes {
    public static let all: [ErrorCode] = []
}
