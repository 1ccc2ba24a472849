import Drawing
import Foundation
import Testing

/// The strokes of an SVG file in millimetres on paper, read back without the program's own drawing.
struct SVGPaths {
    struct Stroke {
        /// Red, green, blue in percent.
        var colour: [Double]
        /// Of the pen, in millimetres.
        var width: Double
        var points: [Spot]
    }

    let size: Extent
    let strokes: [Stroke]

    init(_ data: Data) throws {
        let text = String(decoding: data, as: UTF8.self)
        let box = try #require(text.firstMatch(of: /viewBox="0 0 ([0-9.]+) ([0-9.]+)"/))
        // Cairo counts in points of 1/72 inch.
        let point = 25.4 / 72
        size = Extent((Double(box.1) ?? 0) * point, (Double(box.2) ?? 0) * point)
        var strokes: [Stroke] = []
        for match in text.matches(
            of: /<path style="fill:none;([^"]*)" d="([^"]*)"( transform="matrix\(([^)]*)\)")?/)
        {
            var style: [String: String] = [:]
            for pair in match.1.split(separator: ";") {
                let parts = pair.split(separator: ":", maxSplits: 1)
                if parts.count == 2 { style[String(parts[0])] = String(parts[1]) }
            }
            let width = style["stroke-width"].flatMap(Double.init) ?? 0
            let colour = (style["stroke"] ?? "").split(whereSeparator: { !"0123456789.".contains($0) })
                .compactMap { Double($0) }
            var matrix = [1.0, 0, 0, 1, 0, 0]
            if let found = match.4 {
                matrix = found.split(whereSeparator: { $0 == "," || $0 == " " }).compactMap { Double($0) }
            }
            let numbers = match.2.split(whereSeparator: { !"0123456789.-e".contains($0) }).compactMap {
                Double($0)
            }
            let points = stride(from: 0, to: numbers.count - 1, by: 2).map { index in
                let (x, y) = (numbers[index], numbers[index + 1])
                return Spot(
                    (matrix[0] * x + matrix[2] * y + matrix[4]) * point,
                    (matrix[1] * x + matrix[3] * y + matrix[5]) * point)
            }
            strokes.append(Stroke(colour: colour, width: width * matrix[0] * point, points: points))
        }
        self.strokes = strokes
    }
}
