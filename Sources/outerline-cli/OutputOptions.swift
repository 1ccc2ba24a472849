import ArgumentParser
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
