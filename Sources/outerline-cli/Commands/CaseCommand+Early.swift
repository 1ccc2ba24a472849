import ArgumentParser
import Coordinator
import Outerline
import ProjectFile
import Vocabulary

extension CaseCommand {
    struct Lead: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "leads",
            abstract: "Open pre-construction cases from project records or advance notices (提前介入).",
            discussion: """
                CSV with a header line, or a JSON array. Columns: number, received_on, applicant, user_type, plot, \
                utilities, and if wanted origin (project_record, advance_notice, own_initiative), district, project, \
                contractor, planning_permit_on, construction_permit_on. Each utility becomes a case with a contact \
                task due at the planning permit; residents come in by advance notice only. The user's later \
                application names the record in its column preconstruction. The same file again changes nothing; a \
                newer version of a record updates its dates; one that is late or in conflict is told and left out.

                Example: outerline case leads city.gpkg SampleData/records.csv
                """, aliases: ["lead"])
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The records, CSV or JSON.") var records: String
        @Option(help: "End with 2 for findings at or above note, warning or error.") var failOn:
            Finding.Severity?
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let read = try LeadFile.read(records)
            let terminal = output.terminal
            let progress = Progress(terminal, json: output.json)
            defer { progress.finish() }
            let project = try Project.open(file, mode: .write, desk: desk.desk)
            var opened: [CaseDocument] = []
            let findings = try project.open(read, progress: { progress.update("case leads", $0, of: $1) }) {
                document in
                if output.json { terminal.out(try JSONText.line(document)) } else { opened.append(document) }
            }
            try project.close()
            progress.finish()
            if !output.json {
                terminal.out(CaseCommand.table(opened, terminal))
                FindingText.note(findings, terminal)
                terminal.note(
                    terminal.say(
                        "\(read.count) records, \(opened.count) cases",
                        "\(read.count) 条项目信息，\(opened.count) 个案件"))
            }
            try FindingsReached.check(findings, failOn: failOn)
        }
    }

    struct Notice: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record the user's advance notice filing (告知备案); no approval is expected for it.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "The number of the filing.") var number: IntakeID
        @OptionGroup var step: StepOptions
        func run() throws { try step.run(.fileNotice(number: number), file, caseID) }
    }

    struct Task: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record a task of the early works, in their order.",
            discussion: "Tasks: \(EarlyTask.allCases.map(\.rawValue).joined(separator: ", ")).")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Argument(help: "The task.") var task: EarlyTask
        @Option(help: "What came of it.") var note: String?
        @OptionGroup var step: StepOptions
        func run() throws { try step.run(.recordTask(task, note: note), file, caseID) }
    }

    struct Notify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record a one-time notice (一次性告知单) with all that is missing.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "The stage it is for; a second one for a stage is a finding.") var stage: String
        @Option(help: "What is missing; repeat for several. What the case knows to be missing is added.")
        var item: [String] = []
        @OptionGroup var step: StepOptions
        func run() throws { try step.run(.issueNotice(stage: stage, items: item), file, caseID) }
    }

    struct Extension: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record work inside the red line (延伸服务), apart from the outer line.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "What is done.") var work: String
        @Option(help: "Who owns it.") var owner: String
        @Option(help: "Metres of pipe inside the red line.") var length: Double?
        @Option(help: "Its cost in yuan.") var cost: Double?
        @OptionGroup var step: StepOptions

        func run() throws {
            let service = ExtensionService(work: work, lengthM: length, cost: cost, owner: owner)
            try step.run(.recordExtension(service), file, caseID)
        }
    }

    struct Withdraw: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Withdraw a case: its permits are closed and its stub is free again.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "Why.") var reason: String
        @OptionGroup var step: StepOptions
        func run() throws { try step.run(.withdraw(reason: reason), file, caseID) }
    }
}

extension EarlyTask: ExpressibleByArgument {}

extension IntakeID: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
