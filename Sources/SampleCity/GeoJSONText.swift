import CityModel
import Geometry

/// A JSON string with what JSON asks to be escaped.
func quoted(_ text: String) -> String {
    var escaped = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": escaped += "\\\""
        case "\\": escaped += "\\\\"
        case "\n": escaped += "\\n"
        case "\r": escaped += "\\r"
        case "\t": escaped += "\\t"
        case _ where scalar.value < 0x20:
            let digits = String(scalar.value, radix: 16)
            escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: escaped.unicodeScalars.append(scalar)
        }
    }
    return escaped + "\""
}

/// Features as GeoJSON text, one feature a line, members and fields in a fixed order.
enum GeoJSONText {
    /// - Parameter transform: to longitude and latitude; nil writes project coordinates and names their CRS.
    static func collection(_ features: [Feature], name: String, _ transform: Transform?) throws -> String {
        let crs =
            transform == nil
            ? #""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4549"}},"# + "\n" : ""
        let lines = try features.map { try feature($0, transform) }
        return """
            {"type":"FeatureCollection","name":\(quoted(name)),"synthetic":true,
            \(crs)"features":[
            \(lines.joined(separator: ",\n"))
            ]}

            """
    }

    private static func feature(_ feature: Feature, _ transform: Transform?) throws -> String {
        let shape = try transform.map { try $0.forward(feature.shape) } ?? feature.shape
        let properties =
            [(#""id""#, quoted(feature.id))]
            + feature.attributes.sorted { $0.key < $1.key }.map { (quoted($0.key), value($0.value)) }
        let text = properties.map { "\($0):\($1)" }.joined(separator: ",")
        return
            #"{"type":"Feature","properties":{\#(text)},"geometry":\#(geometry(shape, transform == nil ? 3 : 9))}"#
    }

    private static func value(_ value: AttributeValue) -> String {
        switch value {
        case .integer, .boolean: value.plainText
        case .real(let number): String(number)
        case .text, .date: quoted(value.plainText)
        }
    }

    private static func geometry(_ shape: Shape, _ decimals: Int) -> String {
        func point(_ point: Point) -> String { "[\(fixed(point.x, decimals)),\(fixed(point.y, decimals))]" }
        func list(_ parts: [String]) -> String { "[\(parts.joined(separator: ","))]" }
        func line(_ points: [Point]) -> String { list(points.map(point)) }
        let parts: (type: String, coordinates: [String]) =
            switch shape {
            case .points(let points): ("Point", points.map(point))
            case .lines(let lines): ("LineString", lines.map(line))
            case .polygons(let polygons):
                ("Polygon", polygons.map { list(ringsRightHanded($0).map(line)) })
            }
        return parts.coordinates.count == 1
            ? #"{"type":"\#(parts.type)","coordinates":\#(parts.coordinates[0])}"#
            : #"{"type":"Multi\#(parts.type)","coordinates":\#(list(parts.coordinates))}"#
    }

    /// Shell counter-clockwise, holes clockwise, as RFC 7946 asks.
    private static func ringsRightHanded(_ polygon: Polygon) -> [[Point]] {
        polygon.rings.enumerated().map { index, ring in
            (signedArea(ring) > 0) == (index == 0) ? ring : ring.reversed()
        }
    }

    private static func signedArea(_ ring: [Point]) -> Double {
        guard let origin = ring.first else { return 0 }
        return zip(ring, ring.dropFirst()).reduce(0) { $0 + ($1.0 - origin).cross($1.1 - origin) }
    }

    /// A number with exactly so many decimals, without a locale.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value * scale).rounded()
        guard let whole = Int64(exactly: scaled) else { return String(value) }
        let digits = String(whole.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let sign = whole < 0 ? "-" : ""
        return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }
}
