import CityModel
import Configuration
import Digest
import Foundation
import GIS
import Reports
import Vocabulary

/// The tiles of one project's map: how they look, and those drawn before.
///
/// Shared by all threads of a server; a project is opened by whoever asks.
public final class MapTiles: Sendable {
    public let style: MapStyle
    let styleSHA256: String
    let memory: TileMemory
    let folder: TileFolder?
    /// Names of blocks, by revision, groups, level and place.
    let texts = Guarded<[String: [TileText]]>([:])

    /// - Parameters:
    ///   - folder: where tiles are kept, such as `city.tiles`; nil keeps them in memory only.
    ///   - style: a file of styles; nil takes those shipped.
    ///   - memory: bytes kept in memory.
    ///   - disk: bytes kept in the folder.
    /// - Throws: ``Problems`` of the style file, ``Problem`` `MAP-103` if it draws no tiles.
    public init(
        folder: String? = nil, style: String? = nil, memory: Int = 48 << 20, disk: Int = 512 << 20
    ) throws {
        let (data, file) = try Project.styleFile(style)
        self.style = try MapStyle(yaml: data, file: file)
        guard self.style.tiles != nil else {
            throw Problem(
                .mapStyleWithoutTiles, "the style has no section 'tiles'", at: .init(file: file),
                help: "take it over from GIS/styles/map.yaml")
        }
        styleSHA256 = SHA256.hex(of: data)
        self.memory = TileMemory(limit: memory)
        self.folder = folder.map { TileFolder($0, limit: disk) }
    }

    /// The groups of layers a map may show, the ground first.
    public var groups: [MapStyle.TileGroup] { style.tiles?.groups ?? [] }

    /// Names of a block, placed once for all its tiles.
    func texts(_ key: String, _ make: () throws -> [TileText]) rethrows -> [TileText] {
        if let known = texts.withLock({ $0[key] }) { return known }
        let made = try make()
        texts.withLock { texts in
            if texts.count > 500 { texts.removeAll() }
            texts[key] = made
        }
        return made
    }
}

/// One tile as it is sent.
public struct MapTile: Sendable {
    /// PNG.
    public var data: Data
    /// Changes whenever the tile may look different.
    public var revision: String
    public var isEmpty: Bool
}

extension Project {
    /// The bytes of a file of styles, or of the one shipped, and its name.
    static func styleFile(_ path: String?) throws -> (data: Data, file: String) {
        if let path { return (try InputFile.data(path), path) }
        guard let data = GIS.data("styles/map.yaml") else {
            throw Problem(
                .ruleMissing, "the installation lacks 'GIS/styles/map.yaml'", help: "install Outerline again")
        }
        return (data, "styles/map.yaml")
    }
}
