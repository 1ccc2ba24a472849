import HTTPTypes
import Hummingbird

extension RouteTable {
    /// The map, and the page of a case's route.
    static let map: [Endpoint] = mapLibrary + mapWindows + routes

    private static let mapLibrary = [
        Endpoint("map library", .get, "/leaflet/:name", .asset, .everyone, StaticFiles.serveLibrary)
    ]

    private static let mapWindows = [
        Endpoint("map page", .get, "/map", .page, .readers(.none)) { desk in
            // The map is one of the ways the works are laid out.
            .seeOther("/works?\(desk.query.with("view", WorksView.map.rawValue).encoded)")
        },
        Endpoint("map", .get, "/api/map", .api, .readers(.none), followsLog: true, MapAPI.describe),
        Endpoint("map coordinates", .get, "/api/map/coordinates", .api, .readers(.none), MapAPI.coordinates),
        Endpoint(
            "map tile", .get, "/api/map/tiles/:groups/:level/:column/:row", .api, .readers(.none), MapAPI.tile
        ),
        Endpoint(
            "map features", .get, "/api/map/features", .api, .readers(.filtered), followsLog: true,
            MapAPI.features),
    ]

    private static let routes = [
        Endpoint(
            "case map", .get, "/api/cases/:case/map", .api, .readers(.caseInPath), followsLog: true,
            MapAPI.caseMap),
        Endpoint(
            "case routes", .get, "/api/cases/:case/routes", .api, .readers(.caseInPath), followsLog: true,
            MapAPI.caseRoutes),
        Endpoint(
            "survey of a drawn line", .post, "/api/cases/:case/survey", .api, .workers(.caseInPath),
            bodyLimit: DrawnLineForm.most, MapAPI.survey),
        Endpoint(
            "route page", .get, "/cases/:case/route", .page, .readers(.caseInPath), followsLog: true,
            RoutePage.show),
        Endpoint(
            "trade-off chart", .get, "/cases/:case/trade-off.svg", .drawing, .readers(.caseInPath),
            followsLog: true, RoutePage.tradeOff),
        Endpoint(
            "route report", .get, "/cases/:case/route.pdf", .drawing, .readers(.caseInPath),
            followsLog: true, RoutePage.report),
        Endpoint(
            "plan sheets", .get, "/cases/:case/sheets.pdf", .drawing, .readers(.caseInPath),
            followsLog: true, RoutePage.sheets),
        Endpoint("choose route", .post, "/cases/:case/route", .form, .workers(.caseInPath), RoutePage.choose),
        Endpoint(
            "drawn route", .post, "/cases/:case/drawn-route", .form, .workers(.caseInPath),
            bodyLimit: DrawnLineForm.mostEncoded, RoutePage.drawn),
    ]
}
