import Vocabulary

/// A tag of a template, with its line.
struct TemplateTag: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case value, section, inverted, end, partial
    }

    var kind: Kind
    var name: String
    var line: Int
}

/// Reads the tags of one template and checks the names they use.
///
/// The engine shows a name it does not know as nothing, so a mistyped one would silently leave a hole in a notice.
struct TemplateScanner {
    let file: String
    private(set) var tags: [TemplateTag] = []
    private(set) var problems: [Problem] = []

    init(_ text: String, file: String) {
        self.file = file
        var line = 1
        var rest = Substring(text)
        while let open = rest.firstRange(of: "{{") {
            line += rest[..<open.lowerBound].count { $0.isNewline }
            rest = rest[open.upperBound...]
            let isTriple = rest.first == "{"
            guard let close = rest.firstRange(of: isTriple ? "}}}" : "}}") else {
                fail("a tag is opened and not closed", line, help: "close it with }}")
                break
            }
            let inner = rest[..<close.lowerBound].drop { isTriple && $0 == "{" }
            // Only a remark goes over several lines; else this tag swallows the next one.
            if inner.first != "!", inner.contains("{{") || inner.contains(where: \.isNewline) {
                fail("a tag is opened and not closed", line, help: "close it with }}")
                continue
            }
            add(inner, line)
            line += inner.count { $0.isNewline }
            rest = rest[close.upperBound...]
        }
    }

    private mutating func fail(_ message: String, _ line: Int, help: String? = nil) {
        problems.append(
            Problem(.templateInvalid, message, at: .init(file: file, line: line), help: help))
    }

    private mutating func add(_ inner: Substring, _ line: Int) {
        let text = PaperText.trimmed(inner)
        let kinds: [Character: TemplateTag.Kind] = [
            "#": .section, "^": .inverted, "/": .end, ">": .partial, "&": .value,
        ]
        if text.first == "!" { return }
        let kind = text.first.flatMap { kinds[$0] }
        let name = PaperText.trimmed(kind == nil ? Substring(text) : text.dropFirst())
        guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
        else {
            return fail(
                "'{{\(text)}}' is no tag papers know", line,
                help: "a name, #name, ^name, /name or >name; see the README beside the templates")
        }
        tags.append(TemplateTag(kind: kind ?? .value, name: name, line: line))
    }

    /// Checks every name against what the paper knows, and that sections are closed in order.
    ///
    /// - Parameters:
    ///   - shape: the names the paper gives.
    ///   - partials: the names of the wordings that may be included.
    func check(_ shape: PaperShape, partials: Set<String>) -> [Problem] {
        var found = problems
        func fail(_ message: String, _ tag: TemplateTag, _ known: some Collection<String>) {
            let near = nearestWord(to: tag.name, among: known.sorted())
            found.append(
                Problem(
                    .templateInvalid, message, at: .init(file: file, line: tag.line, field: tag.name),
                    help: near.map { "did you mean '\($0)'?" }))
        }
        var open: [TemplateTag] = []
        for tag in tags {
            let lists = open.compactMap { $0.kind == .section ? shape.lists[$0.name] : nil }
            let names = lists.reduce(shape.names) { $0.union($1) }
            switch tag.kind {
            case .partial:
                if !partials.contains(tag.name) { fail("there is no wording '\(tag.name)'", tag, partials) }
            case .end:
                guard let last = open.popLast() else {
                    fail("'\(tag.name)' is closed and was not opened", tag, [])
                    continue
                }
                if last.name != tag.name {
                    fail(
                        "'\(tag.name)' is closed where '\(last.name)' is open since line \(last.line)", tag,
                        [])
                }
            default:
                if !names.contains(tag.name) { fail("this paper knows no '\(tag.name)'", tag, names) }
                if tag.kind == .value, shape.lists[tag.name] != nil || shape.flags.contains(tag.name) {
                    fail("'\(tag.name)' is no text: open it with #", tag, [])
                }
                if tag.kind == .section || tag.kind == .inverted { open.append(tag) }
            }
        }
        for tag in open { fail("'\(tag.name)' is opened and not closed", tag, []) }
        return found
    }
}
