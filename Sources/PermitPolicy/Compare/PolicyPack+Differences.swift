import Foundation
import Vocabulary

/// One value that two packs give differently.
public struct ValueDifference: Codable, Hashable, Sendable {
    /// Where it stands, such as `permits.ROAD_DIG.statutoryDays.days`; keyed by ids, not by places in lists.
    public var path: String
    /// Nil where the pack has no such value.
    public var before: String?
    public var after: String?
    /// Law and article, where the pack names one for the value.
    public var sourceBefore: String?
    public var sourceAfter: String?

    public init(path: String, before: String?, after: String?, sourceBefore: String?, sourceAfter: String?) {
        self.path = path
        self.before = before
        self.after = after
        self.sourceBefore = sourceBefore
        self.sourceAfter = sourceAfter
    }

    enum CodingKeys: String, CodingKey {
        case path, before, after
        case sourceBefore = "source_before"
        case sourceAfter = "source_after"
    }
}

extension PolicyPack {
    /// Every value in which two packs differ, by path.
    ///
    /// Names, versions and sources themselves are not compared: that a value
    /// is founded on another text alone is no difference.
    ///
    /// - Returns: sorted by path; empty for packs that decide alike.
    /// - Throws: what coding throws; packs that were loaded always code.
    public func differences(to other: PolicyPack) throws -> [ValueDifference] {
        let left = try leaves()
        let right = try other.leaves()
        return Set(left.keys).union(right.keys).sorted().compactMap { path in
            let (before, after) = (left[path], right[path])
            guard before?.text != after?.text else { return nil }
            return ValueDifference(
                path: path, before: before?.text, after: after?.text, sourceBefore: before?.source,
                sourceAfter: after?.source)
        }
    }

    /// Where two packs say the same by another text: law, article or clause, and the Chinese wording.
    ///
    /// Values that themselves differ are told by ``differences(to:)``, with their sources; what only one of the packs
    /// has is left out.
    ///
    /// - Returns: sorted by path; paths end in `.source`, `.basis` or `.zh`.
    /// - Throws: what coding throws; packs that were loaded always code.
    public func wordingDifferences(to other: PolicyPack) throws -> [ValueDifference] {
        let told = Set(try differences(to: other).map(\.path))
        let (left, right) = (try texts(), try other.texts())
        return Set(left.keys).intersection(right.keys).sorted().compactMap { path in
            guard let before = left[path], let after = right[path], before != after,
                !told.contains(path.split(separator: ".").dropLast().joined(separator: "."))
            else { return nil }
            return ValueDifference(
                path: path, before: before, after: after, sourceBefore: nil, sourceAfter: nil)
        }
    }

    private func leaves() throws -> [String: PackLeaf] {
        var leaves: [String: PackLeaf] = [:]
        for (key, value) in try sections() { value.collect(at: key, source: nil, into: &leaves) }
        return leaves
    }

    private func texts() throws -> [String: String] {
        var texts: [String: String] = [:]
        for (key, value) in try sections() { value.collectTexts(at: key, into: &texts) }
        return texts
    }

    /// What decides; names, versions and the list of sources do not.
    private func sections() throws -> [String: PackTree] {
        let root = try JSONDecoder().decode(PackTree.self, from: try JSONEncoder().encode(self))
        guard case .mapping(let sections) = root else { return [:] }
        let skipped: Set = ["reference", "title", "city", "lineage", "sources"]
        return sections.filter { !skipped.contains($0.key) }
    }
}

/// A scalar of a pack with the source beside it.
private struct PackLeaf {
    var text: String
    var source: String?
}

/// A pack as it is coded.
private indirect enum PackTree: Decodable {
    case mapping([String: PackTree])
    case list([PackTree])
    case scalar(String)

    init(from decoder: any Decoder) throws {
        if let mapping = try? [String: PackTree](from: decoder) {
            self = .mapping(mapping)
        } else if let list = try? [PackTree](from: decoder) {
            self = .list(list)
        } else {
            let value = try decoder.singleValueContainer()
            if let flag = try? value.decode(Bool.self) {
                self = .scalar("\(flag)")
            } else if let number = try? value.decode(Double.self) {
                self = .scalar(plain(number))
            } else {
                self = .scalar(try value.decode(String.self))
            }
        }
    }

    /// Writes the scalars below a path; the nearest source above a scalar is its own.
    func collect(at path: String, source: String?, into leaves: inout [String: PackLeaf]) {
        switch self {
        case .scalar(let text): leaves[path] = PackLeaf(text: text, source: source)
        case .mapping(let entries):
            let cited = entries["source"]?.law ?? source
            for (key, inner) in entries where !["source", "basis", "id", "zh"].contains(key) {
                // A text in two languages is one text, and a wrapped value no step of the path.
                let isInner = key == "value" || key == "_0" || key == "en"
                inner.collect(at: isInner ? path : "\(path).\(key)", source: cited, into: &leaves)
            }
        case .list(let items):
            let words = items.compactMap(\.word)
            if words.count == items.count, !items.isEmpty {
                leaves[path] = PackLeaf(text: words.joined(separator: ", "), source: source)
                return
            }
            for (place, item) in Self.placed(items, at: path) {
                item.collect(at: place, source: source, into: &leaves)
            }
        }
    }

    /// Writes what texts say below a path: the law and clause of each value, and what is said in Chinese.
    func collectTexts(at path: String, into texts: inout [String: String]) {
        switch self {
        case .scalar: return
        case .mapping(let entries):
            for (key, inner) in entries {
                switch key {
                case "source": texts["\(path).source"] = inner.clause
                case "zh": texts["\(path).zh"] = inner.word
                case "basis":
                    guard case .list(let items) = inner else { continue }
                    texts["\(path).basis"] = items.compactMap(\.clause).joined(separator: "; ")
                default:
                    let isInner = key == "value" || key == "_0"
                    inner.collectTexts(at: isInner ? path : "\(path).\(key)", into: &texts)
                }
            }
        case .list(let items):
            for (place, item) in Self.placed(items, at: path) { item.collectTexts(at: place, into: &texts) }
        }
    }

    /// The elements of a list with their paths: by what tells one from the others, else by number.
    private static func placed(_ items: [PackTree], at path: String) -> [(String, PackTree)] {
        var seen: [String: Int] = [:]
        return items.enumerated().map { index, item in
            let name = item.name ?? "\(index + 1)"
            seen[name, default: 0] += 1
            let count = seen[name] ?? 1
            return ("\(path).\(name)\(count > 1 ? "#\(count)" : "")", item)
        }
    }

    /// Law and article, and what was quoted of it.
    private var clause: String? {
        law.map { law in self["quote"].map { "\(law)：\($0)" } ?? law }
    }

    private var word: String? { if case .scalar(let text) = self { text } else { nil } }

    private subscript(_ key: String) -> String? {
        if case .mapping(let entries) = self { entries[key]?.word } else { nil }
    }

    private var law: String? { self["law"].map { law in self["article"].map { "\(law) \($0)" } ?? law } }

    /// What tells an element of a list from the others.
    private var name: String? {
        if let before = self["before"], let after = self["after"] { return "\(before)>\(after)" }
        if let area = self["area"], let role = self["role"] { return "\(area)/\(role)" }
        for key in ["id", "kind", "code", "administration", "grade", "utility", "surface"] {
            if let word = self[key] { return word }
        }
        // A trigger: the one word it is.
        if case .mapping(let entries) = self, entries.count == 1 { return entries.keys.first }
        return nil
    }
}
