import ArgumentParser
import Coordinator
import Outerline
import PermitPolicy
import ProjectFile
import Vocabulary

struct PermitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "permit", abstract: "List the permits of cases and take steps with them.",
        subcommands: [
            List.self, Assign.self, Prepare.self, Submit.self, Accept.self, Supplement.self, Grant.self,
            Refuse.self, Extend.self, Change.self, Duty.self, Close.self,
        ])

    static func table(_ permits: [PermitDocument], _ terminal: Terminal) -> String {
        var table = Table([
            .text(terminal.say("permit", "许可编号")), .text(terminal.say("title", "事项")),
            .text(terminal.say("state", "状态")), .text(terminal.say("authority", "审批机关")),
            .text(terminal.say("assignee", "办理单位")), .text(terminal.say("due", "期限")),
            .text(terminal.say("light", "灯")),
            .text(terminal.say("trigger", "触发")),
        ])
        for permit in permits {
            let trigger = permit.trigger.map { trigger in
                [
                    trigger.layer, trigger.features.joined(separator: " "),
                    trigger.note.map { terminal.say($0.en, $0.zh) },
                ]
                .compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
            }.joined(separator: "; ")
            table.add([
                permit.permit, terminal.say(permit.title.en, permit.title.zh),
                terminal.word(permit.state) + (permit.review ? terminal.review : ""),
                terminal.say(permit.authority.title.en, permit.authority.title.zh), permit.assignee,
                permit.due.map { "\($0)" + (permit.dueProvisional ? "?" : "") }, terminal.word(permit.light),
                trigger,
            ])
        }
        return table.text(for: terminal)
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List permits: kind, state, authority, assignee, basis, trigger, due.")
        @Argument(help: "The project file.") var file: String
        @Option(name: .customLong("case"), help: "Only those of a case.") var caseID: String?
        @OptionGroup var view: ViewOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let project = try view.open(file)
            var all: [PermitDocument] = []
            try project.permits(of: caseID) { all.append($0) }
            let terminal = output.terminal
            terminal.out(output.json ? try JSONText.array(all) : PermitCommand.table(all, terminal))
        }
    }

    struct Submit: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Record that a permit was applied for; refused before the user was told the interface position."
        )
        @OptionGroup var target: PermitOptions
        @Option(help: "The authority's number of the application.") var number: String?
        func run() throws { try target.run { .submitPermit($0, number: number) } }
    }

    struct Accept: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record that the authority accepted it; its limit starts to run.")
        @OptionGroup var target: PermitOptions
        func run() throws { try target.run { .acceptPermit($0) } }
    }

    struct Supplement: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record a request for supplements, all items at once.")
        @OptionGroup var target: PermitOptions
        @Option(help: "What is missing; repeat for several.") var item: [String]
        func run() throws { try target.run { .requestSupplement($0, items: item) } }
    }

    struct Grant: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Record the grant.")
        @OptionGroup var target: PermitOptions
        @Option(help: "The certificate's number.") var certificate: String?
        @Option(
            help: "The last day it is valid; without it the validity the policy knows, marked as derived.")
        var until: Day?
        @Option(help: "What documents a grant before its prerequisites.") var evidence: String?
        func run() throws {
            try target.run { .grantPermit($0, certificate: certificate, until: until, evidence: evidence) }
        }
    }

    struct Refuse: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Record the refusal with its coded reason.")
        @OptionGroup var target: PermitOptions
        @Option(help: "\(RefusalReason.allCases.map(\.rawValue).joined(separator: ", ")).") var reason:
            RefusalReason
        @Option(help: "The authority's own words.") var note: String?
        func run() throws { try target.run { .refusePermit($0, reason: reason, note: note) } }
    }
}

extension RefusalReason: ExpressibleByArgument {}

/// A permit and the day of a step with it.
struct PermitOptions: ParsableArguments {
    @Argument(help: "The project file.") var file: String
    @Argument(help: "The permit, such as A1-W-ROAD_DIG.") var permit: String
    @Option(name: .long, help: "The day it happened (default: the day of the desk).") var on: Day?
    @OptionGroup var time: TimeOptions
    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: OutputOptions

    func run(_ step: (PermitID) -> Coordinator.CaseCommand) throws {
        var desk = self.desk.desk
        desk.at = time.at
        let project = try Project.open(file, mode: .write, desk: desk)
        let document = try project.step(permit, on: on ?? desk.today, step)
        try project.close()
        let terminal = output.terminal
        terminal.out(
            output.json
                ? String(decoding: try JSONText.document(document), as: UTF8.self)
                : PermitCommand.table([document], terminal))
    }
}
