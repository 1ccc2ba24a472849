import Foundation
import Outerline

/// What the map of the desk needs beside the project: tiles drawn before, places of cases, the map library.
struct MapDesk: Sendable {
    let tiles: MapTiles
    let cases: MapCaseIndex
    /// Leaflet as the system package has it; nil where it is not installed.
    let library: Assets?

    /// Debian's libjs-leaflet.
    static let libraryFolder = "/usr/share/javascript/leaflet"

    /// - Parameter project: the path of the project; tiles are kept beside it, as `city.tiles` beside `city.gpkg`.
    /// - Throws: ``Problem`` `CLI-108` or ``Problems`` if the installation lacks its styles.
    init(project: String, library: String = MapDesk.libraryFolder) throws {
        let kept = URL(fileURLWithPath: project).deletingPathExtension().appendingPathExtension("tiles")
        tiles = try MapTiles(folder: kept.path)
        cases = MapCaseIndex()
        let folder = URL(fileURLWithPath: library, isDirectory: true)
        self.library = FileManager.default.fileExists(atPath: folder.path) ? try Assets(folder) : nil
    }
}
