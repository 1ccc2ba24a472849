import Foundation
import GRDB
import Geometry

/// The five functions the R-tree triggers of a GeoPackage call.
enum SpatialFunctions {
    static func register(in db: Database) {
        for function in [
            edge("ST_MinX", \.minX), edge("ST_MaxX", \.maxX), edge("ST_MinY", \.minY),
            edge("ST_MaxY", \.maxY), isEmpty,
        ] {
            db.add(function: function)
        }
    }

    private static func edge(_ name: String, _ part: any KeyPath<Box, Double> & Sendable) -> DatabaseFunction
    {
        DatabaseFunction(name, argumentCount: 1, pure: true) { values in
            guard let box = try box(values), !box.isEmpty else { return nil }
            return box[keyPath: part]
        }
    }

    private static let isEmpty = DatabaseFunction("ST_IsEmpty", argumentCount: 1, pure: true) { values in
        try box(values).map { $0.isEmpty }
    }

    /// The box of a geometry blob; nil for NULL and for what is no geometry.
    private static func box(_ values: [DatabaseValue]) throws -> Box? {
        guard let data = values.first.flatMap({ Data.fromDatabaseValue($0) }) else { return nil }
        return data.withUnsafeBytes { try? GeometryBlob.box(of: $0) }
    }
}
