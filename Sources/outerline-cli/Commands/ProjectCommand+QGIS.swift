import ArgumentParser
import Outerline
import ProjectFile
import Vocabulary

extension ProjectCommand {
    struct QGIS: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "qgis",
            abstract: "Write a QGIS project that opens the city and its routes drawn.",
            discussion: """
                The styles are also kept in the project file, where QGIS finds them when a layer is added by hand. \
                Keep both files together: the QGIS project names the other by its way from its own folder.

                Examples:
                  outerline project qgis city.gpkg -o city.qgs
                """)
        @Argument(help: "The project file.") var file: String
        @Option(name: [.customShort("o"), .customLong("output")], help: "The QGIS project to write.")
        var destination: String
        @Option(help: "A file of styles such as GIS/styles/map.yaml (default: those shipped).") var style:
            String?
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if !destination.hasSuffix(".qgs") { throw ValidationError("Give a file that ends in .qgs.") }
        }

        func run() throws {
            let terminal = output.terminal
            let document = try Project.open(file, mode: .write, desk: desk.desk).writeQGISProject(
                to: destination, style: style, isChinese: terminal.language == .zh)
            if output.json { return terminal.out(try JSONText.document(document)) }
            terminal.note("\(destination): \(document.layers.count)")
        }
    }
}
