import Coordinator
import Vocabulary

/// A numbered paper: the object of `report notice --json`, a line of `report notice --list --json`.
public struct PaperDocument: Encodable, Sendable {
    public var schema = "outerline.paper/1"
    public var caseID: String
    public var kind: String
    public var number: String
    /// What it tells, such as `acceptance`.
    public var subject: String
    public var on: Day
    /// SHA-256 of its wordings; null in the list.
    @OrNull public var sha256: String?
    /// It was issued before and is printed again: same number, same words.
    public var again: Bool
    public var files: [String]

    private enum CodingKeys: String, CodingKey {
        case schema, kind, number, subject, on, sha256, again, files
        case caseID = "case"
    }
}

/// What the printing of a paper came to.
public struct PrintedPaper: Sendable {
    public var document: PaperDocument
    public var findings: [Finding]
}
