import Drawing
import Vocabulary

/// A text document in one language: reports, notices, forms, covering notes; written as PDF and as Markdown alike.
public struct ReportDocument: Sendable {
    public enum Block: Sendable {
        /// - Parameter level: 1 for a chapter, 2 for a section.
        case heading(String, level: Int)
        case paragraph(String)
        case list([String], numbered: Bool)
        /// Names and values side by side, as at the head of a form.
        case facts([Fact])
        /// With its title as a heading above it.
        case table(ReportTable)
        /// A drawing in millimetres, such as a chart; left out where only text can be written.
        case drawing(ReportDrawing)
        /// A drawing on a page of its own, which is as large as the drawing; it has its own frame.
        case sheet(ReportDrawing)
        /// Lines set flush right at the end of a letter: who issues it, and the day (落款).
        case closing([String])
        /// Boxes to sign and date in, with what stands above each.
        case signatures([String])
        case pageBreak
    }

    public struct Fact: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String?) {
            self.name = name
            self.value = value ?? "—"
        }
    }

    public var title: String
    public var subtitle: String?
    /// The number of the document, such as of a notice; at the head of every page.
    public var number: String?
    public var blocks: [Block]
    /// At the foot of every page: program, hash, date.
    public var footer: String
    public var language: ReportLanguage
    /// Everything so many times as large as in a report; letters to people are set larger.
    public var zoom = 1.0

    public init(
        title: String, subtitle: String? = nil, number: String? = nil, footer: String,
        language: ReportLanguage,
        blocks: [Block] = []
    ) {
        self.title = title
        self.subtitle = subtitle
        self.number = number
        self.footer = footer
        self.language = language
        self.blocks = blocks
    }
}

/// A drawing of a fixed size in millimetres.
public struct ReportDrawing: Sendable {
    public var width: Double
    public var height: Double
    /// Said to who cannot see it, and in its place where only text can be written; empty if the drawing says it.
    public var caption: String
    /// Draws with the origin at the upper left corner, y downwards, in millimetres.
    public var draw: @Sendable (Canvas) -> Void

    public init(width: Double, height: Double, caption: String, draw: @escaping @Sendable (Canvas) -> Void) {
        self.width = width
        self.height = height
        self.caption = caption
        self.draw = draw
    }
}
