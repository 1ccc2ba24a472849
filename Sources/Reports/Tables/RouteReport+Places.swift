import CityModel
import Coordinator
import Geometry
import PermitPolicy
import RouteSurvey
import Vocabulary

// Where the route runs: crossings, bends, coordinates, clearances, roads closed to digging.
extension RouteReport {
    func crossingTable(_ say: ReportVocabulary) -> ReportTable {
        var table = ReportTable(
            "crossings", say("Crossing schedule", "穿越一览表"),
            [
                .init("number", say("No.", "序号"), .short), .init("from_m", say("From", "起桩号"), .short),
                .init("to_m", say("To", "止桩号"), .short), .init("layer", say("What", "对象"), .short),
                .init("features", say("Feature", "编号")), .init("name", say("Name", "名称")),
                .init("class", say("Class", "等级"), .short), .init("surface", say("Surface", "路面"), .short),
                .init("owner", say("Owner", "权属单位")), .init("kind", say("Kind", "方式"), .short),
                .init("length_m", say("Length m", "长度 m"), .number),
                .init("ground_length_m", say("Ground m", "实地长度 m"), .number),
                .init("angle_deg", say("Angle", "交角"), .number),
                .init("area_m2", say("Disturbed m²", "占用面积 m²"), .number),
                .init("method", say("Method", "工法"), .short),
                .init("moratorium", say("No-dig period", "禁挖期"), .short),
            ], empty: say("The route crosses nothing.", "路由未穿越任何地物。"))
        table.rows = stretches.enumerated().map { crossingRow($0.offset + 1, $0.element, say) }
        if stretches.contains(where: { $0.crossing.kind == .strip }) {
            table.notes.append(
                say(
                    "Where only the working strip touches, there is an area and no length.",
                    "“仅作业带”指管线未进入、仅施工作业带触及，只计面积不计长度。"))
        }
        return table
    }

    private func crossingRow(
        _ number: Int, _ stretch: Stretch, _ say: ReportVocabulary
    ) -> [ReportTable.Cell] {
        let crossing = stretch.crossing
        let level = crossing.level.flatMap { $0 == 0 ? nil : say(" (level \($0))", "（层级\($0)）") } ?? ""
        return [
            .integer(number), .chainage(crossing.from), .chainage(crossing.to),
            .text(ReportWords.layer(crossing.layer, say.language)),
            .init(crossing.features.isEmpty ? nil : crossing.features.joined(separator: " ")),
            .init(crossing.name),
            .init(stretch.roadClass.map { ReportWords.featureClass($0, say.language) }),
            .init(stretch.surface.map { ReportWords.paving($0, say.language) }), .init(stretch.owner),
            .text(ReportWords.kind(crossing.kind, say.language) + level),
            .number(crossing.length, decimals: 2), .number(crossing.groundLength, decimals: 2),
            .init(crossing.angle, decimals: 0, unit: "°"), .init(crossing.area, decimals: 2),
            .text(ReportWords.method(stretch.method, say.language)), .init(moratorium(crossing, say)),
        ]
    }

    private func moratorium(_ crossing: Crossing, _ say: ReportVocabulary) -> String? {
        guard crossing.layer == .roads else { return nil }
        let own = Set(crossing.features)
        let found = decision.moratoria.first { !own.isDisjoint(with: $0.features) }
        return found.map { ReportWords.moratorium($0, say.language) }
    }

    func bendTable(_ say: ReportVocabulary) -> ReportTable {
        ReportTable(
            "bends", say("Bends", "转角一览表"),
            [
                .init("number", say("Bend", "转角"), .short), .init("at_m", say("Chainage", "桩号"), .short),
                .init("angle_deg", say("Turns by", "转折角"), .number),
                .init("straight_before_m", say("Straight before m", "前直线段 m"), .number),
                .init("straight_after_m", say("Straight after m", "后直线段 m"), .number),
                .init("x_north_m", say("X north m", "X（北）m"), .number),
                .init("y_east_m", say("Y east m", "Y（东）m"), .number),
            ],
            rows: bends.map {
                [
                    .text($0.name), .chainage($0.at), .number($0.angle, decimals: 1, unit: "°"),
                    .number($0.before, decimals: 2), .number($0.after, decimals: 2),
                    .number($0.position.y, decimals: 3), .number($0.position.x, decimals: 3),
                ]
            }, empty: say("The route is straight.", "路由为直线，无转角。"))
    }

