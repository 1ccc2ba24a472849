import Foundation

/// The values of one JSON document in the order in which they are encoded; sorted by key when they are written.
///
/// Nodes lie in one flat list, children linked by index, and all text in one buffer: no dictionary and no object for
/// each value.
struct JSONTape {
    /// Where a value goes.
    enum Place {
        case node(Int)
        case element(of: Int)
        case member(of: Int, key: String)
    }

    private enum Content {
        /// Nothing encoded; written as an empty object, as `JSONEncoder` does.
        case none
        case scalar, array, object
    }

    private struct Node {
        var parent: Int
        /// The key in ``text``; empty in arrays and at the root.
        var key: Range<Int>
        var content = Content.none
        /// The text of a scalar in ``text``.
        var value = 0..<0
        var firstChild = -1
        var lastChild = -1
        var nextSibling = -1
    }

    static let root = 0
    private var nodes: [Node] = []
    private var text: [UInt8] = []

    init() {
        nodes.reserveCapacity(128)
        text.reserveCapacity(4096)
        nodes.append(Node(parent: -1, key: 0..<0))
    }

    /// True until something is encoded.
    var isEmpty: Bool { nodes[Self.root].content == .none }

    // MARK: - Building

    /// The node of a place, made if it is a new element or member.
    mutating func node(at place: Place) -> Int {
        let parent: Int
        let start = text.count
        switch place {
        case .node(let node): return node
        case .element(let array): parent = array
        case .member(let object, let key):
            parent = object
            text.append(contentsOf: key.utf8)
        }
        let node = nodes.count
        nodes.append(Node(parent: parent, key: start..<text.count))
        let last = nodes[parent].lastChild
        if last < 0 { nodes[parent].firstChild = node } else { nodes[last].nextSibling = node }
        nodes[parent].lastChild = node
        return node
    }

    mutating func makeObject(_ node: Int) { nodes[node].content = .object }
    mutating func makeArray(_ node: Int) { nodes[node].content = .array }

    /// Puts text that is JSON already.
    mutating func put(raw bytes: some Sequence<UInt8>, at place: Place) {
        let node = node(at: place)
        let start = text.count
        text.append(contentsOf: bytes)
        finish(node, from: start)
    }

    mutating func put(_ string: String, at place: Place) {
        let node = node(at: place)
        let start = text.count
        var string = string
        string.withUTF8 { text.appendJSONString($0) }
        finish(node, from: start)
    }

    /// The shortest text that reads back as the same number, whole numbers without `.0`.
    ///
    /// - Throws: `EncodingError` for what is no finite number.
    mutating func put(_ number: some BinaryFloatingPoint & LosslessStringConvertible, at place: Place) throws
    {
        let node = node(at: place)
        guard number.isFinite else {
            let context = EncodingError.Context(
                codingPath: path(to: node), debugDescription: "JSON has no word for \(number)")
            throw EncodingError.invalidValue(number, context)
        }
        let start = text.count
        text.append(contentsOf: number.description.utf8)
        if text.count - start > 2, text[text.count - 1] == UInt8(ascii: "0"),
            text[text.count - 2] == UInt8(ascii: ".")
        {
            text.removeLast(2)
        }
        finish(node, from: start)
    }

    private mutating func finish(_ node: Int, from start: Int) {
        nodes[node].content = .scalar
        nodes[node].value = start..<text.count
    }

    // MARK: - Asking

    func children(of node: Int) -> some Sequence<Int> {
        sequence(state: nodes[node].firstChild) { child -> Int? in
            guard child >= 0 else { return nil }
            defer { child = nodes[child].nextSibling }
            return child
        }
    }

    /// The keys and positions from the root to a node, for errors.
    func path(to node: Int) -> [any CodingKey] {
        guard node > Self.root else { return [] }
        let parent = nodes[node].parent
        if nodes[parent].content == .array {
            let position = children(of: parent).prefix { $0 != node }.reduce(0) { count, _ in count + 1 }
            return path(to: parent) + [JSONPathKey(position)]
        }
        return path(to: parent) + [JSONPathKey(String(decoding: text[nodes[node].key], as: UTF8.self))]
    }

