import CCairo
import Foundation

/// A surface to draw on in millimetres, from the upper left corner, y downwards.
///
/// The same calls make PDF, SVG and PNG (``Pages``). What is no finite number is left out. Belongs to one task.
public final class Canvas {
    let context: OpaquePointer
    /// Of the page, in millimetres.
    public private(set) var size: Extent
    let typesetter: Typesetter

    init(_ context: OpaquePointer, size: Extent, language: String) {
        self.context = context
        self.size = size
        typesetter = Typesetter(context, language: language)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    }

    deinit { cairo_destroy(context) }

    func begin(_ size: Extent) { self.size = size }

    // MARK: - Where

    /// Draws with what `body` changes of place and clipping undone afterwards.
    public func within<Result>(_ body: () throws -> Result) rethrows -> Result {
        cairo_save(context)
        defer { cairo_restore(context) }
        return try body()
    }

    /// Moves the origin.
    public func translate(_ x: Double, _ y: Double) {
        if x.isFinite, y.isFinite { cairo_translate(context, x, y) }
    }

    /// Turns about the origin, in degrees, clockwise on paper.
    public func rotate(_ degrees: Double) {
        if degrees.isFinite { cairo_rotate(context, degrees * .pi / 180) }
    }

    /// Makes all that follows larger or smaller, texts and pens as well; a factor that is not positive does nothing.
    public func scale(_ factor: Double) {
        if factor.isFinite, factor > 0 { cairo_scale(context, factor, factor) }
    }

    /// Draws nothing outside of the rectangle until ``within(_:)`` ends.
    public func clip(x: Double, y: Double, width: Double, height: Double) {
        cairo_rectangle(context, x, y, max(0, width), max(0, height))
        cairo_clip(context)
    }

    /// Draws nothing outside of the rings (even–odd) until ``within(_:)`` ends.
    public func clip(_ rings: [[Spot]]) {
        trace(rings, closed: true)
        cairo_set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD)
        cairo_clip(context)
    }

    // MARK: - Lines and areas

    /// Draws a line; fewer than two spots draw nothing.
    public func stroke(_ line: [Spot], closed: Bool = false, _ pen: Pen) {
        stroke([line], closed: closed, pen)
    }

    public func stroke(_ lines: [[Spot]], closed: Bool = false, _ pen: Pen) {
        trace(lines, closed: closed)
        strokePath(pen)
    }

    /// Fills the ground inside the rings, even–odd: a ring in a ring is a hole.
    public func fill(_ rings: [[Spot]], _ colour: Colour) {
        trace(rings, closed: true)
        fillPath(colour)
    }

    public func rectangle(
        x: Double, y: Double, width: Double, height: Double, fill: Colour? = nil, _ pen: Pen? = nil
    ) {
        guard [x, y, width, height].allSatisfy(\.isFinite) else { return }
        if let fill {
            cairo_rectangle(context, x, y, width, height)
            fillPath(fill)
        }
        if let pen {
            cairo_rectangle(context, x, y, width, height)
            strokePath(pen)
        }
    }

    public func circle(_ centre: Spot, radius: Double, fill: Colour? = nil, _ pen: Pen? = nil) {
        guard centre.isFinite, radius.isFinite, radius > 0 else { return }
        for part in [fill.map { ($0, nil as Pen?) }, pen.map { ($0.colour, $0) }].compactMap(\.self) {
            cairo_new_path(context)
            cairo_arc(context, centre.x, centre.y, radius, 0, 2 * .pi)
            if let pen = part.1 { strokePath(pen) } else { fillPath(part.0) }
        }
    }

    /// Parallel lines inside the rings (even–odd).
    ///
    /// - Parameters:
    ///   - spacing: between the lines in millimetres; at least 0.2.
    ///   - degrees: of the lines, counted clockwise from the horizontal.
    public func hatch(_ rings: [[Spot]], spacing: Double, degrees: Double, _ pen: Pen) {
        let spots = rings.joined().filter(\.isFinite)
        guard let first = spots.first, degrees.isFinite else { return }
        let spacing = max(0.2, spacing)
        let (ux, uy) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
        var (low, high, left, right) = (Double.infinity, -Double.infinity, Double.infinity, -Double.infinity)
        for spot in spots {
            let along = (spot.x - first.x) * ux + (spot.y - first.y) * uy
            let across = -(spot.x - first.x) * uy + (spot.y - first.y) * ux
            (left, right) = (min(left, along), max(right, along))
            (low, high) = (min(low, across), max(high, across))
        }
        guard (high - low) / spacing < 20_000 else { return }
        within {
            clip(rings)
            // Lines lie on one raster of the page, so that neighbouring areas match.
            let origin = -first.x * uy + first.y * ux
            var across = ((low + origin) / spacing).rounded(.up) * spacing - origin
            while across <= high {
                let (x, y) = (first.x - across * uy, first.y + across * ux)
                cairo_move_to(context, x + left * ux, y + left * uy)
                cairo_line_to(context, x + right * ux, y + right * uy)
                across += spacing
            }
            strokePath(pen)
        }
    }

    // MARK: - Paths

    private func trace(_ lines: [[Spot]], closed: Bool) {
        cairo_new_path(context)
        for line in lines {
            var isFirst = true
            for spot in line where spot.isFinite {
                if isFirst {
                    cairo_move_to(context, spot.x, spot.y)
                } else {
                    cairo_line_to(context, spot.x, spot.y)
                }
                isFirst = false
            }
            if closed, !isFirst { cairo_close_path(context) }
        }
    }

    private func strokePath(_ pen: Pen) {
        set(pen.colour)
        cairo_set_line_width(context, pen.width)
        cairo_set_line_cap(context, pen.end == .round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        let isDashed = !pen.dash.isEmpty && pen.dash.allSatisfy { $0 > 0 }
        cairo_set_dash(context, pen.dash, isDashed ? Int32(pen.dash.count) : 0, pen.phase)
        cairo_stroke(context)
    }

    private func fillPath(_ colour: Colour) {
        set(colour)
        cairo_set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD)
        cairo_fill(context)
    }

    func set(_ colour: Colour) {
        cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, colour.alpha)
    }
}

extension Spot {
    public var isFinite: Bool { x.isFinite && y.isFinite }
}
