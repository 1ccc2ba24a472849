import CityModel
import Foundation
import Ledger
import PermitPolicy
import ProjectFile
import Vocabulary
import WorkCalendar

/// One project kept open for writing by a program that serves many people at once.
///
/// The file is opened once; each request gets a ``Project`` of its own that shares the connections and the decoded
/// rules, and carries that request's actor and day. Many requests read at once, one writes (the file's own rule).
/// Rules are decoded when they are first asked for, and again when a stored rule has changed, also by another process.
public final class ProjectHost: Sendable {
    private let file: ProjectFile
    private let rules: SharedRules
    private let now: @Sendable () -> Date

    /// Opens the project for writing; derived tables of another version are made again.
    ///
    /// - Throws: as ``Project/open(_:mode:desk:asOf:)``.
    public init(_ path: String, now: @escaping @Sendable () -> Date = { Date() }) throws {
        file = try ProjectFile.open(path, mode: .write, migrations: Ledger.migrations, clock: now)
        rules = SharedRules(file)
        self.now = now
        let project = Project(file, Desk(actor: "host", now: now), shared: rules)
        if try project.ledger.tablesAreOld() { try project.ledger.rebuild() }
    }

    deinit { try? file.close() }

    /// The absolute path of the project.
    public var path: String { file.path }

    /// A project for one request; it belongs to the task that asked for it.
    ///
    /// - Parameters:
    ///   - actor: who the events it appends name.
    ///   - today: the day of the desk; nil for the day in China.
    ///   - at: the time of day of what is entered.
    public func project(actor: String, today: Day? = nil) -> Project {
        Project(file, Desk(today: today, actor: actor, now: now), shared: rules)
    }

    /// What the clock of the host says.
    public var moment: Date { now() }

    /// The day in China by the clock of the host.
    public var today: Day { Desk.dayInShanghai(now()) }

    /// Ends all connections; later requests throw.
    public func close() throws { try file.close() }
}

/// The rules of one project file, decoded once and again when a stored rule changes.
final class SharedRules: Sendable {
    private let file: ProjectFile
    private let decoded = Guarded(Decoded())

    private struct Decoded {
        /// Names and hashes of the stored rules the values below were made from.
        var stamp = ""
        var pack: PolicyPack?
        var calendar: WorkCalendar?
        var catalogue: LayerCatalogue?
    }

    init(_ file: ProjectFile) { self.file = file }

    func pack() throws -> PolicyPack { try value(\.pack) { try Project.pack(of: file) } }

    func calendar() throws -> WorkCalendar {
        try value(\.calendar) { try Project.calendar(of: file, knownAt: nil) }
    }

    func catalogue() throws -> LayerCatalogue { try value(\.catalogue) { try Project.catalogue(of: file) } }

    /// Two requests may decode the same rule at once when it is new; both get the same value.
    private func value<Value: Sendable>(
        _ path: WritableKeyPath<Decoded, Value?>, _ decode: () throws -> Value
    ) throws -> Value {
        let stamp = try file.ruleStamp()
        let known = decoded.withLock { $0.stamp == stamp ? $0[keyPath: path] : nil }
        if let known { return known }
        let value = try decode()
        // A rule that changed between the stamp and the reading gives another stamp next time.
        decoded.withLock {
            if $0.stamp != stamp { $0 = Decoded(stamp: stamp) }
            $0[keyPath: path] = value
        }
        return value
    }
}
