import ArgumentParser
import Coordinator
import Outerline
import ProjectFile
import Reports
import Vocabulary

extension ReportCommand {
    struct Notice: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a numbered paper for the user: notice, acceptance, interface, commitment.",
            discussion: """
                Kinds: one-time (一次性告知单: all that is missing), acceptance (受理通知书, also 容缺受理), interface \
                (接口位置告知书), commitment (承诺书), completion (办结通知书).

                A paper is issued once: it takes the next number of its kind and year, and its words are kept in the log. \
                Printed again it has the same number and the same words, whatever has happened since. A folder given with \
                --template replaces wordings (zh/NAME.mustache, en/NAME.mustache) and letterhead.yaml.

                Example: outerline report notice city.gpkg --list
                """)
        @Argument(help: "The project file.") var file: String
        @Option(name: .customLong("case"), help: "The case.") var caseID: String?
        @Option(help: "one-time, acceptance, interface, commitment or completion.") var kind: PaperKind?
        @Option(help: "For a one-time notice: the permit it is about.") var permit: String?
        @Option(help: "The day it is issued (default: the day of the desk).") var on: Day?
        @Option(help: "pdf, md; several separated by commas.") var format = "pdf"
        @Option(help: "A folder with wordings and letterhead of one's own.") var template: String?
        @Option(name: [.customShort("o"), .customLong("output")], help: "The folder to write into.")
        var folder: String = "."
        @Flag(help: "List the numbers given.") var list = false
        @Option(help: "End with 2 for findings at or above note, warning or error.")
        var failOn: Finding.Severity?
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if list { return }
            if caseID == nil || kind == nil { throw ValidationError("Give --case and --kind, or --list.") }
            if permit != nil, kind != .oneTime {
                throw ValidationError("--permit goes with --kind one-time.")
            }
            _ = try formats()
        }

        private func formats() throws -> [PaperFormat] {
            let words = format.split(separator: ",").map { $0.lowercased() }
            let formats = words.compactMap(PaperFormat.init)
            guard !formats.isEmpty, formats.count == words.count else {
                throw ValidationError("'\(format)' is no format; give pdf, md or both.")
            }
            return PaperFormat.allCases.filter(formats.contains)
        }

        func run() throws {
            if list { return try tell(try Project.open(file, mode: .read, desk: desk.desk).papers()) }
            guard let caseID, let kind else { return }
            let terminal = output.terminal
            let templates = try TemplateFolder.templates(template)
            let desk = desk.desk
            let request = PaperRequest(
                caseID: caseID, kind: kind, permit: permit, day: on ?? desk.today, formats: try formats(),
                language: terminal.reports, folder: folder)
            // A second copy needs no right to write.
            let isIssued = try Project.open(file, mode: .read, desk: desk).isIssued(request)
            let project = try Project.open(file, mode: isIssued ? .read : .write, desk: desk)
            let printed = try project.printPaper(request, templates)
            if output.json {
                terminal.out(try JSONText.document(printed.document))
            } else {
                let again = printed.document.again ? terminal.say(" (issued before)", "（此前已出具）") : ""
                terminal.note("\(printed.document.number) \(printed.document.on)\(again)")
                for path in printed.document.files { terminal.note(path) }
            }
            FindingText.note(printed.findings, terminal)
            try FindingsReached.check(printed.findings, failOn: failOn)
        }

        private func tell(_ papers: [PaperDocument]) throws {
            let terminal = output.terminal
            if output.json { return terminal.out(try JSONText.array(papers)) }
            var table = Table([
                .text(terminal.say("number", "文号")), .text(terminal.say("kind", "种类")),
                .text(terminal.say("case", "案件")), .text(terminal.say("subject", "事由")),
                .text(terminal.say("date", "日期")),
            ])
            for paper in papers {
                table.add([paper.number, paper.kind, paper.caseID, paper.subject, paper.on.description])
            }
            terminal.out(table.text(for: terminal))
        }
    }

    struct Packet: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write what goes to the window for each permit, and the joint form of the case.",
            discussion: """
                One folder per permit (or one archive with --zip): covering note, application form with its data, drawing, \
                list of materials with waivers and their evidence, and index.json with the SHA-256 of each file. Without \
                --permit, all permits still to be obtained and the joint form for parallel approval (并联审批申请表).
                """)
        @Argument(help: "The project file.") var file: String
        @Option(name: .customLong("case"), help: "The case.") var caseID: String
        @Option(help: "Only this permit, by id or kind.") var permit: String?
        @Flag(help: "One ZIP archive for each permit.") var zip = false
        @Option(help: "A folder with wordings and letterhead of one's own.") var template: String?
        @Option(name: [.customShort("o"), .customLong("output")], help: "The folder to write into.")
        var folder: String = "."
        @OptionGroup var view: ViewOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let terminal = output.terminal
            let templates = try TemplateFolder.templates(template)
            let packets = try view.open(file).writePackets(
                PacketRequest(
                    caseID: caseID, permit: permit, isArchived: zip,
                    language: terminal.reports, folder: folder),
                templates)
            if output.json { return terminal.out(try JSONText.array(packets)) }
            for path in packets.flatMap(\.files) { terminal.note(path) }
        }
    }
}

extension PaperKind: ExpressibleByArgument {
    /// With a hyphen, as options are written, or as in JSON.
    public init?(argument: String) { self.init(rawValue: argument.replacing("-", with: "_")) }
}
