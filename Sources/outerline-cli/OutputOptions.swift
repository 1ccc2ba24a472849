import ArgumentParser
import Coordinator
import Foundation
import Outerline
import PermitPolicy
import Vocabulary
import WorkCalendar

/// The options every command has.
struct OutputOptions: ParsableArguments {
    @Flag(name: .long, help: "Print JSON with a documented schema instead of a table.")
    var json = false

    @Flag(name: [.short, .long], help: "Say nothing but results and errors.")
    var quiet = false

    @Option(name: .long, help: "Language of tables and notes: zh or en (default: from LANG).")
    var lang: Terminal.Language?

    @Option(name: .long, help: "When to use colour: auto, always, never.")
    var color: Terminal.Color = .auto

    var terminal: Terminal { Terminal(self) }
}

extension Terminal.Language: ExpressibleByArgument {}
extension Terminal.Color: ExpressibleByArgument {}
extension Utility: ExpressibleByArgument {}
extension Finding.Severity: ExpressibleByArgument {}

extension Day: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

/// The options of commands that work on a day, in somebody's name.
struct DeskOptions: ParsableArguments {
    @Option(name: .long, help: "The day of the desk (default: today in China).")
    var today: Day?

    @Option(name: .long, help: "Who enters it (default: OUTERLINE_ACTOR or the user's name).")
    var actor: String?

    @Flag(
        exclusivity: .exclusive,
        help: "How permits that need one another are applied for (default: the policy's).")
    var approval: ApprovalMode?

    var desk: Desk { Desk(today: today, actor: actor, approval: approval) }
}

extension ApprovalMode: EnumerableFlag {
    public static func help(for value: ApprovalMode) -> ArgumentHelp? {
        switch value {
        case .serial:
            "Permits that need one another are applied for one after the other (default: the policy's)."
        case .parallel: "Permits that need one another are applied for at once (default: the policy's)."
        }
    }
}

/// The time of day of a step.
struct TimeOptions: ParsableArguments {
    @Option(
        name: .long,
        help: "The time of day in China, HH:MM; after the policy's cut-off it takes effect on the next day.")
    var at: TimeOfDay?
}

extension TimeOfDay: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
