import ArgumentParser
import Outerline
import PermitPolicy

struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Show and check policy packs.", subcommands: [List.self, Show.self, Check.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the shipped packs.")
        @OptionGroup var output: OutputOptions
        func run() throws {
            output.terminal.out(output.json ? try JSONText.array(Policies.names()) : Policies.names().joined(separator: "\n"))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a pack: version, bases, permits.")
        @Argument(help: "A shipped pack or the folder of your own.") var pack: String
        @OptionGroup var output: OutputOptions

        func run() throws {
            let document = try Policies.show(pack)
            let terminal = output.terminal
            if output.json { return terminal.out(try JSONText.document(document)) }
            terminal.out("\(document.pack.name) \(document.pack.version) · \(terminal.say(document.title.en, document.title.zh))")
            terminal.out("\(terminal.say("based on", "继承")): \(document.lineage.dropFirst().joined(separator: " → "))")
            terminal.out("\(terminal.say("permits", "许可")): \(document.permits.joined(separator: " "))")
            terminal.out("SHA-256 \(document.pack.sha256)")
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a pack: every problem with file and line.", discussion: "Ends with 65 if something is wrong.")
        @Argument(help: "A shipped pack or the folder of your own.") var pack: String
        @OptionGroup var output: OutputOptions

        func run() throws {
            let document = try Policies.show(pack)
            output.terminal.note("\(document.pack.name) \(document.pack.version): ok")
        }
    }
}
