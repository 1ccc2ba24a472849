/// The names of a source layer's columns, prepared once for all its features.
public struct SourceColumns: Sendable {
    let exact: [String: Int]
    /// By lower-case name, columns of equal names in the order of their spelling.
    let folded: [String: [Int]]

    public init(_ names: [String]) {
        exact = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
        let order = names.indices.sorted { names[$0] < names[$1] }
        folded = Dictionary(grouping: order) { names[$0].lowercased() }
    }
}

/// The columns of one source feature, with the tags an hstore column adds.
///
/// Names are matched exactly first, then without regard to case, since
/// Shapefiles and databases change the case of names.
public struct SourceRecord: Sendable {
    private let columns: SourceColumns
    private var values: [AttributeValue?]
    private var tags: [String: String] = [:]
    private var foldedTags: [String: String] = [:]

    /// - Parameters:
    ///   - values: in the order of the columns; nil or blank where a column has none.
    ///   - tagsField: the column to read as an hstore; a real column goes before a tag of the same name.
    public init(_ columns: SourceColumns, _ values: [AttributeValue?], tagsField: String? = nil) {
        self.columns = columns
        self.values = values
        for index in values.indices where values[index]?.isBlank == true { self.values[index] = nil }
        guard let tagsField, let index = columns.exact[tagsField], case .text(let text)? = self.values[index]
        else {
            return
        }
        self.values[index] = nil
        tags = parseHStore(text).filter { !$0.value.trimmed.isEmpty }
        for key in tags.keys.sorted() where foldedTags[key.lowercased()] == nil {
            foldedTags[key.lowercased()] = tags[key]
        }
    }

    /// A single feature's columns that have a value.
    public init(_ columns: [String: AttributeValue], tagsField: String? = nil) {
        let names = columns.keys.sorted()
        self.init(SourceColumns(names), names.map { columns[$0] }, tagsField: tagsField)
    }

    /// The value of a field; nil if it has none.
    public subscript(_ field: String) -> AttributeValue? {
        if let index = columns.exact[field], let value = values[index] { return value }
        if let tag = tags[field] { return .text(tag) }
        let name = field.lowercased()
        for index in columns.folded[name] ?? [] { if let value = values[index] { return value } }
        return foldedTags[name].map(AttributeValue.text)
    }

    /// The value of the first field that has one.
    public func first(of fields: [String]) -> AttributeValue? {
        for field in fields { if let value = self[field] { return value } }
        return nil
    }
}

/// The pairs of a PostgreSQL hstore text such as `"bridge"=>"yes","layer"=>"1"`.
///
/// Reads as far as the text is well formed; a later pair of the same key is ignored.
/// - Complexity: O(length).
public func parseHStore(_ text: String) -> [String: String] {
    var pairs: [String: String] = [:]
    var rest = Substring(text)
    while let key = takeQuoted(&rest), rest.hasPrefix("=>") {
        rest = rest.dropFirst(2)
        if let value = takeQuoted(&rest) {
            if pairs[key] == nil { pairs[key] = value }
        } else if rest.prefix(4).uppercased() == "NULL" {
            rest = rest.dropFirst(4)
        } else {
            break
        }
        rest = rest.drop { $0 == "," || $0 == " " }
    }
    return pairs
}

/// Takes a quoted text with backslash escapes off the front; nil if there is none or it does not end.
private func takeQuoted(_ rest: inout Substring) -> String? {
    guard rest.first == "\"" else { return nil }
    var value = ""
    var index = rest.index(after: rest.startIndex)
    while index < rest.endIndex {
        let character = rest[index]
        let next = rest.index(after: index)
        if character == "\"" {
            rest = rest[next...]
            return value
        }
        if character == "\\", next < rest.endIndex {
            value.append(rest[next])
            index = rest.index(after: next)
        } else {
            value.append(character)
            index = next
        }
    }
    return nil
}
