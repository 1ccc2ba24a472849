import CGDAL
import CityModel
import Foundation
import Geometry
import ProjectFile
import Vocabulary

extension ProjectFile {
    /// Writes a layer of the project to a file, features in the order of their ids.
    ///
    /// - Parameters:
    ///   - path: where; a Shapefile puts its parts beside it.
    ///   - replacing: allows to replace files of that name.
    /// - Throws: ``Problem`` `LYR-116` if the project lacks the layer, `PRJ-101` if a file exists, `PRJ-102` if the
    ///   folder cannot be written, `LYR-117` for what the format's writer reports.
    public func exportLayer(
        _ layer: LayerName, to path: String, format: ExportFormat, replacing: Bool = false
    ) throws
        -> ExportReport
    {
        let crs = try crs()
        let (columns, features) = try withCity { city in
            guard let columns = try city.columns(of: layer) else {
                throw Problem(
                    .layerAbsent, "the project has no layer \(layer.rawValue)",
                    at: .init(file: self.path, layer: layer.rawValue), help: "import it with 'layer import'")
            }
            return (columns, try city.features(of: layer, in: nil))
        }
        let kind = try geometryKind(of: layer) ?? .polygon
        let plan = ExportPlan(format: format, crs: crs, time: timestamp())
        let content = VectorLayer(layer.rawValue, kind, columns, features)
        var notes: [Finding] = []
        var files: [String] = []
        try ExportFolder.write(path, format, replacing: replacing) { target in
            notes = try plan.write([content], to: target)
        } made: {
            files = $0
        }
        return ExportReport(
            format: format, files: files, count: features.count,
            crs: format == .geojson ? "EPSG:4326" : try CoordinateSystem(crs.definition).label, notes: notes)
    }

    private func geometryKind(of layer: LayerName) throws -> Shape.Kind? {
        let type = try read { try Contents.geometryType(of: layer.rawValue, $0) } ?? ""
        return type.hasSuffix("POINT") ? .point : type.hasSuffix("LINESTRING") ? .line : .polygon
    }
}
