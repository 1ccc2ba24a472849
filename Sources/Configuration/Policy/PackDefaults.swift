import PermitPolicy

/// Settings that were added after the first packs were written, as a pack without them is read.
///
/// A project keeps its packs inside it, so one of an older build opens with these. Each is an assumption and told as
/// such wherever a value's source is shown.
enum PackDefaults {
    /// Permits that need one another are applied for at once: 行政许可法 allows joint handling (article 26).
    static let approval = Cited(
        ApprovalMode.parallel,
        source: assumed("permits of several authorities are taken to be handled jointly"))

    static let service = ServiceRules(
        followUp: DayLimit(
            days: 5, unit: .working, source: assumed("the follow-up visit is made within five working days")))

    static let corridor = Cited(
        1.0, source: assumed("a line within one metre of the permitted one is taken to be permitted"))

    private static func assumed(_ text: String) -> Citation {
        Citation(law: "Outerline 的设定", text: "\(text); the pack names nothing", level: .assumption)
    }
}
