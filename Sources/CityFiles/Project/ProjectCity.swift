import CityModel
import Geometry
import ProjectFile
import Vocabulary

/// The layers of a project as a city; each call sees the state of its moment.
///
/// May be shared by threads. Where several answers must fit together, use ``ProjectFile/withCity(_:)``.
public struct ProjectCity: CitySource, Sendable {
    let project: ProjectFile

    public init(_ project: ProjectFile) { self.project = project }

    public func layers() throws -> Set<LayerName> { try project.withCity { try $0.layers() } }

    public func features(of layer: LayerName, in box: Box?) throws -> [Feature] {
        try project.withCity { try $0.features(of: layer, in: box) }
    }

    /// Many times faster than layer by layer, for each transaction of its own has to look whether the file changed.
    public func features(of layers: Set<LayerName>, in box: Box) throws -> [LayerName: [Feature]] {
        try project.withCity { try $0.features(of: layers, in: box) }
    }

    public func feature(_ id: String, of layer: LayerName) throws -> Feature? {
        try project.withCity { try $0.feature(id, of: layer) }
    }
}

extension ProjectFile {
    /// Reads several layers from one state of the project.
    public func withCity<T>(_ body: (CityReader) throws -> T) throws -> T {
        try read { try body(CityReader($0)) }
    }

    /// What a project holds of one layer.
    public struct LayerSummary: Codable, Sendable, Hashable {
        public var layer: LayerName
        public var count: Int
        /// West, south, east, north in the project CRS; nil for a layer without features.
        public var extent: [Double]?
        /// When it was last changed, ISO 8601 in UTC.
        public var changed: String
    }

    /// The layers of the project in catalogue order.
    public func layerSummaries() throws -> [LayerSummary] {
        try read { db in
            try LayerName.allCases.compactMap { layer in
                guard
                    let changed = try Contents.lastChange(of: layer.rawValue, db)
                else { return nil }
                let box = try Contents.extent(of: layer.rawValue, db)
                return LayerSummary(
                    layer: layer, count: try CityReader(db).count(of: layer),
                    extent: box.map { [$0.minX, $0.minY, $0.maxX, $0.maxY] }, changed: changed)
            }
        }
    }
}
