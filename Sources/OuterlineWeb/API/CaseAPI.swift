import Foundation
import HTTPTypes
import Hummingbird
import Outerline
import Vocabulary

/// One case, whole and in parts.
enum CaseAPI {
    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        let id = desk.parameter("case")
        return try await desk.document { CaseAnswer(try $0.caseDetail(id)) }
    }

    @Sendable static func clock(_ desk: DeskRequest) async throws -> Response {
        let id = desk.parameter("case")
        return try await desk.document { try $0.clock(id) }
    }

    @Sendable static func programme(_ desk: DeskRequest) async throws -> Response {
        let id = desk.parameter("case")
        return try await desk.document { try $0.programme(id) }
    }

    @Sendable static func permits(_ desk: DeskRequest) async throws -> Response {
        let id = desk.parameter("case")
        return try await desk.document { project in
            var permits: [PermitDocument] = []
            try project.permits(of: id) { permits.append($0) }
            return PermitsDocument(caseID: id, permits: permits)
        }
    }

    @Sendable static func documents(_ desk: DeskRequest) async throws -> Response {
        let id = desk.parameter("case")
        return try await desk.document { DocumentsDocument(try $0.caseDetail(id)) }
    }

    @Sendable static func notices(_ desk: DeskRequest) async throws -> Response {
        let id = desk.parameter("case")
        return try await desk.document { NoticesDocument(try $0.caseDetail(id)) }
    }

    @Sendable static func history(_ desk: DeskRequest) async throws -> Response {
        let id = desk.parameter("case")
        return try await desk.document { HistoryDocument(try $0.caseDetail(id)) }
    }

    /// Chooses one of the routes that ``MapAPI/caseRoutes(_:)`` lists.
    @Sendable static func chooseRoute(_ desk: DeskRequest) async throws -> CommandAnswer {
        var object = try desk.object(["route", "line_sha256"])
        let (name, line) = (object.requiredText("route"), object.text("line_sha256"))
        try object.problems.throwIfAny()
        let (id, day) = (desk.parameter("case"), desk.today)
        return try await desk.project { project in
            try CommandAnswer.document(
                CaseAnswer(try project.chooseRoute(id, named: name, expecting: line, effective: day)))
        }
    }

    /// Chooses the line of the body.
    @Sendable static func drawRoute(_ desk: DeskRequest) async throws -> CommandAnswer {
        try desk.requireType(["application/geo+json", "application/json"])
        let line = DrawnLine(desk.body, name: "line", wgs84: try MapWindowRequest.isWGS84(desk.query))
        let (id, day) = (desk.parameter("case"), desk.today)
        return try await desk.project { project in
            try CommandAnswer.document(CaseAnswer(try project.chooseRoute(id, drawn: line, effective: day)))
        }
    }
}

/// A case as the command line shows it, and how many events it has.
struct CaseAnswer: Encodable, Sendable {
    private var detail: CaseDetailDocument?
    private var summary: CaseDocument

    init(_ detail: CaseDetailDocument) {
        self.detail = detail
        summary = detail.summary
    }

    init(_ summary: CaseDocument) { self.summary = summary }

    private enum Key: String, CodingKey { case version }

    func encode(to encoder: any Encoder) throws {
        if let detail { try detail.encode(to: encoder) } else { try summary.encode(to: encoder) }
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(summary.version, forKey: .version)
    }
}
