import Vocabulary

/// A format a layer can be written in.
public enum ExportFormat: String, Codable, Sendable, CaseIterable {
    /// In the project's coordinate system.
    case gpkg
    /// RFC 7946: WGS 84, longitude first, eight decimals.
    case geojson
    /// In the project's coordinate system, texts in GBK.
    case shp

    var driver: String {
        switch self {
        case .gpkg: "GPKG"
        case .geojson: "GeoJSON"
        case .shp: "ESRI Shapefile"
        }
    }
}

/// What an export wrote.
public struct ExportReport: Codable, Sendable, Hashable {
    public var format: ExportFormat
    /// The files made, by name.
    public var files: [String]
    public var count: Int
    /// `EPSG:4326` for GeoJSON, else the project's system.
    public var crs: String
    public var notes: [Finding]
}

/// The names of fields as a format can hold them.
struct ExportNames {
    /// In the order of the fields given.
    let names: [String]

    /// Cuts names to ten bytes of GBK for a Shapefile, so that no two are equal; leaves them for other formats.
    init(_ fields: [String], for format: ExportFormat) {
        guard format == .shp else {
            names = fields
            return
        }
        var taken: Set<String> = []
        names = fields.map { field in
            var name = ExportNames.cut(field, to: 10)
            var number = 2
            while !taken.insert(name.lowercased()).inserted {
                let suffix = String(number)
                name = ExportNames.cut(field, to: 10 - suffix.utf8.count) + suffix
                number += 1
            }
            return name
        }
    }

    /// The longest start of a text that fits; a character outside ASCII takes two bytes of GBK.
    private static func cut(_ text: String, to bytes: Int) -> String {
        var length = 0
        return String(
            text.prefix { character in
                length += character.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
                return length <= bytes
            })
    }
}
