import Vocabulary

extension ErrorCode {
    public static let workbookFailed = ErrorCode(
        "XLS-101", exit: .inputOutput, "workbook cannot be made",
        "The spreadsheet library could not make the file: no room for temporary files (TMPDIR), out of memory, or more "
            + "rows than a sheet holds (1 048 575). Nothing was written."
    )
}
