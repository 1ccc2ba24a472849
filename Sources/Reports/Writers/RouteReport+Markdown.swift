import CityModel
import Coordinator
import Geometry
import PermitPolicy
import RouteSurvey
import Vocabulary

extension RouteReport {
    /// The report as Markdown (GitHub tables), ending in a line break.
    public func markdown(_ language: ReportLanguage) -> String {
        let sections = [
            heading(language), measures(language), crossingTable(language), bendTable(language),
            permitTable(language),
            undecided(language),
            promise(language), coordinates(language), remarks(language), provenance(language),
        ]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
            + "\n"
    }

    private func heading(_ language: ReportLanguage) -> [String] {
        let utility = language.say(state.utility.rawValue, state.utility.zh)
        var lines = [
            "# " + language.say("Route report \(state.id)", "外线工程路由报告 \(state.id)"), "",
            "| | |", "|---|---|",
        ]
        func row(_ title: String, _ value: String?) {
            lines.append("| \(title) | \(Self.cell(value ?? "—")) |")
        }
        row(language.say("Application", "报装申请"), state.parent.rawValue)
        row(language.say("Applicant", "申请单位"), state.applicant)
        row(language.say("Plot", "地块"), state.plot)
        row(language.say("Utility", "专业"), utility)
        row(
            language.say("Franchise utility", "专营企业"),
            state.company ?? state.companyOpenReason.map { ReportWords.openReason($0, language) })
        row(language.say("Customer representative", "客户代表"), state.representative)
        row(language.say("Coordinate system", "坐标系"), "\(crs) \(crsName)")
        row(language.say("Date", "日期"), today.description)
        return lines
    }

    private func measures(_ language: ReportLanguage) -> [String] {
        let number = ReportWords.number
        var lines = [
            "## " + language.say("Length", "长度"), "",
            "| " + language.say("Measure | Value", "项目 | 数值") + " |", "|---|---:|",
            "| \(language.say("Ground length (decides)", "实地长度（判定用）")) | \(number(groundLength, 3)) m |",
            "| \(language.say("Grid length", "图面长度")) | \(number(gridLength, 3)) m |",
            "| \(language.say("From", "起点")) | \(fromLayer)/\(Self.cell(fromFeature)) |",
        ]
        if let cost {
            let unit = currency.map { " \($0)" } ?? ""
            lines.append(
                "| \(language.say("Cost estimate (assumed rates)", "估算费用（假定单价）")) | \(number(cost, 0))\(unit) |"
            )
        }
        lines.append(
            "| \(language.say("Trench and working strip", "沟槽及作业带宽")) | \(number(stripWidth, 2)) m |")
        for surface in Surface.allCases {
            guard let length = lengthsBySurface[surface], length >= 0.0005 else { continue }
            lines.append(
                "| \(language.say("of which on", "其中")) \(ReportWords.surface(surface, language)) | \(number(length, 3)) m |"
            )
        }
        return lines
    }

    private func crossingTable(_ language: ReportLanguage) -> [String] {
        let title = "## " + language.say("Crossings", "穿越一览")
        guard !stretches.isEmpty else {
            return [title, "", language.say("The route crosses nothing.", "路由未穿越任何地物。")]
        }
        let number = ReportWords.number
        let rows = stretches.map { stretch -> String in
            let crossing = stretch.crossing
            let cells = [
                chainageText(crossing.from), chainageText(crossing.to),
                ReportWords.layer(crossing.layer, language),
                crossing.features.joined(separator: " "), crossing.name ?? "—", stretch.roadClass ?? "—",
                ReportWords.kind(crossing.kind, language), number(crossing.length, 2),
                crossing.angle.map { number($0, 0) + "°" } ?? "—", crossing.area.map { number($0, 2) } ?? "—",
                ReportWords.method(stretch.method, language),
            ]
            return "| " + cells.map(Self.cell).joined(separator: " | ") + " |"
        }
        let head = language.say(
            "From | To | What | Feature | Name | Class | Kind | Length m | Angle | Disturbed m² | Method",
            "起桩号 | 止桩号 | 对象 | 编号 | 名称 | 等级 | 方式 | 长度 m | 交角 | 占用面积 m² | 工法")
        return [title, "", "| \(head) |", "|---|---|---|---|---|---|---|---:|---:|---:|---|"] + rows
    }

    private func bendTable(_ language: ReportLanguage) -> [String] {
        let title = "## " + language.say("Bends", "转角一览")
        guard !bends.isEmpty else {
            return [title, "", language.say("The route is straight.", "路由为直线，无转角。")]
        }
        let number = ReportWords.number
        let head = language.say(
            "Bend | Chainage | Turns by | Straight before m | Straight after m",
            "转角 | 桩号 | 转折角 | 前直线段 m | 后直线段 m")
        return [title, "", "| \(head) |", "|---:|---|---:|---:|---:|"]
            + bends.map { bend in
                "| \(bend.number) | \(chainageText(bend.at)) | \(number(bend.angle, 1))° | "
                    + "\(number(bend.before, 2)) | \(number(bend.after, 2)) |"
            }
    }

