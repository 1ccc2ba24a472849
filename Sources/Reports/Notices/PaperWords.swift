import Coordinator
import PermitPolicy
import Vocabulary

/// The words of papers, as an authority of that language writes them.
enum PaperWords {
    static func day(_ day: Day, _ language: ReportLanguage) -> String {
        language == .zh ? "\(day.year)年\(day.month)月\(day.dayOfMonth)日" : day.description
    }

    static func unknown(_ language: ReportLanguage) -> String { language.say("not recorded", "未登记") }

    static func utility(_ utility: Utility, _ language: ReportLanguage) -> String {
        switch utility {
        case .water: language.say("water", "用水")
        case .gas: language.say("gas", "用气")
        case .heat: language.say("heating", "用热")
        }
    }

    /// What the open valve gives (R45).
    static func supply(_ utility: Utility, _ language: ReportLanguage) -> String {
        switch utility {
        case .water: language.say("water on", "通水")
        case .gas: language.say("gas on", "通气")
        case .heat: language.say("heat on", "供暖")
        }
    }

    static func userType(_ type: UserType?, _ language: ReportLanguage) -> String {
        switch type {
        case .resident: language.say("resident", "居民")
        case .nonResident: language.say("non-resident", "非居民")
        case nil: unknown(language)
        }
    }

    static func limit(_ limit: DayLimit?, _ language: ReportLanguage) -> String {
        guard let limit else { return language.say("none known", "未查明") }
        return switch limit.unit {
        case .working: language.say("\(limit.days) working days", "\(limit.days)个工作日")
        case .calendar: language.say("\(limit.days) days", "\(limit.days)日")
        }
    }

    /// A law with its article, as `《城市道路管理条例》第33条`; what is assumed or not verified says so.
    static func citation(_ citation: Citation, _ language: ReportLanguage) -> String {
        guard language == .zh else { return ReportWords.citation(citation, language) }
        let law = citation.level == .law ? title(citation.law) : citation.law
        let mark =
            switch citation.level {
            case .assumption: "（假定）"
            case .unverified: "（未核实）"
            case .law, .policy, .web: ""
            }
        return law + (citation.article.map(article) ?? "") + mark
    }

    static func citations(_ citations: [Citation], _ language: ReportLanguage) -> String {
        citations.map { citation($0, language) }.joined(separator: language.say("; ", "；"))
    }

    /// `城市道路管理条例(2019)` as `《城市道路管理条例》（2019）`; what has its marks or is a document's number stays.
    private static func title(_ law: String) -> String {
        if law.contains("《") || law.contains("〔") { return law }
        guard law.last == ")", let open = law.lastIndex(of: "(") else { return "《\(law)》" }
        return "《\(law[..<open])》（\(law[law.index(after: open)...].dropLast())）"
    }

    /// A number as laws write their articles, `三十三`; other texts stay as they are.
    static func numeral(_ text: some StringProtocol) -> String {
        guard let value = Int(text), (1...999).contains(value) else { return String(text) }
        let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
        let (hundreds, tens, ones) = (value / 100, value / 10 % 10, value % 10)
        var words = hundreds > 0 ? digits[hundreds] + "百" : ""
        if tens > 0 {
            words += (tens == 1 && hundreds == 0 ? "" : digits[tens]) + "十"
        } else if hundreds > 0, ones > 0 {
            words += "零"
        }
        return words + digits[ones]
    }

    /// `art. 33 para 2` as `第三十三条第二款`; what is of another form stays as it is.
    static func article(_ text: String) -> String {
        if text.hasPrefix("annex item ") { return "附件第\(numeral(text.dropFirst(11)))项" }
        guard text.hasPrefix("art. ") else { return text }
        let parts = text.dropFirst(5).components(by: " para ")
        let articles = parts[0].components(by: " and ").map { number in
            guard let open = number.firstIndex(of: "("), number.last == ")" else {
                return "第\(numeral(number))条"
            }
            let item = number[number.index(after: open)...].dropLast()
            return "第\(numeral(number[..<open]))条第\(numeral(item))项"
        }
        return articles.joined(separator: "、") + (parts.count > 1 ? "第\(numeral(parts[1]))款" : "")
    }

