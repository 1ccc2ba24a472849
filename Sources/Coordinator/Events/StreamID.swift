import Vocabulary

/// The sequence of events one decision reads and appends to.
///
/// A command on one case reads that case's stream only. Written
/// `case/A1-W`, `application/A1`, `stub/S7`, `register/one_time-2026` or `project`.
public enum StreamID: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    case project
    case application(IntakeID)
    case connection(CaseID)
    case stub(String)
    /// Gives the papers of one kind and year their numbers.
    case register(PaperRegister)

    /// Nil if the text names no stream.
    public init?(_ text: String) {
        if text == "project" {
            self = .project
            return
        }
        guard let slash = text.firstIndex(of: "/") else { return nil }
        let name = String(text[text.index(after: slash)...])
        switch text[..<slash] {
        case "application":
            guard let id = IntakeID(name) else { return nil }
            self = .application(id)
        case "case":
            guard let id = CaseID(name) else { return nil }
            self = .connection(id)
        case "stub":
            guard !name.isEmpty else { return nil }
            self = .stub(name)
        case "register":
            guard let register = PaperRegister(Substring(name)) else { return nil }
            self = .register(register)
        default: return nil
        }
    }

    public var description: String {
        switch self {
        case .project: "project"
        case .application(let id): "application/\(id)"
        case .connection(let id): "case/\(id)"
        case .stub(let id): "stub/\(id)"
        case .register(let register): "register/\(register.name)"
        }
    }

    public static func < (a: StreamID, b: StreamID) -> Bool { inOrder(a.description, b.description) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let stream = StreamID(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no stream")
        }
        self = stream
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
