import CityModel
import Coordinator
import Foundation
import PermitPolicy
import RouteSurvey
import Vocabulary

// The terms of the trade in the tables of the route report.
extension ReportWords {
    /// A number without needless decimals, at most three.
    static func plain(_ value: Double) -> String {
        AttributeValue.real((value * 1000).rounded() / 1000).plainText
    }

    public static func currency(_ code: String?, _ language: ReportLanguage) -> String {
        code == "CNY" ? language.say("CNY", "元") : code ?? ""
    }

    /// `A`, `B` … `Z`, `AA` … for the routes of a choice.
    static func letter(_ index: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let last = String(letters[index % letters.count])
        return index < letters.count ? last : letter(index / letters.count - 1) + last
    }

    /// A regime by its raw name, or `drawn`.
    public static func regime(_ raw: String, _ language: ReportLanguage) -> String {
        let words: [String: (en: String, zh: String)] = [
            "cheapest": ("cheapest", "费用最低"), "no_road_digging": ("no road digging", "不挖掘道路"),
            "no_green": ("no green space", "不占用绿地"),
            "within_threshold": ("within a policy threshold", "满足政策限值"),
            "fewest_permits": ("fewest permits", "许可最少"), "shortest": ("shortest", "长度最短"),
            "trenchless": ("trenchless under roads", "道路非开挖"), "drawn": ("drawn by hand", "人工绘制"),
        ]
        return words[raw].map { language.say($0.en, $0.zh) } ?? raw
    }

    /// Who holds a step of a case, by the raw name, such as `authority`.
    public static func party(_ raw: String, _ language: ReportLanguage) -> String {
        let zh: [String: String] = [
            "desk": "受理窗口", "utility": "专营企业", "authority": "审批机关", "user": "用户", "designer": "设计单位",
            "contractor": "施工单位", "nobody": "不可抗力",
        ]
        return language.say(raw, zh[raw] ?? raw)
    }

    /// A connection point: `reserved stub 8`.
    static func source(_ layer: String, _ feature: String, _ language: ReportLanguage) -> String {
        ["stubs", "mains"].contains(layer) ? "\(thing(layer, language)) \(feature)" : "\(layer)/\(feature)"
    }

    /// A connection point written `layer/feature`.
    static func source(_ place: String, _ language: ReportLanguage) -> String {
        let parts = place.split(separator: "/", maxSplits: 1).map(String.init)
        return parts.count == 2 ? source(parts[0], parts[1], language) : place
    }

    /// The title of a layer by its raw name.
    static func layerTitle(_ raw: String, _ language: ReportLanguage) -> String {
        Terms.layer(raw).map { language.say($0.en, $0.zh) } ?? raw
    }

    /// The class of a road or of a green space.
    public static func featureClass(_ raw: String, _ language: ReportLanguage) -> String {
        let zh: [String: String] = [
            "expressway": "快速路", "arterial": "主干路", "secondary": "次干路", "branch": "支路", "lane": "街巷",
            "service": "内部道路", "footway": "人行道", "cycleway": "非机动车道", "track": "土路", "park": "公园绿地",
            "protective": "防护绿地", "square": "广场用地", "attached": "附属绿地", "regional": "区域绿地",
            "other": "其他",
        ]
        return language.say(raw, zh[raw] ?? raw)
    }

    static func paving(_ raw: String, _ language: ReportLanguage) -> String {
        let zh: [String: String] = [
            "asphalt": "沥青", "concrete": "混凝土", "paving": "铺装", "gravel": "砂石", "unpaved": "土路面",
        ]
        return language.say(raw, zh[raw] ?? raw)
    }

    /// What a threshold measures.
    static func measure(_ raw: String, _ language: ReportLanguage) -> String {
        switch raw {
        case "route_length": language.say("route length", "路由长度")
        case "road_length": language.say("length in roads", "道路内长度")
        case "trench_length": language.say("trench length", "开挖长度")
        case "diameter": language.say("diameter", "管径")
        case "area": language.say("area", "占用面积")
        default: raw
        }
    }

    static func effect(_ effect: ThresholdEffect, _ language: ReportLanguage) -> String {
        switch effect {
        case .exempt: language.say("exempt", "免办")
        case .filing: language.say("filing only", "备案")
        case .commitment: language.say("notify and commit", "告知承诺")
        case .normal: language.say("normal", "正常办理")
        }
    }

