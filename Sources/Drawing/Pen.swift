/// A place on paper in millimetres, from the upper left corner, y downwards.
public struct Spot: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

/// Width and height in millimetres.
public struct Extent: Hashable, Sendable {
    public var width: Double
    public var height: Double

    public init(_ width: Double, _ height: Double) {
        self.width = width
        self.height = height
    }
}

/// A colour of the screen, each part 0…1.
public struct Colour: Hashable, Sendable {
    public var red: Double
    public var green: Double
    public var blue: Double
    public var alpha: Double

    public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// - Parameter hex: `#rrggbb` or `#rrggbbaa`, upper or lower case; anything else gives nil.
    public init?(hex: String) {
        let digits = hex.drop { $0 == "#" }
        guard hex.hasPrefix("#"), [6, 8].contains(digits.count), digits.allSatisfy(\.isHexDigit),
            let value = UInt32(digits, radix: 16)
        else { return nil }
        let whole = digits.count == 8 ? value : value << 8 | 0xFF
        func part(_ shift: UInt32) -> Double { Double(whole >> shift & 0xFF) / 255 }
        self.init(red: part(24), green: part(16), blue: part(8), alpha: part(0))
    }

    public static let black = Colour(red: 0, green: 0, blue: 0)
    public static let white = Colour(red: 1, green: 1, blue: 1)

    public static func grey(_ level: Double) -> Colour { Colour(red: level, green: level, blue: level) }

    public func opacity(_ alpha: Double) -> Colour {
        Colour(red: red, green: green, blue: blue, alpha: self.alpha * alpha)
    }
}

/// How a line is drawn.
public struct Pen: Hashable, Sendable {
    public enum End: Sendable, Hashable { case butt, round }

    public var colour: Colour
    /// Millimetres on paper.
    public var width: Double
    /// Lengths of dashes and gaps in millimetres; empty is a full line.
    public var dash: [Double]
    /// How far into the dashes the line begins, in millimetres.
    public var phase: Double
    public var end: End

    public init(
        _ colour: Colour, _ width: Double, dash: [Double] = [], phase: Double = 0, end: End = .butt
    ) {
        self.colour = colour
        self.width = width
        self.dash = dash
        self.phase = phase
        self.end = end
    }
}

/// How a text is set.
public struct TextStyle: Hashable, Sendable {
    public enum Alignment: Sendable, Hashable { case leading, centre, trailing }

    /// The height of the font in millimetres: 3.5 mm is about 10 points.
    public var size: Double
    public var isBold: Bool
    public var colour: Colour
    /// Drawn around the letters so that they stay readable on lines, 0.3 mm wide; nil for none.
    public var halo: Colour?
    public var alignment: Alignment

    public init(
        _ size: Double, bold: Bool = false, colour: Colour = .black, halo: Colour? = nil,
        alignment: Alignment = .leading
    ) {
        self.size = size
        isBold = bold
        self.colour = colour
        self.halo = halo
        self.alignment = alignment
    }
}

/// Which point of a text's box lies on the spot where it is drawn.
public enum Anchor: Sendable, Hashable, CaseIterable {
    case topLeading, top, topTrailing, leading, centre, trailing, bottomLeading, bottom, bottomTrailing

    /// Share of the width and of the height that lies before the spot.
    var shares: (across: Double, down: Double) {
        switch self {
        case .topLeading: (0, 0)
        case .top: (0.5, 0)
        case .topTrailing: (1, 0)
        case .leading: (0, 0.5)
        case .centre: (0.5, 0.5)
        case .trailing: (1, 0.5)
        case .bottomLeading: (0, 1)
        case .bottom: (0.5, 1)
        case .bottomTrailing: (1, 1)
        }
    }
}
