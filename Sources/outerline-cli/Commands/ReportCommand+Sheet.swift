import ArgumentParser
import Drawing
import Outerline
import Reports

extension ReportCommand {
    struct Sheet: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draw the plan sheets and crossing details of a case, true to scale.",
            discussion: """
                The largest scale of 1:200, 1:250 and 1:500 at which the route fits on one sheet is taken; a longer route \
                gets several sheets with match lines. Styles are data: --style takes a file like GIS/styles/map.yaml. The title \
                block too: --template takes a folder whose letterhead.yaml names the organisation, the people who sign, \
                the stage, and what the boxes are called.

                Examples:
                  outerline report sheet city.gpkg --case SYN-2026-000001-W -o sheets
                  outerline report sheet city.gpkg --case SYN-2026-000001-W --paper a4 --portrait --scale 500 --format pdf,png
                """)
        @Argument(help: "The project file.") var file: String
        @Option(name: .customLong("case"), help: "The case.") var caseID: String
        @Option(help: "a3 or a4.") var paper: Paper = .a3
        @Flag(help: "The long side upright.") var portrait = false
        @Option(help: "1 to so many: 200, 250, 500, 1000 or 2000 (default: what serves).") var scale: Int?
        @Option(help: "pdf, svg, png; several separated by commas.") var format = "pdf"
        @Flag(help: "Draw the other routes thin: those recorded with the route, or planned now.")
        var alternatives = false
        @Option(help: "A folder whose letterhead.yaml fills in the title block.") var template: String?
        @Option(help: "A file of styles (default: the one shipped).") var style: String?
        @Option(help: "Dots per inch of PNG pictures.") var dpi = 150
        @Option(name: [.customShort("o"), .customLong("output")], help: "The folder to write into.")
        var folder: String = "."
        @OptionGroup var view: ViewOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if let scale, !SheetOptions.scales.contains(Double(scale)) {
                throw ValidationError(
                    "1:\(scale) is no scale of plan sheets; give 200, 250, 500, 1000 or 2000.")
            }
            guard (30...600).contains(dpi) else { throw ValidationError("Give --dpi from 30 to 600.") }
            _ = try formats()
        }

        private func formats() throws -> [SheetFormat] {
            try format.split(separator: ",").map { word in
                guard let format = SheetFormat(rawValue: word.lowercased()) else {
                    throw ValidationError("'\(word)' is no format; give pdf, svg, png.")
                }
                return format
            }
        }

        func run() throws {
            let terminal = output.terminal
            let options = SheetOptions(
                paper: paper, isLandscape: !portrait, scale: scale.map(Double.init),
                language: terminal.reports)
            var request = SheetRequest(
                options: options, formats: try formats(), alternatives: alternatives, style: style,
                dots: Double(dpi) / 25.4)
            request.templates = try TemplateFolder.templates(template)
            let paths = try view.open(file).writeSheets(caseID, request, into: folder)
            if output.json { return terminal.out(try JSONText.array(paths)) }
            for path in paths { terminal.note(path) }
        }
    }
}

extension Paper: ExpressibleByArgument {}
