import Vocabulary

/// The codes of this target, for the catalogue.
public enum SampleCityCodes {
    public static let all: [ErrorCode] = [.sampleSize]
}

extension ErrorCode {
    static let sampleSize = ErrorCode(
        "SMP-101", exit: .badInput, "no sample of this size",
        "A sample city has 1 to 50 000 blocks; a block holds about six plots.")
}
