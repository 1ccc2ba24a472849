import Coordinator
import Outerline
import PermitPolicy
import Vocabulary

/// The form of an application, as it comes from the browser.
enum IntakeForm {
    static func fields(_ today: Day) -> [StepField] { StepField.ofIntake(today) }

    /// - Throws: ``Problems`` with every faulty value.
    static func application(_ form: FormValues, today: Day) throws -> Application {
        let values = Dictionary(
            form.pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        return try Application(
            form: values, utilities: form.all("utilities"), conditions: form.all("conditions_met"))
    }
}
