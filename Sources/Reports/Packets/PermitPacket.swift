import Coordinator
import PermitPolicy
import Vocabulary

/// What goes to the window for one permit: covering note, application form, drawing, list of materials.
public struct PermitPacket: Sendable {
    public var context: PaperContext
    public var permit: PermitState
    /// What the authority asks for, each required or waived with rule and evidence.
    public var materials: [MaterialStatus]

    public init(_ context: PaperContext, _ permit: PermitState, materials: [MaterialStatus]) {
        self.context = context
        self.permit = permit
        self.materials = materials
    }

    /// The name of its folder or archive.
    public var name: String { permit.id.rawValue }

    /// The crossings of the route that call for this permit, by their order along it.
    public var crossings: [RouteCrossing] {
        let all = context.state.route?.crossings ?? []
        return all.filter { crossing in
            permit.requirement.triggers.contains { trigger in
                trigger.layer == crossing.layer && !Set(trigger.features).isDisjoint(with: crossing.features)
            }
        }
    }

    /// The papers of the packet in their order; `drawing` is the name of the drawing's file, nil where there is none.
    public func papers(
        _ templates: PaperTemplates, _ language: ReportLanguage, drawing: String?
    ) -> [(name: String, document: ReportDocument)] {
        let enclosures = [
            (language.say("application form", "申请表"), "\(Self.form).pdf"),
            (drawing.map { (language.say("drawing", "图纸"), $0) }),
            (language.say("list of materials", "申请材料清单"), "\(Self.list).pdf"),
        ].compactMap { $0 }
        var covering = fields(language)
        covering.set(
            "enclosures",
            PaperContext.numbered(enclosures) { enclosure, row in
                row["name"] = enclosure.0
                row["file"] = enclosure.1
            })
        let footer = "\(permit.id) · \(context.on)"
        func document(_ template: PaperTemplate, _ fields: PaperFields) -> ReportDocument {
            ReportDocument(
                wording: templates.render(template, fields, language), footer: footer, language: language)
        }
        return [
            (Self.note, document(.covering, covering)),
            (Self.form, document(.permitForm, fields(language))),
            (Self.list, document(.materials, fields(language))),
        ]
    }

    /// Names of the files of a packet, without their endings.
    public static let note = "01-covering-note"
    public static let form = "02-application-form"
    public static let drawing = "03-drawing"
    public static let list = "04-materials"

    // MARK: - Fields

    /// Everything the papers of this permit know.
    func fields(_ language: ReportLanguage) -> PaperFields {
        var fields = context.common(language)
        fields.merge(permitFields(language))
        fields.set("review", permit.requirement.review || permit.requirement.verdict == .review)
        fields.set("changed", permit.stage == .changeRequired)
        fields.set("places", PermitPlace.all(of: permit, context.state).numberedRows(language))
        fields.set(
            "duties",
            PaperContext.numbered(permit.requirement.duties) { duty, row in
                row["title"] = language.say(duty.title)
                row["when"] = ReportWords.moment(duty.when, language)
            })
        fields.set(
            "missing",
            permit.requirement.missing.map { name in
                var row = PaperFields()
                row["name"] = name
                return row
            })
        fields.set("materials", materialRows(language) { $0.material.preparedBy != .applicant })
        fields.set("applicant_materials", materialRows(language) { $0.material.preparedBy == .applicant })
        return fields
    }

    /// What a table of permits says of this one.
    func permitFields(_ language: ReportLanguage) -> PaperFields {
        let requirement = permit.requirement
        var fields = PaperFields()
        fields["permit"] = permit.id.rawValue
        fields["kind"] = requirement.kind.rawValue
        fields["permit_title"] = language.say(requirement.title)
        fields["authority"] =
            language.say(requirement.authority.title)
            + (requirement.authority.assumption ? language.say(" (assumed)", "（假定）") : "")
        fields["state"] = ReportWords.stage(permit.stage(on: context.on), language)
        fields["basis"] = ReportWords.citations(requirement.basis, language)
        fields["statutory"] = PaperWords.limit(requirement.statutoryDays, language)
        fields["promised_limit"] = PaperWords.limit(requirement.promisedDays, language)
        fields["prerequisites"] = prerequisites(language)
        fields["verdict"] = ReportWords.verdict(requirement.verdict, language)
        fields["reasons"] = requirement.reasons.map { language.say($0.text) }.joined(
            separator: language.say("; ", "；"))
        fields["triggers_text"] = PermitPlace.all(of: permit, context.state).map { $0.text(language) }
            .joined(separator: language.say("; ", "；"))
        fields["validity"] =
            requirement.validity.map { language.say("\($0.months) months", "\($0.months)个月") }
            ?? language.say("none known", "未查明")
        fields["assignee"] = context.state.assignee(of: permit) ?? language.say("not assigned", "待指定")
        fields["no"] = "1"
        return fields
    }

    /// The permits of the case that must be granted before, by name where the case has them.
    private func prerequisites(_ language: ReportLanguage) -> String {
        let names = permit.requirement.prerequisites.map { kind in
            context.state.permits.first { $0.id.kind == kind }.map { language.say($0.requirement.title) }
                ?? kind.rawValue
        }
        return names.isEmpty ? language.say("none", "无") : names.joined(separator: language.say(", ", "、"))
    }

    func materialRows(
        _ language: ReportLanguage, _ isListed: (MaterialStatus) -> Bool
    ) -> [PaperFields] {
        PaperContext.numbered(materials.filter(isListed)) { status, row in
            row["permit"] = language.say(permit.requirement.title)
            row.merge(Self.row(status, language))
        }
    }

    /// One material: ticked if it is there, `免` with its rule if it is waived, a box if it is still to come.
    static func row(_ status: MaterialStatus, _ language: ReportLanguage) -> PaperFields {
        var row = PaperFields()
        row["title"] = language.say(status.material.title)
        switch (status.verdict, status.evidence) {
        case (.waived, _):
            row["tick"] = language.say("waived", "免")
            row["answer"] = language.say("waived", "免提供")
        case (.required, .some):
            row["tick"] = "√"
            row["answer"] = language.say("there", "已备")
        case (.required, nil):
            row["tick"] = "□"
            row["answer"] = language.say("to come", "待备")
        }
        row["rule"] = status.exemption.map { PaperWords.exemption($0, language) } ?? "—"
        row["reason"] = language.say(status.reason)
        row["evidence"] =
            status.evidence.map { evidence($0, language) }
            ?? (status.verdict == .waived ? language.say(status.reason) : "—")
        row["basis"] = status.material.basis.map { ReportWords.citation($0, language) } ?? "—"
        row["prepared_by"] = ReportWords.preparer(status.material.preparedBy, language)
        return row
    }

    private static func evidence(_ document: DocumentOnFile, _ language: ReportLanguage) -> String {
        let until = document.validUntil.map {
            language.say(", valid until \($0)", "，有效期至\(PaperWords.day($0, .zh))")
        }
        return "\(document.reference)（\(PaperWords.origin(document.origin, language))\(until ?? "")）"
    }
}
