import Coordinator
import HTTPTypes
import Ledger
import Outerline
import Vocabulary

/// The JSON API: what the pages do, for programs.
extension RouteTable {
    static let api: [Endpoint] =
        apiWorks + apiCases + apiSteps + apiChanges + apiAccount + webhooks + operation

    private static let apiWorks: [Endpoint] = [
        .api(
            "works", .get, "/api/works", .readers(.filtered), followsLog: true,
            APIOperation(
                .works, "The list of works, a page at a time",
                detail: "The next page begins where `next` says: send it as `after` with the same filters.",
                query: listFilters + [
                    .word("order", CasePageQuery.Order.self, "by due day, by last change, or by number"),
                    .text("after", "the `next` of the page before"),
                    .integer("limit", WorksAPI.pageSizes, initial: 50, "cases a page"),
                ], answer: .json("Works")), WorksAPI.list),
        .api(
            "summary", .get, "/api/summary", .readers(.filtered), followsLog: true,
            APIOperation(
                .works, "What is due, and who holds the ball",
                query: listFilters + [.integer("items", 0...200, initial: 20, "items due today at most")],
                answer: .json("Summary")), WorksAPI.summary),
        .api(
            "board", .get, "/api/board", .readers(.filtered), followsLog: true,
            APIOperation(
                .views, "Cases by stage, and what is to be done next",
                query: ViewsRequest.parameters + [
                    .integer("cards", 0...200, initial: 20, "cards a stage at most"),
                    .integer("items", 0...1000, initial: 100, "items of the worklist at most"),
                ], answer: .json("Board")), WorksAPI.board),
        .api(
            "groups", .get, "/api/groups", .readers(.filtered), followsLog: true,
            APIOperation(
                .views, "Cases, or open items, counted by something",
                query: [
                    APIParameter.word("by", ViewGrouping.self, "what is counted by").required
                ] + ViewsRequest.parameters, answer: .json("Groups")), WorksAPI.groups),
        .api(
            "due", .get, "/api/due", .readers(.filtered), followsLog: true,
            APIOperation(
                .views, "What is due within some working days, overdue things among it",
                query: ViewsRequest.parameters + [
                    .integer("days", 0...250, initial: 5, "working days after today"),
                    .integer("items", 0...1000, initial: 100, "items at most"),
                ], answer: .json("Due")), WorksAPI.due),
        .api(
            "districts", .get, "/api/districts", .readers(.filtered), followsLog: true,
            APIOperation(
                .views, "The cases in numbers, by service area", query: ViewsRequest.parameters,
                answer: .json("Districts")), WorksAPI.districts),
        .api(
            "indicators", .get, "/api/indicators", .readers(.filtered), followsLog: true,
            APIOperation(
                .views, "Indicators: on time, days by stage, visits, permits", query: ViewsRequest.parameters,
                answer: .json("Indicators")), WorksAPI.indicators),
    ]

    /// What the list and its head are narrowed by.
    private static let listFilters: [APIParameter] = [
        .text("q", "up to five words, each part of number, applicant, plot or project"),
        .word(
            "standing", CasePageQuery.Standing.self, "whether there is still something to do; open by default"
        ),
        .word("stage", CaseStage.self, "only works at this stage"),
        .word("utility", Utility.self, "only works of this utility"),
        .word("light", TrafficLight.self, "only works with this lamp"),
        .text("representative", "only works of this customer representative"),
        .text("district", "only works in this district, by code or name"),
        .word("mine", ["1"], "only works the account's person represents"),
    ]

    private static func part(
        _ name: String, _ path: String, _ summary: String, _ schema: String, detail: String? = nil,
        _ handler: @escaping Endpoint.Handler
    ) -> Endpoint {
        .api(
            name, .get, "/api/cases/:case\(path)", .readers(.caseInPath), followsLog: true,
            APIOperation(.cases, summary, detail: detail, answer: .json(schema)), handler)
    }

