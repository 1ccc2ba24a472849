import Foundation

/// Encodes documents onto a tape.
///
/// The text is that of `JSONEncoder` with sorted keys and slashes as they are, at a fraction of its time: in a batch
/// over a city JSON Lines would otherwise cost more than finding what they say. Belongs to one task.
final class JSONTapeEncoder {
    fileprivate var tape = JSONTape()

    /// One document on one line, without the line end.
    ///
    /// - Throws: `EncodingError` for a number that is not finite, or a value that encodes nothing.
    static func data(_ value: some Encodable) throws -> Data {
        let encoder = JSONTapeEncoder()
        try encoder.put(value, at: .node(JSONTape.root))
        guard !encoder.tape.isEmpty else {
            let context = EncodingError.Context(codingPath: [], debugDescription: "the value encodes nothing")
            throw EncodingError.invalidValue(value, context)
        }
        return encoder.tape.written()
    }

    fileprivate func put<Value: Encodable>(_ value: Value, at place: JSONTape.Place) throws {
        // Coordinates come here number by number.
        if Value.self == Double.self, let number = value as? Double { return try tape.put(number, at: place) }
        if Value.self == String.self, let string = value as? String { return tape.put(string, at: place) }
        if Value.self == Data.self || Value.self == URL.self || Value.self == Decimal.self {
            // Types that JSONEncoder writes in its own way.
            let encoder = JSONEncoder()
            encoder.outputFormatting = .withoutEscapingSlashes
            return tape.put(raw: try encoder.encode(value), at: place)
        }
        try value.encode(to: JSONNodeEncoder(owner: self, node: tape.node(at: place)))
    }
}

/// The encoder of one value.
private struct JSONNodeEncoder: Encoder {
    let owner: JSONTapeEncoder
    let node: Int

    init(owner: JSONTapeEncoder, node: Int) {
        self.owner = owner
        self.node = node
    }

    init(owner: JSONTapeEncoder, at place: JSONTape.Place) {
        self.init(owner: owner, node: owner.tape.node(at: place))
    }

    var codingPath: [any CodingKey] { owner.tape.path(to: node) }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        owner.tape.makeObject(node)
        return KeyedEncodingContainer(JSONMembers<Key>(owner: owner, node: node))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        owner.tape.makeArray(node)
        return JSONElements(owner: owner, node: node)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { JSONValue(owner: owner, node: node) }
}

/// The members of an object.
private struct JSONMembers<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let owner: JSONTapeEncoder
    let node: Int

    var codingPath: [any CodingKey] { owner.tape.path(to: node) }

    private func place(_ key: Key) -> JSONTape.Place { .member(of: node, key: key.stringValue) }
    private func encoder(_ key: Key) -> JSONNodeEncoder { JSONNodeEncoder(owner: owner, at: place(key)) }
    private func integer(_ value: some FixedWidthInteger, _ key: Key) {
        owner.tape.put(raw: value.description.utf8, at: place(key))
    }

    func encodeNil(forKey key: Key) { owner.tape.put(raw: "null".utf8, at: place(key)) }
    func encode(_ value: Bool, forKey key: Key) {
        owner.tape.put(raw: value.description.utf8, at: place(key))
    }
    func encode(_ value: String, forKey key: Key) { owner.tape.put(value, at: place(key)) }
    func encode(_ value: Double, forKey key: Key) throws { try owner.tape.put(value, at: place(key)) }
    func encode(_ value: Float, forKey key: Key) throws { try owner.tape.put(value, at: place(key)) }
    func encode(_ value: Int, forKey key: Key) { integer(value, key) }
    func encode(_ value: Int8, forKey key: Key) { integer(value, key) }
    func encode(_ value: Int16, forKey key: Key) { integer(value, key) }
    func encode(_ value: Int32, forKey key: Key) { integer(value, key) }
    func encode(_ value: Int64, forKey key: Key) { integer(value, key) }
    func encode(_ value: UInt, forKey key: Key) { integer(value, key) }
    func encode(_ value: UInt8, forKey key: Key) { integer(value, key) }
    func encode(_ value: UInt16, forKey key: Key) { integer(value, key) }
    func encode(_ value: UInt32, forKey key: Key) { integer(value, key) }
    func encode(_ value: UInt64, forKey key: Key) { integer(value, key) }
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try owner.put(value, at: place(key))
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key)
        -> KeyedEncodingContainer<Nested>
    {
        encoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        JSONNodeEncoder(owner: owner, at: .member(of: node, key: "super"))
    }

    func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }
}

/// What an array and a single value have in common: one place after the other.
private protocol JSONPlaces {
    var owner: JSONTapeEncoder { get }
    var node: Int { get }
    var place: JSONTape.Place { get }
}

extension JSONPlaces {
    var codingPath: [any CodingKey] { owner.tape.path(to: node) }

    private func integer(_ value: some FixedWidthInteger) {
        owner.tape.put(raw: value.description.utf8, at: place)
    }

    func encodeNil() { owner.tape.put(raw: "null".utf8, at: place) }
    func encode(_ value: Bool) { owner.tape.put(raw: value.description.utf8, at: place) }
    func encode(_ value: String) { owner.tape.put(value, at: place) }
    func encode(_ value: Double) throws { try owner.tape.put(value, at: place) }
    func encode(_ value: Float) throws { try owner.tape.put(value, at: place) }
    func encode(_ value: Int) { integer(value) }
    func encode(_ value: Int8) { integer(value) }
    func encode(_ value: Int16) { integer(value) }
    func encode(_ value: Int32) { integer(value) }
    func encode(_ value: Int64) { integer(value) }
    func encode(_ value: UInt) { integer(value) }
    func encode(_ value: UInt8) { integer(value) }
    func encode(_ value: UInt16) { integer(value) }
    func encode(_ value: UInt32) { integer(value) }
    func encode(_ value: UInt64) { integer(value) }
    func encode<Value: Encodable>(_ value: Value) throws { try owner.put(value, at: place) }
}

private struct JSONValue: SingleValueEncodingContainer, JSONPlaces {
    let owner: JSONTapeEncoder
    let node: Int

    var place: JSONTape.Place { .node(node) }
}

private struct JSONElements: UnkeyedEncodingContainer, JSONPlaces {
    let owner: JSONTapeEncoder
    let node: Int

    var place: JSONTape.Place { .element(of: node) }
    var count: Int { owner.tape.children(of: node).reduce(0) { count, _ in count + 1 } }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        JSONNodeEncoder(owner: owner, at: place).container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        JSONNodeEncoder(owner: owner, at: place).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { JSONNodeEncoder(owner: owner, at: place) }
}
