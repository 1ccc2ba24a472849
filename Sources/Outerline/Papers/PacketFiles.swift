import CityFiles
import Digest
import Foundation
import ProjectFile
import Reports
import Vocabulary

/// What lies in a packet: `index.json`, also the last file of its archive.
public struct PacketIndex: Codable, Sendable, Hashable {
    public struct File: Codable, Sendable, Hashable {
        public var name: String
        public var bytes: Int
        public var sha256: String
    }

    public static let file = "index.json"
    static let schema = "outerline.packet/1"

    public var schema = PacketIndex.schema
    public var caseID: String
    /// Null for the joint form of the case.
    public var permit: String?
    public var date: Day
    /// In order of name.
    public var files: [File]

    private enum CodingKeys: String, CodingKey {
        case schema, permit, date, files
        case caseID = "case"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(schema, forKey: .schema)
        try container.encode(caseID, forKey: .caseID)
        try container.encode(permit, forKey: .permit)
        try container.encode(date, forKey: .date)
        try container.encode(files, forKey: .files)
    }
}

/// A packet as the files it is made of, before anything is written.
struct PacketFiles {
    let name: String
    var index: PacketIndex
    private(set) var files: [(name: String, data: Data)] = []

    /// - Parameter permit: nil for the joint form.
    init(_ name: String, caseID: String, permit: String?, on day: Day) {
        self.name = name
        index = PacketIndex(caseID: caseID, permit: permit, date: day, files: [])
    }

    mutating func add(_ name: String, _ data: Data) { files.append((name, data)) }

    mutating func add(_ name: String, _ document: ReportDocument) throws {
        for format in PaperFormat.allCases {
            add("\(name).\(format.rawValue)", try format.data(of: document, on: index.date))
        }
    }

    /// All files in order of name, the index last.
    private func complete() throws -> [(name: String, data: Data)] {
        let sorted = files.sorted { $0.name < $1.name }
        var index = self.index
        index.files = sorted.map {
            PacketIndex.File(name: $0.name, bytes: $0.data.count, sha256: SHA256.hex(of: $0.data))
        }
        return sorted + [(PacketIndex.file, try JSONText.document(index))]
    }

    /// Writes it as a folder that appears whole; an earlier packet of that name is replaced.
    ///
    /// - Throws: ``Problem`` `PRJ-101` if there is something of that name that is no packet.
    func write(into folder: String) throws -> [String] {
        let target = ExportFolder.path(folder, name)
        let all = try complete()
        try ExportFolder.write(target, replacing: Self.isPacket) { temporary in
            for file in all {
                try AtomicFile.write(file.data, to: ExportFolder.path(temporary, file.name), replacing: false)
            }
        }
        return all.map { ExportFolder.path(target, $0.name) }
    }

    /// Writes it as one archive; one of that name is replaced.
    func writeArchive(into folder: String) throws -> [String] {
        let path = ExportFolder.path(folder, "\(name).zip")
        try OutputFolder.write(try ZipArchive.data(try complete()), to: path)
        return [path]
    }

    private static func isPacket(_ folder: String) -> Bool {
        let data = FileManager.default.contents(atPath: ExportFolder.path(folder, PacketIndex.file))
        let index = data.flatMap { try? JSONDecoder().decode(PacketIndex.self, from: $0) }
        return index?.schema == PacketIndex.schema
    }
}
