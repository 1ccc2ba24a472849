import Coordinator
import Foundation
import HTTPTypes
import Hummingbird
import Outerline
import PermitPolicy
import Vocabulary

/// The steps of a case: which there are, what each asks for, and taking one.
enum StepAPI {
    /// Every step there is, whatever a case allows.
    @Sendable static func kinds(_ desk: DeskRequest) async throws -> Response {
        try await desk.document { _ in StepKindsDocument() }
    }

    @Sendable static func list(_ desk: DeskRequest) async throws -> Response {
        let id = desk.parameter("case")
        return try await desk.document { StepsDocument(id, try $0.steps(of: id)) }
    }

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        let (id, step, permit) = (desk.parameter("case"), desk.parameter("step"), desk.query.text("permit"))
        return try await desk.document { project in
            let (form, version) = try project.stepForm(step, of: id, permit: permit)
            return StepsDocument(id, version: version, [form])
        }
    }

    @Sendable static func take(_ desk: DeskRequest) async throws -> CommandAnswer {
        let (id, step) = (desk.parameter("case"), desk.parameter("step"))
        let order = try StepOrder(desk)
        return try await desk.project { project in
            try requireKnown(order, step, id, project)
            do {
                let summary = try project.take(
                    step, on: id, permit: order.permit, seen: order.seen, values: order.values)
                return try CommandAnswer.document(CaseAnswer(summary))
            } catch let conflict as CaseConflict where order.isPrecondition {
                throw PreconditionFailed(conflict: conflict)
            }
        }
    }

    /// A step that names the version of its case can be tried again: a second time is a conflict and not a second event.
    @Sendable static func isRepeatable(_ desk: DeskRequest) -> Bool {
        guard let order = try? StepOrder(desk) else { return true }
        return order.seen != nil
    }

    /// A field there is none of is a mistake somebody wants to hear of.
    private static func requireKnown(_ order: StepOrder, _ step: String, _ id: String, _ project: Project)
        throws
    {
        let form = try project.stepForm(step, of: id, permit: order.permit).form
        let known = form.fields.map(\.name) + ["on"]
        var problems = Problems()
        for name in order.values.keys.sorted() where !known.contains(name) {
            let near = nearestWord(to: name, among: known)
            problems.add(
                Problem(
                    .formInvalid, "step '\(step)' has no field '\(name.prefix(40))'",
                    at: .init(field: String(name.prefix(80))),
                    help: near.map { "did you mean '\($0)'?" } ?? "fields: \(known.joined(separator: ", "))"))
        }
        try problems.throwIfAny()
    }
}

/// What is to be done with a case: the body and the precondition of a step.
struct StepOrder: Sendable, Hashable {
    var permit: String?
    /// How many events the case has, for whoever sends it.
    var seen: Int?
    /// It came with `If-Match`, so that a conflict is a precondition that failed.
    var isPrecondition: Bool
    var values: [String: String]

    static let members = ["permit", "version", "values"]

    /// - Throws: ``Problem`` and ``Problems`` for what cannot be read.
    init(_ desk: DeskRequest) throws {
        var object = try desk.object(Self.members)
        permit = object.text("permit")
        let version = object.integer("version")
        values = object.formValues("values")
        try object.problems.throwIfAny()
        let expected = try desk.expectedVersion()
        isPrecondition = expected != nil
        seen = expected ?? version
    }
}

/// All steps there are.
struct StepKindsDocument: Encodable, Sendable {
    var schema = "outerline.step-kinds/1"
    var steps = StepKind.all.map(Item.init)

    struct Item: Encodable, Sendable {
        var step: String
        var title: Wording
        var ofPermit: Bool

        private enum CodingKeys: String, CodingKey {
            case step, title
            case ofPermit = "of_permit"
        }

        init(_ kind: StepKind) {
            step = kind.name
            title = kind.wording
            ofPermit = kind.isOfPermit
        }
    }
}

/// The steps of one case as forms.
struct StepsDocument: Encodable, Sendable {
    var schema = "outerline.steps/1"
    var caseID: String
    var version: Int
    var steps: [Item]

    private enum CodingKeys: String, CodingKey {
        case schema, version, steps
        case caseID = "case"
    }

    struct Item: Encodable, Sendable {
        var step: String
        var title: Wording
        @OrNull var permit: String?
        var possible: Bool
        /// Why it is not possible now; null if it is.
        @OrNull var refusal: ProblemBody.Item?
        var fields: [Field]
    }

    struct Field: Encodable, Sendable {
        var name: String
        var title: Wording
        /// `text`, `lines`, `day`, `number`, `choice`, `flag` or `moment`.
        var input: String
        var required: Bool
        @OrNull var initial: String?
        var choices: [Choice]
        var suggestions: [String]
    }

    struct Choice: Encodable, Sendable {
        var value: String
        var title: Wording
    }

    init(_ id: String, version: Int, _ forms: [StepForm]) {
        caseID = id
        self.version = version
        steps = forms.map(Item.init)
    }

    init(_ id: String, _ steps: CaseSteps) {
        let permits = steps.permits.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap(\.value)
        self.init(id, version: steps.version, steps.forms + permits)
    }
}

extension StepsDocument.Item {
    init(_ form: StepForm) {
        self.init(
            step: form.kind.name, title: form.kind.wording, permit: form.permit?.rawValue,
            possible: form.refusal == nil, refusal: form.refusal.map(ProblemBody.Item.init),
            fields: form.fields.map(StepsDocument.Field.init))
    }
}

extension StepsDocument.Field {
    static let inputs = ["text", "lines", "day", "number", "choice", "flag", "moment", "geometry"]

    init(_ field: StepField) {
        var choices: [StepsDocument.Choice] = []
        let input: String
        switch field.input {
        case .text: input = "text"
        case .lines: input = "lines"
        case .day: input = "day"
        case .number: input = "number"
        case .flag: input = "flag"
        case .moment: input = "moment"
        case .geometry: input = "geometry"
        case .choice(let list):
            input = "choice"
            choices = list.map { StepsDocument.Choice(value: $0.value, title: $0.wording) }
        }
        self.init(
            name: field.name, title: field.wording, input: input, required: field.isRequired,
            initial: field.initial, choices: choices, suggestions: field.suggestions)
    }
}
