extension String {
    /// The text as an SQL identifier: in double quotes, those inside doubled.
    public var quoted: String {
        utf8.contains(UInt8(ascii: "\"")) ? doubled : "\"\(self)\""
    }

    private var doubled: String {
        "\"" + split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
