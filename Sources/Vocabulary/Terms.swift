/// Words of the city in both languages, by the raw names data have: each is written here and nowhere else.
public enum Terms {
    /// One thing of a layer, such as `road`; nil for a name that is no layer.
    public static func thing(_ layer: String) -> (en: String, zh: String)? {
        things[layer] ?? layers[layer]
    }

    /// A layer as a whole, such as `roads`; nil for a name that is none.
    public static func layer(_ raw: String) -> (en: String, zh: String)? { layers[raw] }

    /// A fact the rules read, or the layer they need, in Chinese with its raw name behind: `覆土深度（cover_m）`.
    ///
    /// A name of a layer and a field, such as `roads.opened_on`, is that of the field. What has no word stays raw.
    public static func factZh(_ raw: String) -> String {
        let field = raw.split(separator: ".").last.map(String.init) ?? raw
        if let known = facts[raw] ?? facts[field] { return "\(known)（\(raw)）" }
        return layers[raw].map { "\($0.zh)图层（\(raw)）" } ?? raw
    }

    private static let things: [String: (en: String, zh: String)] = [
        "roads": ("road", "道路"), "greens": ("green space", "绿地"), "buildings": ("building", "建筑"),
        "plots": ("other plot", "其他地块"), "heritage": ("heritage zone", "文物保护区"),
        "railways": ("railway", "铁路"), "lines": ("existing line", "现状管线"), "trees": ("tree", "树木"),
        "mains": ("main", "市政主管"), "stubs": ("reserved stub", "预留口"),
    ]

    private static let layers: [String: (en: String, zh: String)] = [
        "plots": ("plots", "用地红线"), "mains": ("mains", "市政主管"), "stubs": ("stubs", "预留口"),
        "roads": ("roads", "道路面"), "road_axes": ("road centrelines", "道路中心线"),
        "greens": ("green spaces", "绿地"), "trees": ("trees", "树木"), "water": ("water", "水域"),
        "buildings": ("buildings", "建筑"), "lines": ("existing lines", "现状管线"), "railways": ("railways", "铁路"),
        "heritage": ("heritage zones", "文物保护区"), "planning_area": ("planning area", "规划区"),
        "districts": ("districts", "行政区划"), "territories": ("territories", "专营区域"),
    ]

    private static let facts: [String: String] = [
        "investment": "工程投资额", "night_work": "是否夜间施工", "temporary_land": "是否临时用地",
        "in_dig_plan": "是否列入年度挖掘计划", "planning_area": "规划区范围", "opened_on": "道路交付使用日期",
        "repaired_on": "道路大修竣工日期", "administration": "道路管理性质", "dn_mm": "公称直径", "pressure": "压力级别",
        "laying": "敷设方式", "cover_m": "覆土深度", "kind": "管线种类", "class": "道路等级", "design_depth": "设计管顶高程",
        "state": "占用状态", "capacity": "容量", "spare_capacity": "富余容量", "in_service": "是否投用",
    ]
}
