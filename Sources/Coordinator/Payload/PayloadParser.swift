/// Reads JSON by RFC 8259 into the nodes of a ``PayloadTree``.
struct PayloadParser {
    /// Objects and arrays within each other; what nests deeper is no event, and would exhaust the stack of a decoder.
    static let maxDepth = 256

    private(set) var nodes: [PayloadTree.Node] = []
    private var at = 0
    private var depth = 0

    init(count: Int) { nodes.reserveCapacity(count / 12 + 8) }

    mutating func document(_ all: UnsafeBufferPointer<UInt8>) throws(PayloadFault) {
        skipSpace(all)
        try value(all)
        skipSpace(all)
        guard at == all.count else { throw fault("text behind the document") }
    }

    private mutating func value(_ all: UnsafeBufferPointer<UInt8>) throws(PayloadFault) {
        guard at < all.count else { throw fault("the text ends where a value should be") }
        switch all[at] {
        case UInt8(ascii: "\""): try string(all)
        case UInt8(ascii: "{"): try object(all)
        case UInt8(ascii: "["): try array(all)
        case UInt8(ascii: "t"): try word("true", .yes, all)
        case UInt8(ascii: "f"): try word("false", .no, all)
        case UInt8(ascii: "n"): try word("null", .null, all)
        default: try number(all)
        }
    }

    private mutating func object(_ all: UnsafeBufferPointer<UInt8>) throws(PayloadFault) {
        try list(.object, closing: UInt8(ascii: "}"), all) { (self, all) throws(PayloadFault) in
            guard self.at < all.count, all[self.at] == UInt8(ascii: "\"") else { throw self.fault("no key") }
            try self.string(all)
            self.skipSpace(all)
            guard self.at < all.count, all[self.at] == UInt8(ascii: ":") else { throw self.fault("no colon") }
            self.at += 1
            self.skipSpace(all)
            try self.value(all)
        }
    }

    private mutating func array(_ all: UnsafeBufferPointer<UInt8>) throws(PayloadFault) {
        try list(.array, closing: UInt8(ascii: "]"), all) { (self, all) throws(PayloadFault) in
            try self.value(all)
        }
    }

    private mutating func list(
        _ kind: PayloadTree.Kind, closing: UInt8, _ all: UnsafeBufferPointer<UInt8>,
        _ member: (inout PayloadParser, UnsafeBufferPointer<UInt8>) throws(PayloadFault) -> Void
    ) throws(PayloadFault) {
        depth += 1
        guard depth <= Self.maxDepth else { throw fault("nested deeper than \(Self.maxDepth)") }
        let own = nodes.count
        let start = at
        nodes.append(.init(kind: kind, start: Int32(start), end: 0, next: 0))
        at += 1
        skipSpace(all)
        if at < all.count, all[at] == closing {
            at += 1
        } else {
            while true {
                try member(&self, all)
                skipSpace(all)
                guard at < all.count else { throw fault("the text ends within a list") }
                let byte = all[at]
                at += 1
                if byte == closing { break }
                guard byte == UInt8(ascii: ",") else { throw fault("no comma") }
                skipSpace(all)
            }
        }
        depth -= 1
        nodes[own].end = Int32(at)
        nodes[own].next = Int32(nodes.count)
    }

    private mutating func string(_ all: UnsafeBufferPointer<UInt8>) throws(PayloadFault) {
        let start = at + 1
        var end = start
        var hasEscapes = false
        while true {
            guard end < all.count else { throw fault("the text ends within a string") }
            let byte = all[end]
            if byte == UInt8(ascii: "\"") { break }
            guard byte >= 0x20 else { throw fault("a control character in a string") }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                end += 1
            }
            end += 1
        }
        add(hasEscapes ? .escapedText : .text, start, end)
        at = end + 1
    }

    private mutating func number(_ all: UnsafeBufferPointer<UInt8>) throws(PayloadFault) {
        let start = at
        if all[at] == UInt8(ascii: "-") { at += 1 }
        let first = at
        guard digits(all) > 0 else { throw fault("no value") }
        guard all[first] != UInt8(ascii: "0") || at == first + 1 else {
            throw fault("a number with a leading zero")
        }
        if at < all.count, all[at] == UInt8(ascii: ".") {
            at += 1
            guard digits(all) > 0 else { throw fault("no digit behind the point") }
        }
        if at < all.count, all[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < all.count, all[at] == UInt8(ascii: "-") || all[at] == UInt8(ascii: "+") { at += 1 }
            guard digits(all) > 0 else { throw fault("no digit in the exponent") }
        }
        add(.number, start, at)
    }

    private mutating func digits(_ all: UnsafeBufferPointer<UInt8>) -> Int {
        let start = at
        while at < all.count, all[at] &- UInt8(ascii: "0") < 10 { at += 1 }
        return at - start
    }

    private mutating func word(
        _ word: StaticString, _ kind: PayloadTree.Kind, _ all: UnsafeBufferPointer<UInt8>
    ) throws(PayloadFault) {
        let end = at + word.utf8CodeUnitCount
        guard end <= all.count else { throw fault("no value") }
        let wanted = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard all[at..<end].elementsEqual(wanted) else { throw fault("no value") }
        add(kind, at, end)
        at = end
    }

    private mutating func add(_ kind: PayloadTree.Kind, _ start: Int, _ end: Int) {
        nodes.append(
            .init(kind: kind, start: Int32(start), end: Int32(end), next: Int32(nodes.count + 1)))
    }

    private mutating func skipSpace(_ all: UnsafeBufferPointer<UInt8>) {
        while at < all.count,
            all[at] == 0x20 || (all[at] >= 0x09 && all[at] <= 0x0D && all[at] != 0x0B && all[at] != 0x0C)
        {
            at += 1
        }
    }

    private func fault(_ what: String) -> PayloadFault { PayloadFault(offset: at, what: what) }
}

/// Strings with escapes.
enum PayloadText {
    /// What the bytes between two quotes mean; nil if an escape is none or the text is no UTF-8.
    static func unescaped(_ raw: UnsafeBufferPointer<UInt8>) -> String? {
        var text: [UInt8] = []
        text.reserveCapacity(raw.count)
        var at = 0
        while at < raw.count {
            guard raw[at] == UInt8(ascii: "\\") else {
                text.append(raw[at])
                at += 1
                continue
            }
            guard at + 1 < raw.count else { return nil }
            let letter = raw[at + 1]
            at += 2
            if letter == UInt8(ascii: "u") {
                guard let scalar = scalar(raw, &at) else { return nil }
                text.append(contentsOf: Array(String(Character(scalar)).utf8))
            } else {
                guard let byte = meaning(of: letter) else { return nil }
                text.append(byte)
            }
        }
        return String(validating: text, as: UTF8.self)
    }

    private static func meaning(of letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    /// The scalar of four digits, or of a pair of surrogates.
    private static func scalar(_ raw: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Unicode.Scalar? {
        guard let high = unit(raw, &at) else { return nil }
        guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
        guard at + 1 < raw.count, raw[at] == UInt8(ascii: "\\"), raw[at + 1] == UInt8(ascii: "u") else {
            return nil
        }
        at += 2
        guard let low = unit(raw, &at), (0xDC00..<0xE000).contains(low) else { return nil }
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }

    private static func unit(_ raw: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> UInt32? {
        guard at + 4 <= raw.count else { return nil }
        var value: UInt32 = 0
        for byte in raw[at..<at + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        at += 4
        return value
    }
}
