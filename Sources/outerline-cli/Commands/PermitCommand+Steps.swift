import ArgumentParser
import Coordinator
import Outerline
import PermitPolicy
import Vocabulary

extension PermitCommand {
    struct Assign: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Assign a permit to a franchise utility; the user only co-operates.")
        @OptionGroup var target: PermitOptions
        @Option(help: "The name.") var name: String
        @Option(help: "\(PartyRole.allCases.map(\.rawValue).joined(separator: ", ")).") var role: PartyRole =
            .franchiseUtility
        func run() throws { try target.run { .assignPermit($0, to: role, name: name) } }
    }

    struct Prepare: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record that the application for a permit is being prepared.")
        @OptionGroup var target: PermitOptions
        func run() throws { try target.run { .preparePermit($0) } }
    }

    struct Extend: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Record a longer validity of a grant.")
        @OptionGroup var target: PermitOptions
        @Option(help: "The last day it is valid.") var until: Day
        func run() throws { try target.run { .extendPermit($0, until: until) } }
    }

    struct Change: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record that a permit has to be changed, such as after works outside its corridor.")
        @OptionGroup var target: PermitOptions
        @Option(help: "Why.") var reason: String
        func run() throws { try target.run { .requireChange($0, reason: reason) } }
    }

    struct Duty: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record an after-permit duty, such as the setting-out check or the as-built survey.")
        @OptionGroup var target: PermitOptions
        @Option(help: "The duty.") var duty: String
        @Option(help: "What came of it.") var note: String?
        func run() throws { try target.run { .recordDuty($0, duty: duty, note: note) } }
    }

    struct Close: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Close a permit that needs no more work.")
        @OptionGroup var target: PermitOptions
        @Option(help: "\(ClosingReason.allCases.map(\.rawValue).joined(separator: ", ")).") var reason:
            ClosingReason
        func run() throws { try target.run { .closePermit($0, reason: reason) } }
    }
}

extension PartyRole: ExpressibleByArgument {}
extension ClosingReason: ExpressibleByArgument {}
