import Foundation

/// Names inside SVG files: cairo counts them up over the life of the process; here they are counted from the start of
/// each file, so that the same drawing gives the same bytes.
enum SVGNames {
    /// - Complexity: O(bytes).
    static func settled(_ data: Data) -> Data {
        let bytes = [UInt8](data)
        var known: [ArraySlice<UInt8>: [UInt8]] = [:]
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var copied = 0
        var index = 0
        while index < bytes.count {
            guard let (start, end) = name(bytes, at: index) else {
                index += 1
                continue
            }
            result += bytes[copied..<start]
            let name = bytes[start..<end]
            let settled = known[name] ?? Array("n\(known.count)".utf8)
            known[name] = settled
            result += settled
            (copied, index) = (end, end)
        }
        result += bytes[copied...]
        return Data(result)
    }

    /// Where a name stands that begins to be introduced at an index: ` id="NAME"`, `"#NAME"`, `(#NAME)`.
    ///
    /// Text is drawn as outlines, so nothing a user wrote can look like one.
    private static func name(_ bytes: [UInt8], at index: Int) -> (start: Int, end: Int)? {
        for (opening, closing) in openings where bytes[index] == opening[0] {
            let start = index + opening.count
            guard start < bytes.count, bytes[index..<start].elementsEqual(opening),
                let end = bytes[start...].prefix(64).firstIndex(of: closing), end > start
            else { continue }
            return (start, end)
        }
        return nil
    }

    private static let openings: [(opening: [UInt8], closing: UInt8)] = [
        (Array(" id=\"".utf8), UInt8(ascii: "\"")), (Array("\"#".utf8), UInt8(ascii: "\"")),
        (Array("(#".utf8), UInt8(ascii: ")")),
    ]
}
