import Coordinator
import Foundation
import HTTPTypes
import Hummingbird
import Outerline
import PermitPolicy
import Vocabulary

/// The one form for one application of one to three utilities (R37).
struct IntakePage: PageModel {
    static let template = "intake"
    var title: String
    var fields: [FieldModel]
    var utilities: [ShownChoice]
    var conditions: [ShownChoice]
    var isAccepted: Bool
    var problems: [ShownProblem]
    var hasProblems: Bool

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        desk.page(IntakePage(nil, desk.scope, desk.phrases, today: desk.today))
    }

    @Sendable static func file(_ desk: DeskRequest) async throws -> Response {
        let form = desk.form
        do {
            let application = try IntakeForm.application(form, today: desk.today)
            try await desk.requireScope(application.utilities, district: application.district)
            let accepts = form["accept"] == "yes"
            let cases = try await desk.project { project in
                var cases: [String] = []
                _ = try project.file([(application, Problem.Place())], accept: accepts) {
                    cases.append($0.caseID)
                }
                return cases
            }
            if let only = cases.first, cases.count == 1 { return .seeOther(Links.caseAddress(only)) }
            let number = FormValues.encoded(application.number.rawValue)
            return .seeOther("/works?q=\(number)&standing=all&order=number")
        } catch let error where Self.isShownOnPage(error) {
            let answer = ErrorAnswer(error)
            desk.notes["code"] = answer.problems.first?.code
            var page = IntakePage(form, desk.scope, desk.phrases, today: desk.today)
            let labels = Dictionary(
                page.fields.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
            page.problems = answer.problems.map { ShownProblem($0, desk.phrases, labels: labels) }
            page.hasProblems = true
            return desk.page(page, status: answer.status)
        }
    }

    private static func isShownOnPage(_ error: any Error) -> Bool {
        switch error {
        case is Problems: true
        case let problem as Problem:
            [.failed, .badInput, .notFound, .busy].contains(problem.exit)
                && problem.code != ErrorCode.scopeRefused.id
        default: false
        }
    }

    init(_ form: FormValues?, _ scope: Scope, _ phrases: Phrases, today: Day) {
        title = phrases["intake"]
        fields = IntakeForm.fields(today).map { FieldModel($0, form, phrases) }
        let chosen = form?.all("utilities") ?? []
        utilities = Utility.allCases.filter { scope.utilities?.contains($0) ?? true }.map {
            ShownChoice(
                value: $0.rawValue, text: phrases.say($0.spoken), isChosen: chosen.contains($0.rawValue))
        }
        let met = form?.all("conditions_met") ?? []
        conditions = ValveCondition.allCases.map {
            ShownChoice(
                value: $0.rawValue, text: phrases.say($0.spoken), isChosen: met.contains($0.rawValue))
        }
        isAccepted = form.map { $0["accept"] == "yes" } ?? true
        problems = []
        hasProblems = false
    }
}
