import Drawing
import Foundation
import Testing

/// The strokes of an SVG file in millimetres on paper, read back without the program's own drawing.
struct SVGPaths {
    struct Stroke {
        /// `rgb(…)` as written.
        var colour: String
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
        for match in text.matches(of: /<path [^>]*>/) {
            let element = String(match.0)
            guard let d = element.firstMatch(of: / d="([^"]*)"/), let colour = element.firstMatch(of: / stroke="(rgb[^"]*)"/),
                let width = element.firstMatch(of: / stroke-width="([0-9.]+)"/).flatMap({ Double($0.1) })
            else { continue }
            var matrix = [1.0, 0, 0, 1, 0, 0]
            if let found = element.firstMatch(of: / transform="matrix\(([^)]*)\)"/) {
                matrix = found.1.split(whereSeparator: { $0 == "," || $0 == " " }).compactMap { Double($0) }
            }
            let numbers = d.1.split(whereSeparator: { !"0123456789.-e".contains($0) }).compactMap { Double($0) }
            let points = stride(from: 0, to: numbers.count - 1, by: 2).map { index in
                let (x, y) = (numbers[index], numbers[index + 1])
                return Spot(
                    (matrix[0] * x + matrix[2] * y + matrix[4]) * point,
                    (matrix[1] * x + matrix[3] * y + matrix[5]) * point)
            }
            strokes.append(Stroke(colour: String(colour.1), width: width * matrix[0] * point, points: points))
        }
        self.strokes = strokes
    }
}
