import CityFiles
import CityModel
import Coordinator
import Geometry
import PermitPolicy
import ProjectFile
import Reports
import RouteSurvey
import Vocabulary

/// The route of a case as layers for GIS programs: the line, its crossings, the ground it opens, its points.
///
/// Fields are named as in the JSON documents, with their units; numbers are unrounded.
struct RouteLayers {
    let all: [VectorLayer]

    /// - Throws: ``Problem`` `GEO-1xx` if a stored area cannot be read.
    init(_ report: RouteReport, _ language: ReportLanguage) throws {
        let line = report.positions.map(\.point)
        let title = { (en: String, zh: String) in language == .zh ? zh : en }
        let (stretches, contacts) = Self.crossings(report, line)
        all = [
            VectorLayer(
                "route", title: title("Route", "外线路由"), .line, Self.routeColumns,
                [Self.route(report, line)]),
            VectorLayer(
                "crossings", title: title("Crossings", "穿越段"), .line, Self.crossingColumns, stretches),
            VectorLayer(
                "contacts", title: title("Touched by the working strip only", "仅作业带占用"), .point,
                Self.crossingColumns, contacts),
            VectorLayer(
                "areas", title: title("Ground disturbed", "开挖占用范围"), .polygon, Self.areaColumns,
                try Self.areas(report)),
            VectorLayer(
                "points", title: title("Start, bends, end", "起点、折点、终点"), .point, Self.pointColumns,
                Self.points(report)),
        ]
    }

    // MARK: - The line

    private static let routeColumns: [TableColumn] = [
        .init("case_id", .text), .init("utility", .text), .init("project", .text), .init("applicant", .text),
        .init("plot", .text), .init("class", .text), .init("regime", .text), .init("from_layer", .text),
        .init("from_id", .text), .init("ground_length_m", .real), .init("grid_length_m", .real),
        .init("strip_width_m", .real), .init("dn_mm", .real), .init("cost", .real), .init("currency", .text),
        .init("permits", .text), .init("ready_on", .date), .init("sha256", .text),
        .init("reported_on", .date),
    ]

    private static func route(_ report: RouteReport, _ line: [Point]) -> Feature {
        let state = report.state
        var values: [String: AttributeValue] = [
            "case_id": .text(state.id.rawValue), "utility": .text(state.utility.rawValue),
            "class": .text(report.decision.promise.classID), "regime": .text(report.regime),
            "from_layer": .text(report.fromLayer), "from_id": .text(report.fromFeature),
            "ground_length_m": .real(report.groundLength), "grid_length_m": .real(report.gridLength),
            "strip_width_m": .real(report.stripWidth), "sha256": .text(report.routeHash),
            "permits": .text(report.permits.map(\.id.kind.rawValue).joined(separator: " ")),
            "reported_on": .date(report.today),
        ]
        values["project"] = state.project.map(AttributeValue.text)
        values["applicant"] = state.applicant.map(AttributeValue.text)
        values["plot"] = state.plot.map(AttributeValue.text)
        values["ready_on"] = report.programme?.readyToDig.map(AttributeValue.date)
        values["dn_mm"] = state.route?.facts.diameterMm.map(AttributeValue.real)
        values["cost"] = report.cost.map(AttributeValue.real)
        values["currency"] = report.cost == nil ? nil : report.currency.map(AttributeValue.text)
        return Feature(id: state.id.rawValue, shape: .line(line), attributes: values)
    }

    // MARK: - Crossings

    private static let crossingColumns: [TableColumn] = [
        .init("no", .integer), .init("layer", .text), .init("features", .text), .init("name", .text),
        .init("class", .text), .init("kind", .text), .init("from_m", .real), .init("to_m", .real),
        .init("length_m", .real), .init("ground_length_m", .real), .init("angle_deg", .real),
        .init("area_m2", .real), .init("surface", .text), .init("method", .text), .init("level", .integer),
    ]

    /// Numbered as in the schedule; a contact has no stretch of the line, so it is a point beside it.
    private static func crossings(_ report: RouteReport, _ line: [Point]) -> ([Feature], [Feature]) {
        var stretches: [Feature] = []
        var contacts: [Feature] = []
        for (index, stretch) in report.stretches.enumerated() {
            let crossing = stretch.crossing
            let path = crossing.length > 0 ? subpath(line, from: crossing.from, to: crossing.to) : []
            let id = "\(report.state.id)-\(index + 1)"
            let values = attributes(stretch, index + 1)
            if path.count > 1 {
                stretches.append(Feature(id: id, shape: .line(path), attributes: values))
            } else {
                contacts.append(Feature(id: id, shape: .point(crossing.entry), attributes: values))
            }
        }
        return (stretches, contacts)
    }

    private static func attributes(_ stretch: RouteReport.Stretch, _ number: Int) -> [String: AttributeValue]
    {
        let crossing = stretch.crossing
        var values: [String: AttributeValue] = [
            "no": .integer(number), "layer": .text(crossing.layer.rawValue),
            "features": .text(crossing.features.joined(separator: " ")),
            "kind": .text(crossing.kind.rawValue),
            "from_m": .real(crossing.from), "to_m": .real(crossing.to), "length_m": .real(crossing.length),
            "ground_length_m": .real(crossing.groundLength), "method": .text(stretch.method),
        ]
        values["name"] = crossing.name.map(AttributeValue.text)
        values["class"] = stretch.roadClass.map(AttributeValue.text)
        values["angle_deg"] = crossing.angle.map(AttributeValue.real)
        values["area_m2"] = crossing.area.map(AttributeValue.real)
        values["surface"] = stretch.surface.map(AttributeValue.text)
        values["level"] = crossing.level.map(AttributeValue.integer)
        return values
    }

    // MARK: - Areas and points

    private static let areaColumns: [TableColumn] = [
        .init("layer", .text), .init("feature", .text), .init("area_m2", .real),
    ]

    private static func areas(_ report: RouteReport) throws -> [Feature] {
        try (report.state.route?.disturbed ?? []).enumerated().map { index, area in
            var values: [String: AttributeValue] = [
                "layer": .text(area.layer), "area_m2": .real(area.areaM2),
            ]
            values["feature"] = area.feature.map(AttributeValue.text)
            return Feature(
                id: "\(report.state.id)-\(index + 1)", shape: try WKB.decode(Array(area.wkb)),
                attributes: values)
        }
    }

    private static let pointColumns: [TableColumn] = [
        .init("label", .text), .init("chainage_m", .real), .init("chainage", .text),
        .init("x_north_m", .real), .init("y_east_m", .real), .init("turn_deg", .real),
        .init("longitude_deg", .real), .init("latitude_deg", .real),
    ]

    private static func points(_ report: RouteReport) -> [Feature] {
        report.positions.map { position in
            var values: [String: AttributeValue] = [
                "label": .text(position.label), "chainage_m": .real(position.chainage),
                "chainage": .text(chainageText(position.chainage)), "x_north_m": .real(position.point.y),
                "y_east_m": .real(position.point.x), "longitude_deg": .real(position.longitude),
                "latitude_deg": .real(position.latitude),
            ]
            let bend = report.bends.first { $0.position == position.point }
            values["turn_deg"] = bend.map { .real($0.angle) }
            return Feature(
                id: "\(report.state.id)-\(position.label)", shape: .point(position.point),
                attributes: values)
        }
    }
}