    static func stage(_ stage: String, _ language: ReportLanguage) -> String {
        let known: [String: (en: String, zh: String)] = [
            "acceptance": ("application and acceptance", "申请受理"),
            "scheme": ("connection scheme", "确定方案"), "valve_opening": ("valve opening", "开阀供能"),
            "filing": ("application", "用户申请"),
        ]
        return known[stage].map { language.say($0.en, $0.zh) } ?? stage
    }

    static func consequence(_ consequence: PendingRules.Consequence?, _ language: ReportLanguage) -> String {
        switch consequence {
        case .remind: language.say("you will be reminded", "逾期的，予以催告提醒")
        case .hold: language.say("the next stage does not begin before it is there", "逾期的，补齐前不进入下一环节")
        case .giveBack: language.say("the application may be given back", "逾期的，可退回申请")
        case nil: language.say("none is set", "未规定")
        }
    }

    static func moment(_ moment: Duty.Moment, _ language: ReportLanguage) -> String {
        switch moment {
        case .beforeStart: language.say("before the works start", "开工前")
        case .duringWorks: language.say("during the works", "施工期间")
        case .beforeBackfill: language.say("before backfill", "覆土前")
        case .onCompletion: language.say("on completion", "竣工时")
        case .afterCompletion: language.say("after completion", "竣工后")
        case .beforeExpiry: language.say("before the permit ends", "许可到期前")
        }
    }

    static func origin(_ origin: DocumentOnFile.Origin, _ language: ReportLanguage) -> String {
        switch origin {
        case .user: language.say("handed in by the user", "用户提交")
        case .anotherCase: language.say("handed in for other business", "办理其他业务时已提交")
        case .departmentPush: language.say("pushed by a department", "联办部门推送")
        case .dataSharing: language.say("by data sharing", "数据共享获取")
        }
    }

    static func preparer(_ preparer: Material.Preparer, _ language: ReportLanguage) -> String {
        switch preparer {
        case .applicant: language.say("applicant", "申请单位")
        case .utility: language.say("franchise utility", "专营企业")
        case .department: language.say("department", "政府部门")
        }
    }

    /// The exemption of the four (四免) by which nobody is asked for a material.
    static func exemption(_ exemption: MaterialStatus.Exemption, _ language: ReportLanguage) -> String {
        switch exemption {
        case .noLegalBasis: language.say("no legal basis (R12)", "无法律法规依据，免提供")
        case .alreadyFiled: language.say("on file and valid (R13)", "已提交且在有效期内，免提供")
        case .fromDepartment: language.say("pushed or shared (R14)", "部门推送或数据共享可获取，免提供")
        }
    }

    static func layer(_ layer: String, _ language: ReportLanguage) -> String {
        switch layer {
        case "roads": language.say("road", "道路")
        case "greens": language.say("green space", "绿地")
        case "water": language.say("water", "水域")
        case "buildings": language.say("building", "建筑")
        case "plots": language.say("other plot", "其他地块")
        case "heritage": language.say("heritage zone", "文物保护区")
        case "railways": language.say("railway", "铁路")
        case "lines": language.say("existing line", "现状管线")
        case "trees": language.say("tree", "树木")
        case "planning_area": language.say("planning area", "规划区")
        case "mains": language.say("main", "市政主管")
        case "stubs": language.say("reserved stub", "预留口")
        default: layer
        }
    }
}

extension Substring {
    fileprivate func components(by separator: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = self
        while let found = rest.firstRange(of: separator) {
            parts.append(rest[..<found.lowerBound])
            rest = rest[found.upperBound...]
        }
        return parts + [rest]
    }
}
