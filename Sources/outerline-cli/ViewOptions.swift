import ArgumentParser
import Coordinator
import Ledger
import Outerline
import ProjectFile
import Vocabulary

/// The options of commands that only look: the day, and what was known when.
struct ViewOptions: ParsableArguments {
    @OptionGroup var desk: DeskOptions

    @Option(
        name: .customLong("as-of"),
        help:
            "Show what was known at the end of that day; it is also the day of the desk, unless --today is given."
    )
    var asOf: Day?

    /// Opens a project for reading.
    func open(_ file: String) throws -> Project {
        var options = desk
        options.today = options.today ?? asOf
        return try Project.open(file, mode: .read, desk: options.desk, asOf: asOf)
    }
}

/// Which cases a view shows.
struct FilterOptions: ParsableArguments {
    @Option(help: "Only this district: code, name or former name.") var district: String?
    @Option(help: "Only this utility.") var utility: Utility?
    @Option(help: "Only this franchise utility.") var company: String?
    @Option(help: "Only this customer representative.") var representative: String?
    @Option(help: "Only this stage.") var stage: CaseStage?
    @Option(help: "Only this lamp.") var light: TrafficLight?
    @Option(help: "Only items this party holds.") var holder: BallHolder?

    var request: ViewRequest {
        var request = ViewRequest()
        request.district = district
        request.utility = utility
        request.company = company
        request.representative = representative
        request.stage = stage
        request.light = light
        request.holder = holder
        return request
    }
}

extension CaseStage: ExpressibleByArgument {}
extension TrafficLight: ExpressibleByArgument {}
extension BallHolder: ExpressibleByArgument {}
extension ViewGrouping: ExpressibleByArgument {}
