import CityModel
import Foundation
import Geometry
import ProjectFile
import Vocabulary

/// A layer that is no layer of a project: features of one kind with their fields, such as the crossings of a route.
public struct VectorLayer: Sendable {
    /// The name of the table, or of the file.
    public var name: String
    /// What people read, where the format has room for it.
    public var title: String?
    public var kind: Shape.Kind
    /// The fields beside `id`.
    public var columns: [TableColumn]
    /// In the project's coordinate system.
    public var features: [Feature]

    public init(
        _ name: String, title: String? = nil, _ kind: Shape.Kind, _ columns: [TableColumn],
        _ features: [Feature]
    ) {
        self.name = name
        self.title = title
        self.kind = kind
        self.columns = columns
        self.features = features
    }
}

/// Layers as files of other programs.
public enum VectorFile {
    /// Writes layers, each file whole or not at all; files of those names are replaced.
    ///
    /// One file holds all layers of a GeoPackage. A Shapefile and a GeoJSON hold one each: they take the name of the
    /// path with `-` and the layer's name before the extension.
    ///
    /// - Parameters:
    ///   - crs: the system of the features; GeoJSON is written in WGS 84.
    ///   - time: what a GeoPackage notes as its last change, as `2026-11-22T06:00:00Z`.
    /// - Returns: the paths written, and remarks such as shortened names.
    /// - Throws: ``Problem`` `PRJ-102` if the folder cannot be written, `LYR-117` for what the format's writer reports.
    public static func write(
        _ layers: [VectorLayer], to path: String, format: ExportFormat, crs: ProjectCRS, time: String
    ) throws -> (paths: [String], notes: [Finding]) {
        let plan = ExportPlan(format: format, crs: crs, time: time)
        let base = URL(fileURLWithPath: path)
        let stem = base.deletingPathExtension().path
        let groups =
            format == .gpkg
            ? [(base.path, layers)] : layers.map { ("\(stem)-\($0.name).\(format.rawValue)", [$0]) }
        var paths: [String] = []
        var notes: [Finding] = []
        for (target, own) in groups {
            try ExportFolder.write(target, format, replacing: true) { temporary in
                notes += try plan.write(own, to: temporary)
            } made: { files in
                let folder = URL(fileURLWithPath: target).deletingLastPathComponent()
                paths += files.map { folder.appendingPathComponent($0).path }
            }
        }
        return (paths, notes)
    }
}
