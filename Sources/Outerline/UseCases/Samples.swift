import CityFiles
import CityModel
import Configuration
import Foundation
import ProjectFile
import SampleCity
import Vocabulary

/// The synthetic district, written as files such as a city would hand over.
public enum Samples {
    /// What was written, by name.
    public struct Written: Encodable, Sendable {
        public var schema = "outerline.sample/1"
        public var folder: String
        public var seed: UInt64
        public var blocks: Int
        public var files: [String]
        public var applications: Int
    }

    /// Generates a district and writes its files into a folder.
    ///
    /// Formats differ on purpose: Shapefiles in GBK with and without `.cpg`, a GeoPackage, GeoJSON. Existing files of
    /// these names are replaced.
    ///
    /// - Parameter plain: GeoJSON in longitude and latitude only.
    /// - Throws: ``Problem`` if the folder cannot be written (exit 73) or `blocks` is out of range.
    public static func generate(seed: UInt64, blocks: Int, into folder: String, plain: Bool = false) throws
        -> Written
    {
        let sample = try SampleCity.generate(seed: seed, blocks: blocks)
        try OutputFolder.make(folder)
        var names: [String] = []
        let root = URL(fileURLWithPath: folder, isDirectory: true)
        let converted: [String: ExportFormat] =
            plain ? [:] : ["plots": .shp, "greens": .shp, "roads": .gpkg, "buildings": .gpkg]
        for file in try sample.files(in: .wgs84)
        where converted[(file.name as NSString).deletingPathExtension] == nil {
            let path = root.appendingPathComponent(file.name).path
            try AtomicFile.write(Data(file.bytes), to: path, replacing: true)
            names.append(file.name)
        }
        if !plain { names += try writeProjected(sample, converted, into: root) }
        return Written(
            folder: folder, seed: seed, blocks: blocks, files: names.sorted(),
            applications: sample.applications.count)
    }

    /// Shapefiles and GeoPackages go through the same export that users have, from a project in a temporary folder.
    private static func writeProjected(
        _ sample: SampleCity, _ formats: [String: ExportFormat], into root: URL
    ) throws -> [String] {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(
            "outerline-sample-\(getpid())")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let path = scratch.appendingPathComponent("sample.gpkg").path
        _ = try Project.create(path, crs: SampleCity.crs, name: "sample")
        let project = try Project.open(path, mode: .write)
        var names: [String] = []
        for file in try sample.files(in: .project) {
            let layer = (file.name as NSString).deletingPathExtension
            guard let format = formats[layer], let name = LayerName(rawValue: layer) else { continue }
            let source = scratch.appendingPathComponent(file.name)
            try Data(file.bytes).write(to: source)
            _ = try project.importLayer(name, LayerImportOptions(sources: [source.path]))
            let target = root.appendingPathComponent("\(layer).\(format.rawValue)").path
            names += try project.exportLayer(name, to: target, format: format, replacing: true).files
        }
        try project.close()
        // One Shapefile tells its code page, the other does not, as happens with real deliveries.
        let untold = root.appendingPathComponent("greens.cpg")
        if names.contains("greens.cpg") {
            try FileManager.default.removeItem(at: untold)
            names.removeAll { $0 == "greens.cpg" }
        }
        return names
    }
}
