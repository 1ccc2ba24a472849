import CGDAL
import Foundation
import Geometry
import Vocabulary

/// An opened source: its layers by name.
///
/// Lives inside one ``GDAL/messages(_:)``.
final class SourceDataset {
    let file: SourceFile
    /// The library's name of the format, such as `GPKG` or `ESRI Shapefile`.
    let format: String
    /// The encoding that was found by looking at the bytes; nil if the source's own word was taken.
    let guessedEncoding: String?
    private let handle: GDALDatasetH
    private let messages: GDAL.Messages

    /// Formats that are plain local files; none of them follows a reference to elsewhere.
    private static let drivers = [
        "GPKG", "GeoJSON", "GeoJSONSeq", "ESRI Shapefile", "DXF", "OSM", "FlatGeobuf", "OpenFileGDB",
        "MapInfo File",
    ]

    /// - Throws: ``Problem`` `LYR-102` with what the library says.
    init(_ file: SourceFile, encoding: String?, messages: GDAL.Messages) throws {
        self.file = file
        self.messages = messages
        guessedEncoding = encoding
        let options = encoding.map { file.isDrawing ? [] : ["ENCODING=\($0)"] } ?? []
        let opened = GDAL.withStrings(SourceDataset.drivers) { drivers in
            GDAL.withStrings(options) { options in
                GDALOpenEx(
                    file.path, UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR),
                    drivers?.constant,
                    options?.constant, nil)
            }
        }
        guard let opened else { throw SourceDataset.unreadable(file, messages) }
        handle = opened
        format = GDAL.text(GDALGetDriverShortName(GDALGetDatasetDriver(opened))) ?? "?"
    }

    deinit { GDALClose(handle) }

    private static func unreadable(_ file: SourceFile, _ messages: GDAL.Messages) -> Problem {
        let said = messages.last.map {
            ": \($0.replacing(file.path, with: (file.path as NSString).lastPathComponent))"
        }
        return Problem(
            .sourceUnreadable, "the source cannot be read\(said ?? "")", at: .init(file: file.path),
            help:
                "check that it is what its name says; read are GeoPackage, GeoJSON, Shapefile, DXF, OSM, FlatGeobuf, "
                + "File Geodatabase and MapInfo files")
    }

    /// The layers in the order of the file; the CAD layers for a drawing, by name.
    func layers() throws -> [SourceLayer] {
        let physical = (0..<GDALDatasetGetLayerCount(handle)).compactMap { index in
            GDALDatasetGetLayer(handle, index).map { SourceLayer($0, of: self, messages) }
        }
        guard file.isDrawing, let entities = physical.first else { return physical }
        return try entities.cadLayers()
    }

    /// Limits what is read to one layer, for sources that yield all their layers in one sweep (OSM).
    func prepareReading(of layer: String) {
        guard format == "OSM" else { return }
        GDALDatasetReleaseResultSet(
            handle, GDALDatasetExecuteSQL(handle, "SET interest_layers = \(layer)", nil, nil))
    }
}

extension SourceFile {
    var isDrawing: Bool { lowercasedExtension == "dxf" }

    /// Opens the file and hands it over, with the options its bytes ask for.
    func open<T>(_ body: (SourceDataset) throws -> T) throws -> T {
        try GDAL.messages { messages in
            if isDrawing {
                let encoding = SourceEncoding.ofDrawing(path)
                return try GDAL.withOptions(encoding.map { ["DXF_ENCODING": $0] } ?? [:]) {
                    try body(SourceDataset(self, encoding: encoding, messages: messages))
                }
            }
            let encoding =
                lowercasedExtension == "shp"
                ? SourceEncoding.ofShapefile(dbf: sibling("dbf"), cpg: sibling("cpg")) : nil
            return try GDAL.withOptions(["OSM_USE_CUSTOM_INDEXING": "YES"]) {
                try body(SourceDataset(self, encoding: encoding, messages: messages))
            }
        }
    }
}

extension UnsafeMutablePointer where Pointee == UnsafeMutablePointer<CChar>? {
    /// The same list under the type that `const char* const*` has in Swift.
    var constant: UnsafePointer<UnsafePointer<CChar>?> {
        UnsafeRawPointer(self).assumingMemoryBound(to: UnsafePointer<CChar>?.self)
    }

    /// The same list under the type that `const char**` has in Swift.
    var constantEntries: UnsafeMutablePointer<UnsafePointer<CChar>?> {
        UnsafeMutableRawPointer(self).assumingMemoryBound(to: UnsafePointer<CChar>?.self)
    }
}
