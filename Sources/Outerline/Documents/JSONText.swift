import Foundation

/// The one way documents become JSON: sorted keys, no escaped slashes, numbers in full.
public enum JSONText {
    /// One object on one line, with its line end.
    public static func line(_ value: some Encodable) throws -> Data {
        var data = try JSONTapeEncoder.data(value)
        data.append(0x0A)
        return data
    }

    /// Indented, for documents that people read.
    public static func document(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        var data = try encoder.encode(value)
        data.append(0x0A)
        return data
    }

    /// An array with one element per line, without a final line end.
    public static func array(_ values: [some Encodable]) throws -> String {
        let lines = try values.map { String(decoding: try JSONTapeEncoder.data($0), as: UTF8.self) }
        return lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n]"
    }
}
