import Vocabulary

/// Invented names; every one starts with 示例 ("sample").
enum SampleNames {
    private static let first = ["海", "云", "松", "霞", "青", "朝", "柏", "星", "泉", "岚", "梧", "晨"]
    private static let second = ["棠", "桥", "涛", "溪", "屏", "阳", "岭", "河", "苑", "歌", "滨"]

    static func word(_ index: Int) -> String {
        first[index % first.count] + second[index / first.count % second.count]
    }

    static func road(_ street: Street) -> String {
        let index = street.line * 2 + (street.runsEast ? 0 : 1)
        let kind = street.runsEast ? "街" : "路"
        let section = street.section == 0 ? "" : "\(street.section + 1)段"
        return "示例\(word(index * 7))\(kind)\(section)"
    }

    static let landUses = ["居住用地", "商业用地", "工业用地", "教育用地", "医疗用地", "办公用地"]

    static func project(_ index: Int, landUse: String) -> String {
        let kind =
            switch landUse {
            case "居住用地": "家园"
            case "商业用地": "商业广场"
            case "工业用地": "产业园"
            case "教育用地": "学校"
            case "医疗用地": "卫生院"
            default: "办公楼"
            }
        return "示例\(word(index * 5))\(kind)"
    }

    static func applicant(_ index: Int, isResident: Bool) -> String {
        isResident
            ? "示例居民\(index)"
            : "示例\(word(index * 11))\(index % 3 == 0 ? "置业" : index % 3 == 1 ? "实业" : "建设")有限公司"
    }

    static func company(_ utility: Utility, _ part: String = "") -> String {
        switch utility {
        case .water: "示例\(part)供水有限公司"
        case .gas: "示例\(part)燃气有限公司"
        case .heat: "示例\(part)热力有限公司"
        }
    }
}
