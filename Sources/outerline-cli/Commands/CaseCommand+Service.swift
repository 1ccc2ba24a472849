import ArgumentParser
import Coordinator
import Foundation
import Outerline
import PermitPolicy
import ProjectFile
import Vocabulary

extension CaseCommand {
    struct Contractor: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name the contractor; it co-operates in the permits and cannot hold them.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "The unit that builds.") var name: String
        @OptionGroup var step: StepOptions
        func run() throws { try step.run(.nameContractor(name: name), file, caseID) }
    }

    struct Inform: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell the user what follows (告知后续事项) and keep the note with its day.",
            discussion: "Without --content the note is made from the case, in Chinese and English.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "What the user was told, in the place of the note made from the case.")
        var content: String?
        @Option(help: "Write the note to this file.") var to: String?
        @OptionGroup var step: StepOptions

        func run() throws {
            let project = try Project.open(file, mode: .write, desk: step.desk.desk)
            let document = try project.inform(caseID, content: content, on: step.day)
            let note = try project.informationNote(caseID)
            try project.close()
            let terminal = step.output.terminal
            let text = note.map { note in note.en.map { terminal.say($0, note.zh) } ?? note.zh } ?? ""
            if let to { try InformationNotes.write(text, to: to) }
            if step.output.json { return try step.tell(document) }
            terminal.out(text)
        }
    }

    struct Activity: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Log an activity of the customer representative (帮办代办).",
            discussion:
                "Activities: \(Coordinator.Activity.allCases.map(\.rawValue).joined(separator: ", ")).")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Argument(help: "The activity.") var activity: Coordinator.Activity
        @Option(help: "What was done.") var note: String?
        @OptionGroup var step: StepOptions
        func run() throws { try step.run(.logActivity(activity, note: note), file, caseID) }
    }

    struct Visit: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record that the applicant had to come; none is the aim (一次不用跑).")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "What for.") var note: String?
        @OptionGroup var step: StepOptions
        func run() throws { try step.run(.recordVisit(note: note), file, caseID) }
    }

    struct Commit: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record a commitment (承诺) with the day it is to be checked.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "What is promised.") var text: String
        @Option(help: "The day it is to be checked.") var checkOn: Day
        @OptionGroup var step: StepOptions
        func run() throws { try step.run(.makeCommitment(text, checkOn: checkOn), file, caseID) }
    }

    struct CheckCommitment: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check-commitment", abstract: "Record the result of the check of a commitment.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "What was promised.") var text: String
        @Flag(inversion: .prefixedNo, help: "Whether it was kept.") var kept: Bool
        @OptionGroup var step: StepOptions
        func run() throws { try step.run(.checkCommitment(text, kept: kept), file, caseID) }
    }

    struct Fee: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record a fee; application and handling fees are refused, others need a tariff.",
            discussion: "Kinds: \(FeeKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "What it is for.") var kind: FeeKind
        @Option(help: "Its name on the bill.") var title: String
        @Option(help: "Number and title of the charging standard.") var tariff: String?
        @Option(help: "How it is worked out.") var formula: String?
        @Option(help: "Yuan.") var amount: Double?
        @Option(help: "\(FeePayer.allCases.map(\.rawValue).joined(separator: " or ")).")
        var payer = FeePayer.applicant
        @OptionGroup var step: StepOptions

        func run() throws {
            let project = try Project.open(file, mode: .write, desk: step.desk.desk)
            let fee = FeeLine(
                id: kind.rawValue, title: Wording(zh: title, en: title), kind: kind, payer: payer,
                tariff: tariff, formula: formula, amountYuan: amount)
            try step.tell(try project.charge(fee, to: caseID, on: step.day))
        }
    }
}

/// Writes the note to the user where it was asked for.
enum InformationNotes {
    static func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw Problem(
                .noteUnwritable, "the note cannot be written", at: .init(file: path),
                help: error.localizedDescription)
        }
    }
}

extension Coordinator.Activity: ExpressibleByArgument {}
extension FeeKind: ExpressibleByArgument {}
extension FeePayer: ExpressibleByArgument {}
