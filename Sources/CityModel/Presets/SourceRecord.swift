/// The columns of one source feature, with the tags an hstore column adds.
///
/// Names are matched exactly first, then without regard to case, since
/// Shapefiles and databases change the case of names.
public struct SourceRecord: Sendable {
    private var columns: [String: AttributeValue]
    private var folded: [String: AttributeValue]

    /// - Parameters:
    ///   - columns: the columns that have a value.
    ///   - tagsField: the column to read as an hstore; a real column goes before a tag of the same name.
    public init(_ columns: [String: AttributeValue], tagsField: String? = nil) {
        var all = columns.filter { !$0.value.isBlank }
        if let tagsField, case .text(let text)? = all.removeValue(forKey: tagsField) {
            for (key, value) in parseHStore(text) where all[key] == nil { all[key] = .text(value) }
        }
        self.columns = all
        folded = [:]
        for key in all.keys.sorted() where folded[key.lowercased()] == nil {
            folded[key.lowercased()] = all[key]
        }
    }

    /// The value of a field; nil if it has none.
    public subscript(_ field: String) -> AttributeValue? { columns[field] ?? folded[field.lowercased()] }

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
