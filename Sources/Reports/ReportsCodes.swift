import Drawing
import Vocabulary

/// The codes of this target and of the drawing under it, for the catalogue.
public enum ReportsCodes {
    public static let all: [ErrorCode] = DrawingCodes.all + [.workbookFailed]
}
