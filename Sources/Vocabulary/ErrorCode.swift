/// A stable code for one kind of error or finding, such as `GEO-104`.
///
/// Every target lists its codes in one file (`<Target>Codes.swift`, an
/// extension of this type and an `all` list); the composition root joins the
/// lists, `outerline explain CODE` prints them and `Documentation/Errors.md`
/// is generated from them. A code never changes its meaning.
public struct ErrorCode: Sendable, Hashable {
    /// Two to four capitals for the area, a hyphen, three digits.
    public let id: String
    /// How the process ends when this code ends it.
    public let exit: ExitCode
    /// One line, lower case, without the particulars.
    public let title: String
    /// What it means, why it is refused or reported, and how to mend it.
    public let explanation: String

    public init(_ id: String, exit: ExitCode, _ title: String, _ explanation: String) {
        self.id = id
        self.exit = exit
        self.title = title
        self.explanation = explanation
    }
}

/// How the process ends (after sysexits.h); one table for the whole program.
public enum ExitCode: Int32, Codable, Sendable, CaseIterable {
    case done = 0
    case failed = 1
    /// Done, with findings at or above `--fail-on`.
    case findings = 2
    case usage = 64
    /// Input data is invalid.
    case badInput = 65
    case notFound = 66
    /// A needed component is missing.
    case unavailable = 69
    /// A bug in Outerline.
    case internalError = 70
    case cannotCreate = 73
    case inputOutput = 74
    /// Busy; retry.
    case busy = 75
    case interrupted = 130

    public var meaning: String {
        switch self {
        case .done: "done"
        case .failed: "failed"
        case .findings: "done, with findings at or above --fail-on"
        case .usage: "usage"
        case .badInput: "input data is invalid"
        case .notFound: "not found"
        case .unavailable: "a needed component is missing"
        case .internalError: "internal error; please report it"
        case .cannotCreate: "cannot create, or it exists already"
        case .inputOutput: "reading or writing failed"
        case .busy: "busy; retry"
        case .interrupted: "interrupted"
        }
    }
}
