import CityModel
import Foundation
import GRDB
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

extension ProjectFile {
    /// When a layer was last changed, and where it lies.
    public struct LayerMark: Sendable, Hashable {
        public var layer: LayerName
        /// ISO 8601 in UTC.
        public var changed: String
        /// Empty for a layer without features.
        public var extent: Box
    }

    /// The marks of the layers there are, in catalogue order: cheap enough to ask before every picture.
    public func layerMarks() throws -> [LayerMark] {
        try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT table_name, last_change, min_x, min_y, max_x, max_y FROM gpkg_contents
                    WHERE data_type = 'features'
                    """)
            var marks: [LayerName: LayerMark] = [:]
            for row in rows {
                guard let layer = (row[0] as String?).flatMap(LayerName.init) else { continue }
                var extent = Box.empty
                if let minX = row[2] as Double?, let minY = row[3] as Double?, let maxX = row[4] as Double?,
                    let maxY = row[5] as Double?
                {
                    extent = Box(minX: minX, minY: minY, maxX: maxX, maxY: maxY)
                }
                marks[layer] = LayerMark(layer: layer, changed: row[1] ?? "", extent: extent)
            }
            return LayerName.allCases.compactMap { marks[$0] }
        }
    }
}

extension ProjectFile {
    /// The middle of the box of each feature of a layer, by id; nothing for a layer there is not.
    ///
    /// - Complexity: O(features), reading only the heads of their geometries.
    public func centres(of layer: LayerName) throws -> [String: Point] {
        try read { db in
            guard try db.tableExists(layer.rawValue) else { return [:] }
            var centres: [String: Point] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT id, geom FROM \(layer.rawValue.quoted)")
            while let row = try rows.next() {
                guard let id = row[0] as String? else { continue }
                let box = try row.withUnsafeData(atIndex: 1) { data in
                    try data.map { try $0.withUnsafeBytes(GeometryBlob.box) }
                }
                if let box, !box.isEmpty { centres[id] = box.center }
            }
            return centres
        }
    }
}
