import Vocabulary

/// What the events of stream `project` add up to.
public struct ProjectState: Sendable, Hashable {
    public private(set) var version = 0
    public private(set) var name: String?
    public private(set) var crs: String?
    public private(set) var policy: RuleSource?
    public private(set) var calendar: RuleSource?
    /// The latest import of each layer and the day it took effect.
    public private(set) var imports: [String: Import] = [:]

    /// An import with its place in the stream, by which a route knows that it is stale.
    public struct Import: Sendable, Hashable, Codable {
        public var record: LayerImport
        public var on: Day
        public var version: Int
    }

    public init() {}

    public init(_ entries: some Sequence<Entry>) { for entry in entries { apply(entry) } }

    /// Folds one event; events of other streams are no events of a project and change nothing.
    public mutating func apply(_ entry: Entry) {
        guard entry.stream == .project else { return }
        version += 1
        switch entry.event {
        case .projectCreated(let name, let crs, let policy):
            self.name = name
            self.crs = crs
            self.policy = policy
        case .policyAdopted(let policy): self.policy = policy
        case .calendarChanged(let calendar, _, _, _): self.calendar = calendar
        case .layerImported(let record):
            imports[record.layer] = Import(record: record, on: entry.effectiveOn, version: version)
        default: break
        }
    }

    /// The layers imported anew after version `base` of the project stream, in order of name.
    ///
    /// A route chosen on `base` is stale if one of them bears on it.
    public func layers(importedAfter base: Int) -> [String] {
        imports.filter { $0.value.version > base }.keys.sorted()
    }
}
