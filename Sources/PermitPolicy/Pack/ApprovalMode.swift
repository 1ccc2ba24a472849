/// How permits that need one another are applied for: a setting of the pack (serial 串联, parallel 并联).
public enum ApprovalMode: String, Codable, Sendable, CaseIterable {
    /// A permit is submitted only when its prerequisites are granted.
    case serial
    /// All are submitted on one form; a permit is granted only with or after its prerequisites.
    case parallel
}
