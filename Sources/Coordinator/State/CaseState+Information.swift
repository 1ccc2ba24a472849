import PermitPolicy
import Vocabulary

extension CaseState {
    /// The note to the user about what follows (告知后续报装事项, R28), in Chinese and English.
    ///
    /// It says what the case is, what outer line it needs, which steps follow, what is missing, and whom to ask; only
    /// what is known stands in it.
    public func informationNote(on day: Day) -> (zh: String, en: String) {
        (
            lines(zh: true, day).joined(separator: "\n") + "\n",
            lines(zh: false, day).joined(separator: "\n") + "\n"
        )
    }

    private func lines(zh: Bool, _ day: Day) -> [String] {
        func say(_ chinese: String, _ english: String) -> String { zh ? chinese : english }
        func say(_ wording: Wording) -> String { zh ? wording.zh : wording.en }
        let service = say("\(utility.zh)报装", "New connection of \(utility.rawValue)")
        var lines = [
            say("\(service)后续事项告知单", "\(service): what follows"),
            say("编号：\(id)　日期：\(day)", "Case \(id), \(day)"),
        ]
        if let applicant { lines.append(say("申请单位：\(applicant)", "To: \(applicant)")) }
        if let plot { lines.append(say("地块：\(plot)", "Plot: \(plot)")) }
        lines.append("")
        if application == nil {
            lines.append(
                say(
                    "1. 报装申请：在政务服务中心水气暖窗口或网上提交，一份申请可同时办理水、气、暖。",
                    "1. Apply at the one window or online; one form covers water, gas and heat."))
        } else {
            lines.append(say("1. 报装申请已收到。", "1. Your application has been received."))
        }
        if let outer = decision?.outerLine {
            let answer =
                outer.needed
                ? say("需要外线工程", "outer-line works are needed")
                : say("无需外线工程", "no outer-line works are needed")
            lines.append("2. \(answer)\(say("：", ": "))\(say(outer.reason))")
        }
        if let promise = decision?.promise {
            let steps = promise.stages.map { say($0.title) }.joined(separator: say("→", " → "))
            lines.append(
                say(
                    "3. 办理环节：\(steps)；时限：\(promise.budgetText.zh)。",
                    "3. Steps: \(steps); limit: \(promise.budgetText.en)."))
        }
        let open = permits.filter { $0.stage != .closed && $0.requirement.verdict == .required }
        if !open.isEmpty {
            let names = open.map { say($0.requirement.title) }.joined(separator: say("、", ", "))
            lines.append(
                say(
                    "4. 外线行政审批由专营企业办理，请予配合：\(names)。",
                    "4. The utility obtains the permits, please co-operate: \(names)."))
        }
        let missing = documentsPending.map(\.document) + missingConditions.map { zh ? $0.zh : $0.meaning }
        if !missing.isEmpty {
            let names = missing.joined(separator: say("、", ", "))
            lines.append(say("5. 开阀供能前还需：\(names)。", "5. Before the valve is opened: \(names)."))
        }
        lines.append("")
        if let representative {
            lines.append(say("客户代表：\(representative)", "Your representative: \(representative)"))
        }
        if let company { lines.append(say("专营企业：\(company)", "Franchise utility: \(company)")) }
        return lines
    }
}

extension ValveCondition {
    public var zh: String {
        switch self {
        case .inPlotAccepted: "红线内工程验收合格"
        case .equipmentInstalled: "用能设备安装到位"
        }
    }
}
