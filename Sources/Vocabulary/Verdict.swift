/// The result states of a check, ordered from harmless to grave.
///
/// `unknown` names a missing attribute; `review` asks for a human because the
/// rule's source is unverified or the value lies within survey accuracy of a
/// threshold. Neither is ever shown as `pass`.
public enum Verdict: String, Codable, Sendable, CaseIterable {
    case pass = "PASS"
    case exempt = "EXEMPT"
    case review = "REVIEW"
    case unknown = "UNKNOWN"
    case fail = "FAIL"
}
