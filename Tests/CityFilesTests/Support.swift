import CityFiles
import CityModel
import Configuration
import Foundation
import GIS
import Geometry
import ProjectFile
import Testing
import Vocabulary

/// A fresh folder with a project in EPSG:4549, removed with the value.
final class Bench {
    let folder: String
    let project: ProjectFile
    let catalogue: LayerCatalogue

    init(crs definition: String = "EPSG:4549") throws {
        folder = FileManager.default.temporaryDirectory.path + "/outerline-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let system = try CoordinateSystem(definition)
        let crs = ProjectCRS(
            srsID: system.code ?? 100_000, name: system.name, organization: system.authority ?? "NONE",
            code: system.code ?? 100_000, wkt: system.wkt, definition: definition,
            semiMajorAxis: system.semiMajorAxis, inverseFlattening: system.inverseFlattening)
        project = try ProjectFile.create(
            folder + "/city.gpkg", crs: crs, clock: { Date(timeIntervalSince1970: 1_795_327_200) })
        catalogue = try LayerCatalogue(yaml: try #require(GIS.data("layers.yaml")))
    }

    deinit {
        try? project.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    var city: ProjectCity { ProjectCity(project) }

    func layer(_ name: LayerName) throws -> LayerDefinition { try #require(catalogue[name]) }

    func preset(_ name: String) throws -> ImportPreset {
        try ImportPreset(
            yaml: try #require(GIS.data("presets/\(name).yaml")), file: "\(name).yaml", catalogue: catalogue)
    }

    /// Writes a file into the folder and returns its path.
    func file(_ name: String, _ content: some Sequence<UInt8>) throws -> String {
        let path = folder + "/" + name
        try Data(content).write(to: URL(fileURLWithPath: path))
        return path
    }

    func file(_ name: String, _ text: String) throws -> String { try file(name, Array(text.utf8)) }

    @discardableResult
    func importing(
        _ layer: LayerName, _ sources: String..., change: (inout ImportRequest) throws -> Void = { _ in }
    ) throws -> ImportReport {
        var request = ImportRequest(layer: try self.layer(layer), sources: sources)
        try change(&request)
        return try project.importLayer(request)
    }

    /// The problems of an import that must fail, and that it left the project as it was.
    func problems(
        _ layer: LayerName, _ sources: String..., change: (inout ImportRequest) throws -> Void = { _ in }
    ) throws -> Problems {
        let before = try city.features(of: layer, in: nil)
        var request = ImportRequest(layer: try self.layer(layer), sources: sources)
        try change(&request)
        var problems = Problems()
        do {
            try project.importLayer(request)
            Issue.record("the import did not fail")
        } catch {
            if let other = problems.collect(error) { throw other }
        }
        #expect(try city.features(of: layer, in: nil) == before)
        return problems
    }
}

/// GeoJSON in EPSG:4549 (or as given) from features written by hand.
func geojson(_ features: [String], crs: Int? = 4549) -> String {
    let system =
        crs.map { #""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::\#($0)"}},"# } ?? ""
    return #"{"type":"FeatureCollection",\#(system)"features":["# + features.joined(separator: ",\n") + "]}"
}

/// One feature: properties as JSON without braces, and a geometry.
func feature(_ properties: String, _ geometry: String) -> String {
    #"{"type":"Feature","properties":{\#(properties)},"geometry":\#(geometry)}"#
}

/// A square as a GeoJSON polygon, its lower left corner at an offset from (620000, 4150000).
func square(_ x: Double, _ y: Double = 0, size: Double = 10) -> String {
    let (left, low) = (620_000 + x, 4_150_000 + y)
    let corners = [
        (left, low), (left + size, low), (left + size, low + size), (left, low + size), (left, low),
    ]
    return #"{"type":"Polygon","coordinates":[["# + corners.map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
        + "]]}"
}

func lineString(_ points: [(Double, Double)]) -> String {
    #"{"type":"LineString","coordinates":["#
        + points.map { "[\(620_000 + $0.0),\(4_150_000 + $0.1)]" }.joined(separator: ",") + "]}"
}

/// A polygon whose ring crosses itself at (620005, 4150005).
let bowTie =
    #"{"type":"Polygon","coordinates":[[[620000,4150000],[620010,4150010],[620010,4150000],[620000,4150010],[620000,4150000]]]}"#
