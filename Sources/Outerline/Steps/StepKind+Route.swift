import Coordinator
import Foundation
import PermitPolicy
import Vocabulary
import WorkCalendar

extension StepKind {
    static let routeSteps: [StepKind] = [
        StepKind(
            "choose_route", ConnectionStep.decide.wording,
            { _ in
                // A threshold is one of several: the page of the routes names them.
                let regimes = Regime.allCases.filter { $0 != .withinThreshold }
                return [
                    StepField(
                        "route", "路由方案", "route",
                        .choice(
                            regimes.map { StepField.Choice($0.rawValue, $0.title) } + [
                                StepField.Choice(
                                    "drawn", Wording(zh: "自绘线（见下）", en: "a line of one's own (below)"))
                            ]), initial: Regime.cheapest.rawValue),
                    diameter, line("自绘线（GeoJSON）", "line of one's own (GeoJSON)", required: false), wgs84,
                ]
            }, chosenRoute),
        StepKind(
            "record_as_built", ConnectionStep.recordAsBuilt.wording,
            { _ in [line("竣工线位（GeoJSON）", "line as built (GeoJSON)", required: true), wgs84] },
            { values, _ in
                let isGeographic = values.flag("wgs84")
                return .asBuilt(DrawnLine(Data(values.text("line").utf8), name: "line", wgs84: isGeographic))
            }),
        StepKind(
            "issue_paper", ConnectionStep.issuePaper.wording,
            { _ in
                [
                    StepField(
                        "kind", "文书", "paper",
                        .choice(PaperKind.allCases.map { .init($0.rawValue, $0.spoken) }), probed: true)
                ]
            },
            { values, _ in
                let kind: PaperKind? = values.word("kind")
                return kind.map { .paper($0, permit: nil) }
            }),
    ]

    static let permitPaperSteps: [StepKind] = [
        StepKind(
            "notify_permit", Wording(zh: "出具许可补正告知单", en: "issue the one-time notice of the permit"),
            ofPermit: true
        ) { _, permit in
            permit.map { .paper(.oneTime, permit: $0.rawValue) }
        }
    ]

    private static let diameter = StepField(
        "diameter", "公称直径（毫米）", "nominal diameter, mm", .number, required: false)
    private static let wgs84 = StepField(
        "wgs84", "坐标为经纬度（WGS 84）", "coordinates are longitude and latitude (WGS 84)", .flag,
        required: false, initial: "no")

    private static func line(_ zh: String, _ en: String, required: Bool) -> StepField {
        StepField("line", zh, en, .geometry, required: required)
    }

    @Sendable private static func chosenRoute(_ values: inout StepValues, _: PermitID?) -> StepAction? {
        let (name, diameter) = (values.text("route"), values.number("diameter"))
        guard name == "drawn" else {
            let known = Regime(rawValue: name).map { $0 != .withinThreshold } ?? false
            if known { return .choose(name, diameter: diameter) }
            values.add("'\(name)' is none of the choices", "route", "choose one of the routes")
            return nil
        }
        let isGeographic = values.flag("wgs84")
        let text = values.text("line")
        return .chooseDrawn(
            DrawnLine(Data(text.utf8), name: "line", wgs84: isGeographic), diameter: diameter)
    }
}

extension PaperKind: SpokenWord {
    public var spoken: Wording {
        switch self {
        case .oneTime: Wording(zh: "一次性告知单", en: "one-time notice")
        case .acceptance: Wording(zh: "受理通知书", en: "notice of acceptance")
        case .interface: Wording(zh: "接口位置告知书", en: "notice of the interface position")
        case .commitment: Wording(zh: "承诺书", en: "commitment")
        case .completion: Wording(zh: "办结通知书", en: "notice of completion")
        }
    }
}
