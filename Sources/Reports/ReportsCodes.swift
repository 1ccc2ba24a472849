import Drawing
import Vocabulary

/// The codes of this target and of the drawing under it, for the catalogue.
public enum ReportsCodes {
    public static let all: [ErrorCode] =
        DrawingCodes.all + [
            .workbookFailed,
            .templateInvalid, .templateUnknownFile, .templateMissing, .itemWithoutBasis,
        ]
}

extension ErrorCode {
    static let templateInvalid = ErrorCode(
        "REP-201", exit: .badInput, "a template of papers cannot be used",
        "A wording names something its paper does not know, leaves out what the paper must say, has a tag that is "
            + "not closed, or is not UTF-8. The names of every paper are in Sources/Reports/Templates/README.md; all "
            + "problems of a folder are told at once.")
    static let templateUnknownFile = ErrorCode(
        "REP-202", exit: .badInput, "a file among the templates that no paper reads",
        "A folder of templates holds letterhead.yaml and zh/NAME.mustache, en/NAME.mustache. Another file is refused, "
            + "since a mistyped name would silently leave the shipped wording in force.")
    static let templateMissing = ErrorCode(
        "REP-203", exit: .unavailable, "the installation lacks a template",
        "The wordings of papers ship with the program. Install it again.")
    static let itemWithoutBasis = ErrorCode(
        "REP-301", exit: .findings, "a notice asks for something without naming its legal basis",
        "What no law or regulation asks for is not asked of the user (R12). Name the material as the policy pack does, "
            + "or leave it out.")
}
