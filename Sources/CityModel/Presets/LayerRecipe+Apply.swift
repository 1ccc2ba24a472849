import Vocabulary

extension LayerRecipe {
    /// True if the recipe takes a source feature.
    public func accepts(_ record: SourceRecord) -> Bool {
        (anyOf.isEmpty || anyOf.contains { $0.holds(for: record) })
            && !noneOf.contains { $0.holds(for: record) }
    }

    /// The id a source feature brings; nil if none of the id columns has a value.
    public func id(of record: SourceRecord) -> String? {
        for id in idFields {
            if let value = record[id.field] { return id.prefix + value.plainText.trimmed }
        }
        return nil
    }

    /// The fields of a layer as a source feature gives them.
    ///
    /// A field without a mapping comes from the source field of the same name.
    /// Values that do not fit are left out and told as problems, so that the
    /// caller may refuse the feature or take it without them.
    public func attributes(
        of record: SourceRecord, for definition: LayerDefinition
    ) -> (attributes: [String: AttributeValue], problems: [Problem]) {
        var attributes: [String: AttributeValue] = [:]
        var problems: [Problem] = []
        for field in definition.fields {
            let mapping =
                fields.first { $0.target == field.name } ?? FieldMapping(field.name, from: [field.name])
            guard let raw = mapping.value(in: record) else { continue }
            if let value = field.convert(raw) {
                attributes[field.name] = value
            } else {
                let why =
                    field.problem(with: .text(raw.plainText))
                    ?? Problem(.fieldType, "'\(raw.plainText)' is no \(field.kind.rawValue)")
                problems.append(why.located(.init(layer: definition.name.rawValue, field: field.name)))
            }
        }
        return (attributes, problems)
    }

    /// The same recipe with fields taken from other source fields (`--map field=source_field`).
    ///
    /// Words keep being translated as the preset says.
    public func mapping(_ overrides: [String: String]) -> LayerRecipe {
        var copy = self
        for (target, source) in overrides.sorted(by: { $0.key < $1.key }) {
            if target == "id" {
                copy.idFields = [IdField(source)]
            } else if let index = copy.fields.firstIndex(where: { $0.target == target }) {
                copy.fields[index].sources = [source]
            } else {
                copy.fields.append(FieldMapping(target, from: [source]))
            }
        }
        return copy
    }
}

extension FilterGroup {
    public func holds(for record: SourceRecord) -> Bool { tests.allSatisfy { $0.holds(for: record) } }
}

extension FieldTest {
    public func holds(for record: SourceRecord) -> Bool {
        let value = record[field]?.plainText.trimmed
        switch condition {
        case .oneOf(let words): return value.map(words.contains) ?? false
        case .notOneOf(let words): return value.map { !words.contains($0) } ?? true
        case .present: return value != nil
        case .absent: return value == nil
        }
    }
}

extension FieldMapping {
    /// The value for the target field before it is fitted to the field's type; nil if it has none.
    public func value(in record: SourceRecord) -> AttributeValue? {
        for source in sources {
            guard let raw = record[source] else { continue }
            if let word = translation(of: raw.plainText.trimmed) { return .text(word) }
            switch otherwise {
            case .keep: return raw
            case .drop: continue
            case .value(let value): return .text(value)
            }
        }
        return fallback.map(AttributeValue.text)
    }

    /// What a source word becomes: the word itself goes before `prefix*`, a longer prefix before a shorter.
    private func translation(of word: String) -> String? {
        if words.isEmpty { return nil }
        if let exact = words[word] { return exact }
        let prefixes = words.keys.filter { $0.hasSuffix("*") && word.hasPrefix($0.dropLast()) }
        return prefixes.max { ($0.count, $0) < ($1.count, $1) }.flatMap { words[$0] }
    }
}

extension WidthRule {
    /// The width of a source feature in metres, and where it comes from.
    ///
    /// A width the feature itself states goes before the table; it may carry a
    /// unit of metres (`7.5 m`). Other units, zero and widths over 200 m are not believed.
    public func width(of record: SourceRecord) -> Sourced<Double> {
        for field in widthFields {
            if let metres = record[field].flatMap(Self.metres) {
                return Sourced(metres, Provenance("field \(field)"))
            }
        }
        return classField.flatMap { record[$0] }.flatMap { table[$0.plainText.trimmed] } ?? fallback
    }

    private static func metres(_ value: AttributeValue) -> Double? {
        var text = value.plainText.trimmed.lowercased()
        for unit in ["metres", "meters", "米", "m"] where text.hasSuffix(unit) {
            text = String(text.dropLast(unit.count)).trimmed
            break
        }
        guard let metres = Double(decimal: text), metres > 0, metres <= 200 else { return nil }
        return metres
    }
}
