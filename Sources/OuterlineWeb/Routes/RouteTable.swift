import HTTPTypes

/// Every address of the desk.
///
/// A page or an API call is added by adding a line here, or a list in its own file that is added here.
enum RouteTable {
    static let all: [Endpoint] =
        probes + assets + signIn + works + cases + caseParts + views + intake + map + live + accounts + audit
        + api

    private static let assets = [
        Endpoint("asset", .get, "/static/:name", .asset, .everyone, StaticFiles.serve),
        Endpoint("icon", .get, "/favicon.ico", .asset, .everyone, StaticFiles.serveIcon),
    ]

    private static let probes = [
        Endpoint("health", .get, "/healthz", .probe, .everyone, Probes.health),
        Endpoint("readiness", .get, "/readyz", .probe, .everyone, Probes.readiness),
    ]

    private static let signIn = [
        Endpoint("sign-in page", .get, "/sign-in", .page, .everyone, SignInPage.show),
        Endpoint("sign in", .post, "/sign-in", .form, .everyone, SignInPage.signIn),
        Endpoint("sign out", .post, "/sign-out", .form, .readers(.none), SignInPage.signOut),
    ]

    private static let works = [
        Endpoint("home", .get, "/", .page, .readers(.none), WorklistPage.home),
        Endpoint("worklist", .get, "/works", .page, .readers(.filtered), followsLog: true, WorklistPage.show),
    ]

    private static let cases = [
        Endpoint("case", .get, "/cases/:case", .page, .readers(.caseInPath), followsLog: true, CasePage.show),
        Endpoint(
            "programme chart", .get, "/cases/:case/programme.svg", .drawing, .readers(.caseInPath),
            followsLog: true, CasePage.programmeChart),
        Endpoint(
            "step page", .get, "/cases/:case/steps/:step", .page, .workers(.caseInPath), followsLog: true,
            StepPage.show),
        Endpoint(
            "step", .post, "/cases/:case/steps/:step", .form, .workers(.caseInPath), bodyLimit: 1 << 20,
            StepPage.take),
    ]

    private static let intake = [
        Endpoint("intake page", .get, "/intake", .page, .workers(.formValues), IntakePage.show),
        Endpoint("intake", .post, "/intake", .form, .workers(.formValues), IntakePage.file),
    ]

    private static let live = [
        Endpoint("live", .get, "/live", .live, .readers(.filtered), LiveStream.open)
    ]

    private static let audit = [
        Endpoint("audit", .get, "/audit", .page, .administrators, AuditPage.show)
    ]
}
