import CityModel
import Coordinator
import Drawing
import Foundation
import PermitPolicy
import Reports
import Vocabulary

/// A format of plan sheets and crossing details.
public enum SheetFormat: String, Codable, Sendable, CaseIterable {
    case pdf, svg, png
}

/// What `report sheet` is asked for.
public struct SheetRequest: Sendable {
    public var options: SheetOptions
    public var formats: [SheetFormat]
    /// Whether other routes are drawn thin: those recorded with the route, or planned now where none are.
    public var alternatives: Bool
    /// A file of styles; nil takes those shipped.
    public var style: String?
    /// Dots per millimetre of PNG pictures.
    public var dots: Double
    /// The title block; nil takes the one shipped.
    public var templates: PaperTemplates?

    public init(
        options: SheetOptions = SheetOptions(), formats: [SheetFormat] = [.pdf], alternatives: Bool = false,
        style: String? = nil, dots: Double = 6
    ) {
        self.options = options
        self.formats = formats
        self.alternatives = alternatives
        self.style = style
        self.dots = dots
    }
}

extension Project {
    /// Writes the plan sheets of a case, and the details of its crossings, into a folder.
    ///
    /// One PDF holds all sheets and the details behind them; SVG and PNG are one file a sheet and a detail.
    ///
    /// - Returns: the paths written.
    /// - Throws: ``Problem`` `CLI-110` if the case has no route, `PRJ-102` if the folder cannot be written.
    public func writeSheets(_ id: String, _ request: SheetRequest, into folder: String) throws -> [String] {
        try OutputFolder.write(try sheetFiles(id, request), into: folder)
    }

    /// The plan sheets of a case and the details of its crossings as one PDF.
    ///
    /// - Throws: ``Problem`` `CLI-110` if the case has no route.
    public func sheetsPDF(_ id: String, _ options: SheetOptions) throws -> Data {
        guard let file = try sheetFiles(id, SheetRequest(options: options)).first else {
            throw Problem(.unexpected, "plan sheets without a file")
        }
        return file.data
    }

    private func sheetFiles(_ id: String, _ request: SheetRequest) throws -> [ReportFile] {
        let report = try routeReport(id, alternatives: request.alternatives ? .auto : .none)
        var scene = try sheetScene(
            of: report, request.options, style: try mapStyle(request.style),
            alternatives: report.otherLines)
        let templates = try request.templates ?? TemplateFolder.templates(nil)
        templates.letterhead.fill(&scene.title, request.options.language)
        return try SheetFiles(scene, request, id).all()
    }
}

/// The files of one scene.
private struct SheetFiles {
    let scene: SheetScene
    let request: SheetRequest
    let id: String
    private let sheets: PlanSheets
    private let details: [CrossingDetail]

    init(_ scene: SheetScene, _ request: SheetRequest, _ id: String) {
        self.scene = scene
        self.request = request
        self.id = id
        sheets = PlanSheets(scene, request.options)
        details = CrossingDetail.all(of: scene, request.options.language)
    }

    private var language: String { request.options.language == .zh ? "zh-cn" : "en" }

    func all() throws -> [ReportFile] {
        var files: [ReportFile] = []
        for format in request.formats {
            switch format {
            case .pdf: files.append(ReportFile(name: "\(id)-sheets.pdf", data: try pdf()))
            case .svg, .png:
                files += try sheets.pages.map { page in
                    ReportFile(
                        name: "\(id)-sheet-\(page.number).\(format.rawValue)",
                        data: try picture(format, page.size, page.draw))
                }
                files += try details.enumerated().map { index, detail in
                    let drawing = detail.drawing
                    return ReportFile(
                        name: "\(id)-crossing-\(index + 1).\(format.rawValue)",
                        data: try picture(format, Extent(drawing.width, drawing.height), drawing.draw))
                }
            }
        }
        return files
    }

    private func pdf() throws -> Data {
        let about = Pages.About(
            title: "\(id) \(request.options.language == .zh ? "平面图" : "plan sheets")",
            creator: scene.title.program, day: scene.title.date, language: language)
        return try Pages.pdf(about) { book in
            for page in sheets.pages { book.page(page.size, page.draw) }
            for page in CrossingDetail.pages(details, request.options) { book.page(page.size, page.draw) }
        }
    }

    private func picture(_ format: SheetFormat, _ size: Extent, _ draw: (Canvas) -> Void) throws -> Data {
        format == .svg
            ? try Pages.svg(size, language: language, draw)
            : try Pages.png(size, dots: request.dots, language: language, draw)
    }
}
