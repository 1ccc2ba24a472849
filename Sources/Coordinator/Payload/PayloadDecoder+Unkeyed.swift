struct PayloadUnkeyed: UnkeyedDecodingContainer {
    let tree: PayloadTree
    let array: Int
    /// The node of the next element.
    private var next: Int
    private(set) var currentIndex = 0

    init(tree: PayloadTree, array: Int) {
        self.tree = tree
        self.array = array
        next = array + 1
    }

    var codingPath: [any CodingKey] { tree.path(to: array) }
    var isAtEnd: Bool { next >= Int(tree.nodes[array].next) }

    var count: Int? {
        var count = 0
        var at = array + 1
        while at < Int(tree.nodes[array].next) {
            count += 1
            at = Int(tree.nodes[at].next)
        }
        return count
    }

    /// The next element; it stays the next one if `body` throws.
    private mutating func take<T>(_ body: (PayloadDecoder) throws -> T) throws -> T {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                T.self, .init(codingPath: codingPath, debugDescription: "the array ends at \(currentIndex)"))
        }
        let value = try body(PayloadDecoder(tree: tree, node: next))
        currentIndex += 1
        next = Int(tree.nodes[next].next)
        return value
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, tree.nodes[next].kind == .null else { return false }
        return try take { _ in true }
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try take { try $0.bool() } }
    mutating func decode(_ type: String.Type) throws -> String { try take { try $0.text() } }
    mutating func decode(_ type: Double.Type) throws -> Double { try take { try $0.number() } }
    mutating func decode(_ type: Float.Type) throws -> Float { Float(try take { try $0.number() }) }
    mutating func decode(_ type: Int.Type) throws -> Int { try take { try $0.integer() } }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try take { try $0.integer() } }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try take { try $0.integer() } }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try take { try $0.integer() } }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try take { try $0.integer() } }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try take { try $0.integer() } }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try take { try $0.integer() } }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try take { try $0.integer() } }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try take { try $0.integer() } }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try take { try $0.integer() } }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try take { try $0.value() } }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { try take { try $0.container(keyedBy: type) } }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try take { try $0.unkeyedContainer() }
    }

    mutating func superDecoder() throws -> any Decoder { try take { $0 } }
}
