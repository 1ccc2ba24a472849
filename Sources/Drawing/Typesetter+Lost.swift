import CCairo
import CPango

extension Typesetter {
    /// Letters that cairo 1.16 loses when it embeds Noto Sans CJK: the first in regular type, the second in bold.
    ///
    /// It keeps their codes, so that the text can be searched and copied, but leaves out a subroutine of their outline:
    /// viewers show a gap. Found by embedding every letter of Unicode's unified ideographs, Latin, punctuation and kana
    /// alone, in both weights, and reading the fonts back with fontTools (fonts-noto-cjk 20220127, cairo 1.16.0).
    static let lost: Set<Character> = ["如", "烪"]

    /// Fills the outlines of these letters of the layout that was just shown, over the gaps.
    func drawOutlines(of letters: Set<Character>, _ style: TextStyle) {
        guard !letters.isEmpty, let bytes = pango_layout_get_text(layout),
            let single = pango_layout_copy(layout), let places = pango_layout_get_iter(layout)
        else { return }
        defer {
            g_object_unref(UnsafeMutableRawPointer(single))
            pango_layout_iter_free(places)
        }
        pango_layout_set_width(single, -1)
        let unit = Double(PANGO_SCALE)
        repeat {
            let index = Int(pango_layout_iter_get_index(places))
            guard let letter = letters.first(where: { Self.stands($0, at: bytes + index) }) else { continue }
            let text = String(letter)
            pango_layout_set_text(single, text, Int32(text.utf8.count))
            var box = PangoRectangle()
            pango_layout_iter_get_char_extents(places, &box)
            let baseline = pango_layout_iter_get_baseline(places) - pango_layout_get_baseline(single)
            cairo_move_to(context, Double(box.x) / unit, Double(baseline) / unit)
            pango_cairo_layout_path(context, single)
            cairo_fill(context)
        } while pango_layout_iter_next_char(places) != 0
    }

    /// Whether the bytes of a letter stand at a place of a C string.
    private static func stands(_ letter: Character, at place: UnsafePointer<CChar>) -> Bool {
        var place = place
        for byte in letter.utf8 {
            guard UInt8(bitPattern: place.pointee) == byte else { return false }
            place += 1
        }
        return true
    }
}
