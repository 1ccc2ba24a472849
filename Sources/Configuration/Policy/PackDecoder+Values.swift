import PermitPolicy
import Vocabulary

/// Keys that tell a value's source, beside the value.
let citationKeys = ["source", "article", "quote", "text", "level"]

extension PackDecoder {
    /// A value with its source under `key`, else the base's; a problem if there is neither.
    func cited<Value>(
        _ section: YAMLNode, _ key: String, _ base: Cited<Value>? = nil, _ read: (YAMLNode) -> Value?
    ) -> Cited<Value>? {
        guard let node = section[key] else {
            if base == nil { section.fail(.yamlMissing, "'\(key)' is missing") }
            return base
        }
        node.allow(["value"] + citationKeys)
        let value = node.required("value").flatMap(read)
        let source = citation(node)
        guard let value, let source else { return nil }
        return Cited(value, source: source)
    }

    /// The same for a setting that packs of older builds lack: without it, and without a base, it is the default.
    func cited<Value>(
        _ section: YAMLNode, _ key: String, _ base: Cited<Value>?, else fallback: Cited<Value>,
        _ read: (YAMLNode) -> Value?
    ) -> Cited<Value>? {
        cited(section, key, base ?? fallback, read)
    }

    /// The source a mapping names, with the article and words given beside it.
    func citation(_ node: YAMLNode) -> Citation? {
        guard let named = node.required("source"), let id = named.text() else { return nil }
        guard var citation = sources[id] else {
            named.fail(
                .packReference, "source '\(id)' is not defined",
                help: nearestWord(to: id, among: sources.keys.sorted()).map { "did you mean '\($0)'?" })
            return nil
        }
        citation.article = node.text("article") ?? citation.article
        citation.quote = node.text("quote") ?? citation.quote
        citation.text = node.text("text") ?? citation.text
        if let level = node["level"], let chosen = level.choice(EvidenceLevel.self) {
            if chosen.rank < citation.level.rank {
                level.fail(
                    .yamlValue,
                    "level '\(chosen.rawValue)' is better than its source's, '\(citation.level.rawValue)'")
            }
            citation.level = chosen
        }
        return citation
    }

    /// `{zh: …, en: …}`, other keys allowed if named.
    func wording(_ node: YAMLNode, besides keys: [String] = []) -> Wording? {
        node.allow(["zh", "en"] + keys)
        let (zh, en) = (node.required("zh")?.text(), node.required("en")?.text())
        guard let zh, let en else { return nil }
        return Wording(zh: zh, en: en)
    }

    func citedWording(_ node: YAMLNode) -> Cited<Wording>? {
        let text = wording(node, besides: citationKeys)
        let source = citation(node)
        guard let text, let source else { return nil }
        return Cited(text, source: source)
    }

    func dayLimit(_ node: YAMLNode) -> DayLimit? {
        node.allow(["days", "unit"] + citationKeys)
        let days = node.required("days")?.integer(in: 0...1000)
        let unit = node.required("unit")?.choice(DayLimit.Unit.self)
        let source = citation(node)
        guard let days, let unit, let source else { return nil }
        return DayLimit(days: days, unit: unit, source: source)
    }

    func stage(_ node: YAMLNode) -> Stage? {
        let title = wording(node, besides: ["id"])
        let id = node.required("id")?.text()
        guard let id, let title else { return nil }
        return Stage(id: id, title: title)
    }

    func permitKind(_ node: YAMLNode, in permits: [PermitRule], orStart: Bool = false) -> PermitKind? {
        guard let word = node.text() else { return nil }
        let known = permits.map(\.kind.rawValue) + (orStart ? [PermitKind.start.rawValue] : [])
        if known.contains(word) { return PermitKind(word) }
        node.fail(
            .packReference, "permit kind '\(word)' is not defined",
            help: nearestWord(to: word, among: known).map { "did you mean '\($0)'?" })
        return nil
    }
}

extension YAMLNode {
    /// A list of words of an enumeration; nil, and recorded, if any is none.
    func choices<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type = Choice.self) -> [Choice]?
    where Choice.RawValue == String {
        let nodes = items()
        let values = nodes.compactMap { $0.choice(type) }
        return isSequence && values.count == nodes.count ? values : nil
    }

    func choices<Choice: RawRepresentable & CaseIterable>(_ key: String, _ type: Choice.Type = Choice.self)
        -> [Choice] where Choice.RawValue == String
    { self[key]?.choices(type) ?? [] }
}

extension Citation {
    /// An entry of `sources:`.
    init?(source node: YAMLNode) {
        node.allow("law", "text", "url", "level")
        let law = node.required("law")?.text()
        let level = node.required("level")?.choice(EvidenceLevel.self)
        guard let law, let level else { return nil }
        self.init(law: law, text: node.text("text"), url: node.text("url"), level: level)
    }
}

extension EvidenceLevel {
    /// 0 is the best.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
