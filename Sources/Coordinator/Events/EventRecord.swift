import Foundation
import Vocabulary

/// An event as the log stores it: its type and its payload as canonical JSON.
///
/// Canonical means: UTF-8, keys sorted, no spaces, slashes not escaped, absent
/// optionals left out. The same event always gives the same bytes.
public struct EventRecord: Sendable, Hashable {
    /// The name of the event's case, such as `permitGranted`.
    public var type: String
    /// A JSON object whose keys are the labels of the case.
    public var payload: String

    public init(type: String, payload: String) {
        self.type = type
        self.payload = payload
    }

    /// Writes `event` down.
    ///
    /// - Throws: ``Problem`` CAS-190 if a number in it is not finite.
    public init(_ event: Event) throws(Problem) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text: String
        do {
            text = String(decoding: try encoder.encode(event), as: UTF8.self)
        } catch {
            throw Problem(.eventUnwritable, "an event cannot be written as JSON: \(error)")
        }
        // The compiler's coding of an enum is one object with one key: {"type":{…}}.
        let inner = text.dropFirst(2).dropLast()
        guard let quote = inner.firstIndex(of: "\"") else {
            throw Problem(.eventUnwritable, "an event cannot be written as JSON: no type in '\(text)'")
        }
        type = String(inner[..<quote])
        payload = String(inner[inner.index(quote, offsetBy: 2)...])
    }

    /// Reads the event back.
    ///
    /// - Throws: ``Problem`` CAS-191 if the type is unknown or the payload is not that type's.
    public func event() throws(Problem) -> Event {
        do {
            return try PayloadDecoder.decode(Event.self, from: Array("{\"\(type)\":\(payload)}".utf8))
        } catch {
            throw Problem(
                .eventUnreadable, "an event of type '\(type)' cannot be read: \(error)",
                help: "the log was written by a newer version, or changed by hand: run 'project verify'")
        }
    }
}
