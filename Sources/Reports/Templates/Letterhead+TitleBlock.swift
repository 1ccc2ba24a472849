extension Letterhead {
    /// The boxes of the title block people sign in, in their order.
    private static let people = ["designer", "checker", "reviewer", "approver"]

    /// Fills in the title block of drawings: who makes them, who signs, what the boxes are called, for what stage.
    public func fill(_ title: inout SheetScene.Title, _ language: ReportLanguage) {
        title.organisation = titleBlock("organisation", language)
        title.people = Self.people.map { titleBlock($0, language) }
        title.organisationLabel = titleBlock("labels.organisation", language)
        title.roles = Self.people.map { titleBlock("labels.\($0)", language) }
        title.stage = titleBlock("stage", language)
    }
}
