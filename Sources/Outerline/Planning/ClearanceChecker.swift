import CityModel
import Geometry
import PermitPolicy
import Reports
import RouteSurvey
import Vocabulary

/// Holds the clearance table of the project against what lies near a route.
///
/// Horizontal distances are held against parallel runs; a line the route crosses is held against the vertical rule
/// instead, which asks for levels no plan has.
struct ClearanceChecker {
    let table: ClearanceTable
    let utility: Utility
    /// Nominal diameter in millimetres, and whether it was taken because nobody said.
    let diameter: (millimetres: Double, isTaken: Bool)
    let pressure: String?
    /// The connection point and the main it hangs on: what a pipe is joined to, it need not keep off.
    let joined: Set<String>

    /// Half the diameter of the thickest line whose diameter nobody recorded; an assumption.
    private static let unknownRadius = 0.5

    /// - Parameters:
    ///   - line: the route in the project's system.
    ///   - city: read within the largest clearance of the table beyond the route.
    func clearances(of line: [Point], _ city: any CitySource, _ system: CoordinateSystem) throws
        -> RouteReport.Clearances
    {
        let reach = (table.horizontal.values.compactMap(\.metres).max() ?? 0) + 2
        let box = Box(line).grown(by: reach + 1)
        var checks: [RouteReport.ClearanceCheck] = []
        let surveyor = try RouteSurveyor(
            SurveyedCity { layer in
                [.lines, .buildings, .railways, .trees].contains(layer)
                    ? try city.features(of: layer, in: box) : []
            }, system: system)
        for layer in [LayerName.lines, .buildings, .railways, .trees] {
            for near in try surveyor.proximity(of: line, to: layer, within: reach) {
                guard let feature = try city.feature(near.feature, of: layer) else { continue }
                if let check = check(near, feature, layer) { checks.append(check) }
            }
        }
        // Mains are lines in the ground like others; the surveyor knows them under that layer.
        let mains = try RouteSurveyor(
            SurveyedCity { $0 == .lines ? try city.features(of: .mains, in: box) : [] }, system: system)
        for near in try mains.proximity(of: line, to: .lines, within: reach)
        where !joined.contains(near.feature) {
            guard let feature = try city.feature(near.feature, of: .mains) else { continue }
            if let check = check(near, feature, .mains) { checks.append(check) }
        }
        return RouteReport.Clearances(worthShowing(checks), notes: notes)
    }

    // MARK: - One thing

    private func check(_ near: Proximity, _ feature: Feature, _ layer: LayerName) -> RouteReport
        .ClearanceCheck?
    {
        if layer == .lines, feature.text("laying") == "overhead" { return nil }
        if near.distance <= 0, layer == .lines || layer == .mains {
            return vertical(near, feature, layer)
        }
        let kind = horizontalKind(feature, layer)
        let own = ClearanceKind.horizontal(utility, dn: diameter.millimetres, pressure: pressure)
        let isLine = layer == .lines || layer == .mains
        let radius = isLine ? feature.number("dn_mm").map { $0 / 2000 } : 0
        let measured = max(0, near.distance - diameter.millimetres / 2000 - (radius ?? 0))
        var check = RouteReport.ClearanceCheck(
            direction: .horizontal, layer: layer, feature: near.feature, name: near.name, kind: kind.word,
            chainage: near.chainage, measured: measured, required: nil, verdict: .unknown,
            missing: kind.missing, level: nil)
        guard let word = kind.word else { return check }
        guard let own else {
            check.missing = ["pressure"]
            return check
        }
        guard let rule = table.horizontal(own, word) else { return nil }
        check.level = rule.level
        guard let required = rule.metres else {
            check.verdict = .exempt
            return check
        }
        check.required = required
        if radius == nil, measured >= required, measured - Self.unknownRadius < required {
            check.missing = ["dn_mm"]
        } else if rule.level.isEnforceable {
            check.verdict = measured < required ? .fail : .pass
        } else {
            check.verdict = .review
        }
        return check
    }

    private func vertical(_ near: Proximity, _ feature: Feature, _ layer: LayerName)
        -> RouteReport.ClearanceCheck?
    {
        let kind = verticalKind(feature, layer)
        var check = RouteReport.ClearanceCheck(
            direction: .vertical, layer: layer, feature: near.feature, name: near.name, kind: kind.word,
            chainage: near.chainage, measured: nil, required: nil, verdict: .unknown, missing: kind.missing,
            level: nil)
        guard let word = kind.word else { return check }
        guard let rule = table.vertical(ClearanceKind.vertical(utility), word) else { return nil }
        check.level = rule.level
        guard let required = rule.metres else {
            check.verdict = .exempt
            return check
        }
        check.required = required
        check.missing = ["design_depth"] + (feature.number("cover_m") == nil ? ["cover_m"] : [])
        return check
    }

