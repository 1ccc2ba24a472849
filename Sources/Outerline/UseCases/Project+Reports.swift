import CityFiles
import Coordinator
import Foundation
import Ledger
import ProjectFile
import Reports
import Vocabulary

extension Project {
    /// Writes the route reports of cases into a folder, each file whole or not at all.
    ///
    /// - Parameters:
    ///   - ids: in the order they are written; all cases that have a route if nil.
    ///   - told: is given the paths of each case as soon as they are written, and how many cases there are.
    /// - Throws: ``Problem`` `CLI-110` if a named case has no route, `PRJ-102` if the folder cannot be written.
    public func writeRouteReports(
        _ ids: [String]?, _ options: RouteReportOptions, into folder: String,
        told: (_ paths: [String], _ count: Int) throws -> Void
    ) throws {
        let all = try ids ?? caseIDs().map(\.rawValue)
        let reporter = try RouteReporter(self, shown: options.alternatives, options.templates)
        for id in all {
            if ids == nil, try existing(id).route == nil {
                try told([], all.count)
                continue
            }
            let report = try reporter.report(id)
            let files = try options.formats.flatMap { try reporter.files($0, report, options) }
            // Only a case that can be reported makes a folder.
            let written = try OutputFolder.write(files, into: folder)
            try told(
                try written
                    + options.formats.flatMap {
                        try writeMap(of: report, $0, options, try reporter.style(), into: folder)
                    },
                all.count)
        }
    }

    /// The route report of a case, from which every format is written.
    ///
    /// - Throws: ``Problem`` `CLI-110` if the case has no route.
    public func routeReport(_ id: String, alternatives: AlternativesShown = .none) throws -> RouteReport {
        try RouteReporter(self, shown: alternatives).report(id)
    }
}

/// Where reports go.
enum OutputFolder {
    static func make(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Problem(
                .cannotCreateFile, "the folder cannot be made", at: .init(file: folder),
                help: "check the path and its permissions")
        }
    }

    /// Writes files into a folder, which is made if there is none.
    ///
    /// - Returns: their paths.
    static func write(_ files: [ReportFile], into folder: String) throws -> [String] {
        try make(folder)
        return try files.map { file in
            let path = URL(fileURLWithPath: folder).appendingPathComponent(file.name).path
            try write(file.data, to: path)
            return path
        }
    }

    /// Writes a file whole or not at all; one of that name is replaced.
    static func write(_ data: Data, to path: String) throws {
        try AtomicFile.write(data, to: URL(fileURLWithPath: path).path, replacing: true)
    }
}
