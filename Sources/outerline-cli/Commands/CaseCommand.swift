import ArgumentParser
import Coordinator
import Outerline
import ProjectFile
import Vocabulary

struct CaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case", abstract: "File applications, follow their cases.",
        subcommands: [
            File.self, Lead.self, List.self, Show.self, Due.self, Assign.self, Contractor.self, Notice.self,
            Task.self,
            TellInterface.self, Inform.self, Route.self, AsBuilt.self, State.self, Accept.self, Document.self,
            Survey.self,
            Notify.self, Condition.self, Scheme.self, OpenValve.self, ProgrammeCommand.self,
            Extension.self, OuterDuty.self, Fee.self,
            Activity.self, Visit.self, Commit.self, CheckCommitment.self, Emergency.self, Withdraw.self,
            Representatives.self,
        ])

    static func table(_ cases: [CaseDocument], _ terminal: Terminal) -> String {
        var table = Table([
            .text(terminal.say("case", "案件")), .text(terminal.say("plot", "地块")),
            .text(terminal.say("stage", "环节")),
            .text(terminal.say("class", "类别")), .text(terminal.say("due", "期限")),
            .text(terminal.say("light", "灯")),
            .number(terminal.say("length m", "长度 m")), .number(terminal.say("permits open", "未结许可")),
            .text(terminal.say("franchise utility", "专营企业")), .text(terminal.say("representative", "客户代表")),
        ])
        for entry in cases {
            table.add([
                entry.caseID, entry.plot, terminal.word(entry.stage),
                entry.classID.map { $0 + (entry.review ? terminal.review : "") },
                entry.due.map { "\($0)" + (entry.dueProvisional ? "?" : "") }, terminal.word(entry.light),
                entry.route.map { RouteText.metres($0.groundLength) },
                "\(entry.permitsOpen)/\(entry.permits)",
                entry.franchiseUtility, entry.representative,
            ])
        }
        return table.text(for: terminal)
    }

    struct File: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "File applications: one case per utility, with route, class and permits.",
            discussion: """
                CSV with a header line, or a JSON array. Columns: number, filed_on, applicant, user_type (resident, \
                non_resident), plot, utilities (water;gas;heat), and if wanted installation, commercial_facility, \
                district, project, address, contact, contractor, preconstruction, documents_pending (names separated by \
                ';', each with a date as NAME@2026-11-22 if one is set), conditions_met, filed_at (HH:MM; after the \
                policy's cut-off it counts as filed on the next day). \
                The whole file is checked before anything is written; a case is printed when it is on the disk.

                Example: outerline case file city.gpkg SampleData/applications.csv
                """)
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The applications, CSV or JSON.") var applications: String
        @Flag(help: "Take them in without accepting: each case then waits for 'case accept'.")
        var unaccepted = false
        @Flag(help: "Plan the routes of all regimes and record them with each case, for its reports.")
        var alternatives = false
        @Option(help: "End with 2 for findings at or above note, warning or error.") var failOn:
            Finding.Severity?
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let read = try ApplicationFile.read(applications)
            let terminal = output.terminal
            let progress = Progress(terminal, json: output.json)
            defer { progress.finish() }
            let project = try Project.open(file, mode: .write, desk: desk.desk)
            var filed: [CaseDocument] = []
            let findings = try project.file(
                read, accept: !unaccepted, alternatives: alternatives,
                progress: { progress.update("case file", $0, of: $1) }
            ) {
                document in
                if output.json { terminal.out(try JSONText.line(document)) } else { filed.append(document) }
            }
            try project.close()
            progress.finish()
            if !output.json {
                terminal.out(CaseCommand.table(filed, terminal))
                FindingText.note(findings, terminal)
                terminal.note(
                    terminal.say(
                        "\(read.count) applications, \(filed.count) cases",
                        "\(read.count) 份申请，\(filed.count) 个案件"))
            }
            try FindingsReached.check(findings, failOn: failOn)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List all cases, or those that wait for a franchise utility or a representative.")
        @Argument(help: "The project file.") var file: String
        @Flag(help: "Only cases without a utility or representative; --json names the candidates.")
        var unassigned = false
        @OptionGroup var view: ViewOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let project = try view.open(file)
            let terminal = output.terminal
            var all: [CaseDocument] = []
            try project.cases(unassigned: unassigned) { all.append($0) }
            terminal.out(output.json ? try JSONText.array(all) : CaseCommand.table(all, terminal))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one case: promise, route, permits, history, what is next.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case, such as A1-W.") var caseID: String
        @OptionGroup var view: ViewOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let detail = try view.open(file).caseDetail(caseID)
            let terminal = output.terminal
            if output.json { return terminal.out(try JSONText.document(detail)) }
            terminal.out(CaseText.text(detail, terminal))
        }
    }

    struct Assign: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Assign a franchise utility or a customer representative by hand; a hand-over is kept in the log."
        )
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "The franchise utility's name.") var company: String?
        @Option(help: "The customer representative's name.") var representative: String?
        @OptionGroup var step: StepOptions

        func validate() throws {
            if company == nil && representative == nil {
                throw ValidationError("Give --company or --representative.")
            }
        }

        func run() throws {
            let project = try Project.open(file, mode: .write, desk: step.desk.desk)
            var document: CaseDocument?
            if let company {
                document = try project.run(
                    .assignUtilityByHand(company: company), on: caseID, effective: step.day)
            }
            if let representative {
                document = try project.run(
                    .assignRepresentativeByHand(name: representative), on: caseID, effective: step.day)
            }
            try step.tell(document)
        }
    }

    struct TellInterface: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "tell-interface",
            abstract: "Record that the user was told the interface position; no permit is submitted before.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "The position in words.") var position: String?
        @OptionGroup var step: StepOptions
        func run() throws { try step.run(.tellInterface(position: position), file, caseID) }
    }

    struct Condition: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record a condition of the valve opening: in_plot_accepted or equipment_installed.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Argument(help: "in_plot_accepted or equipment_installed.") var condition: ValveCondition
        @Flag(help: "Take it back: it does not hold any more.") var unmet = false
        @Option(help: "What proves it.") var evidence: String?
        @OptionGroup var step: StepOptions
        func run() throws {
            try step.run(.recordCondition(condition, met: !unmet, evidence: evidence), file, caseID)
        }
    }

    struct Scheme: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record that the connection scheme is confirmed (确定方案).")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @OptionGroup var step: StepOptions
        func run() throws { try step.run(.confirmScheme(), file, caseID) }
    }

    struct OpenValve: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "open-valve",
            abstract: "Record the valve opening (开阀供能); refused while a condition is missing.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @OptionGroup var step: StepOptions
        func run() throws { try step.run(.openValve, file, caseID) }
    }

    struct Representatives: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep a table of customer representatives in the project.",
            discussion: "CSV with the columns name, company, district, utility; an empty cell holds for all.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The table.") var table: String
        @OptionGroup var output: OutputOptions

        func run() throws {
            let project = try Project.open(file, mode: .write)
            let count = try project.setRepresentatives(table)
            try project.close()
            output.terminal.note(output.terminal.say("\(count) representatives", "\(count) 名客户代表"))
        }
    }
}

extension ValveCondition: ExpressibleByArgument {}

/// A step that takes effect on a day.
struct StepOptions: ParsableArguments {
    @Option(name: .long, help: "The day it happened (default: the day of the desk).")
    var on: Day?

    @OptionGroup var time: TimeOptions
    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: OutputOptions

    var day: Day { on ?? desk.desk.today }

    /// The desk with the time of day of the step.
    var timed: Desk {
        var desk = self.desk.desk
        desk.at = time.at
        return desk
    }

    func run(_ command: Coordinator.CaseCommand, _ file: String, _ caseID: String) throws {
        let project = try Project.open(file, mode: .write, desk: timed)
        try tell(try project.run(command, on: caseID, effective: day))
    }

    func tell(_ document: CaseDocument?) throws {
        guard let document else { return }
        let terminal = output.terminal
        terminal.out(
            output.json
                ? String(decoding: try JSONText.document(document), as: UTF8.self)
                : CaseCommand.table([document], terminal))
    }
}
