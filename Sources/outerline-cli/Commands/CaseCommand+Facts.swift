import ArgumentParser
import Coordinator
import Outerline
import PermitPolicy
import ProjectFile
import Vocabulary

extension CaseCommand {
    struct State: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "State what no map can tell about the works; the permits follow at once.",
            discussion: """
                What the rules ask and no layer holds (works.… in 'case show' and in POL-202): night work, land taken \
                outside roads and greens, the yearly dig plan, the investment. The chosen route is decided again: \
                permits nobody demands any more fall away, those demanded now are required. Stating a fact again puts \
                it right, --withdraw takes it back; who stated what, when and on what evidence stays in the log.
                """)
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "Whether the traffic police allow night work only, near homes (夜间施工): yes or no.")
        var nightWork: YesNo?
        @Option(help: "Whether land outside roads and greens is taken for the works (临时用地): yes or no.")
        var temporaryLand: YesNo?
        @Option(help: "Whether the digging stands in the city's yearly plan (年度挖掘计划): yes or no.")
        var inAnnualPlan: YesNo?
        @Option(help: "What the works cost, in yuan (工程投资).") var investment: Double?
        @Option(
            help:
                "Whether the conditions of a direct connection hold (直接接通), whatever the data say: yes or no."
        )
        var directConnection: YesNo?
        @Option(help: "Another question of the policy pack, as FIELD=yes or FIELD=no; may be repeated.")
        var fact: [String] = []
        @Option(help: "Take back what was stated: the field's name in 'case show'; may be repeated.")
        var withdraw: [String] = []
        @Option(help: "What it rests on: a letter, a contract, a survey.") var evidence: String
        @OptionGroup var step: StepOptions

        func validate() throws {
            if try statements().isEmpty {
                throw ValidationError("Give a fact to state, or --withdraw FIELD.")
            }
        }

        func run() throws {
            let project = try Project.open(file, mode: .write, desk: step.timed)
            try step.tell(
                try project.stateFacts(caseID, try statements(), evidence: evidence, effective: step.day))
        }

        private func statements() throws -> [FactStatement] {
            let answers: [(String, YesNo?)] = [
                ("night_work", nightWork), ("temporary_land", temporaryLand),
                (StatedFact.annualPlan, inAnnualPlan), (StatedFact.directConnection, directConnection),
            ]
            var facts = answers.compactMap { field, answer in answer.map { FactStatement(field, $0 == .yes) }
            }
            if let investment { facts.append(FactStatement(StatedFact.investment, .amount(investment))) }
            for text in fact {
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2, let answer = YesNo(rawValue: parts[1]) else {
                    throw ValidationError("'\(text)' is no fact: write FIELD=yes or FIELD=no.")
                }
                facts.append(FactStatement(parts[0], answer == .yes))
            }
            return facts + withdraw.map { FactStatement($0, nil) }
        }
    }
}

extension CaseCommand {
    struct OuterDuty: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "duty",
            abstract: "Record a duty of the outer line itself: backfill, reinstatement and the like.",
            discussion:
                "The duties of the case stand in 'case show'; those of a permit are recorded with 'permit duty'."
        )
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Argument(help: "The duty, such as reinstatement.") var duty: String
        @Option(help: "What was done.") var note: String?
        @OptionGroup var step: StepOptions
        func run() throws { try step.run(.recordOuterDuty(duty, note: note), file, caseID) }
    }
}

/// An answer on the command line.
enum YesNo: String, CaseIterable, ExpressibleByArgument {
    case yes, no
}
