import PermitPolicy
import Reports
import Vocabulary

extension Phrases {
    /// The language of reports, whose words the desk shares.
    var report: ReportLanguage { language == .zh ? .zh : .en }
}

/// What is said in one language only, in the language of the page.
enum Shown {
    /// A finding with its advice.
    ///
    /// One that has no Chinese words tells what it is about by its code, and English words stay with it, so that
    /// nothing is lost.
    static func finding(_ finding: Finding, _ phrases: Phrases) -> (message: String, help: String?) {
        guard phrases.language == .zh else { return (finding.message, finding.help) }
        if let message = finding.messageZh { return (message, finding.helpZh) }
        let title = ReportWords.findingTitle(finding.code) ?? phrases.problems[finding.code]
        return (title.map { "\($0)（\(finding.message)）" } ?? finding.message, finding.helpZh ?? finding.help)
    }
}
