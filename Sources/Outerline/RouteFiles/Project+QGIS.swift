import CityFiles
import CityModel
import Foundation
import Geometry
import ProjectFile
import Vocabulary

/// What `project qgis --json` tells.
public struct QGISDocument: Encodable, Sendable {
    public var schema = "outerline.qgis/1"
    public var path: String
    /// The layers shown, the topmost first.
    public var layers: [String]
}

extension Project {
    /// Writes a QGIS project that shows the city and its routes drawn, and renews the styles in the project file.
    ///
    /// The project file is named in it relative to its folder, so that both can be moved together.
    ///
    /// - Parameters:
    ///   - target: the file to write, `city.qgs`.
    ///   - style: a file of styles; nil takes those shipped.
    /// - Throws: ``Problem`` `PRJ-102` if the file cannot be made; ``Problems`` of the styles.
    public func writeQGISProject(to target: String, style: String? = nil, isChinese: Bool) throws
        -> QGISDocument
    {
        try writeLayerStyles(style, isChinese: isChinese)
        let tables = try Set(
            file.read { db in try LayerStyles.featureTables(db) })
        let looks = try layerLooks(style, isChinese: isChinese).filter { tables.contains($0.table) }
        let place = URL(fileURLWithPath: target).standardizedFileURL
        let extent = try file.read { db in
            try looks.reduce(Box.empty) { box, look in
                try box.union(Contents.extent(of: look.table, db) ?? .empty)
            }
        }
        let document = QGISProject(
            title: try info().name, source: Self.relative(path, to: place.deletingLastPathComponent().path),
            crs: try file.crs(), looks: looks, extent: extent)
        try OutputFolder.write(Data(document.text.utf8), to: place.path)
        return QGISDocument(path: target, layers: looks.reversed().map(\.table))
    }

    /// Writes the styles QGIS finds in the project file; what stands there already is left as it is.
    func writeLayerStyles(_ style: String? = nil, isChinese: Bool = true) throws {
        let looks = try layerLooks(style, isChinese: isChinese)
        let time = file.timestamp()
        try file.write { try LayerStyles.write(looks, at: time, $0) }
    }

    private func layerLooks(_ style: String?, isChinese: Bool) throws -> [LayerLook] {
        LayerLook.all(try mapStyle(style), try catalogue().layers, isChinese: isChinese)
    }

    /// A path as seen from a folder, beginning with `./` or `../`.
    static func relative(_ path: String, to folder: String) -> String {
        let own = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().pathComponents
        let base = URL(fileURLWithPath: folder).standardizedFileURL.resolvingSymlinksInPath().pathComponents
        let shared = zip(own, base).prefix { $0 == $1 }.count
        let up = Array(repeating: "..", count: base.count - shared)
        return ((up.isEmpty ? ["."] : up) + own[shared...]).joined(separator: "/")
    }
}