    func coordinateTable(_ say: ReportVocabulary) -> ReportTable {
        ReportTable(
            "coordinates", say("Coordinates", "坐标表"),
            [
                .init("point", say("Point", "点号"), .short),
                .init("chainage_m", say("Chainage", "桩号"), .short),
                .init("x_north_m", say("X north m", "X（北）m"), .number),
                .init("y_east_m", say("Y east m", "Y（东）m"), .number),
                .init("longitude_deg", say("Longitude", "经度"), .number),
                .init("latitude_deg", say("Latitude", "纬度"), .number),
            ],
            rows: positions.map {
                [
                    .text($0.label), .chainage($0.chainage), .number($0.point.y, decimals: 3),
                    .number($0.point.x, decimals: 3), .number($0.longitude, decimals: 8),
                    .number($0.latitude, decimals: 8),
                ]
            }, empty: "—",
            notes: [
                "\(crs) \(crsName)"
                    + say(
                        "; S start, E end, J bends, P points where the line turns less than a bend.",
                        "；S 起点，E 终点，J 转角，P 线上点（转折小于转角界限）。")
            ])
    }

    func clearanceTable(_ say: ReportVocabulary) -> ReportTable? {
        guard let clearances else { return nil }
        let rows = clearances.checks.map { check -> [ReportTable.Cell] in
            let kind = check.kind.map { ReportWords.clearanceKind($0, say.language) }
            let margin = check.measured.flatMap { measured in check.required.map { measured - $0 } }
            let missing =
                check.missing.isEmpty
                ? nil
                : say("missing: ", "缺少：")
                    + say.list(check.missing.map { ReportWords.attribute($0, say.language) })
            let level = check.level.map { ReportWords.evidence($0, say.language) }
            return [
                .text(check.direction == .horizontal ? say("horizontal", "水平") : say("vertical", "垂直")),
                .text(kind ?? ReportWords.layerTitle(check.layer.rawValue, say.language)),
                .text(check.feature),
                .init(check.name), .chainage(check.chainage), .init(check.measured, decimals: 2),
                .init(check.required, decimals: 2), .init(margin, decimals: 2),
                .text(ReportWords.result(check.verdict, say.language)),
                .init(
                    [missing, level].contains { $0 != nil }
                        ? say.clauses([missing, level].compactMap(\.self)) : nil),
            ]
        }
        return ReportTable(
            "clearances", say("Clearances", "净距核查表"),
            [
                .init("direction", say("Direction", "方向"), .short), .init("kind", say("To", "对象")),
                .init("feature", say("Feature", "编号")), .init("name", say("Name", "名称")),
                .init("at_m", say("Chainage", "桩号"), .short),
                .init("measured_m", say("Measured m", "实测净距 m"), .number),
                .init("required_m", say("Required m", "最小净距 m"), .number),
                .init("margin_m", say("Margin m", "余量 m"), .number),
                .init("state", say("State", "结论"), .short), .init("source", say("Basis", "依据")),
            ], rows: rows, empty: say("Nothing near the route has a clearance rule.", "路由附近无须核查净距的对象。"),
            notes: clearances.notes.map { say($0) })
    }

    func moratoriumTable(_ say: ReportVocabulary) -> ReportTable {
        var rows = decision.moratoria.map { road -> [ReportTable.Cell] in
            [
                .text(road.features.joined(separator: " ")), .init(road.name),
                .text(ReportWords.moratorium(road, say.language)), .init(road.barredUntil),
                .text(say(road.reason)),
                .text(say.clauses(road.basis.map { ReportWords.citation($0, say.language) }.deduplicated())),
            ]
        }
        rows += decision.seasons.map { season in
            [
                .text(season.features.joined(separator: " ")), .text(say(season.title)),
                .text(ReportWords.moratorium(season.status, season.missing, say.language)),
                .init(season.barredUntil), .text(say(season.reason)),
                .text(ReportWords.citation(season.source, say.language)),
            ]
        }
        return ReportTable(
            "moratoria", say("No-dig periods", "道路禁挖期"),
            [
                .init("features", say("Road", "道路编号")), .init("name", say("Name", "名称")),
                .init("status", say("Status", "状态"), .short),
                .init("barred_until", say("Barred until", "禁挖至"), .short),
                .init("reason", say("Reason", "理由")), .init("basis", say("Legal basis", "法律依据")),
            ], rows: rows, empty: say("No city road is touched.", "未触及城市道路。"))
    }
}
