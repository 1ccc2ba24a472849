/// JSON text taken apart once: its values in one flat list that points into the bytes.
///
/// An event of a case is read thousands of times and written once, and reading is what a rebuild costs; no value is
/// copied or boxed before it is asked for.
final class PayloadTree: Sendable {
    enum Kind: UInt8, Sendable {
        case null, yes, no, number
        /// Text between its quotes; the second holds escapes.
        case text, escapedText
        /// Keys and values lie behind each other, each value behind its key.
        case object
        case array
    }

    struct Node: Sendable {
        var kind: Kind
        var start: Int32
        /// Behind the last byte.
        var end: Int32
        /// The node behind this one and all it holds.
        var next: Int32
    }

    static let root = 0
    let bytes: [UInt8]
    let nodes: [Node]

    /// - Throws: ``PayloadFault`` where the text is no JSON document, nested deeper than ``PayloadParser/maxDepth`` or
    ///   longer than 2 GiB.
    /// - Complexity: O(bytes).
    init(_ bytes: [UInt8]) throws(PayloadFault) {
        guard bytes.count < Int32.max else { throw PayloadFault(offset: 0, what: "longer than 2 GiB") }
        var parser = PayloadParser(count: bytes.count)
        let fault: PayloadFault? = bytes.withUnsafeBufferPointer { all in
            do throws(PayloadFault) {
                try parser.document(all)
                return nil
            } catch { return error }
        }
        if let fault { throw fault }
        self.bytes = bytes
        nodes = parser.nodes
    }

    // MARK: - Asking

    /// The value of a key; nil if the object has none.
    ///
    /// - Complexity: O(keys of the object).
    func value(of key: String, in object: Int) -> Int? {
        var key = key
        return key.withUTF8 { wanted in
            nodes.withUnsafeBufferPointer { nodes in
                bytes.withUnsafeBufferPointer { bytes in
                    let end = Int(nodes[object].next)
                    var at = object + 1
                    while at < end {
                        let node = nodes[at]
                        if Self.isKey(node, wanted, bytes) { return at + 1 }
                        at = Int(nodes[at + 1].next)
                    }
                    return nil
                }
            }
        }
    }

    private static func isKey(
        _ node: Node, _ wanted: UnsafeBufferPointer<UInt8>, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let own = UnsafeBufferPointer(rebasing: bytes[Int(node.start)..<Int(node.end)])
        // A key with escapes is rare enough to be compared as the text it means.
        guard node.kind == .text else {
            return PayloadText.unescaped(own)?.utf8.elementsEqual(wanted) ?? false
        }
        return own.count == wanted.count && own.elementsEqual(wanted)
    }

    /// The first nodes of the values of an array, or of keys and values in turn.
    func children(of node: Int) -> [Int] {
        var children: [Int] = []
        var at = node + 1
        while at < Int(nodes[node].next) {
            children.append(at)
            at = Int(nodes[at].next)
        }
        return children
    }

    /// The text of a string; nil if it is none or holds no text in UTF-8.
    func text(_ node: Int) -> String? {
        let own = nodes[node]
        return bytes.withUnsafeBufferPointer { bytes in
            let own = UnsafeBufferPointer(rebasing: bytes[Int(own.start)..<Int(own.end)])
            return switch nodes[node].kind {
            case .text: String(validating: own, as: UTF8.self)
            case .escapedText: PayloadText.unescaped(own)
            default: nil
            }
        }
    }

    func integer<T: FixedWidthInteger>(_ node: Int) -> T? {
        guard nodes[node].kind == .number else { return nil }
        let (start, end) = (Int(nodes[node].start), Int(nodes[node].end))
        var at = start
        let isNegative = bytes[at] == UInt8(ascii: "-")
        if isNegative { at += 1 }
        var value: T = 0
        while at < end {
            let digit = bytes[at] &- UInt8(ascii: "0")
            // A fraction or an exponent: whole only if its value is.
            guard digit < 10 else { return number(node).flatMap { T(exactly: $0) } }
            let (times, tooMuch) = value.multipliedReportingOverflow(by: 10)
            let step = T(truncatingIfNeeded: digit)
            let (sum, over) =
                isNegative ? times.subtractingReportingOverflow(step) : times.addingReportingOverflow(step)
            if tooMuch || over { return nil }
            value = sum
            at += 1
        }
        return value
    }

    /// The nearest number; nil if it is none or too large.
    func number(_ node: Int) -> Double? {
        guard nodes[node].kind == .number else { return nil }
        let own = bytes[Int(nodes[node].start)..<Int(nodes[node].end)]
        guard let value = Double(String(decoding: own, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }
}

/// Where a text stops being JSON.
struct PayloadFault: Error, CustomStringConvertible {
    var offset: Int
    var what: String

    var description: String { "\(what) at byte \(offset)" }
}
