import ArgumentParser
import CityFiles
import CityModel
import Outerline
import ProjectFile
import Vocabulary

extension LayerName: ExpressibleByArgument {}
extension ExportFormat: ExpressibleByArgument {}

struct LayerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "layer", abstract: "Bring layers into a project and out of it.",
        subcommands: [Import.self, List.self, Stubs.self, Export.self])

    static func table(_ layers: [ProjectFile.LayerSummary], _ terminal: Terminal) -> String {
        var table = Table([
            .text(terminal.say("layer", "图层")), .number(terminal.say("features", "要素数")),
            .text(terminal.say("changed", "更新时间")),
        ])
        for layer in layers { table.add([layer.layer.rawValue, String(layer.count), layer.changed]) }
        return table.text(for: terminal)
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replace a layer of the project by what the sources hold.",
            discussion: """
                Reads GeoPackage, GeoJSON, Shapefile (UTF-8 or GBK), DXF and OpenStreetMap (.pbf, .osm). Everything wrong \
                is told in one run, and the project stays as it was. Layers: \(LayerName.allCases.map(\.rawValue).joined(separator: " ")).

                Examples:
                  outerline layer import city.gpkg plots plots.shp
                  outerline layer import city.gpkg mains network.gpkg --source-layer mains --map utility=medium
                  outerline layer import city.gpkg roads city.osm.pbf --preset osm
                """)

        @Argument(help: "The project file.") var file: String
        @Argument(help: "The layer to replace.") var layer: LayerName
        @Argument(help: "The sources; together they make the layer.") var sources: [String]
        @Option(help: "The layer of the sources to read.") var sourceLayer: String?
        @Option(help: "How source fields become fields of the catalogue: a preset's name or a YAML file.")
        var preset: String?
        @Option(help: ArgumentHelp("Take a field from a source field.", valueName: "field=source")) var map:
            [String] = []
        @Option(help: "The sources' coordinate system; goes before what they declare.") var srcCrs: String?
        @Option(help: "Widen lines to areas of this many metres.") var width: Double?
        @Flag(help: "Make invalid geometries valid and record them.") var repair = false
        @Flag(help: "Leave out features with problems and record them.") var skipInvalid = false
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let options = LayerImportOptions(
                sources: sources, sourceLayer: sourceLayer, preset: preset, fieldMap: try fieldMap(),
                sourceCRS: srcCrs,
                width: width, repair: repair, skipInvalid: skipInvalid)
            let terminal = output.terminal
            let progress = Progress(terminal, json: output.json)
            defer { progress.finish() }
            let project = try Project.open(file, mode: .write, desk: desk.desk)
            let report = try project.importLayer(layer, options) {
                progress.update("\($0.stage.rawValue) \($0.source)", $0.read, of: $0.total)
            }
            try project.close()
            progress.finish()
            if output.json { return terminal.out(try JSONText.document(report)) }
            FindingText.note(report.notes, terminal)
            let repaired = report.repaired.count > 0 ? ", \(report.repaired.count) repaired" : ""
            let skipped = report.skipped.count > 0 ? ", \(report.skipped.count) skipped" : ""
            terminal.note(
                terminal.say(
                    "\(layer.rawValue): \(report.stored) features\(repaired)\(skipped)",
                    "\(layer.rawValue)：\(report.stored) 个要素\(repaired)\(skipped)"))
        }

        private func fieldMap() throws -> [String: String] {
            var map: [String: String] = [:]
            for entry in self.map {
                let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2, !parts[0].isEmpty else {
                    throw ValidationError("--map wants field=source_field, not '\(entry)'.")
                }
                map[parts[0]] = parts[1]
            }
            return map
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the layers of a project.")
        @Argument(help: "The project file.") var file: String
        @OptionGroup var output: OutputOptions

        func run() throws {
            let layers = try Project.open(file, mode: .read).layers()
            let terminal = output.terminal
            terminal.out(
                output.json
                    ? String(decoding: try JSONText.document(layers), as: UTF8.self)
                    : LayerCommand.table(layers, terminal))
        }
    }

    struct Stubs: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the reserved connections (预留口): what they are and which case holds them.")
        @Argument(help: "The project file.") var file: String
        @Option(help: "Only those of water, gas or heat.") var utility: Utility?
        @Flag(help: "Locations in longitude and latitude (RFC 7946).") var wgs84 = false
        @OptionGroup var output: OutputOptions

        func run() throws {
            let stubs = try Project.open(file, mode: .read).stubs(of: utility, wgs84: wgs84)
            let terminal = output.terminal
            if output.json { return terminal.out(try JSONText.array(stubs)) }
            var table = Table([
                .text(terminal.say("stub", "预留口")), .text(terminal.say("utility", "专业")),
                .text(terminal.say("state", "状态")), .text(terminal.say("case", "案件")), .number("DN mm"),
                .text(terminal.say("pressure", "压力")), .number(terminal.say("capacity", "能力")),
                .text(terminal.say("plot", "预留地块")), .text(terminal.say("main", "所属主管")),
            ])
            for stub in stubs {
                table.add([
                    stub.stub, terminal.say(stub.utility.rawValue, stub.utility.zh), stub.state, stub.caseID,
                    stub.diameter.map { String(Int($0.rounded())) }, stub.pressure,
                    stub.capacity.map { RouteText.metres($0) }, stub.plot, stub.main,
                ])
            }
            terminal.out(table.text(for: terminal))
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a layer to a file.",
            discussion:
                "GeoJSON is RFC 7946 (WGS 84); GeoPackage and Shapefile keep the project's coordinate system."
        )
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The layer to write.") var layer: LayerName
        @Argument(help: "The file to write.") var destination: String
        @Option(help: "gpkg, geojson or shp (default: by the file's ending).") var format: ExportFormat?
        @Flag(help: "Replace an existing file.") var overwrite = false
        @OptionGroup var output: OutputOptions

        func run() throws {
            let ending = destination.split(separator: ".").last.map { $0.lowercased() } ?? ""
            guard let format = format ?? ExportFormat(rawValue: ending == "json" ? "geojson" : ending) else {
                throw ValidationError("'\(destination)' names no format; give --format gpkg, geojson or shp.")
            }
            let report = try Project.open(file, mode: .read).exportLayer(
                layer, to: destination, format: format, replacing: overwrite)
            let terminal = output.terminal
            if output.json { return terminal.out(try JSONText.document(report)) }
            FindingText.note(report.notes, terminal)
            terminal.note("\(report.files.joined(separator: ", ")): \(report.count), \(report.crs)")
        }
    }
}
