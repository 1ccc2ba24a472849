import Coordinator
import Vocabulary

extension PaperContext {
    /// The wordings of a new paper: in Chinese, and the same in English.
    public func wordings(
        _ kind: PaperKind, on ground: CaseState.PaperGround, number: String, _ templates: PaperTemplates
    ) -> (zh: String, en: String) {
        func wording(_ language: ReportLanguage) -> String {
            templates.render(
                PaperTemplate(kind), fields(kind, on: ground, number: number, language), language)
        }
        return (wording(.zh), wording(.en))
    }
}

extension IssuedPaper {
    /// The paper as it was issued, in one of its languages.
    public func document(_ language: ReportLanguage) -> ReportDocument {
        ReportDocument(
            wording: language.say(english, content), footer: "\(number) · SHA-256 \(sha256.prefix(16))",
            language: language)
    }

    /// The name of its files, without the ending: ASCII, so that every archive and window can hold it.
    public func fileName(_ caseID: CaseID) -> String {
        let digits = String(sequence)
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return "\(caseID)-\(kind.rawValue)-\(year)-\(padded)"
    }
}
