import Vocabulary

/// An intake as filed; it has one event and never changes.
public struct ApplicationState: Sendable, Hashable {
    public let id: IntakeID
    public private(set) var version = 0
    /// Nil while nothing was filed under this number.
    public private(set) var application: Application?
    /// The cases it was split into, one per utility, in order of utility.
    public private(set) var cases: [CaseID] = []

    public init(id: IntakeID) { self.id = id }

    public init(id: IntakeID, _ entries: some Sequence<Entry>) {
        self.init(id: id)
        for entry in entries { apply(entry) }
    }

    /// Folds one event; events of other streams change nothing.
    public mutating func apply(_ entry: Entry) {
        guard entry.stream == .application(id) else { return }
        version += 1
        if case .applicationFiled(let application, let cases) = entry.event {
            self.application = application
            self.cases = cases
        }
    }
}
