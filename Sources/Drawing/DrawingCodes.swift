import Vocabulary

extension ErrorCode {
    public static let drawingFailed = ErrorCode(
        "DRW-101", exit: .inputOutput, "drawing failed",
        "The drawing library could not make the page or picture: too large, out of memory, or a broken font. Nothing was "
            + "written. Use a smaller sheet or fewer dots a millimetre; if it happens on ordinary sheets, report it."
    )
}

/// The codes of this target, for the catalogue.
public enum DrawingCodes {
    public static let all: [ErrorCode] = [.drawingFailed]
}
