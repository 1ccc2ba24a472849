import Foundation

/// Tells a file that was written to its end from one the disk cut short.
enum ExportCheck {
    static func isWhole(_ path: String, _ format: ExportFormat) -> Bool {
        switch format {
        // The database reports its own failures.
        case .gpkg: true
        case .geojson: endsCollection(path)
        case .shp:
            ["shp", "shx"].allSatisfy { hasStatedLength(sibling(path, $0)) }
                && hasStatedRecords(sibling(path, "dbf"))
        }
    }

    /// A collection ends with the bracket of its features and its own.
    private static func endsCollection(_ path: String) -> Bool {
        let end = bytes(path, from: -16, 16).filter { $0 > 0x20 }
        return end.suffix(2) == Array("]}".utf8)
    }

    /// The header of a Shapefile states its length in 16-bit words, big-endian, at byte 24.
    private static func hasStatedLength(_ path: String) -> Bool {
        let header = bytes(path, from: 24, 4)
        guard header.count == 4 else { return false }
        return header.reduce(0) { $0 << 8 | Int($1) } * 2 == size(path)
    }

    /// The header of a dBASE table states, little-endian: records at byte 4, its own length at 8, a record's at 10.
    private static func hasStatedRecords(_ path: String) -> Bool {
        let header = bytes(path, from: 4, 8)
        guard header.count == 8, let size = size(path) else { return false }
        let records = header[0..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
        let length = Int(header[4]) | Int(header[5]) << 8
        let record = Int(header[6]) | Int(header[7]) << 8
        return size >= length + records * record
    }

    private static func sibling(_ path: String, _ type: String) -> String {
        (path as NSString).deletingPathExtension + "." + type
    }

    private static func size(_ path: String) -> Int? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.intValue
    }

    /// Some bytes of a file; an offset below zero counts from its end.
    ///
    /// Empty if they are not there.
    private static func bytes(_ path: String, from offset: Int, _ count: Int) -> [UInt8] {
        guard let size = size(path), let handle = FileHandle(forReadingAtPath: path) else { return [] }
        defer { try? handle.close() }
        let start = offset < 0 ? max(0, size + offset) : offset
        guard (try? handle.seek(toOffset: UInt64(start))) != nil else { return [] }
        return (try? handle.read(upToCount: count)).flatMap { $0.map(Array.init) } ?? []
    }
}
