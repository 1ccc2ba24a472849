import CCairo
import Drawing
import Foundation
import Testing

/// A picture as numbers, to be compared as an eye does: from a little distance.
struct Picture {
    let width: Int
    let height: Int
    /// Dots in a millimetre.
    let dots: Double
    /// Red, green, blue of every dot, 0…1, row by row.
    let values: [Float]

    /// - Parameter file: a PNG without transparency.
    init(file: URL, dots: Double) throws {
        let surface = try #require(cairo_image_surface_create_from_png(file.path))
        defer { cairo_surface_destroy(surface) }
        #expect(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, "\(file.path)")
        width = Int(cairo_image_surface_get_width(surface))
        height = Int(cairo_image_surface_get_height(surface))
        self.dots = dots
        let stride = Int(cairo_image_surface_get_stride(surface))
        let bytes = try #require(cairo_image_surface_get_data(surface))
        var values = [Float](repeating: 0, count: width * height * 3)
        let (width, height) = (width, height)
        values.withUnsafeMutableBufferPointer { values in
            for y in 0..<height {
                for x in 0..<width {
                    // Blue, green, red, alpha on this machine's byte order.
                    for part in 0..<3 {
                        values[(y * width + x) * 3 + part] = Float(bytes[y * stride + x * 4 + 2 - part]) / 255
                    }
                }
            }
        }
        self.values = values
    }

    /// A page drawn twice as fine and halved: letters are set to whole dots, and are less off that way.
    init(_ size: Extent, dots: Double, finer: Int = 2, _ draw: (Canvas) -> Void) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).png")
        defer { try? FileManager.default.removeItem(at: file) }
        try Pages.png(size, dots: dots * Double(finer), language: "zh-cn", draw).write(to: file)
        let fine = try Picture(file: file, dots: dots * Double(finer))
        self = fine.coarser(finer)
    }

    private init(width: Int, height: Int, dots: Double, values: [Float]) {
        self.width = width
        self.height = height
        self.dots = dots
        self.values = values
    }

    /// As a PNG.
    func write(to file: URL) throws {
        let surface = try #require(
            cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)))
        defer { cairo_surface_destroy(surface) }
        let stride = Int(cairo_image_surface_get_stride(surface))
        let bytes = try #require(cairo_image_surface_get_data(surface))
        for y in 0..<height {
            for x in 0..<width {
                for part in 0..<3 {
                    bytes[y * stride + x * 4 + 2 - part] =
                        UInt8((values[(y * width + x) * 3 + part] * 255).rounded())
                }
            }
        }
        cairo_surface_mark_dirty(surface)
        #expect(cairo_surface_write_to_png(surface, file.path) == CAIRO_STATUS_SUCCESS, "\(file.path)")
    }

    /// Each dot the mean of `by` × `by`.
    private func coarser(_ by: Int) -> Picture {
        let (w, h, width) = (self.width / by, self.height / by, self.width)
        var mean = [Float](repeating: 0, count: w * h * 3)
        values.withUnsafeBufferPointer { values in
            mean.withUnsafeMutableBufferPointer { mean in
                for y in 0..<h * by {
                    for x in 0..<w * by {
                        let (to, from) = (((y / by) * w + x / by) * 3, (y * width + x) * 3)
                        mean[to] += values[from]
                        mean[to + 1] += values[from + 1]
                        mean[to + 2] += values[from + 2]
                    }
                }
                for index in mean.indices { mean[index] /= Float(by * by) }
            }
        }
        return Picture(width: w, height: h, dots: dots / Double(by), values: mean)
    }

    /// Where and by how much two pictures differ most.
    struct Difference {
        /// The root of the mean square over the block, 0…1.
        var most = 0.0
        /// The block's upper left corner in millimetres.
        var place = Spot(0, 0)
    }

    /// Compares what is seen through a hole of a millimetre, in blocks of a centimetre.
    ///
    /// So an edge half a dot beside its place hardly counts, and a line a millimetre beside it does.
    static func difference(_ a: Picture, _ b: Picture) -> Difference {
        guard a.width == b.width, a.height == b.height else { return Difference(most: 1) }
        let (width, height) = (a.width, a.height)
        let hole = max(1, Int(a.dots.rounded()))
        let half = Int((5 * a.dots).rounded())
        // Sums of squares over half blocks, four of which make a block.
        let (columns, rows) = (width / half + 1, height / half + 1)
        var sums = [Double](repeating: 0, count: columns * rows)
        a.values.withUnsafeBufferPointer { a in
            b.values.withUnsafeBufferPointer { b in
                for y in 0..<height - hole {
                    for x in 0..<width - hole {
                        var square: Float = 0
                        for part in 0..<3 {
                            var sum: Float = 0
                            for dy in 0..<hole {
                                for dx in 0..<hole {
                                    let at = ((y + dy) * width + x + dx) * 3 + part
                                    sum += a[at] - b[at]
                                }
                            }
                            square += sum * sum
                        }
                        sums[(y / half) * columns + x / half] += Double(square)
                    }
                }
            }
        }
        let all = Double(3 * 4 * half * half) * Double(hole * hole * hole * hole)
        var found = Difference()
        for row in 0..<rows - 1 {
            for column in 0..<columns - 1 {
                let at = row * columns + column
                let sum = sums[at] + sums[at + 1] + sums[at + columns] + sums[at + columns + 1]
                let size = (sum / all).squareRoot()
                if size > found.most {
                    found = Difference(most: size, place: Spot(Double(column) * 5, Double(row) * 5))
                }
            }
        }
        return found
    }
}
