import ArgumentParser
import Foundation
import Outerline
import ProjectFile
import Vocabulary

struct RouteListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The routes a case can take, with cost, length, permits and the day works may start.",
        discussion: """
            They are planned when asked for: filing a case looks for the cheapest only. What is no better than another \
            route in cost, length, permits or days is left out, with the reason.
            """)
    @Argument(help: "The project file.") var file: String
    @Argument(help: "The case.") var caseID: String
    @Option(help: "Nominal diameter in millimetres (default: that of the route it has).") var dn: Double?
    @Flag(help: "Geometry in longitude and latitude (RFC 7946).") var wgs84 = false
    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let dn, !(dn > 0) { throw ValidationError("--dn wants a diameter above 0.") }
    }

    func run() throws {
        let project = try Project.open(file, mode: .read, desk: desk.desk)
        let document = try project.alternatives(of: caseID, diameter: dn, wgs84: wgs84)
        let terminal = output.terminal
        terminal.out(
            output.json
                ? String(decoding: try JSONText.document(document).dropLast(), as: UTF8.self)
                : AlternativesText.text(document, terminal))
    }
}

struct RouteChooseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "choose",
        abstract: "Choose one of the routes of 'route list' for a case.",
        discussion: """
            The route is planned again and recorded with its regime and with the others, which reports compare; its permits follow, its stub is reserved and the \
            one reserved before is freed. Permits that authorities have become 'change required'. With --expect the \
            route is only chosen if its line is still the one that was listed.
            """)
    @Argument(help: "The project file.") var file: String
    @Argument(help: "The case.") var caseID: String
    @Argument(help: "The route, as 'route list' names it.") var route: String
    @Option(help: "The line as 'route list' showed it: the first digits of its SHA-256.") var expect: String?
    @Option(help: "Nominal diameter in millimetres (default: that of the route it has).") var dn: Double?
    @OptionGroup var step: StepOptions

    func validate() throws {
        if let dn, !(dn > 0) { throw ValidationError("--dn wants a diameter above 0.") }
        if let expect, expect.count < 6 || !expect.allSatisfy(\.isHexDigit) {
            throw ValidationError("--expect wants at least six hexadecimal digits.")
        }
    }

    func run() throws {
        let project = try Project.open(file, mode: .write, desk: step.timed)
        try step.tell(
            try project.chooseRoute(
                caseID, named: route, expecting: expect, diameter: dn, effective: step.day))
    }
}

struct RouteExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Why a route runs as it does: what it costs where, what holds it, what would change it.",
        discussion: """
            Name a case to explain the route it has, or a plot and a utility to explain the route of a regime. Told are \
            the cost by surface and by feature, walls and bars the line touches, thresholds of the policy, and what \
            the plan would be if no-dig periods had ended or the nearest main had a stub.

            Example: outerline route explain city.gpkg --plot 1 --utility water
            """)
    @Argument(help: "The project file.") var file: String
    @Argument(help: "The case.") var caseID: String?
    @Option(help: "A plot, in the place of a case.") var plot: String?
    @Option(help: "water, gas or heat, with --plot.") var utility: Utility?
    @Option(help: "With --plot: the route, as 'route list' names it (default: cheapest).") var regime: String?
    @Option(help: "With --plot: nominal diameter in millimetres.") var dn: Double?
    @Option(help: "With --plot: a rates file in the place of the project's.") var rates: String?
    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if (caseID == nil) == (plot == nil) { throw ValidationError("Name a case, or a plot with --plot.") }
        if plot != nil, utility == nil { throw ValidationError("--plot wants --utility.") }
        if caseID != nil, utility != nil || regime != nil || dn != nil || rates != nil {
            throw ValidationError("--utility, --regime, --dn and --rates go with --plot.")
        }
        if let dn, !(dn > 0) { throw ValidationError("--dn wants a diameter above 0.") }
    }

    func run() throws {
        let project = try Project.open(file, mode: .read, desk: desk.desk)
        let document =
            if let plot, let utility {
                try project.explainRoute(
                    to: plot, utility, named: regime ?? Regime.cheapest.rawValue,
                    PlanOptions(rates: rates, diameter: dn))
            } else {
                try project.explainRoute(of: caseID ?? "")
            }
        let terminal = output.terminal
        terminal.out(
            output.json
                ? String(decoding: try JSONText.document(document).dropLast(), as: UTF8.self)
                : ExplainText.text(document, terminal))
    }
}
