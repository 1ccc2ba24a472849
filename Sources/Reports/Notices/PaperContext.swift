import Coordinator
import Geometry
import PermitPolicy
import Vocabulary
import WorkCalendar

/// All a paper is written from; plain values, read from the log and the policy pack before.
public struct PaperContext: Sendable {
    public var state: CaseState
    /// The city and the title of the policy pack.
    public var city: String
    public var policy: Wording
    /// The district by its name; nil where the pack does not know it.
    public var district: Wording?
    /// What the pack asks of the user.
    public var materials: [MaterialStatus]
    /// What its permits ask for, of anybody; notices about a permit name them.
    public var permitMaterials: [MaterialStatus]
    public var pendingRules: PendingRules
    public var calendar: WorkCalendar
    /// The day on the paper.
    public var on: Day
    public var letterhead: Letterhead
    /// The route in the project's system, from the main or stub to the red line; empty where there is none.
    public var line: [Point]
    /// Name of the project's coordinate system.
    public var crs: String

    public init(
        state: CaseState, city: String, policy: Wording, district: Wording?, materials: [MaterialStatus],
        permitMaterials: [MaterialStatus], pendingRules: PendingRules, calendar: WorkCalendar, on: Day,
        letterhead: Letterhead, line: [Point],
        crs: String
    ) {
        self.state = state
        self.city = city
        self.policy = policy
        self.district = district
        self.materials = materials
        self.permitMaterials = permitMaterials
        self.pendingRules = pendingRules
        self.calendar = calendar
        self.on = on
        self.letterhead = letterhead
        self.line = line
        self.crs = crs
    }

    /// What every paper of the case knows.
    func common(_ language: ReportLanguage) -> PaperFields {
        let unknown = PaperWords.unknown(language)
        func day(_ day: Day?) -> String { day.map { PaperWords.day($0, language) } ?? unknown }
        var fields = PaperFields()
        fields["date"] = PaperWords.day(on, language)
        fields["organisation"] =
            letterhead.text("organisation", language) ?? state.company
            ?? language.say("(franchise utility not assigned)", "（专营企业待指定）")
        for name in ["window", "address", "phone", "hours"] {
            // What the letterhead leaves out is absent, so that a wording can leave its line out.
            if let text = letterhead.text(name, language) { fields[name] = text }
        }
        fields["case"] = state.id.rawValue
        fields["application"] = state.parent.rawValue
        fields["applicant"] = state.applicant ?? unknown
        fields["contact"] = state.application?.contact ?? unknown
        fields["user_type"] = PaperWords.userType(state.userType, language)
        fields["utility"] = PaperWords.utility(state.utility, language)
        fields["supply"] = PaperWords.supply(state.utility, language)
        fields["project"] = state.project ?? unknown
        fields["plot"] = state.plot ?? unknown
        fields["site"] = state.application?.address ?? unknown
        fields["district"] = district.map { language.say($0) } ?? state.district ?? unknown
        fields["company"] = state.company ?? language.say("not assigned", "待指定")
        fields["representative"] = state.representative ?? language.say("not assigned", "待指定")
        fields["contractor"] = state.contractor ?? language.say("not named", "未确定")
        fields["filed_on"] = day(state.application?.filedOn ?? state.openedOn)
        fields["accepted_on"] = day(state.acceptedOn)
        fields["policy"] = language.say(policy)
        fields.merge(promise(language))
        fields.merge(route(language))
        return fields
    }

    private func promise(_ language: ReportLanguage) -> PaperFields {
        let unknown = PaperWords.unknown(language)
        let promise = state.decision?.promise
        var fields = PaperFields()
        fields["class"] = promise.map { language.say($0.title) } ?? unknown
        fields["steps"] =
            promise.map { $0.stages.map { language.say($0.title) }.joined(separator: "→") } ?? unknown
        fields["limit"] = promise.map { language.say($0.budgetText) } ?? unknown
        let due = state.due(calendar)
        fields["due"] =
            due.map {
                PaperWords.day($0.day, language)
                    + ($0.provisional ? language.say(" (provisional)", "（暂定）") : "")
            }
            ?? unknown
        fields.set("promised", due != nil)
        fields.set("provisional", due?.provisional ?? false)
        return fields
    }

    private func route(_ language: ReportLanguage) -> PaperFields {
        var fields = PaperFields()
        fields.set("outer_line", state.decision?.outerLine.needed ?? (state.route != nil))
        fields["length"] =
            state.route.map { ReportWords.number($0.groundLengthM, 2) + language.say(" m", " 米") }
            ?? PaperWords.unknown(language)
        fields["from"] =
            state.route.map { ReportWords.source($0.fromLayer, $0.fromFeature, language) }
            ?? PaperWords.unknown(language)
        return fields
    }

    /// Rows with their numbers, from 1.
    static func numbered<Item>(
        _ items: [Item], _ row: (Item, inout PaperFields) -> Void
    ) -> [PaperFields] {
        items.enumerated().map { index, item in
            var fields = PaperFields()
            fields["no"] = String(index + 1)
            row(item, &fields)
            return fields
        }
    }

    private func material(_ id: String) -> Material? {
        (materials + permitMaterials).first { $0.material.id == id }?.material
    }

    /// What a document owed is called; one the pack does not know keeps the name it was owed under.
    func title(of document: String, _ language: ReportLanguage) -> String {
        material(document).map { language.say($0.title) } ?? document
    }

    /// The text that asks for a document; nil if none is known.
    func basis(of document: String, _ language: ReportLanguage) -> String? {
        material(document)?.basis.map { ReportWords.citation($0, language) }
    }

    func conditionBasis(_ language: ReportLanguage) -> String? {
        letterhead.text("condition_basis.\(city)", language)
    }

    func basisOrNone(_ basis: String?, _ language: ReportLanguage) -> String {
        basis ?? language.say("none recorded", "未登记依据")
    }
}
