/// What a paper knows: values by name, flags, and lists of the same.
struct PaperFields: Sendable, Hashable {
    enum Value: Sendable, Hashable {
        case text(String)
        case flag(Bool)
        case rows([PaperFields])
    }

    private(set) var values: [String: Value] = [:]

    init() {}

    subscript(_ name: String) -> String {
        get { if case .text(let text) = values[name] { text } else { "" } }
        set { values[name] = .text(newValue) }
    }

    mutating func set(_ name: String, _ flag: Bool) { values[name] = .flag(flag) }
    mutating func set(_ name: String, _ rows: [PaperFields]) { values[name] = .rows(rows) }

    mutating func merge(_ other: PaperFields) {
        values.merge(other.values) { _, new in new }
    }

    /// What the template engine reads; every text is escaped here, and nowhere else.
    var escaped: [String: Any] {
        values.mapValues { value -> Any in
            switch value {
            case .text(let text): PaperText.escaped(text)
            case .flag(let flag): flag
            case .rows(let rows): rows.map(\.escaped)
            }
        }
    }

    var shape: PaperShape {
        PaperShape(
            texts: Set(values.filter { if case .text = $0.value { true } else { false } }.keys),
            flags: Set(values.filter { if case .flag = $0.value { true } else { false } }.keys),
            lists: values.compactMapValues { value in
                guard case .rows(let rows) = value else { return nil }
                return rows.reduce(into: Set<String>()) { $0.formUnion($1.values.keys) }
            })
    }
}

/// The names a template may use: texts, flags, and lists with the names of their rows.
struct PaperShape: Sendable, Hashable {
    var texts: Set<String> = []
    var flags: Set<String> = []
    var lists: [String: Set<String>] = [:]

    static func + (a: PaperShape, b: PaperShape) -> PaperShape {
        PaperShape(
            texts: a.texts.union(b.texts), flags: a.flags.union(b.flags),
            lists: a.lists.merging(b.lists) { $0.union($1) })
    }

    /// All names that stand outside a list.
    var names: Set<String> { texts.union(flags).union(lists.keys) }
}
