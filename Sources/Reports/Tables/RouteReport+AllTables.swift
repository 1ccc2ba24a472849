import PermitPolicy

extension RouteReport {
    /// Every table of the report, in the order of the report; every writer shows these and nothing else.
    ///
    /// Ids: `summary`, `thresholds`, `lengths_by_surface`, `lengths_by_method`, `crossings`, `bends`, `coordinates`,
    /// `clearances`, `permits`, `permit_grounds`, `undecided`, `moratoria`, `materials`, `fees`, `duties`, `programme`,
    /// `alternatives`, `dropped`, `cost_by_surface`, `cost_by_feature`, `findings`, `sources`.
    ///
    /// A table without rows says so (``ReportTable/empty``); one whose matter was not looked at is left out.
    public func tables(_ language: ReportLanguage) -> [ReportTable] {
        let words = ReportVocabulary(language)
        return [
            summaryTable(words), thresholdTable(words), surfaceTable(words), methodTable(words),
            crossingTable(words), bendTable(words), coordinateTable(words), clearanceTable(words),
            permitTable(words), groundTable(words), undecidedTable(words), moratoriumTable(words),
            materialTable(words), feeTable(words), dutyTable(words), programmeTable(words),
            alternativeTable(words), droppedTable(words), costTable(words), costItemTable(words),
            findingTable(words), sourceTable(words),
        ].compactMap(\.self)
    }

    /// The table of an id, such as `crossings`; nil if the report has none.
    public func table(_ id: String, _ language: ReportLanguage) -> ReportTable? {
        tables(language).first { $0.id == id }
    }
}

/// The words of one language, at hand where tables are made.
struct ReportVocabulary {
    let language: ReportLanguage

    init(_ language: ReportLanguage) { self.language = language }

    func callAsFunction(_ en: String, _ zh: String) -> String { language.say(en, zh) }
    /// A wording as it stands, but for articles of laws, which a pack writes as `art. 42` in both languages.
    func callAsFunction(_ wording: Wording) -> String {
        let text = language.say(wording)
        guard language == .zh, text.contains(" art. ") else { return text }
        return text.replacing(#/\ art\. (\d+(?:(?:-| and |, |、)\d+)*)/#) { match in
            ReportWords.article("art. " + match.output.1, .zh)
        }
    }

    /// Joins what is listed in a sentence.
    func list(_ parts: [String]) -> String { parts.joined(separator: language.say(", ", "、")) }
    /// Joins clauses.
    func clauses(_ parts: [String]) -> String { parts.joined(separator: language.say("; ", "；")) }
}
