import Coordinator
import HTTPTypes
import Hummingbird
import Outerline
import PermitPolicy
import Vocabulary

/// One step of a case as a form; what was entered stays when it is refused.
struct StepPage: PageModel {
    static let template = "step"
    var title: String
    var caseID: String
    var caseAddress: String
    var action: String
    var permit: String?
    /// How many events the case had when the page was made.
    var version: Int
    var fields: [FieldModel]
    var problems: [ShownProblem]
    var hasProblems: Bool
    /// The step is not possible now.
    var refusal: ShownProblem?
    /// What others recorded since the page was first made.
    var changes: [CasePage.HistoryLine]
    var hasChanges: Bool
    /// A field takes a file as well.
    var takesFiles: Bool

    // MARK: - Handlers

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        let (id, step, permit) = (desk.parameter("case"), desk.parameter("step"), desk.query.text("permit"))
        let (phrases, query) = (desk.phrases, desk.query)
        let model = try await desk.project { project in
            var (form, version) = try project.stepForm(step, of: id, permit: permit)
            // A link may say what is likely to be entered.
            for index in form.fields.indices {
                form.fields[index].initial = query.text(form.fields[index].name) ?? form.fields[index].initial
            }
            return StepPage(form, of: id, version: version, values: nil, phrases, today: project.today)
        }
        return desk.page(model)
    }

    @Sendable static func take(_ desk: DeskRequest) async throws -> Response {
        let (id, step, permit) = (desk.parameter("case"), desk.parameter("step"), desk.form.text("permit"))
        let (form, phrases) = (desk.form, desk.phrases)
        let seen = form.text("version").flatMap { Int($0) }
        var values = Dictionary(
            form.pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        for file in desk.files where file.field.hasSuffix("_file") && !file.data.isEmpty {
            values[String(file.field.dropLast("_file".count))] = String(decoding: file.data, as: UTF8.self)
        }
        let sent = values
        let entered = FormValues(sent.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        do {
            _ = try await desk.project { project in
                try project.take(step, on: id, permit: permit, seen: seen, values: sent)
            }
        } catch let error where Self.isShownOnPage(error) {
            let answer = ErrorAnswer(error)
            desk.notes["code"] = answer.problems.first?.code
            let conflict = error as? CaseConflict
            let model = try await desk.project { project in
                let (fresh, version) = try project.stepForm(step, of: id, permit: permit)
                var page = StepPage(
                    fresh, of: id, version: version, values: entered, phrases, today: project.today)
                let labels = Dictionary(
                    page.fields.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
                page.problems = answer.problems.map { ShownProblem($0, phrases, labels: labels) }
                page.hasProblems = true
                page.changes = (conflict?.changes ?? []).map { CasePage.HistoryLine($0, phrases) }
                page.hasChanges = !page.changes.isEmpty
                return page
            }
            return desk.page(model, status: answer.status)
        }
        return .seeOther(Links.caseAddress(id) + "#steps")
    }

    /// What a person can mend on the page; the rest gets a page of its own.
    private static func isShownOnPage(_ error: any Error) -> Bool {
        switch error {
        case is CaseConflict, is Problems: true
        case let problem as Problem:
            ([.failed, .badInput, .busy, .usage, .findings].contains(problem.exit)
                || problem.code == ErrorCode.noSuchRoute.id)
                && problem.code != ErrorCode.scopeRefused.id
        default: false
        }
    }

    init(
        _ form: StepForm, of id: String, version: Int, values: FormValues?, _ phrases: Phrases, today: Day
    ) {
        title = phrases.say(form.kind.wording)
        caseID = id
        caseAddress = Links.caseAddress(id)
        action = "\(caseAddress)/steps/\(form.kind.name)"
        permit = form.permit?.rawValue
        self.version = version
        fields = form.fields.map { FieldModel($0, values, phrases) }
        fields.append(FieldModel(.whenItHappened(initial: today), values, phrases))
        problems = []
        hasProblems = false
        refusal = form.refusal.map { ShownProblem($0, phrases) }
        changes = []
        hasChanges = false
        takesFiles = fields.contains(where: \.isGeometry)
    }
}

/// One field as the template shows it.
struct FieldModel: Sendable, Hashable {
    var name: String
    var label: String
    var isRequired: Bool
    var value: String
    var suggestions: [String]
    var hasSuggestions: Bool
    /// What kind of control it is; exactly one of these is true.
    var isText: Bool
    var isLines: Bool
    var isDay: Bool
    var isNumber: Bool
    var isMoment: Bool
    var isGeometry: Bool
    var isFlag: Bool
    var isChoice: Bool
    var isChecked: Bool
    var choices: [ShownChoice]

    init(_ field: StepField, _ values: FormValues?, _ phrases: Phrases) {
        name = field.name
        label = phrases.say(field.wording)
        isRequired = field.isRequired
        // After a form was sent, what is missing from it was left empty.
        let entered = values.map { $0[field.name] ?? "" } ?? field.initial ?? ""
        value = entered
        suggestions = field.suggestions
        hasSuggestions = !suggestions.isEmpty
        isText = field.input == .text
        isLines = field.input == .lines
        isDay = field.input == .day
        isNumber = field.input == .number
        isMoment = field.input == .moment
        isGeometry = field.input == .geometry
        isFlag = field.input == .flag
        isChecked = entered == "yes"
        if case .choice(let list) = field.input {
            isChoice = true
            choices = list.map {
                ShownChoice(value: $0.value, text: phrases.say($0.wording), isChosen: $0.value == entered)
            }
        } else {
            isChoice = false
            choices = []
        }
    }
}
