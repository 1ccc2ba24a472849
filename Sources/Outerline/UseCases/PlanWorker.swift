import CityModel
import Foundation
import Vocabulary

/// Answers requests for routes, one JSON object a line: a worker for any batch engine.
///
/// A request is `{"plot": "1", "utility": "water"}` with the optional keys `dn`, `regimes` and `id` (any text, given
/// back). Every line gets one line in answer: the document of `route plan --json`, or an object with `errors`. The city
/// is read by windows, never whole. Belongs to one task.
public final class PlanWorker {
    private let project: Project
    private let desk: RouteDesk
    private let options: PlanOptions

    /// - Throws: ``Problem`` for a project or rates file that cannot be used.
    public init(_ project: Project, _ options: PlanOptions) throws {
        self.project = project
        self.options = options
        try project.requireLayer(.plots)
        desk = RouteDesk(try project.planningDesk(options))
    }

    private struct Request: Decodable {
        var plot: String
        var utility: Utility
        var dn: Double?
        var regimes: [Regime]?
        var id: String?
    }

    private struct Answer: Encodable {
        var id: String?
        var document: PlanDocument

        private enum Key: CodingKey { case id }

        func encode(to encoder: any Encoder) throws {
            try document.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encodeIfPresent(id, forKey: .id)
        }
    }

    private struct Refusal: Encodable {
        var schema = "outerline.errors/1"
        var line: Int
        var id: String?
        var errors: [Problem]
    }

    /// The answer to one line, with its line end.
    ///
    /// - Parameter number: of the line, from 1; told in a refusal.
    /// - Throws: only what is no fault of the request, such as a project that cannot be read any more.
    public func answer(_ line: Data, number: Int) throws -> Data {
        let request: Request
        do {
            request = try JSONDecoder().decode(Request.self, from: line)
        } catch {
            let problem = Problem(
                .planRequestInvalid, "line \(number) is no request: \(Self.reason(error))",
                at: .init(line: number),
                help: #"write {"plot": "1", "utility": "water"}, one object a line"#)
            return try JSONText.line(Refusal(line: number, errors: [problem]))
        }
        do {
            if let dn = request.dn, !(dn > 0) {
                throw Problem(
                    .planRequestInvalid, "dn is \(dn)", at: .init(line: number, field: "dn"),
                    help: "give the nominal diameter in millimetres, above 0")
            }
            var options = options
            options.diameter = request.dn ?? options.diameter
            options.regimes = request.regimes.map(Set.init) ?? options.regimes
            let plot = try project.plot(request.plot)
            let document = try desk.document(for: plot, request.utility, options)
            return try JSONText.line(Answer(id: request.id, document: document))
        } catch let problem as Problem where problem.exit == .notFound || problem.exit == .badInput {
            return try JSONText.line(Refusal(line: number, id: request.id, errors: [problem]))
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "key '\(key.stringValue)' is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "key '\(context.codingPath.map(\.stringValue).joined(separator: "."))' has the wrong type"
        case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            "key '\(context.codingPath.map(\.stringValue).joined(separator: "."))' has a value that is not known"
        default: "it is not JSON"
        }
    }
}
