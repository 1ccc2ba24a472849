import CCairo
import Foundation
import Vocabulary

/// Sizes of paper in millimetres.
public enum Paper: String, Codable, Sendable, CaseIterable {
    case a4, a3

    public func extent(landscape: Bool) -> Extent {
        let portrait = self == .a4 ? Extent(210, 297) : Extent(297, 420)
        return landscape ? Extent(portrait.height, portrait.width) : portrait
    }
}

/// Makes files of drawings; the same drawing gives the same bytes.
public enum Pages {
    /// What a PDF says of itself.
    public struct About: Sendable {
        public var title: String
        public var creator: String
        /// Written as the time it was made, at midnight UTC.
        public var day: Day
        /// `zh-cn` or `en`: which shapes of Chinese letters are meant, and where lines break.
        public var language: String

        public init(title: String, creator: String, day: Day, language: String) {
            self.title = title
            self.creator = creator
            self.day = day
            self.language = language
        }
    }

    /// Takes one page after another.
    public final class Book {
        fileprivate let canvas: Canvas
        fileprivate let surface: OpaquePointer
        public private(set) var pageCount = 0

        /// Measures texts as they will be on the pages, before there is one; drawing on it is lost.
        public var ruler: Canvas { canvas }

        fileprivate init(_ canvas: Canvas, _ surface: OpaquePointer) {
            self.canvas = canvas
            self.surface = surface
        }

        /// Draws a page; pages may differ in size.
        public func page(_ size: Extent, _ draw: (Canvas) throws -> Void) rethrows {
            cairo_pdf_surface_set_size(
                surface, size.width * pointsPerMillimetre, size.height * pointsPerMillimetre)
            canvas.begin(size)
            try canvas.within {
                cairo_scale(canvas.context, pointsPerMillimetre, pointsPerMillimetre)
                try draw(canvas)
            }
            cairo_show_page(canvas.context)
            pageCount += 1
        }
    }

    /// A PDF of the pages that `body` draws.
    ///
    /// - Throws: ``Problem`` `DRW-101` if the library fails, and what `body` throws.
    public static func pdf(_ about: About, _ body: (Book) throws -> Void) throws -> Data {
        let sink = Sink()
        guard let surface = sink.open({ cairo_pdf_surface_create_for_stream($0, $1, 595, 842) }) else {
            throw failed()
        }
        defer { cairo_surface_destroy(surface) }
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, about.title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, about.creator)
        let time = "\(about.day)T00:00:00Z"
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, time)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, time)
        do {
            let canvas = try canvas(on: surface, Extent(210, 297), language: about.language)
            try body(Book(canvas, surface))
            try check(cairo_status(canvas.context))
        }
        return try finish(surface, sink)
    }

    /// An SVG; text is drawn as outlines, so that it looks the same without the font.
    public static func svg(_ size: Extent, language: String, _ draw: (Canvas) throws -> Void) throws -> Data {
        let sink = Sink()
        let scale = pointsPerMillimetre
        guard
            let surface = sink.open({
                cairo_svg_surface_create_for_stream($0, $1, size.width * scale, size.height * scale)
            })
        else { throw failed() }
        defer { cairo_surface_destroy(surface) }
        try paint(surface, size, scale: scale, language: language, draw)
        return SVGNames.settled(try finish(surface, sink))
    }

    /// A PNG on white, or on nothing.
    ///
    /// - Parameter dots: per millimetre; 4 is about 100 a inch. The picture is at most 20 000 dots wide and high.
    public static func png(
        _ size: Extent, dots: Double, language: String, transparent: Bool = false,
        _ draw: (Canvas) throws -> Void
    ) throws -> Data {
        let (width, height) = ((size.width * dots).rounded(), (size.height * dots).rounded())
        guard width >= 1, height >= 1, width <= 20_000, height <= 20_000 else {
            throw Problem(
                .drawingFailed, "a picture of \(width) × \(height) dots cannot be made",
                help: "use fewer dots a millimetre")
        }
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height))
        else {
            throw failed()
        }
        defer { cairo_surface_destroy(surface) }
        try paint(surface, size, scale: dots, language: language) { canvas in
            if !transparent {
                canvas.rectangle(x: 0, y: 0, width: size.width, height: size.height, fill: .white)
            }
            try draw(canvas)
        }
        let sink = Sink()
        let status = sink.write { cairo_surface_write_to_png_stream(surface, $0, $1) }
        try check(status)
        return sink.data
    }

    // MARK: - Surfaces

    private static func paint(
        _ surface: OpaquePointer, _ size: Extent, scale: Double, language: String,
        _ draw: (Canvas) throws -> Void
    ) throws {
        let canvas = try canvas(on: surface, size, language: language)
        cairo_scale(canvas.context, scale, scale)
        try draw(canvas)
        try check(cairo_status(canvas.context))
    }

    private static func canvas(on surface: OpaquePointer, _ size: Extent, language: String) throws -> Canvas {
        guard let context = cairo_create(surface) else { throw failed() }
        return Canvas(context, size: size, language: language)
    }

    private static func finish(_ surface: OpaquePointer, _ sink: Sink) throws -> Data {
        cairo_surface_finish(surface)
        try check(cairo_surface_status(surface))
        return sink.data
    }

    private static func check(_ status: cairo_status_t) throws {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        throw Problem(.drawingFailed, "drawing failed: \(String(cString: cairo_status_to_string(status)))")
    }

    private static func failed() -> Problem { Problem(.drawingFailed, "drawing failed: no surface") }
}

/// Points of PDF in a millimetre.
private let pointsPerMillimetre = 72 / 25.4

/// Gathers what cairo writes; must outlive the surface.
private final class Sink {
    private(set) var data = Data()

    private static let receive: cairo_write_func_t = { closure, bytes, count in
        guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue().data.append(bytes, count: Int(count))
        return CAIRO_STATUS_SUCCESS
    }

    func open(
        _ create: (cairo_write_func_t, UnsafeMutableRawPointer) -> OpaquePointer?
    ) -> OpaquePointer? {
        create(Self.receive, Unmanaged.passUnretained(self).toOpaque())
    }

    func write(_ write: (cairo_write_func_t, UnsafeMutableRawPointer) -> cairo_status_t) -> cairo_status_t {
        write(Self.receive, Unmanaged.passUnretained(self).toOpaque())
    }
}
