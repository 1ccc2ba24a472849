import Coordinator
import HTTPTypes
import Hummingbird
import Outerline
import PermitPolicy
import Vocabulary

/// One application of one to three utilities (R37).
enum IntakeAPI {
    /// The members of the body: the columns of a file of applications, and whether the window accepts at once.
    static let members =
        StepField.ofIntake(Day(number: 0)).map(\.name) + ["utilities", "conditions_met", "accept"]

    @Sendable static func file(_ desk: DeskRequest) async throws -> CommandAnswer {
        var object = try desk.object(members)
        var values: [String: String] = [:]
        for name in members
        where !["utilities", "conditions_met", "accept", "documents_pending"].contains(name) {
            values[name] = object.text(name)
        }
        if values["filed_on"] == nil { values["filed_on"] = "\(desk.today)" }
        values["documents_pending"] = object.texts("documents_pending")?.joined(separator: "\n")
        let utilities = object.texts("utilities") ?? []
        let conditions = object.texts("conditions_met") ?? []
        let accepts = object.flag("accept") ?? true
        try object.problems.throwIfAny()
        let application = try Application(form: values, utilities: utilities, conditions: conditions)
        try await desk.requireScope(application.utilities, district: application.district)
        return try await desk.project { project in
            var cases: [CaseDocument] = []
            let findings = try project.file([(application, Problem.Place())], accept: accepts) {
                cases.append($0)
            }
            return try CommandAnswer.document(
                FiledDocument(
                    application: application.number.rawValue, cases: cases.map(CaseAnswer.init),
                    findings: findings),
                status: .created)
        }
    }
}

/// What an application led to.
struct FiledDocument: Encodable, Sendable {
    var schema = "outerline.filed/1"
    var application: String
    var cases: [CaseAnswer]
    var findings: [Finding]
}
