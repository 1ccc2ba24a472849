import CityFiles
import CityModel
import Configuration
import Coordinator
import Foundation
import GIS
import Geometry
import Ledger
import PermitPolicy
import ProjectFile
import Vocabulary
import WorkCalendar

/// An open project: the file, its log, and the rules kept inside it.
///
/// Rules are decoded when a use case first asks for them, so that a command pays only for what it reads.
public final class Project {
    let file: ProjectFile
    let ledger: Ledger
    let desk: Desk

    /// The pack of a project whose creator names none.
    public static let defaultPolicy = "yantai-2020"

    /// The day whose knowledge the views show; nil for all that is known.
    let asOf: Day?

    /// Decoded rules of a project that many share; nil for one that is opened for one command.
    private let shared: SharedRules?

    init(_ file: ProjectFile, _ desk: Desk, asOf: Day? = nil, shared: SharedRules? = nil) {
        self.file = file
        self.desk = desk
        self.asOf = asOf
        self.shared = shared
        let moment = asOf.flatMap(Desk.endOfDay)
        let known = Ledger(file) {
            if moment == nil, let shared { return try shared.calendar() }
            return try Project.calendar(of: file, knownAt: moment)
        }
        ledger = moment.map(known.asOf) ?? known
    }

    // A shared file stays open for the others; its host closes it.
    deinit { if shared == nil { try? file.close() } }

    /// Opens a project.
    ///
    /// - Parameter asOf: shows what was known at the end of that day; such a project cannot be changed.
    /// - Throws: ``Problem`` `PRJ-1xx` for a path that is no project, `PRJ-112` (exit 75) if another process writes,
    ///   `LOG-117` if its derived tables are of another version and it is opened for reading.
    public static func open(
        _ path: String, mode: ProjectFile.Mode, desk: Desk = Desk(), asOf: Day? = nil
    ) throws -> Project {
        let file = try ProjectFile.open(path, mode: mode, migrations: Ledger.migrations, clock: desk.now)
        let project = Project(file, desk, asOf: asOf)
        if try project.ledger.tablesAreOld() {
            guard mode == .write else {
                throw Problem(
                    .readTablesOld, "the derived tables are of another version", at: .init(file: path),
                    help: "rebuild them: outerline project rebuild FILE")
            }
            try project.ledger.rebuild()
        }
        return project
    }

    /// Ends all connections; an open project also ends when it is no longer used.
    public func close() throws { try file.close() }

    var path: String { file.path }
    var city: ProjectCity { ProjectCity(file) }

    // MARK: - Rules kept in the project

    func system() throws -> CoordinateSystem { try CoordinateSystem(try file.crs().definition) }

    func catalogue() throws -> LayerCatalogue {
        try shared?.catalogue() ?? Self.catalogue(of: file)
    }

    static func catalogue(of file: ProjectFile) throws -> LayerCatalogue {
        try LayerCatalogue(yaml: try storedRule(RuleFiles.catalogue, in: file), file: RuleFiles.catalogue)
    }

    /// The rates of the project, or those of a file given with `--rates`.
    func rates(_ path: String? = nil) throws -> SurfaceRates {
        guard let path else {
            return try SurfaceRates(yaml: try storedRule(RuleFiles.rates), file: RuleFiles.rates)
        }
        return try SurfaceRates(yaml: try InputFile.data(path), file: path)
    }

    /// The clearance table; nil in a project that has none.
    func clearances() throws -> ClearanceTable? {
        try file.storedFile(RuleFiles.clearances).map {
            try ClearanceTable(yaml: Data($0.content), file: RuleFiles.clearances)
        }
    }

    /// A preset of the project, or the one in a YAML file.
    func preset(_ nameOrFile: String, _ catalogue: LayerCatalogue) throws -> ImportPreset {
        if nameOrFile.hasSuffix(".yaml") {
            return try ImportPreset(
                yaml: try InputFile.data(nameOrFile), file: nameOrFile, catalogue: catalogue)
        }
        let name = RuleFiles.preset(nameOrFile)
        guard let stored = try file.storedFile(name) else {
            let known = try presetNames()
            let near = nearestWord(to: nameOrFile, among: known)
            throw Problem(
                .presetUnknown, "there is no preset '\(nameOrFile)'",
                help: near.map { "did you mean '\($0)'?" }
                    ?? "presets: \(known.joined(separator: ", ")); or give a .yaml file")
        }
        return try ImportPreset(yaml: Data(stored.content), file: name, catalogue: catalogue)
    }

    func presetNames() throws -> [String] {
        try file.storedFiles(under: RuleFiles.presetPrefix).map {
            String($0.name.dropFirst(RuleFiles.presetPrefix.count).dropLast(".yaml".count))
        }
    }

    func pack() throws -> PolicyPack { try shared?.pack() ?? Self.pack(of: file) }

    static func pack(of file: ProjectFile) throws -> PolicyPack {
        let name = try file.value(of: RuleFiles.policyKey) ?? defaultPolicy
        return try PolicyPack.load(name, from: try storedFolder(RuleFiles.policyPrefix, in: file))
    }

    /// The calendar of the project; for a view of the past the one that was known then.
    func calendar() throws -> WorkCalendar {
        if asOf == nil, let shared { return try shared.calendar() }
        return try Self.calendar(of: file, knownAt: asOf.flatMap(Desk.endOfDay))
    }

    /// - Parameter moment: nil for the calendar in use.
    static func calendar(of file: ProjectFile, knownAt moment: Timestamp?) throws -> WorkCalendar {
        let name = try moment.flatMap { try earlierCalendar(in: file, knownAt: $0) } ?? RuleFiles.calendar
        return try WorkCalendar(yaml: try storedRule(name, in: file), file: name)
    }

    private func storedRule(_ name: String) throws -> Data { try Self.storedRule(name, in: file) }

    private static func storedRule(_ name: String, in file: ProjectFile) throws -> Data {
        guard let stored = try file.storedFile(name) else {
            throw Problem(
                .ruleMissing, "the project lacks '\(name)'", at: .init(file: file.path),
                help: "restore a backup of the project")
        }
        return Data(stored.content)
    }

    /// The stored files below a prefix, by folder and name.
    private static func storedFolder(_ prefix: String, in file: ProjectFile) throws -> PackLibrary {
        var library = PackLibrary()
        for stored in try file.storedFiles(under: prefix) {
            let parts = stored.name.dropFirst(prefix.count).split(separator: "/", maxSplits: 1)
            guard parts.count == 2 else { continue }
            library.add(String(parts[1]), Data(stored.content), to: String(parts[0]))
        }
        return library
    }
}

/// The names under which rules are kept in a project.
enum RuleFiles {
    static let catalogue = "gis/layers.yaml"
    static let rates = "gis/surfaces.yaml"
    static let clearances = "gis/clearances.yaml"
    static let presetPrefix = "gis/presets/"
    static let policyPrefix = "policies/"
    static let calendar = "calendar.yaml"
    /// Where a calendar the project once had is kept.
    static func calendar(_ sha256: String) -> String { "calendars/\(sha256).yaml" }
    static let representatives = "representatives.csv"
    static let policyKey = "policy"

    static func preset(_ name: String) -> String { "\(presetPrefix)\(name).yaml" }
}
