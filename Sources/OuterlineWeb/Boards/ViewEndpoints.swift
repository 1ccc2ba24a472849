import HTTPTypes

extension RouteTable {
    /// Views over many works: board, calendar, what is due, indicators.
    static let views: [Endpoint] = [
        Endpoint("board page", .get, "/board", .page, .readers(.filtered), followsLog: true, BoardPage.show),
        Endpoint(
            "calendar page", .get, "/calendar", .page, .readers(.filtered), followsLog: true,
            CalendarPage.show),
        Endpoint("due page", .get, "/due", .page, .readers(.filtered), followsLog: true, DuePage.show),
        Endpoint(
            "indicators page", .get, "/indicators", .page, .readers(.filtered), followsLog: true,
            IndicatorsPage.show),
        Endpoint(
            "indicator chart", .get, "/indicators/charts/:chart", .drawing, .readers(.filtered),
            followsLog: true, IndicatorsPage.chart),
        Endpoint(
            "indicator report", .get, "/indicators/files/:file", .drawing, .readers(.filtered),
            followsLog: true, IndicatorsPage.file),
    ]
}
