import CityModel
import Coordinator
import Geometry
import RouteSurvey

extension RouteReport {
    /// The crossing schedule as CSV with a byte order mark; metres with millimetres, areas with centimetres squared.
    public func crossingsCSV() -> String {
        let header = [
            "case", "from", "to", "from_m", "to_m", "length_m", "ground_length_m", "layer", "features", "name", "class",
            "kind", "angle_deg", "area_m2", "surface", "method", "level",
        ]
        let number = ReportWords.number
        let rows = stretches.map { stretch -> [String] in
            let crossing = stretch.crossing
            return [
                state.id.rawValue, chainageText(crossing.from), chainageText(crossing.to), number(crossing.from, 3),
                number(crossing.to, 3), number(crossing.length, 3), number(crossing.groundLength, 3),
                crossing.layer.rawValue, crossing.features.joined(separator: " "), crossing.name ?? "",
                stretch.roadClass ?? "", crossing.kind.rawValue, crossing.angle.map { number($0, 1) } ?? "",
                crossing.area.map { number($0, 2) } ?? "", stretch.surface ?? "", stretch.method,
                crossing.level.map(String.init) ?? "",
            ]
        }
        return CSVText.text(header, rows)
    }

    /// The coordinate table as CSV: X is north and Y east, as Chinese drawings write it.
    public func coordinatesCSV() -> String {
        let number = ReportWords.number
        return CSVText.text(
            ["case", "point", "chainage", "x_north_m", "y_east_m", "longitude_deg", "latitude_deg"],
            positions.map { position in
                [
                    state.id.rawValue, position.label, chainageText(position.chainage), number(position.point.y, 3),
                    number(position.point.x, 3), number(position.longitude, 8), number(position.latitude, 8),
                ]
            })
    }
}
