import Drawing

/// How plan sheets are asked for.
public struct SheetOptions: Sendable, Hashable {
    /// The scales of plan sheets, 1 to so many, the largest first.
    public static let scales: [Double] = [200, 250, 500, 1000, 2000]

    public var paper: Paper
    public var isLandscape: Bool
    /// 1 to so many; nil takes the largest that serves.
    public var scale: Double?
    public var language: ReportLanguage

    public init(
        paper: Paper = .a3, isLandscape: Bool = true, scale: Double? = nil, language: ReportLanguage = .zh
    ) {
        self.paper = paper
        self.isLandscape = isLandscape
        self.scale = scale
        self.language = language
    }
}

/// A rectangle on paper in millimetres.
struct Frame: Hashable, Sendable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }
    var centre: Spot { Spot(x + width / 2, y + height / 2) }

    func inset(_ by: Double) -> Frame {
        Frame(x: x + by, y: y + by, width: max(0, width - 2 * by), height: max(0, height - 2 * by))
    }

    func contains(_ spot: Spot) -> Bool {
        x <= spot.x && spot.x <= right && y <= spot.y && spot.y <= bottom
    }

    var corners: [Spot] { [Spot(x, y), Spot(right, y), Spot(right, bottom), Spot(x, bottom)] }
}
