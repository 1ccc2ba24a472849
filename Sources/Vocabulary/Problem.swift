/// Why an answer cannot be given: a code, what is wrong, where, and how to mend it.
public struct Problem: Error, Codable, Sendable, Hashable, CustomStringConvertible {
    /// Where a problem lies; every part may be absent.
    public struct Place: Codable, Sendable, Hashable {
        public var file: String?
        public var line: Int?
        public var layer: String?
        public var feature: String?
        public var field: String?

        public init(
            file: String? = nil, line: Int? = nil, layer: String? = nil, feature: String? = nil,
            field: String? = nil
        ) {
            self.file = file
            self.line = line
            self.layer = layer
            self.feature = feature
            self.field = field
        }

        public var isEmpty: Bool { self == Place() }
    }

    public var code: String
    public var exit: ExitCode
    /// One line, lower case, no full stop: what is wrong.
    public var message: String
    public var place: Place
    /// How to mend it.
    public var help: String?

    public init(_ code: ErrorCode, _ message: String, at place: Place = Place(), help: String? = nil) {
        self.code = code.id
        self.exit = code.exit
        self.message = message
        self.place = place
        self.help = help
    }

    /// The same problem with the parts of its place that are still unknown filled in.
    public func located(_ outer: Place) -> Problem {
        var copy = self
        copy.place.file = place.file ?? outer.file
        copy.place.line = place.line ?? outer.line
        copy.place.layer = place.layer ?? outer.layer
        copy.place.feature = place.feature ?? outer.feature
        copy.place.field = place.field ?? outer.field
        return copy
    }

    public var description: String {
        let parts: [String?] = [
            place.file.map { file in place.line.map { "\(file):\($0)" } ?? file },
            place.layer.map { "layer \($0)" },
            place.feature.map { "feature \($0)" },
            place.field.map { "field \($0)" },
        ]
        let known = parts.compactMap(\.self)
        let suffix = known.isEmpty ? "" : " (\(known.joined(separator: ", ")))"
        return "\(code): \(message)\(suffix)"
    }
}

/// All problems of one run: capped in what is kept, exact in what is counted.
public struct Problems: Error, Sendable, CustomStringConvertible {
    /// How many problems are kept with their text.
    public static let cap = 100

    public private(set) var kept: [Problem] = []
    public private(set) var count = 0
    /// How many problems each code has, also of those not kept.
    public private(set) var countByCode: [String: Int] = [:]

    public init() {}
    public init(_ problems: some Sequence<Problem>) { for problem in problems { add(problem) } }

    public var isEmpty: Bool { count == 0 }

    public mutating func add(_ problem: Problem) {
        count += 1
        countByCode[problem.code, default: 0] += 1
        if kept.count < Self.cap { kept.append(problem) }
    }

    /// Adds what another error brings; errors that are no problems are returned.
    public mutating func collect(_ error: any Error) -> (any Error)? {
        switch error {
        case let problem as Problem: add(problem)
        case let problems as Problems: add(problems)
        default: return error
        }
        return nil
    }

    public mutating func add(_ other: Problems) {
        count += other.count
        countByCode.merge(other.countByCode, uniquingKeysWith: +)
        kept.append(contentsOf: other.kept.prefix(max(0, Self.cap - kept.count)))
    }

    public func throwIfAny() throws {
        if !isEmpty { throw self }
    }

    public var description: String {
        kept.map(\.description).joined(separator: "\n") + (count > kept.count ? "\n… \(count) in all" : "")
    }
}
