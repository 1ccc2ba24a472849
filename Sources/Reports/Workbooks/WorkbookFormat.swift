import CXLSX

/// How a cell looks; the library's format is made from it once for a workbook.
struct WorkbookFormat: Hashable {
    enum Role: Hashable {
        case header, body, note, empty, lamp(fill: UInt32, ink: UInt32)
    }

    enum Side: Hashable { case left, centre, right }

    var role: Role
    var side: Side = .left
    /// A number format of the program; nil shows the value as it is.
    var number: String?
    /// The font; nil for the program's own.
    var font: String?

    func apply(to format: UnsafeMutablePointer<lxw_format>) {
        if case .lamp(let fill, let ink) = role {
            format_set_bg_color(format, fill)
            format_set_font_color(format, ink)
            return
        }
        if let font { format_set_font_name(format, font) }
        format_set_font_size(format, 10)
        format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
        format_set_text_wrap(format)
        switch side {
        case .left: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
        case .centre: format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
        case .right: format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
        }
        if let number { format_set_num_format(format, number) }
        switch role {
        case .header:
            format_set_bold(format)
            format_set_bg_color(format, 0xDDE6EE)
            frame(format, 0x8A97A3)
        case .body:
            frame(format, 0xBFC7CE)
            if side != .centre { format_set_indent(format, 1) }
        case .empty: format_set_italic(format)
        case .note:
            format_set_font_color(format, 0x555555)
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        case .lamp: break
        }
    }

    private func frame(_ format: UnsafeMutablePointer<lxw_format>, _ colour: UInt32) {
        format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_border_color(format, colour)
    }
}

/// The number formats of a workbook.
enum NumberFormat {
    static let integer = "0"
    static let day = "yyyy-mm-dd"
    /// Metres shown as `K0+012.345`, while the cell stays a number.
    static let chainage = "\"K\"0\"+\"000.000"

    /// So many decimals, and the unit behind them as text.
    static func decimals(_ count: Int, unit: String) -> String {
        let digits = count > 0 ? "0." + String(repeating: "0", count: min(count, 15)) : "0"
        // A quotation mark would end the text of the unit.
        let name = unit.filter { $0 != "\"" && !$0.isNewline }
        return name.isEmpty ? digits : digits + "\"" + (name == "°" ? name : " " + name) + "\""
    }
}
