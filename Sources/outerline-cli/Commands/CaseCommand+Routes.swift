import ArgumentParser
import Coordinator
import Outerline
import PermitPolicy
import ProjectFile
import Vocabulary

extension CaseCommand {
    struct Route: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Choose the route of a case: planned anew, drawn by hand, or none.",
            discussion: """
                A drawn line starts on a qualifying main or stub (within half a metre) and must reach the red line; it \
                ends where it first meets it. It is surveyed and its permits follow. A change of route that leaves the \
                corridor along the line a permit was applied for (the policy pack's corridor_m) turns the permit into \
                'change required'; the stub reserved before is free again.
                """)
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "GeoJSON with one LineString, in the place of a plan.") var line: String?
        @Flag(help: "The line is in longitude and latitude.") var wgs84 = false
        @Option(help: "The pipe's nominal diameter, mm.") var diameter: Double?
        @Flag(help: "Plan the routes of all regimes and record them beside the cheapest, for reports.")
        var alternatives = false
        @Option(help: "Withdraw the chosen route, for this reason.") var withdraw: String?
        @OptionGroup var step: StepOptions

        func validate() throws {
            if withdraw != nil, line != nil { throw ValidationError("Give --line or --withdraw, not both.") }
            if alternatives, withdraw != nil || line != nil {
                throw ValidationError("--alternatives goes with a plan, not with --line or --withdraw.")
            }
        }

        func run() throws {
            if let withdraw { return try step.run(.withdrawRoute(reason: withdraw), file, caseID) }
            let project = try Project.open(file, mode: .write, desk: step.desk.desk)
            let document =
                if let line {
                    try project.chooseRoute(
                        caseID, line: line, diameter: diameter, wgs84: wgs84, effective: step.day)
                } else {
                    try project.replan(
                        caseID, diameter: diameter, alternatives: alternatives, effective: step.day)
                }
            try step.tell(document)
        }
    }

    struct AsBuilt: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "as-built",
            abstract: "Record the line as it was built; permits whose corridor it leaves need a change.",
            discussion: """
                The line counts up to its first contact with the red line. It is compared with the line each permit \
                was applied for; farther off than the policy pack's corridor_m, a granted permit becomes 'change \
                required', and 'case show' says over which length and how far.
                """)
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "GeoJSON with one LineString.") var line: String
        @Flag(help: "The line is in longitude and latitude.") var wgs84 = false
        @OptionGroup var step: StepOptions

        func run() throws {
            let project = try Project.open(file, mode: .write, desk: step.desk.desk)
            try step.tell(
                try project.recordAsBuilt(caseID, line: line, wgs84: wgs84, effective: step.day))
        }
    }

    struct Emergency: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Emergency repairs: dug up at once, reported and applied for within 24 hours.",
            subcommands: [Open.self, Report.self, Finish.self])

        struct Open: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Open a repair; with the dug line its permits follow.")
            @Argument(help: "The project file.") var file: String
            @Option(help: "The number of the repair.") var number: IntakeID
            @Option(help: "water, gas or heat.") var utility: Utility
            @Option(help: "When digging began, China time, as 2026-11-22T08:30.") var started: Timestamp
            @Option(help: "Where, in words.") var place: String
            @Option(help: "The franchise utility that repairs.") var company: String?
            @Option(help: "GeoJSON with the dug line.") var line: String?
            @Flag(help: "The line is in longitude and latitude.") var wgs84 = false
            @OptionGroup var desk: DeskOptions
            @OptionGroup var output: OutputOptions

            func run() throws {
                let project = try Project.open(file, mode: .write, desk: desk.desk)
                let record = EmergencyRecord(
                    number: number, utility: utility, startedAt: started, place: place, company: company)
                let document = try project.openEmergency(record, line: line, wgs84: wgs84)
                try project.close()
                let terminal = output.terminal
                terminal.out(
                    output.json
                        ? String(decoding: try JSONText.document(document), as: UTF8.self)
                        : CaseCommand.table([document], terminal))
            }
        }

        struct Report: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Record that an authority was told, with the application for its permit.")
            @Argument(help: "The project file.") var file: String
            @Argument(help: "The case.") var caseID: String
            @Option(help: "The authority.") var to: String
            @Option(help: "When, China time, as 2026-11-22T08:30.") var reported: Timestamp
            @OptionGroup var step: StepOptions
            func run() throws { try step.run(.reportEmergency(to: to, at: reported), file, caseID) }
        }

        struct Finish: ParsableCommand {
            static let configuration = CommandConfiguration(abstract: "Record that the repair is done.")
            @Argument(help: "The project file.") var file: String
            @Argument(help: "The case.") var caseID: String
            @Option(help: "What was done.") var note: String?
            @OptionGroup var step: StepOptions
            func run() throws { try step.run(.finishRepair(note: note), file, caseID) }
        }
    }
}

extension Timestamp: ExpressibleByArgument {
    public init?(argument: String) { self.init(chinaTime: argument) }
}
