import Coordinator
import PermitPolicy
import Vocabulary

/// The joint form for parallel approval (并联审批申请表): all permits of a case on one form.
public struct JointForm: Sendable {
    public var context: PaperContext
    /// Those still to be obtained, in the order of the case.
    public var packets: [PermitPacket]

    public init(_ context: PaperContext, _ packets: [PermitPacket]) {
        self.context = context
        self.packets = packets
    }

    public static let file = "joint-form"

    public func document(_ templates: PaperTemplates, _ language: ReportLanguage) -> ReportDocument {
        ReportDocument(
            wording: templates.render(.jointForm, fields(language), language),
            footer: "\(context.state.id) · \(context.on)", language: language)
    }

    func fields(_ language: ReportLanguage) -> PaperFields {
        var fields = context.common(language)
        let crossings = PermitPlace.all(of: context.state.route)
        fields.set("route", context.state.route != nil)
        fields.set("parallel", context.state.approval(nil) == .parallel)
        fields["crossings_count"] = String(crossings.count)
        fields["permits_count"] = String(packets.count)
        fields.set("crossings", crossings.numberedRows(language))
        fields.set(
            "permits",
            packets.enumerated().map { index, packet in
                var row = packet.permitFields(language)
                row["no"] = String(index + 1)
                return row
            })
        fields.set("materials", rows(language) { $0.material.preparedBy != .applicant })
        fields.set("applicant_materials", applicantRows(language))
        fields.set("commitments", context.commitmentRows(language))
        return fields
    }

    /// One line for each material, however many permits ask for it: a form for all asks once.
    private func rows(
        _ language: ReportLanguage, _ isListed: (MaterialStatus) -> Bool
    ) -> [PaperFields] {
        var order: [String] = []
        var byID: [String: (status: MaterialStatus, permits: [String])] = [:]
        for packet in packets {
            let title = language.say(packet.permit.requirement.title)
            for status in packet.materials.filter(isListed) {
                let id = status.material.id
                if byID[id] == nil {
                    order.append(id)
                    byID[id] = (status, [title])
                } else if byID[id]?.permits.contains(title) == false {
                    byID[id]?.permits.append(title)
                }
            }
        }
        return PaperContext.numbered(order.compactMap { byID[$0] }) { entry, row in
            row["permit"] = entry.permits.joined(separator: language.say(", ", "、"))
            row.merge(PermitPacket.row(entry.status, language))
        }
    }

    /// What the applicant is asked for: the one document of the application, nothing else (R10).
    private func applicantRows(_ language: ReportLanguage) -> [PaperFields] {
        PaperContext.numbered(context.materials) { status, row in
            row["permit"] = language.say("connection", "报装申请")
            row.merge(PermitPacket.row(status, language))
        }
    }
}