    private func permitTable(_ language: ReportLanguage) -> [String] {
        let title = "## " + language.say("Permits", "须办理的许可")
        guard !state.permits.isEmpty else {
            return [title, "", language.say("No permit is needed.", "无须办理许可。")]
        }
        let rows = state.permits.map { permit -> String in
            let requirement = permit.requirement
            let cells = [
                permit.id.kind.rawValue, language.say(requirement.title),
                ReportWords.verdict(requirement.verdict, language) + (requirement.review ? " ⚑" : ""),
                ReportWords.stage(permit.stage(on: today), language),
                language.say(requirement.authority.title),
                state.assignee(of: permit) ?? "—",
                requirement.triggers.map { Self.trigger($0, language) }.joined(separator: "; "),
                requirement.basis.map(ReportWords.citation).joined(separator: "; "),
                requirement.statutoryDays.map { limit in
                    "\(limit.days) "
                        + (limit.unit == .working
                            ? language.say("working days", "工作日") : language.say("days", "日"))
                } ?? "—",
            ]
            return "| " + cells.map(Self.cell).joined(separator: " | ") + " |"
        }
        let head = language.say(
            "Kind | Permit | Verdict | State | Authority | Assigned to | Trigger | Legal basis | Limit",
            "代码 | 许可事项 | 结论 | 状态 | 审批机关 | 办理单位 | 触发 | 法律依据 | 法定时限")
        return [title, "", "| \(head) |", "|---|---|---|---|---|---|---|---|---|"] + rows
    }

    private static func trigger(_ trigger: PermitTrigger, _ language: ReportLanguage) -> String {
        var parts: [String] = []
        if let layer = trigger.layer { parts.append("\(layer) \(trigger.features.joined(separator: " "))") }
        if let name = trigger.name { parts.append(name) }
        if let from = trigger.fromM, let to = trigger.toM {
            parts.append("\(chainageText(from))–\(chainageText(to))")
        }
        if let area = trigger.areaM2 { parts.append(ReportWords.number(area, 2) + " m²") }
        if let note = trigger.note { parts.append(language.say(note)) }
        return parts.joined(separator: ", ")
    }

    private func undecided(_ language: ReportLanguage) -> [String] {
        guard !decision.undecided.isEmpty else { return [] }
        let rows = decision.undecided.map { requirement in
            "- \(requirement.kind) \(language.say(requirement.title)): UNKNOWN, "
                + language.say("missing ", "缺少 ") + requirement.missing.joined(separator: ", ")
        }
        return ["## " + language.say("Not decided", "待定事项"), ""] + rows
    }

    private func promise(_ language: ReportLanguage) -> [String] {
        let promise = decision.promise
        let stages = promise.stages.map { language.say($0.title) }.joined(separator: " → ")
        return [
            "## " + language.say("Promise", "承诺"), "",
            "- \(language.say("Class", "类别")): \(language.say(promise.title)) (\(stages))"
                + (promise.review ? " ⚑ REVIEW" : ""),
            "- \(language.say("Budget", "时限")): \(language.say(promise.budgetText))",
            "- \(language.say("Outer line needed", "是否需要外线")): "
                + (decision.outerLine.needed ? language.say("yes", "是") : language.say("no", "否"))
                + ", \(language.say(decision.outerLine.reason))",
        ]
            + promise.reasons.map {
                "- \(language.say($0.text))" + ($0.source.map { " [\(ReportWords.citation($0))]" } ?? "")
            }
    }

    private func coordinates(_ language: ReportLanguage) -> [String] {
        let number = ReportWords.number
        let head = language.say(
            "Point | Chainage | X north m | Y east m | Longitude | Latitude",
            "点号 | 桩号 | X（北）m | Y（东）m | 经度 | 纬度")
        return [
            "## " + language.say("Coordinates", "坐标表"), "", "| \(head) |", "|---|---|---:|---:|---:|---:|",
        ]
            + positions.map { position in
                "| \(position.label) | \(chainageText(position.chainage)) | \(number(position.point.y, 3)) | "
                    + "\(number(position.point.x, 3)) | \(number(position.longitude, 8)) | \(number(position.latitude, 8)) |"
            }
    }

    private func remarks(_ language: ReportLanguage) -> [String] {
        let all = findings + decision.findings
        guard !all.isEmpty else { return [] }
        return ["## " + language.say("Findings", "提示"), ""]
            + all.map { "- \($0.code) \($0.severity.rawValue): \(Self.cell($0.message))" }
    }

    private func provenance(_ language: ReportLanguage) -> [String] {
        let pack = decision.pack
        var lines = [
            "## " + language.say("Sources", "数据与规则来源"), "",
            "- \(language.say("Policy pack", "政策包")): \(pack.name) \(pack.version), SHA-256 \(pack.sha256)",
            "- \(language.say("Route", "路由")): WKB SHA-256 \(routeHash)",
        ]
        for source in sources {
            lines.append(
                "- \(source.layer): \(Self.cell(source.file)), \(source.crs), \(source.count), \(source.importedOn), SHA-256 \(source.sha256)"
            )
        }
        lines.append("- \(program)")
        return lines
    }

    /// A value inside a table: bars and line breaks would break the row apart.
    private static func cell(_ text: String) -> String {
        String(
            text.flatMap { $0 == "|" ? "\\|" : $0 == "<" ? "&lt;" : $0.isNewline ? " " : String($0) })
    }
}
