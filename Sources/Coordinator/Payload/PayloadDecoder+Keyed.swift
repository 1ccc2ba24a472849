struct PayloadKeyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let tree: PayloadTree
    let object: Int

    var codingPath: [any CodingKey] { tree.path(to: object) }

    var allKeys: [Key] {
        let nodes = tree.children(of: object)
        return stride(from: 0, to: nodes.count, by: 2).compactMap {
            tree.text(nodes[$0]).flatMap { Key(stringValue: $0) }
        }
    }

    func contains(_ key: Key) -> Bool { tree.value(of: key.stringValue, in: object) != nil }

    private func decoder(_ key: Key) throws -> PayloadDecoder {
        guard let node = tree.value(of: key.stringValue, in: object) else {
            throw DecodingError.keyNotFound(
                key, .init(codingPath: codingPath, debugDescription: "no key '\(key.stringValue)'"))
        }
        return PayloadDecoder(tree: tree, node: node)
    }

    /// Nil where the key is missing or its value is null: one search where the usual way has three.
    private func optional(_ key: Key) -> PayloadDecoder? {
        guard let node = tree.value(of: key.stringValue, in: object), tree.nodes[node].kind != .null else {
            return nil
        }
        return PayloadDecoder(tree: tree, node: node)
    }

    func decodeNil(forKey key: Key) throws -> Bool { try decoder(key).isNull }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try decoder(key).bool() }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try decoder(key).text() }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try decoder(key).number() }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { Float(try decoder(key).number()) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try decoder(key).integer() }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try decoder(key).integer() }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try decoder(key).integer() }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try decoder(key).integer() }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try decoder(key).integer() }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try decoder(key).integer() }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try decoder(key).integer() }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try decoder(key).integer() }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try decoder(key).integer() }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try decoder(key).integer() }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try decoder(key).value() }

    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try optional(key)?.bool() }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try optional(key)?.text() }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
        try optional(key)?.number()
    }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try optional(key)?.integer() }
    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        try optional(key)?.value()
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try decoder(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { PayloadDecoder(tree: tree, node: object) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }
}
