import CityModel
import Geometry
import Vocabulary

extension SampleCity {
    /// What the coordinates of written GeoJSON are in.
    public enum Coordinates: Sendable {
        /// Longitude and latitude as RFC 7946 asks.
        case wgs84
        /// Metres of ``SampleCity/crs``, named in a `crs` member as GDAL reads it; exact, but not RFC 7946.
        case project
    }

    /// A file of the sample: its name and its bytes (UTF-8).
    public struct File: Sendable {
        public var name: String
        public var bytes: [UInt8]
    }

    /// The whole sample as open text formats: a GeoJSON file for each layer,
    /// applications as CSV and JSON, representatives as CSV; sorted by name.
    ///
    /// - Throws: ``Problem`` if PROJ cannot transform to WGS 84.
    public func files(in coordinates: Coordinates = .wgs84) throws -> [File] {
        let transform: Transform? =
            switch coordinates {
            case .wgs84:
                try Transform(from: CoordinateSystem(Self.crs), to: CoordinateSystem("EPSG:4326"))
            case .project: nil
            }
        var files: [File] = []
        for layer in city.layers().sorted(by: { $0.rawValue < $1.rawValue }) {
            let text = try GeoJSONText.collection(city[layer], name: layer.rawValue, transform)
            files.append(File(name: "\(layer.rawValue).geojson", bytes: Array(text.utf8)))
        }
        files.append(File(name: "applications.csv", bytes: Array(applicationsCSV.utf8)))
        files.append(File(name: "applications.json", bytes: Array(applicationsJSON.utf8)))
        files.append(File(name: "representatives.csv", bytes: Array(representativesCSV.utf8)))
        return files.sorted { $0.name < $1.name }
    }

    // MARK: - Tables

    private var applicationsCSV: String {
        let head = [
            "number", "applicant", "user_type", "project", "plot", "utilities", "demand_dn_mm", "filed_on",
            "stage",
            "contact", "phone",
        ]
        let rows = applications.map { application in
            [
                application.number, application.applicant, application.userType.rawValue, application.project,
                application.plot, application.utilities.map(\.rawValue).joined(separator: ";"),
                application.utilities.map { "\($0.rawValue)=\(application.demand[$0] ?? 0)" }
                    .joined(separator: ";"),
                application.filedOn.description, application.stage.rawValue, application.contact,
                application.phone,
            ]
        }
        return Self.csv([head] + rows)
    }

    private var representativesCSV: String {
        Self.csv(
            [["name", "utility", "company", "district"]]
                + representatives.map { [$0.name, $0.utility.rawValue, $0.company, $0.district] })
    }

    private var applicationsJSON: String {
        let items = applications.map { application in
            let demand = application.utilities.map { "\(quoted($0.rawValue)):\(application.demand[$0] ?? 0)" }
            let members: [(String, String)] = [
                ("number", quoted(application.number)), ("applicant", quoted(application.applicant)),
                ("user_type", quoted(application.userType.rawValue)),
                ("project", quoted(application.project)),
                ("plot", quoted(application.plot)),
                (
                    "utilities",
                    "[\(application.utilities.map { quoted($0.rawValue) }.joined(separator: ","))]"
                ),
                ("demand_dn_mm", "{\(demand.joined(separator: ","))}"),
                ("filed_on", quoted(application.filedOn.description)),
                ("stage", quoted(application.stage.rawValue)), ("contact", quoted(application.contact)),
                ("phone", quoted(application.phone)),
            ]
            return "{\(members.map { "\(quoted($0)):\($1)" }.joined(separator: ","))}"
        }
        return "[\n\(items.joined(separator: ",\n"))\n]\n"
    }

    /// RFC 4180 with LF line ends.
    private static func csv(_ rows: [[String]]) -> String {
        rows.map { row in
            row.map { cell in
                cell.contains { $0 == "," || $0 == "\"" || $0.isNewline }
                    ? "\"\(cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
                    : cell
            }.joined(separator: ",") + "\n"
        }.joined()
    }
}
