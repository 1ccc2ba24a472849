import ArgumentParser
import Coordinator
import Foundation
import Outerline
import Vocabulary

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

    @Flag(name: .long, help: "Permits that need one another are applied for one after the other, not in parallel.")
    var serial = false

    var desk: Desk { Desk(today: today, actor: actor, approval: serial ? .serial : .parallel) }
}
