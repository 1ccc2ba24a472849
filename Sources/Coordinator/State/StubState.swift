import Vocabulary

/// A reserved stub (预留口) as the log knows it: free, reserved by a case, or used (R24).
///
/// What the stub is (utility, place, diameter, pressure) stands in layer `stubs`.
public struct StubState: Sendable, Hashable {
    /// Whether a plan may start here.
    public enum Use: Sendable, Hashable {
        case free
        case reserved(by: CaseID)
        case used(by: CaseID)

        public var word: String {
            switch self {
            case .free: "free"
            case .reserved: "reserved"
            case .used: "used"
            }
        }

        public var caseID: CaseID? {
            switch self {
            case .free: nil
            case .reserved(let id), .used(let id): id
            }
        }
    }

    public let id: String
    public private(set) var version = 0
    public private(set) var use = Use.free

    public init(id: String) { self.id = id }

    public init(id: String, _ entries: some Sequence<Entry>) {
        self.init(id: id)
        for entry in entries { apply(entry) }
    }

    /// Folds one event; events of other streams change nothing.
    public mutating func apply(_ entry: Entry) {
        guard entry.stream == .stub(id) else { return }
        version += 1
        switch entry.event {
        case .stubReserved(let caseID): use = .reserved(by: caseID)
        case .stubReleased: use = .free
        case .stubUsed(let caseID): use = .used(by: caseID)
        default: break
        }
    }
}
