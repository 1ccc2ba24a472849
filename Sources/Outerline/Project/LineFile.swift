import Foundation
import Geometry
import Vocabulary

/// A line somebody drew: GeoJSON with one LineString, a geometry, a feature or a collection of one.
public struct DrawnLine: Sendable {
    public var geoJSON: Data
    /// What errors call it: the path of a file, or the name of what was sent.
    public var name: String
    /// Its coordinates are longitude and latitude.
    public var wgs84: Bool

    public init(_ geoJSON: Data, name: String, wgs84: Bool = false) {
        self.geoJSON = geoJSON
        self.name = name
        self.wgs84 = wgs84
    }

    /// - Throws: ``Problem`` for a file that cannot be read.
    init(file path: String, wgs84: Bool) throws {
        self.init(try InputFile.data(path), name: path, wgs84: wgs84)
    }
}

/// The line of `route survey --line`.
enum LineFile {
    private struct Object: Decodable {
        var type: String
        var geometry: GeoJSONGeometry?
        var features: [Object]?
    }

    static func line(_ drawn: DrawnLine) throws -> [Point] {
        let (data, path) = (drawn.geoJSON, drawn.name)
        let decoder = JSONDecoder()
        guard let object = try? decoder.decode(Object.self, from: data) else {
            throw invalid(path, "it is no GeoJSON")
        }
        let geometry: GeoJSONGeometry?
        switch object.type {
        case "Feature": geometry = object.geometry
        case "FeatureCollection":
            guard let features = object.features, features.count == 1 else {
                throw invalid(path, "it holds \(object.features?.count ?? 0) features")
            }
            geometry = features.first?.geometry
        default: geometry = try? decoder.decode(GeoJSONGeometry.self, from: data)
        }
        guard case .lines(let lines)? = geometry?.shape, lines.count == 1, let line = lines.first else {
            throw invalid(path, "it is not one LineString")
        }
        guard Set(line).count >= 2 else { throw invalid(path, "it has fewer than two different points") }
        return line
    }

    /// Longitude and latitude handed in as metres would survey a place in the sea.
    static func requireMetric(_ points: [Point], _ path: String, _ system: CoordinateSystem) throws {
        if points.allSatisfy({ abs($0.x) <= 360 && abs($0.y) <= 90 }) {
            throw invalid(
                path, "its coordinates look like degrees, the project is in \(system.label)", "add --wgs84")
        }
    }

    static func invalid(_ path: String, _ why: String, _ help: String? = nil) -> Problem {
        Problem(
            .lineInvalid, "the line cannot be used: \(why)", at: .init(file: path),
            help: help ?? "give a GeoJSON LineString in the project's coordinate system")
    }
}
