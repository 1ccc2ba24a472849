import CCairo
import CPango

/// Sets text on one context: one font for Chinese and Latin, the same widths on every kind of surface.
final class Typesetter {
    /// Debian's fonts-noto-cjk; named, because an alias such as Sans may pick a font without Chinese.
    static let font = "Noto Sans CJK SC"
    /// The same Latin letters in a face of their own.
    ///
    /// Where certain ones (F, I, K, L) share a font subset with
    /// Chinese, cairo 1.16 embeds all 28 000 subroutines of the font: 0.9 MB instead of 0.15.
    private static let latinFont = "Noto Sans CJK JP"

    let context: OpaquePointer
    let layout: OpaquePointer
    private var widths: [Key: Extent] = [:]

    private struct Key: Hashable {
        var text: String
        var size: Double
        var isBold: Bool
        var width: Double?
    }

    init(_ context: OpaquePointer, language: String) {
        self.context = context
        layout = pango_cairo_create_layout(context)
        let options = cairo_font_options_create()
        // Without hinting a text is as wide on screen as on paper.
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        let pango = pango_layout_get_context(layout)
        pango_cairo_context_set_font_options(pango, options)
        cairo_font_options_destroy(options)
        pango_context_set_language(pango, pango_language_from_string(language))
        // A unit here is a millimetre: rounded to whole ones, letters would stand anywhere.
        pango_context_set_round_glyph_positions(pango, 0)
        pango_layout_context_changed(layout)
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// The size of a text in millimetres, in lines no wider than `width` if given.
    func measure(_ text: String, _ style: TextStyle, width: Double?) -> Extent {
        let key = Key(text: text, size: style.size, isBold: style.isBold, width: width)
        if let known = widths[key] { return known }
        let extent = set(text, style, width: width)
        if widths.count > 10_000 { widths.removeAll() }
        widths[key] = extent
        return extent
    }

    /// Draws at the origin of the context, which is the upper left corner of the text's box.
    func draw(_ text: String, _ style: TextStyle, width: Double?) {
        _ = set(text, style, width: width)
        if let halo = style.halo {
            cairo_save(context)
            cairo_move_to(context, 0, 0)
            pango_cairo_layout_path(context, layout)
            cairo_set_source_rgba(context, halo.red, halo.green, halo.blue, halo.alpha)
            cairo_set_dash(context, nil, 0, 0)
            cairo_set_line_width(context, 0.6)
            cairo_stroke(context)
            cairo_restore(context)
        }
        cairo_move_to(context, 0, 0)
        let colour = style.colour
        cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, colour.alpha)
        let kind = cairo_surface_get_type(cairo_get_target(context))
        if kind == CAIRO_SURFACE_TYPE_IMAGE, !text.unicodeScalars.contains(where: Self.mayBeColoured) {
            // Cairo sets letters of a font on whole dots, up to half a dot off; outlines stand where they belong.
            pango_cairo_layout_path(context, layout)
            cairo_fill(context)
        } else {
            pango_cairo_show_layout(context, layout)
        }
        cairo_new_path(context)
        if kind == CAIRO_SURFACE_TYPE_PDF { drawOutlines(of: Self.lost.intersection(text), style) }
    }

    /// Letters of a text that the font does not have.
    func missingGlyphs(_ text: String, _ style: TextStyle) -> Int {
        _ = set(text, style, width: nil)
        return Int(pango_layout_get_unknown_glyphs_count(layout))
    }

    private func set(_ text: String, _ style: TextStyle, width: Double?) -> Extent {
        let description = pango_font_description_from_string(Self.font)
        defer { pango_font_description_free(description) }
        pango_font_description_set_absolute_size(description, max(0.1, style.size) * Double(PANGO_SCALE))
        pango_font_description_set_weight(description, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_layout_set_font_description(layout, description)
        pango_layout_set_width(
            layout, width.map { Int32((max(1, $0) * Double(PANGO_SCALE)).rounded()) } ?? -1)
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        switch style.alignment {
        case .leading: pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
        case .centre: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
        case .trailing: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
        }
        // A right-to-left name stays where the table puts it.
        pango_layout_set_auto_dir(layout, 0)
        let clean = Self.printable(text)
        pango_layout_set_text(layout, clean, Int32(clean.utf8.count))
        setLatin(clean)
        var logical = PangoRectangle()
        pango_layout_get_extents(layout, nil, &logical)
        let unit = Double(PANGO_SCALE)
        return Extent(Double(logical.width) / unit, Double(logical.height) / unit)
    }

    /// Gives runs with Latin letters their own face.
    private func setLatin(_ text: String) {
        var runs: [Range<Int>] = []
        var (offset, start, hasLetter) = (0, nil as Int?, false)
        func end() {
            if let start, hasLetter { runs.append(start..<offset) }
            (start, hasLetter) = (nil, false)
        }
        for scalar in text.unicodeScalars {
            if scalar.value > 0x20, scalar.value < 0x250 {
                start = start ?? offset
                hasLetter = hasLetter || scalar.properties.isAlphabetic
            } else {
                end()
            }
            offset += UTF8.width(scalar)
        }
        end()
        guard !runs.isEmpty else { return pango_layout_set_attributes(layout, nil) }
        let list = pango_attr_list_new()
        for run in runs {
            guard let attribute = pango_attr_family_new(Self.latinFont) else { continue }
            attribute.pointee.start_index = UInt32(run.lowerBound)
            attribute.pointee.end_index = UInt32(run.upperBound)
            pango_attr_list_insert(list, attribute)
        }
        pango_layout_set_attributes(layout, list)
        pango_attr_list_unref(list)
    }

    /// Without characters that end a C string or that no page can show; line breaks stay.
    private static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
    }

    /// A letter of a colour font has no outline.
    private static func mayBeColoured(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x2000 && scalar.properties.isEmoji
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar != "\n" && (scalar.value < 0x20 || scalar.value == 0x7F)
    }
}
