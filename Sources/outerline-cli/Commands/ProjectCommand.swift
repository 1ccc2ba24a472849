import ArgumentParser
import Ledger
import Outerline
import PermitPolicy
import ProjectFile
import Vocabulary

struct ProjectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "project", abstract: "Create, inspect, check and copy projects.",
        subcommands: [
            New.self, Info.self, Verify.self, Backup.self, Pack.self, Rebuild.self, Export.self, Import.self,
            QGIS.self,
        ])

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a project: one GeoPackage for one city.",
            discussion: """
                The coordinate system must be projected and metric; lengths are never measured in degrees or in Web \
                Mercator. A city's own system can be given as a PROJ string, or as a file with a Transverse Mercator \
                of its own or the four parameters that take a known system to the city's: name, base (a system) or \
                transverse_mercator (central_meridian, false_east_m, false_north_m, latitude_of_origin, scale, \
                height_m), east_m, north_m, rotation_arcsec, scale, source.

                Examples:
                  outerline project new city.gpkg --crs EPSG:4549
                  outerline project new city.gpkg --crs '+proj=tmerc +lon_0=121.4 +ellps=GRS80'
                  outerline project new city.gpkg --grid city-grid.yaml
                """)

        @Argument(help: "The project file to create.") var file: String
        @Option(help: "Coordinate system: EPSG:4549, a PROJ string or WKT.") var crs: String?
        @Option(help: "The city's own grid: a YAML file with a base and four parameters.") var grid: String?
        @Option(help: "Policy pack: a shipped name or the folder of your own.") var policy = Project
            .defaultPolicy
        @Option(help: "Name of the project (default: the file's name).") var name: String?
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if (crs == nil) == (grid == nil) { throw ValidationError("Give --crs or --grid.") }
        }

        func run() throws {
            let info =
                try grid.map {
                    try Project.create(file, grid: $0, policy: policy, name: name, desk: desk.desk)
                } ?? Project.create(file, crs: crs ?? "", policy: policy, name: name, desk: desk.desk)
            if output.json { return output.terminal.out(try JSONText.document(info)) }
            output.terminal.note(
                output.terminal.say(
                    "created \(file): \(info.crs) \(info.crsName), policy \(info.policy.name) \(info.policy.version)",
                    "已建立 \(file)：\(info.crs) \(info.crsName)，政策包 \(info.policy.name) \(info.policy.version)"))
        }
    }

    struct Info: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show what a project holds.")
        @Argument(help: "The project file.") var file: String
        @OptionGroup var output: OutputOptions

        func run() throws {
            let info = try Project.open(file, mode: .read).info()
            let terminal = output.terminal
            if output.json { return terminal.out(try JSONText.document(info)) }
            terminal.out(
                "\(info.name) · \(info.crs) \(info.crsName) · \(info.policy.name) \(info.policy.version)")
            terminal.out(LayerCommand.table(info.layers, terminal))
            terminal.note(
                terminal.say(
                    "\(info.applications) applications, \(info.cases) cases, \(info.permits) permits, \(info.log.sequence) events",
                    "\(info.applications) 份申请，\(info.cases) 个案件，\(info.permits) 项许可，\(info.log.sequence) 条事件")
            )
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Check the file, the hash chain of its log, and that the derived tables equal a rebuild.",
            discussion: "Ends with 1 if something is wrong.")
        @Argument(help: "The project file.") var file: String
        @OptionGroup var output: OutputOptions

        func run() throws {
            let document = try Project.open(file, mode: .read).verify()
            let terminal = output.terminal
            if output.json {
                terminal.out(try JSONText.document(document))
            } else {
                FindingText.note(document.findings, terminal)
                let verdict = document.ok ? terminal.say("ok", "完好") : terminal.say("damaged", "已损坏")
                terminal.out("\(verdict): \(document.events) events, \(document.hash)")
            }
            if !document.ok { throw ExitCode(Vocabulary.ExitCode.failed.rawValue) }
        }
    }

    struct Backup: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copy a project and its documents as they are now, while others go on working.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The copy to make; it must not exist.") var destination: String
        @OptionGroup var output: OutputOptions

        func run() throws {
            let documents = try Project.open(file, mode: .read).backup(to: destination)
            output.terminal.copied(destination, documents)
        }
    }

    struct Pack: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Write a project as a single file without side files, to hand over; documents go beside it.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The file to write; it must not exist.") var destination: String
        @OptionGroup var output: OutputOptions

        func run() throws {
            let documents = try Project.open(file, mode: .read).pack(to: destination)
            output.terminal.copied(destination, documents)
        }
    }

    struct Rebuild: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drop the derived tables and make them again from the event log.")
        @Argument(help: "The project file.") var file: String
        @OptionGroup var output: OutputOptions

        func run() throws { try Project.open(file, mode: .write).rebuild() }
    }
}

extension Terminal {
    /// Says where a copy went, and its documents if there are any.
    fileprivate func copied(_ destination: String, _ documents: DocumentFolder.Contents) {
        note(destination)
        guard documents.files > 0 else { return }
        let folder = DocumentFolder(project: destination).path
        note(say("\(folder): \(documents.files) documents", "\(folder)：\(documents.files) 份文件"))
    }
}
