import Coordinator
import PermitPolicy
import Vocabulary
import WorkCalendar

extension StepField {
    /// The day a step happened, which every form asks for.
    public static func whenItHappened(initial day: Day) -> StepField {
        StepField("on", "发生日期", "day it happened", .day, initial: "\(day)")
    }

    /// The fields of the one form by which a user applies, but for utilities and conditions (R37).
    public static func ofIntake(_ today: Day) -> [StepField] {
        [
            StepField("number", "申请编号", "number", .text),
            StepField("filed_on", "申请日期", "filed on", .day, initial: "\(today)"),
            StepField("applicant", "申请人", "applicant", .text),
            .choice("user_type", "用户类型", "kind of user", of: UserType.allCases, initial: .nonResident),
            StepField("plot", "地块编号", "plot", .text),
            StepField("district", "区（市）", "district", .text, required: false),
            StepField("project", "项目", "project", .text, required: false),
            StepField("address", "地址", "address", .text, required: false),
            StepField("contact", "联系方式", "contact", .text, required: false),
            StepField("contractor", "施工单位", "contractor", .text, required: false),
            StepField(
                "preconstruction", "对应的提前介入编号", "record or notice it takes up", .text, required: false),
            StepField(
                "documents_pending", "容缺材料，每行一项", "documents pending, one a line", .lines, required: false),
        ]
    }
}

extension Application {
    /// Reads the one form; every fault at once.
    ///
    /// - Parameters:
    ///   - values: by name of the field.
    ///   - utilities: as they were ticked, by name.
    ///   - conditions: as they were ticked, by name.
    /// - Throws: ``Problems`` `WEB-614`.
    public init(
        form values: [String: String], utilities: [String], conditions: [String]
    ) throws {
        var entered = StepValues(values)
        let number = Self.id("number", &entered, isRequired: true)
        let applicant = entered.text("applicant")
        let plot = entered.text("plot")
        let filedOn = entered.requiredDay("filed_on")
        let userType: UserType? = entered.word("user_type")
        let preconstruction = Self.id("preconstruction", &entered, isRequired: false)
        let chosen = utilities.compactMap(Utility.init)
        if chosen.isEmpty || chosen.count != utilities.count {
            entered.add("no utility is ticked", "utilities", "tick water, gas or heating")
        }
        let met = conditions.compactMap(ValveCondition.init)
        if met.count != conditions.count {
            entered.add("a condition is none of the choices", "conditions_met", "tick what holds")
        }
        try entered.problems.throwIfAny()
        guard let number, let filedOn, let userType else {
            throw Problem(.formInvalid, "the form lacks a value", help: "fill in all fields")
        }
        self.init(
            number: number, filedOn: filedOn, applicant: applicant, userType: userType, plot: plot,
            utilities: Set(chosen).sorted(), district: entered.optional("district"),
            project: entered.optional("project"), address: entered.optional("address"),
            contact: entered.optional("contact"), contractor: entered.optional("contractor"),
            preconstruction: preconstruction,
            documentsPending: entered.lines("documents_pending").map {
                PendingDocument(document: $0, dueOn: nil)
            }, conditionsMet: Set(met).sorted { $0.rawValue < $1.rawValue })
    }

    private static func id(_ name: String, _ values: inout StepValues, isRequired: Bool) -> IntakeID? {
        guard let text = isRequired ? values.text(name) : values.optional(name), !text.isEmpty else {
            return nil
        }
        if let id = IntakeID(text) { return id }
        values.add("'\(text)' is no number", name, "use letters, digits, '-', '_' and '.'")
        return nil
    }
}