    static func limit(_ limit: DayLimit, _ language: ReportLanguage) -> String {
        limit.unit == .working
            ? language.say("\(limit.days) working days", "\(limit.days) 个工作日")
            : language.say("\(limit.days) days", "\(limit.days)日")
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

    static func preparer(_ preparer: Material.Preparer, _ language: ReportLanguage) -> String {
        switch preparer {
        case .applicant: language.say("applicant", "申请单位")
        case .utility: language.say("franchise utility", "专营企业")
        case .department: language.say("department", "政府部门")
        }
    }

    static func forecast(_ answer: PromiseForecast.Answer, _ language: ReportLanguage) -> String {
        switch answer {
        case .kept: language.say("can be kept", "可兑现")
        case .broken: language.say("will be broken", "将超期")
        case .notPromised: language.say("nothing is promised", "未承诺时限")
        case .unknown: language.say("unknown", "未知")
        }
    }

    static func result(_ verdict: Vocabulary.Verdict, _ language: ReportLanguage) -> String {
        switch verdict {
        case .pass: language.say("PASS", "满足")
        case .exempt: language.say("EXEMPT", "不要求")
        case .review: language.say("REVIEW", "待复核")
        case .unknown: language.say("UNKNOWN", "待定")
        case .fail: language.say("FAIL", "不满足")
        }
    }

    static func severity(_ severity: Finding.Severity, _ language: ReportLanguage) -> String {
        switch severity {
        case .note: language.say("note", "提示")
        case .warning: language.say("warning", "警告")
        case .error: language.say("error", "错误")
        }
    }

    /// How far a clearance is attested.
    public static func evidence(_ level: CityModel.EvidenceLevel, _ language: ReportLanguage) -> String {
        switch level {
        case .verifiedLaw: language.say("law, verified", "法规原文已核实")
        case .verifiedOfficialCopy: language.say("official copy, verified", "官方文本已核实")
        case .verifiedSecondary: language.say("secondary source, verified", "二手来源已核实")
        case .olderEditionSameValue: language.say("older edition only", "仅见旧版规范，待核")
        case .unverified: language.say("not verified", "未核实")
        }
    }

    /// What a fact is called that the rules read and nobody stated.
    public static func attribute(_ raw: String, _ language: ReportLanguage) -> String {
        guard language == .en else { return Terms.factZh(raw) }
        return Terms.layer(raw) == nil ? raw : "layer \(raw)"
    }

    static func moratorium(_ road: MoratoriumDecision, _ language: ReportLanguage) -> String {
        moratorium(road.status, road.missing, language)
            + (road.status == .barred
                ? road.barredUntil.map { language.say(" to \($0)", "至\($0)") } ?? "" : "")
    }

    static func moratorium(
        _ status: MoratoriumDecision.Status, _ missing: [String], _ language: ReportLanguage
    ) -> String {
        switch status {
        case .free: language.say("FREE", "可挖掘")
        case .barred: language.say("BARRED", "禁挖")
        case .unknown: language.say("UNKNOWN", "待定")
        case .notDug: language.say("not dug", "不开挖")
        }
    }

    /// One thing that makes a permit necessary.
    static func trigger(_ trigger: PermitTrigger, _ say: ReportVocabulary) -> String {
        var parts: [String] = []
        if let layer = trigger.layer {
            parts.append(
                ([layerTitle(layer, say.language)] + trigger.features).joined(separator: " "))
        }
        if let name = trigger.name { parts.append(name) }
        if let from = trigger.fromM, let to = trigger.toM {
            parts.append(from == to ? chainageText(from) : "\(chainageText(from))–\(chainageText(to))")
        }
        if let area = trigger.areaM2 { parts.append(number(area, 2) + " m²") }
        if let note = trigger.note { parts.append(say(note)) }
        return say.list(parts)
    }

    /// The words of the clearance table.
    static func clearanceKind(_ raw: String, _ language: ReportLanguage) -> String {
        let words: [String: (en: String, zh: String)] = [
            "water": ("water main", "给水管"), "water_le200": ("water main ≤ DN200", "给水管（≤DN200）"),
            "water_gt200": ("water main > DN200", "给水管（>DN200）"), "sewer": ("sewer", "污水、雨水管"),
            "reclaimed": ("reclaimed water", "再生水管"), "gas": ("gas main", "燃气管"),
            "gas_low": ("gas, low pressure", "燃气管（低压）"),
            "gas_mid_b": ("gas, medium pressure B", "燃气管（中压B）"),
            "gas_mid_a": ("gas, medium pressure A", "燃气管（中压A）"),
            "gas_subhigh_b": ("gas, sub-high pressure B", "燃气管（次高压B）"),
            "gas_subhigh_a": ("gas, sub-high pressure A", "燃气管（次高压A）"), "heat": ("heat main", "热力管"),
            "heat_direct": ("heat main, direct-buried", "直埋热力管"),
            "power_direct": ("power, direct-buried", "电力（直埋）"), "power_duct": ("power, in duct", "电力（管沟）"),
            "power_protected": ("power, protected", "电力（保护管）"),
            "telecom_direct": ("telecom, direct-buried", "通信（直埋）"),
            "telecom_duct": ("telecom, in duct", "通信（管道）"),
            "telecom_protected": ("telecom, protected", "通信（保护管）"), "trench": ("utility trench", "管沟"),
            "trench_tunnel": ("utility tunnel", "管沟、综合管廊"), "tree": ("tree", "乔木"),
            "building": ("building", "建筑物基础"), "railway": ("railway", "铁路"),
        ]
        return words[raw].map { language.say($0.en, $0.zh) } ?? raw
    }

    /// What a finding is about, in Chinese, where it was recorded without Chinese words.
    public static func findingTitle(_ code: String) -> String? {
        let zh: [String: String] = [
            "RTE-301": "接驳点属性不全，须设计人员确认", "RTE-302": "路由穿越建筑物", "RTE-307": "穿越交角偏小",
            "RTE-315": "相邻转角间直线段偏短", "POL-201": "缺少判定所需图层", "POL-202": "缺少判定所需信息",
            "POL-203": "拟挖道路处于禁挖期", "POL-204": "政策包在该日不在有效期内", "POL-205": "政策包未列该行政区的审批机关",
            "POL-206": "实测值在限值的测量精度范围内", "POL-207": "规则来源未核实，仅供复核", "POL-208": "须列入年度道路挖掘计划",
        ]
        return zh[code]
    }
}
