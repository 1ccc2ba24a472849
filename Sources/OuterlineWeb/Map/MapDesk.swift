import Foundation
import Outerline

/// What the map of the desk needs beside the project: tiles drawn before, places of cases, the map library.
struct MapDesk: Sendable {
    let tiles: MapTiles
    let cases: MapCaseIndex
    /// Leaflet as the system package has it; nil where it is not installed.
    var library: Assets?
    /// What the scripts of maps write, as JSON.
    let words: [Language: String]

    /// Debian's libjs-leaflet.
    static let libraryFolder = "/usr/share/javascript/leaflet"
    static let libraryScript = "leaflet.esm.min.js"
    static let libraryStyle = "leaflet.css"

    /// - Parameter project: the path of the project; tiles are kept beside it, as `city.tiles` beside `city.gpkg`.
    /// - Throws: ``Problem`` `CLI-108` or ``Problems`` if the installation lacks its styles.
    init(project: String, words: Words, library: String = MapDesk.libraryFolder) throws {
        let kept = URL(fileURLWithPath: project).deletingPathExtension().appendingPathExtension("tiles")
        tiles = try MapTiles(folder: kept.path)
        cases = MapCaseIndex()
        self.words = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { ($0, MapFrame.words(words[$0])) })
        self.library = try Self.library(URL(fileURLWithPath: library, isDirectory: true))
    }

    private static func library(_ folder: URL) throws -> Assets? {
        let needed = [libraryScript, libraryStyle].map { folder.appendingPathComponent($0).path }
        guard needed.allSatisfy(FileManager.default.fileExists(atPath:)) else { return nil }
        return try Assets(folder)
    }
}
