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
        limit.map { ReportWords.limit($0, language) } ?? language.say("none known", "未查明")
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

    static func origin(_ origin: DocumentOnFile.Origin, _ language: ReportLanguage) -> String {
        switch origin {
        case .user: language.say("handed in by the user", "用户提交")
        case .anotherCase: language.say("handed in for other business", "办理其他业务时已提交")
        case .departmentPush: language.say("pushed by a department", "联办部门推送")
        case .dataSharing: language.say("by data sharing", "数据共享获取")
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
}