    private static let apiCases: [Endpoint] = [
        part(
            "case dossier", "", "One case in full", "CaseInFull",
            detail:
                "As `outerline case show --json` prints it, with `version`: how many events the case has.",
            CaseAPI.show),
        part(
            "case clock", "/clock", "The promise clock with its stop ledger, and the clocks of the permits",
            "Clock", CaseAPI.clock),
        part(
            "case programme", "/programme",
            "When the works may start: permits as a programme with critical path",
            "Programme", CaseAPI.programme),
        part("case permits", "/permits", "The permits of the case", "Permits", CaseAPI.permits),
        part(
            "case documents", "/documents", "Materials asked for or waived, documents on file and pending",
            "Documents",
            CaseAPI.documents),
        part(
            "case notices", "/notices", "One-time notices, and what the user was told", "Notices",
            CaseAPI.notices),
        part(
            "case history", "/history", "The events of the case, the oldest first", "History", CaseAPI.history
        ),
        .command(
            "choose a route", "/api/cases/:case/route", .workers(.caseInPath),
            APIOperation(
                .routes, "Choose one of the listed routes",
                detail:
                    "With `line_sha256`, or its first digits, only if the line is still the one that was listed.",
                body: .json("RouteChoice"), answer: .json("Case")),
            repeatable: { _ in true }, CaseAPI.chooseRoute),
        .command(
            "choose a drawn route", "/api/cases/:case/drawn-route", .workers(.caseInPath), bodyLimit: 1 << 20,
            APIOperation(
                .routes, "Choose a line one drew",
                query: [
                    .word(
                        "crs", ["project", "wgs84"], "the system of the positions; the project's by default")
                ],
                body: .geoJSON("Line"), answer: .json("Case")),
            repeatable: { _ in true }, CaseAPI.drawRoute),
    ]

    private static let apiSteps: [Endpoint] = [
        .api(
            "step kinds", .get, "/api/steps", .readers(.none),
            APIOperation(.steps, "Every step there is", answer: .json("StepKinds")), StepAPI.kinds),
        .api(
            "case steps", .get, "/api/cases/:case/steps", .readers(.caseInPath), followsLog: true,
            APIOperation(
                .steps,
                "The steps of a case: fields of those that are possible, reasons of those that are not",
                answer: .json("Steps")), StepAPI.list),
        .api(
            "case step", .get, "/api/cases/:case/steps/:step", .readers(.caseInPath), followsLog: true,
            APIOperation(
                .steps, "One step of a case", query: [.text("permit", "the permit, for steps of permits")],
                answer: .json("Steps")), StepAPI.show),
        .command(
            "take a step", "/api/cases/:case/steps/:step", .workers(.caseInPath), conditional: true,
            APIOperation(
                .steps, "Take a step",
                detail: """
                    `values` holds the fields that the step lists, and `on`, the day it happened; the day of the desk \
                    without one. With `version` the step is refused with 409 if somebody recorded something on the case \
                    since; with `If-Match: "<version>"` likewise with 412. The answer of both tells what was recorded.
                    """,
                body: .json("StepOrder"), answer: .json("Case")),
            repeatable: StepAPI.isRepeatable, StepAPI.take),
        .command(
            "file an application", "/api/applications", .workers(.formValues),
            APIOperation(
                .works, "File one application of one to three utilities",
                detail:
                    "The same application again leads to the same cases. Routes are planned and permits derived at once.",
                body: .json("Application"), answer: .json("Filed"), status: .created),
            repeatable: { _ in true }, IntakeAPI.file),
    ]

    private static let apiChanges: [Endpoint] = [
        .api(
            "changes", .get, "/api/events", .readers(.filtered), followsLog: true,
            APIOperation(
                .changes, "What was recorded in cases, from a place in the log on",
                detail: """
                    Begin with 0, or with the `end` of an earlier answer, and go on with `through`. Events of cases \
                    outside the account's scope are passed over. `GET /live` tells of changes as they happen.
                    """,
                query: [
                    .integer("after", 0...Int.max, initial: 0, "the last event that is known"),
                    .integer("limit", 1...EventsAPI.most, initial: 100, "events looked at, at most"),
                ], answer: .json("Changes")), EventsAPI.list)
    ]

    private static let apiAccount: [Endpoint] = [
        .api(
            "account", .get, "/api/account", .readers(.none),
            APIOperation(.account, "The account that asks", answer: .json("Account")), AccountAPI.show),
        .api(
            "tokens", .get, "/api/account/tokens", .readers(.none),
            APIOperation(.account, "The account's tokens, without their secrets", answer: .json("Tokens")),
            AccountAPI.tokens),
        .api(
            "make a token", .post, "/api/account/tokens", .readers(.none),
            APIOperation(
                .account, "Make a token; its secret is told this once",
                detail: "For somebody who signed in with a password: a token makes no tokens.",
                body: .json("TokenOrder"), answer: .json("NewToken"), status: .created),
            AccountAPI.addToken),
        .api(
            "revoke a token", .delete, "/api/account/tokens/:token", .readers(.none),
            APIOperation(.account, "Make a token useless at once", answer: .nothing, status: .noContent),
            AccountAPI.revokeToken),
        .api(
            "audit entries", .get, "/api/audit", .administrators,
            APIOperation(
                .account, "Who did what to accounts, the latest first",
                query: [.integer("limit", 1...1000, initial: 200, "entries at most")], answer: .json("Audit")),
            AccountAPI.audit),
    ]
}
