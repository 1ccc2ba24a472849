import Coordinator

extension RouteReport {
    /// The tables of the report as a workbook, a sheet for each; tables without rows are left out, but for crossings
    /// and permits, which then say so.
    public func workbook(_ language: ReportLanguage) -> Workbook {
        let kept = tables(language).filter { !$0.rows.isEmpty || ["crossings", "permits"].contains($0.id) }
        return Workbook(
            title: language.say("Route report", "外线工程路由报告") + " \(state.id)", day: today, program: program,
            language: language, sheets: kept.map { Workbook.Sheet($0, widest: 40) })
    }
}
