import Configuration
import Coordinator
import Digest
import Foundation
import GIS
import Geometry
import Ledger
import PermitPolicy
import ProjectFile
import Vocabulary
import WorkCalendar

extension Project {
    /// Creates a project with copies of all rules, and the first event in its log.
    ///
    /// It is made whole under a temporary name; a failure leaves nothing behind.
    ///
    /// - Parameters:
    ///   - crs: `EPSG:4549`, a PROJ string or WKT; projected, metric, not Web Mercator.
    ///   - policy: a shipped pack's name or the folder of one's own.
    /// - Throws: ``Problem`` `CRS-101` … `CRS-103`, `CRS-109`, `PRJ-101` (exit 73) if the file exists; ``Problems`` of
    ///   the pack.
    public static func create(
        _ path: String, crs: String, policy: String = Project.defaultPolicy, name: String? = nil,
        desk: Desk = Desk()
    ) throws -> ProjectInfo {
        try create(path, system: CoordinateSystem(crs), policy: policy, name: name, desk: desk)
    }

    /// Creates a project in a city's own grid, read from a file such as `grid.yaml`.
    ///
    /// - Throws: as ``create(_:crs:policy:name:desk:)``; ``Problems`` of the grid file with its lines.
    public static func create(
        _ path: String, grid: String, policy: String = Project.defaultPolicy, name: String? = nil,
        desk: Desk = Desk()
    ) throws -> ProjectInfo {
        let grid = try CityGrid(yaml: try InputFile.data(grid), file: grid)
        return try create(path, system: CoordinateSystem(grid), policy: policy, name: name, desk: desk)
    }

    private static func create(
        _ path: String, system: CoordinateSystem, policy: String, name: String?, desk: Desk
    ) throws -> ProjectInfo {
        try system.requireMeasurable()
        let rules = try RuleSet(policy: policy)
        let title = name ?? ((path as NSString).lastPathComponent as NSString).deletingPathExtension
        let target = URL(fileURLWithPath: path).standardizedFileURL.path
        try AtomicFile.write(target, replacing: false) { temporary in
            let file = try ProjectFile.create(
                temporary, crs: ProjectCRS(system),
                settings: [RuleFiles.policyKey: rules.pack.reference.name, "name": title],
                migrations: Ledger.migrations, clock: desk.now)
            let project = Project(file, desk)
            try project.begin(rules, title, system)
            try project.close()
        }
        return try Project.open(target, mode: .read, desk: desk).info()
    }

    private func begin(_ rules: RuleSet, _ title: String, _ system: CoordinateSystem) throws {
        let reference = rules.pack.reference
        let source = RuleSource(name: reference.name, version: reference.version, sha256: reference.sha256)
        let created = try ProjectState().decide(
            .create(name: title, crs: system.label, policy: source), on: desk.today, desk.context)
        // The log reads its calendar from the stored rules, so these come first.
        try file.write { db in for (name, data) in rules.files { try ProjectFile.store(data, as: name, db) } }
        try ledger.append(created)
        try writeLayerStyles()
    }
}

/// The files of rules a new project keeps copies of.
private struct RuleSet {
    let pack: PolicyPack
    /// By name.
    let files: [(name: String, data: Data)]

    init(policy: String) throws {
        let (name, library) = try PolicyPack.find(policy)
        pack = try PolicyPack.load(name, from: library)
        var files: [(String, Data)] = []
        for part in pack.lineage {
            for file in library.files(of: part) ?? [] {
                files.append(("\(RuleFiles.policyPrefix)\(part)/\(file.file)", file.data))
            }
        }
        for name in ["layers.yaml", "surfaces.yaml", "clearances.yaml"] + GIS.presets.map({ "presets/\($0)" })
        {
            guard let data = GIS.data(name) else {
                throw Problem(
                    .ruleMissing, "the installation lacks 'GIS/\(name)'", help: "install Outerline again")
            }
            files.append(("gis/\(name)", data))
        }
        guard
            let calendar = ShippedPolicies.root.flatMap({
                try? Data(contentsOf: $0.appendingPathComponent("calendar.yaml"))
            })
        else {
            throw Problem(
                .ruleMissing, "the installation lacks the calendar", help: "install Outerline again")
        }
        files.append((RuleFiles.calendar, calendar))
        self.files = files.sorted { $0.0 < $1.0 }
    }
}

extension ProjectCRS {
    /// What a project file writes down about a coordinate system.
    init(_ system: CoordinateSystem) {
        let isEPSG = system.authority == "EPSG"
        self.init(
            srsID: isEPSG ? system.code ?? 100_000 : 100_000,
            name: system.name.isEmpty ? "custom" : system.name,
            organization: isEPSG ? "EPSG" : "NONE", code: isEPSG ? system.code ?? 100_000 : 100_000,
            wkt: system.wkt,
            definition: system.definition, semiMajorAxis: system.semiMajorAxis,
            inverseFlattening: system.inverseFlattening)
    }
}
