import Foundation
import Logging
import Vocabulary

/// The log as JSON Lines on standard error: one object a line, for programs that collect logs.
public struct JSONLogHandler: LogHandler {
    public var logLevel = Logger.Level.info
    public var metadata: Logger.Metadata = [:]
    private let label: String
    private let write: @Sendable (Data) -> Void

    /// - Parameter write: takes a line with its end; whole lines, one at a time.
    public init(
        label: String,
        write: @escaping @Sendable (Data) -> Void = { FileHandle.standardError.write($0) }
    ) {
        self.label = label
        self.write = write
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        // What a caller names cannot stand in the place of what every line has.
        var line = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues { "\($0)" }
        line["time"] = Date().formatted(.iso8601)
        line["level"] = event.level.rawValue
        line["message"] = "\(event.message)"
        line["label"] = label
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(line) else { return }
        write(data + Data("\n".utf8))
    }
}
