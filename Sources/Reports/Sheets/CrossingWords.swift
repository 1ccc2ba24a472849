import CityModel
import RouteSurvey

/// Words of crossings on drawings.
enum CrossingWords {
    static func title(_ mark: SheetScene.CrossingMark, _ language: ReportLanguage) -> String {
        let layer = ReportWords.layer(mark.crossing.layer, language)
        let name = mark.crossing.name.map(oneLine)
        return name.map { language.say("\(layer): \($0)", "\(layer)：\($0)") } ?? layer
    }

    static func method(_ mark: SheetScene.CrossingMark, _ language: ReportLanguage) -> String {
        if mark.crossing.kind == .strip { return language.say("strip", "作业带") }
        return mark.method.map { ReportWords.method($0.rawValue, language) } ?? "—"
    }

    /// `K0+012.3`: to the decimetre, as sheets show it.
    static func chainage(_ metres: Double) -> String {
        let text = chainageText((metres * 10).rounded() / 10)
        return text == "—" ? text : String(text.dropLast(2))
    }

    /// `K0+010`: of ticks at whole metres.
    static func wholeChainage(_ metres: Double) -> String { String(chainage(metres).dropLast(2)) }

    /// A name on one line.
    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: { $0.isNewline || $0 == "\t" }).joined(separator: " ")
    }
}

extension CrossingWords {
    /// The class of what is crossed, in words; the register's own word where we know none.
    static func featureClass(_ mark: SheetScene.CrossingMark, _ language: ReportLanguage) -> String {
        guard let word = mark.featureClass else { return language.say("unknown", "未知") }
        let known: [String: (String, String)] = [
            "expressway": ("expressway", "快速路"), "arterial": ("arterial", "主干路"),
            "secondary": ("secondary road", "次干路"), "branch": ("branch road", "支路"),
            "lane": ("lane", "街巷"), "service": ("service road", "内部道路"), "footway": ("footway", "人行道"),
            "cycleway": ("cycleway", "非机动车道"), "track": ("track", "土路"), "park": ("park", "公园绿地"),
            "protective": ("protective green", "防护绿地"), "square": ("square", "广场用地"),
            "attached": ("attached green", "附属绿地"), "regional": ("regional green", "区域绿地"),
            "river": ("river", "河流"), "canal": ("canal", "渠道"), "ditch": ("ditch", "沟渠"),
            "lake": ("lake", "湖泊"), "pond": ("pond", "池塘"), "sewer": ("sewer", "污水"),
            "storm": ("storm drain", "雨水"), "power": ("power", "电力"), "telecom": ("telecom", "通信"),
            "water": ("water", "给水"), "gas": ("gas", "燃气"), "heat": ("heat", "热力"),
            "reclaimed": ("reclaimed water", "再生水"), "industrial": ("industrial", "工业"),
            "mainline": ("main line", "干线铁路"), "metro": ("metro", "地铁"), "tram": ("tram", "有轨电车"),
            "protection": ("protection zone", "保护范围"), "control": ("control zone", "建设控制地带"),
            "underground": ("underground zone", "地下文物埋藏区"), "historic_area": ("historic area", "历史文化街区"),
        ]
        return known[word].map { language.say($0.0, $0.1) } ?? oneLine(word)
    }

    static func surface(_ mark: SheetScene.CrossingMark, _ language: ReportLanguage) -> String {
        guard mark.crossing.layer == .roads else { return "—" }
        return switch mark.surface {
        case "asphalt": language.say("asphalt", "沥青")
        case "concrete": language.say("concrete", "水泥混凝土")
        case "paving": language.say("paving", "铺装")
        case "gravel": language.say("gravel", "砂石")
        case "unpaved": language.say("unpaved", "土路面")
        case nil: language.say("unknown", "未知")
        case let word?: oneLine(word)
        }
    }
}
