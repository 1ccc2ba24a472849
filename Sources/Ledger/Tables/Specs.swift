import Geometry
import ProjectFile

extension TableSpec {
    /// Every read table, in the order they are created, dumped and compared.
    static let all = [
        applications, cases, permits, stops, workItems, caseSpans, stubUses, routes, crossings,
        disturbedAreas,
    ]

    static let applications = TableSpec(
        name: "applications", identifier: "Applications",
        columns: [
            text("applicant"), text("user_type"), date("filed_on"), text("plot"), text("utilities"),
            text("installation"), text("district"), text("project"), text("address"), text("contact"),
            text("contractor"), text("preconstruction"), text("cases"),
        ])

    static let cases = TableSpec(
        name: "cases", identifier: "Cases",
        columns: [
            text("application"), text("parent"), text("utility"), text("plot"), text("applicant"),
            text("user_type"), text("district"), text("project"), text("origin"), text("stage"),
            text("class"),
            text("stages"), integer("budget_days"), boolean("review"), boolean("outer_line"),
            text("outer_line_reason"), text("outer_line_reason_zh"), date("opened_on"), date("lead_due"),
            text("notice"),
            date("contacted_on"), date("need_known_on"), date("interface_told_on"), date("designed_on"),
            date("permits_on"), date("built_on"), date("accepted_on"), boolean("accepted_pending"),
            date("scheme_on"), date("in_plot_accepted_on"), date("equipment_installed_on"),
            date("valve_opened_on"), date("withdrawn_on"), text("clock"), date("due"),
            boolean("due_provisional"),
            text("franchise_utility"), text("unassigned"), text("representative"), real("ground_length_m"),
            integer("permits"), integer("permits_open"), integer("visits"), integer("documents"),
            real("fees"),
            date("last_on"), text("light"), date("yellow_from"), date("red_from"), text("sort"),
            integer("version"), boolean("is_open"),
        ],
        // The second serves the board, the last three the lists of the desk, each in one order: counts, order and
        // filters of 100 000 cases are read from them alone.
        indexed: [
            ["stage", "due", "id"],
            [
                "stage", "light", "yellow_from", "red_from", "due", "sort", "utility", "district",
                "representative", "franchise_utility", "id",
            ],
            ["last_on"], ["parent"], ["plot"], ["is_open", "due", "sort", "id"] + listed,
            ["is_open", "last_on", "sort", "id"] + listed,
            ["sort", "id", "is_open"] + listed + ["applicant", "plot", "project"],
        ])

    /// What the lists of the desk are filtered by.
    private static let listed = [
        "utility", "district", "representative", "franchise_utility", "stage", "light", "yellow_from",
        "red_from",
    ]

    static let permits = TableSpec(
        name: "permits", identifier: "Permits",
        columns: [
            text("case"), text("kind"), text("title"), text("title_zh"), text("state"), text("verdict"),
            boolean("review"), text("authority_id"), text("authority"), text("authority_zh"),
            text("assignee"),
            text("basis"), text("trigger"), text("effect"), text("number"), date("required_on"),
            date("submitted_on"), date("accepted_on"), date("decided_on"), text("certificate"),
            date("valid_until"), text("refusal"), text("refusal_note"), text("change_reason"),
            text("closing_reason"), date("due"), boolean("due_provisional"),
        ],
        indexed: [["case"], ["state", "due", "id"]])

    static let stops = TableSpec(
        name: "stops", identifier: "Clock stops",
        columns: [
            text("case"), text("cause"), text("holder"), date("started_on"), date("resumed_on"),
            text("evidence"),
        ],
        indexed: [["case"]])

    /// The open items of the worklist, with the days and the lamps they will have if nothing else happens.
    static let workItems = TableSpec(
        name: "work_items", identifier: "Worklist",
        columns: [
            text("case"), text("permit"), text("action"), text("holder"), text("counterpart"), date("due"),
            boolean("due_provisional"), text("light"), date("yellow_from"), date("red_from"),
            date("shown_from"), date("shown_until"), boolean("in_serial"), boolean("in_parallel"),
            boolean("in_own"),
            text("stage"), text("utility"), text("district"), text("representative"),
            text("franchise_utility"), text("sort"),
        ],
        indexed: [
            [
                "due", "light", "yellow_from", "red_from", "sort", "action", "counterpart", "holder",
                "shown_from", "shown_until", "in_serial", "in_parallel", "in_own", "stage", "utility",
                "district",
                "representative", "franchise_utility",
            ], ["case"],
        ])

    /// Where the days of a case went; see `CaseSpan`.
    static let caseSpans = TableSpec(
        name: "case_spans", identifier: "Days by stage and holder",
        columns: [
            text("case"), text("track"), text("name"), text("permit"), date("after_on"), date("through_on"),
        ],
        indexed: [["case", "track", "name", "permit", "after_on", "through_on"]])

    static let stubUses = TableSpec(
        name: "stub_uses", identifier: "Use of reserved stubs", columns: [text("state"), text("case")])

    static let routes = TableSpec(
        name: "routes", identifier: "Chosen routes",
        columns: [
            text("case"), text("utility"), text("plot"), text("regime"), text("from_layer"),
            text("from_feature"),
            real("ground_length_m"), real("grid_length_m"), real("cost"), text("sha256"), date("chosen_on"),
            integer("data_version"), integer("version"),
        ],
        geometry: .line, indexed: [["case"]])

    static let crossings = TableSpec(
        name: "crossings", identifier: "Crossings of chosen routes",
        columns: [
            text("case"), text("layer"), text("features"), text("name"), text("kind"), real("from_m"),
            real("to_m"), real("length_m"), real("ground_length_m"), real("angle_deg"), real("area_m2"),
            text("method"),
        ],
        geometry: .line, indexed: [["case"]])

    static let disturbedAreas = TableSpec(
        name: "disturbed_areas", identifier: "Areas disturbed by chosen routes",
        columns: [text("case"), text("layer"), text("feature"), real("area_m2")], geometry: .polygon,
        indexed: [["case"]])

    private static func text(_ name: String) -> TableColumn { TableColumn(name, .text) }
    private static func date(_ name: String) -> TableColumn { TableColumn(name, .date) }
    private static func integer(_ name: String) -> TableColumn { TableColumn(name, .integer) }
    private static func real(_ name: String) -> TableColumn { TableColumn(name, .real) }
    private static func boolean(_ name: String) -> TableColumn { TableColumn(name, .boolean) }
}
