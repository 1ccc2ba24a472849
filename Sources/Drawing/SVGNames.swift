import Foundation

/// Names inside SVG files: cairo counts them up over the life of the process; here they are counted from the start of
/// each file, so that the same drawing gives the same bytes.
enum SVGNames {
    static func settled(_ data: Data) -> Data {
        let text = String(decoding: data, as: UTF8.self)
        guard
            let pattern = try? Regex(
                #"(glyph|clip|clip-|surface|source|mask|image|linear|radial|pattern|filter)-?(\d+)(-(\d+))?"#)
        else { return data }
        var known: [String: String] = [:]
        var result = ""
        var rest = text[...]
        // Only between quotes and in references; text is drawn as outlines and cannot hold such words elsewhere.
        while let match = rest.firstMatch(of: pattern) {
            result += rest[..<match.range.lowerBound]
            let name = String(rest[match.range])
            let settled = known[name] ?? "n\(known.count)"
            known[name] = settled
            result += settled
            rest = rest[match.range.upperBound...]
        }
        return Data((result + rest).utf8)
    }
}