    // MARK: - Words

    private func horizontalKind(_ feature: Feature, _ layer: LayerName) -> (word: String?, missing: [String])
    {
        switch layer {
        case .buildings: return ("building", [])
        case .railways: return ("railway", [])
        case .trees: return ("tree", [])
        case .mains:
            guard let utility = feature.text("utility").flatMap(Utility.init(rawValue:)) else {
                return (nil, ["utility"])
            }
            let word = ClearanceKind.horizontal(
                utility, dn: feature.number("dn_mm"), pressure: feature.text("pressure"))
            return (word, word == nil ? [utility == .water ? "dn_mm" : "pressure"] : [])
        default:
            guard let line = ExistingLine(feature) else { return (nil, ["kind"]) }
            let word = ClearanceKind.horizontal(line)
            return (word, word == nil ? [missing(for: line)] : [])
        }
    }

    private func verticalKind(_ feature: Feature, _ layer: LayerName) -> (word: String?, missing: [String]) {
        if layer == .mains {
            let utility = feature.text("utility").flatMap(Utility.init(rawValue:))
            return (utility.map(ClearanceKind.vertical), utility == nil ? ["utility"] : [])
        }
        guard let line = ExistingLine(feature) else { return (nil, ["kind"]) }
        let word = ClearanceKind.vertical(line)
        return (word, word == nil ? ["laying"] : [])
    }

    /// The attribute that would decide the horizontal rule of a line.
    private func missing(for line: ExistingLine) -> String {
        switch line.kind {
        case "water": "dn_mm"
        case "gas": "pressure"
        default: "laying"
        }
    }

    // MARK: - What is shown

    /// Every crossing, every shortfall, and of the rest the nearest of each kind; by chainage.
    private func worthShowing(_ checks: [RouteReport.ClearanceCheck]) -> [RouteReport.ClearanceCheck] {
        var kept: [RouteReport.ClearanceCheck] = []
        var nearest: [String: RouteReport.ClearanceCheck] = [:]
        for check in checks {
            let isShort = check.measured.flatMap { measured in check.required.map { measured < $0 } } ?? false
            if check.direction == .vertical || isShort {
                kept.append(check)
                continue
            }
            let key = "\(check.layer.rawValue) \(check.kind ?? "")"
            guard let known = nearest[key]?.measured, known <= check.measured ?? .infinity else {
                nearest[key] = check
                continue
            }
        }
        return (kept + nearest.values).sorted {
            ($0.direction.rawValue, $0.chainage, $0.layer.rawValue, $0.feature)
                < ($1.direction.rawValue, $1.chainage, $1.layer.rawValue, $1.feature)
        }
    }

    private var notes: [Wording] {
        let size = AttributeValue.real(diameter.millimetres).plainText
        var notes = [
            Wording(
                zh: "水平净距依据\(table.horizontalSourceZh ?? table.horizontalSource)；"
                    + "垂直净距依据 \(table.verticalSourceZh ?? table.verticalSource)。",
                en: "Horizontal: \(table.horizontalSource). Vertical: \(table.verticalSource)."),
            Wording(
                zh: "净距为外壁至外壁，管径按 DN\(size)\(diameter.isTaken ? "（未提供，按常用管径假定）" : "")；与路由交叉的管线按垂直净距核查。",
                en: "From outer wall to outer wall with DN \(size)"
                    + (diameter.isTaken ? " (nobody said, the usual one is assumed)" : "")
                    + "; lines that cross are held against the vertical rule."),
            Wording(
                zh: "列出全部交叉及净距不足的对象，其余每类仅列最近者；连接的主管不计；侧石、杆塔无数据，未核查。",
                en:
                    "Listed: every crossing and every shortfall, of the rest the nearest of each kind. The main the "
                    + "route is joined to does not count. Kerbs and poles are not checked: no data."),
        ]
        if utility == .heat {
            notes.append(
                Wording(
                    zh: "供回水管按路由中线一根管道计（假定）。",
                    en: "Supply and return count as one pipe on the axis (assumption)."))
        }
        return notes
    }
}
