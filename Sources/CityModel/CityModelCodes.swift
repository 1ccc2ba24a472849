import Vocabulary

/// The codes of this target, for the catalogue.
public enum CityModelCodes {
    public static let all: [ErrorCode] = []
}
