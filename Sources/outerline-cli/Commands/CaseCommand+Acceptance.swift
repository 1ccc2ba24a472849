import ArgumentParser
import Coordinator
import Outerline
import PermitPolicy
import ProjectFile
import Vocabulary

extension CaseCommand {
    struct Accept: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Accept a case that was filed unaccepted, also with documents pending (容缺受理).",
            discussion: """
                The policy pack says what is missing. With --pending, documents that may follow are accepted as pending \
                with the pack's deadline and consequence; all that is missing is told in one notice.
                """)
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Flag(help: "Accept although documents that may follow are missing.") var pending = false
        @Option(help: "A document owed beside the pack's, as NAME or NAME@DATE; repeat for several.")
        var owed: [PendingDocument] = []
        @OptionGroup var step: StepOptions

        func run() throws {
            let project = try Project.open(file, mode: .write, desk: step.desk.desk)
            try step.tell(try project.accept(caseID, pending: pending, also: owed, on: step.day))
        }
    }

    struct Survey: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record the site survey (现场勘查), at which pending documents are due.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "What was found.") var note: String?
        @OptionGroup var step: StepOptions
        func run() throws { try step.run(.recordSurvey(note: note), file, caseID) }
    }

    struct Document: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep the documents of a case: what is asked for, waived, on file, pending.",
            subcommands: [List.self, Add.self, Supply.self])

        struct List: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "List what the pack asks of the user, with the exemption that waives it.")
            @Argument(help: "The project file.") var file: String
            @Argument(help: "The case.") var caseID: String
            @OptionGroup var desk: DeskOptions
            @OptionGroup var output: OutputOptions

            func run() throws {
                let document = try Project.open(file, mode: .read, desk: desk.desk).materials(caseID)
                let terminal = output.terminal
                if output.json { return terminal.out(try JSONText.document(document)) }
                var table = Table([
                    .text(terminal.say("document", "材料")), .text(terminal.say("title", "名称")),
                    .text(terminal.say("answer", "结论")), .text(terminal.say("rule", "依据")),
                    .text(terminal.say("reason", "理由")),
                ])
                for status in document.materials {
                    table.add([
                        status.material.id, terminal.say(status.material.title.en, status.material.title.zh),
                        status.verdict.rawValue, status.exemption?.rawValue,
                        terminal.say(status.reason.en, status.reason.zh),
                    ])
                }
                for owed in document.pending {
                    let due = owed.dueOn?.description ?? terminal.say("site survey", "现场勘查时")
                    table.add([owed.document, nil, terminal.say("pending", "容缺"), nil, due])
                }
                terminal.out(table.text(for: terminal))
            }
        }

        struct Add: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "File a document with its origin and validity.",
                discussion:
                    "Origins: \(DocumentOnFile.Origin.allCases.map(\.rawValue).joined(separator: ", ")).")
            @Argument(help: "The project file.") var file: String
            @Argument(help: "The case.") var caseID: String
            @Argument(help: "The material's id in the policy pack, or its name.") var material: String
            @Option(help: "How it came to be on file.") var origin = DocumentOnFile.Origin.user
            @Option(help: "The last day it is valid.") var validUntil: Day?
            @Option(help: "Where to find it: a number, a file, a register.") var reference: String
            @OptionGroup var step: StepOptions

            func run() throws {
                let document = DocumentOnFile(
                    material: material, origin: origin, filedOn: step.day, validUntil: validUntil,
                    reference: reference)
                try step.run(.fileDocument(document), file, caseID)
            }
        }

        struct Supply: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Record that a document accepted as pending has come in.")
            @Argument(help: "The project file.") var file: String
            @Argument(help: "The case.") var caseID: String
            @Argument(help: "The document as it was owed.") var document: String
            @OptionGroup var step: StepOptions
            func run() throws { try step.run(.supplyDocument(document), file, caseID) }
        }
    }
}

extension DocumentOnFile.Origin: ExpressibleByArgument {}

extension PendingDocument: ExpressibleByArgument {
    /// `NAME`, owed at the site survey or by the pack's terms, or `NAME@2026-11-22`.
    public init?(argument: String) {
        let parts = argument.split(separator: "@", maxSplits: 1).map(String.init)
        guard let name = parts.first, !name.isEmpty else { return nil }
        guard parts.count == 2 else {
            self.init(document: name, dueOn: nil)
            return
        }
        guard let day = Day(parts[1]) else { return nil }
        self.init(document: name, dueOn: day)
    }
}
