import Coordinator
import HTTPTypes
import Hummingbird
import Ledger
import Outerline
import Vocabulary
import WorkCalendar

/// The list of works and the views over all of them.
enum WorksAPI {
    static let pageSizes = 1...200

    @Sendable static func list(_ desk: DeskRequest) async throws -> Response {
        let request = try WorklistRequest(desk.query, person: desk.session?.account.person ?? "")
        let limit = try desk.integer("limit", pageSizes) ?? 50
        let scope = desk.scope
        return try await desk.document { project in
            var query = try request.query(project, try project.knownScope(scope))
            query.limit = limit
            let page = try project.caseLines(query)
            return WorksDocument(
                today: project.today, cases: page.lines.map(WorksDocument.Line.init), next: page.next?.text)
        }
    }

    @Sendable static func summary(_ desk: DeskRequest) async throws -> Response {
        let request = try WorklistRequest(desk.query, person: desk.session?.account.person ?? "")
        let items = try desk.integer("items", 0...200) ?? 20
        let (scope, host) = (desk.scope, desk.site.host)
        let state = "\(desk.position.hash) \(desk.today)"
        return try await desk.document { project in
            let filter = try request.summaryFilter(project, try project.knownScope(scope))
            let summary = try host.memory.value(state, "summary \(items) \(filter)") {
                try project.deskSummary(filter, items: items)
            }
            return SummaryDocument(summary, today: project.today)
        }
    }

    @Sendable static func board(_ desk: DeskRequest) async throws -> Response {
        let (view, scope) = (try ViewsRequest(desk), desk.scope)
        let cards = try desk.integer("cards", 0...200) ?? 20
        let items = try desk.integer("items", 0...1000) ?? 100
        return try await desk.document {
            try $0.board(try view.request($0, scope), cards: cards, items: items)
        }
    }

    @Sendable static func groups(_ desk: DeskRequest) async throws -> Response {
        let (view, scope) = (try ViewsRequest(desk), desk.scope)
        guard let grouping: ViewGrouping = try desk.word("by") else {
            throw Problem(
                .formInvalid, "'by' is missing", at: .init(field: "by"),
                help: "one of: \(ViewGrouping.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return try await desk.document { try $0.groups(by: grouping, try view.request($0, scope)) }
    }

    @Sendable static func due(_ desk: DeskRequest) async throws -> Response {
        let (view, scope) = (try ViewsRequest(desk), desk.scope)
        let days = try desk.integer("days", 0...250) ?? 5
        let items = try desk.integer("items", 0...1000) ?? 100
        return try await desk.document { try $0.due(within: days, try view.request($0, scope), items: items) }
    }

    @Sendable static func districts(_ desk: DeskRequest) async throws -> Response {
        let (view, scope) = (try ViewsRequest(desk), desk.scope)
        return try await desk.document { try $0.districts(try view.request($0, scope)) }
    }

    @Sendable static func indicators(_ desk: DeskRequest) async throws -> Response {
        let (view, scope) = (try ViewsRequest(desk), desk.scope)
        return try await desk.document { try $0.indicators(try view.request($0, scope)) }
    }
}

/// The filters of a view, as the query says them.
struct ViewsRequest: Sendable {
    private var asked = ViewRequest()

    static let parameters: [APIParameter] = [
        .word("utility", Utility.self, "only works of this utility"),
        .text("district", "only works in this district, by code or name"),
        .text("company", "only works of this franchise utility"),
        .text("representative", "only works of this customer representative"),
        .word("stage", CaseStage.self, "only works at this stage"),
        .word("light", TrafficLight.self, "only works with this lamp"),
        .word("holder", BallHolder.self, "only items somebody of this kind has to act on"),
    ]

    init(_ desk: DeskRequest) throws {
        asked.utility = try desk.word("utility")
        asked.stage = try desk.word("stage")
        asked.light = try desk.word("light")
        asked.holder = try desk.word("holder")
        asked.district = desk.query.text("district")
        asked.company = desk.query.text("company")
        asked.representative = desk.query.text("representative")
    }

    func request(_ project: Project, _ scope: Scope) throws -> ViewRequest {
        var request = asked
        request.within = try project.knownScope(scope)
        return request
    }
}