    // MARK: - Writing

    /// The whole document as one line without its end.
    func written() -> Data {
        var output: [UInt8] = []
        output.reserveCapacity(text.count + nodes.count * 8)
        var members: [Int] = []
        text.withUnsafeBufferPointer { write(Self.root, $0, to: &output, &members) }
        return Data(output)
    }

    /// - Parameter members: room for sorting, left as it was.
    private func write(
        _ node: Int, _ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8], _ members: inout [Int]
    ) {
        switch nodes[node].content {
        case .none: output.append(contentsOf: "{}".utf8)
        case .scalar: output.append(contentsOf: text[nodes[node].value])
        case .array:
            output.append(UInt8(ascii: "["))
            var child = nodes[node].firstChild
            while child >= 0 {
                write(child, text, to: &output, &members)
                child = nodes[child].nextSibling
                if child >= 0 { output.append(UInt8(ascii: ",")) }
            }
            output.append(UInt8(ascii: "]"))
        case .object:
            output.append(UInt8(ascii: "{"))
            let first = members.count
            sortMembers(of: node, text, &members)
            for index in first..<members.count {
                let child = members[index]
                if index > first { output.append(UInt8(ascii: ",")) }
                output.appendJSONString(UnsafeBufferPointer(rebasing: text[nodes[child].key]))
                output.append(UInt8(ascii: ":"))
                write(child, text, to: &output, &members)
            }
            members.removeSubrange(first...)
            output.append(UInt8(ascii: "}"))
        }
    }

    /// Appends the members of an object by the bytes of their keys; of equal keys the last one counts.
    private func sortMembers(of node: Int, _ text: UnsafeBufferPointer<UInt8>, _ members: inout [Int]) {
        let first = members.count
        var child = nodes[node].firstChild
        while child >= 0 {
            var place = members.count
            var order = 1
            while place > first {
                order = compare(nodes[child].key, nodes[members[place - 1]].key, text)
                if order >= 0 { break }
                place -= 1
            }
            if place > first, order == 0 {
                members[place - 1] = child
            } else {
                members.insert(child, at: place)
            }
            child = nodes[child].nextSibling
        }
    }

    /// Below, at or above 0 as the bytes of `a` stand before, equal or after those of `b`.
    private func compare(_ a: Range<Int>, _ b: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> Int {
        for offset in 0..<min(a.count, b.count) {
            let (x, y) = (text[a.lowerBound + offset], text[b.lowerBound + offset])
            if x != y { return x < y ? -1 : 1 }
        }
        return a.count - b.count
    }
}

/// A key or a position on the way to a value.
struct JSONPathKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ key: String) {
        stringValue = key
        intValue = nil
    }

    init(_ position: Int) {
        stringValue = "Index \(position)"
        intValue = position
    }

    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { self.init(intValue) }
}

extension [UInt8] {
    /// Appends a string in quotes: quotes, backslashes and control characters escaped, nothing else.
    fileprivate mutating func appendJSONString(_ utf8: UnsafeBufferPointer<UInt8>) {
        append(UInt8(ascii: "\""))
        var start = 0
        for index in utf8.indices where utf8[index] < 0x20 || utf8[index] == 0x22 || utf8[index] == 0x5C {
            append(contentsOf: utf8[start..<index])
            appendEscaped(utf8[index])
            start = index + 1
        }
        append(contentsOf: utf8[start...])
        append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case 0x22: append(contentsOf: "\\\"".utf8)
        case 0x5C: append(contentsOf: "\\\\".utf8)
        case 0x08: append(contentsOf: "\\b".utf8)
        case 0x09: append(contentsOf: "\\t".utf8)
        case 0x0A: append(contentsOf: "\\n".utf8)
        case 0x0C: append(contentsOf: "\\f".utf8)
        case 0x0D: append(contentsOf: "\\r".utf8)
        default:
            append(contentsOf: byte < 0x10 ? "\\u000".utf8 : "\\u00".utf8)
            append(contentsOf: String(byte, radix: 16).utf8)
        }
    }
}
