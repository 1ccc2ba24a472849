import Hummingbird
import Logging
import NIOCore
import Vocabulary

/// What belongs to one request beside what was sent: where it came from, and what is found out about it on its way.
public struct DeskContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The address of the other side, or what the proxy in front says it is.
    public let address: String
    let notes = RequestNotes()

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "local"
    }

    /// A context without a connection, for tests of the router.
    init(address: String, logger: Logger) {
        coreContext = .init(source: LoggerSource(logger: logger))
        self.address = address
    }

    private struct LoggerSource: RequestContextSource { let logger: Logger }
}

/// What handlers tell the log of a request; no secret and nothing somebody typed.
final class RequestNotes: Sendable {
    private let values = Guarded<[String: String]>([:])

    subscript(key: String) -> String? {
        get { values.withLock { $0[key] } }
        set { values.withLock { $0[key] = newValue } }
    }

    var all: [String: String] { values.withLock { $0 } }
}
