extension String {
    /// The text as an SQL identifier: in double quotes, those inside doubled.
    public var quoted: String {
        "\"" + split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
