import Coordinator
import Foundation
import Hummingbird
import Outerline
import PermitPolicy
import Vocabulary

/// What stands around a map: its scripts, its words, the language of its legend.
struct MapFrame: Sendable {
    var language: String
    /// The texts the scripts write, as JSON.
    var words: String
    var css: String
    var libraryCSS: String
    var script: String
    var hasLibrary: Bool

    /// - Parameter script: the module of the page.
    init(_ desk: DeskRequest, script: String) {
        let map = desk.site.map
        language = desk.language.rawValue
        words = map.words[desk.language] ?? "{}"
        css = desk.site.assets.address("map.css")
        libraryCSS = "/leaflet/\(MapDesk.libraryStyle)"
        // Modules import each other by plain address: all carry no hash, and the browser asks whether they changed.
        self.script = "/static/\(script)"
        hasLibrary = map.library != nil
    }

    /// The texts of all maps in one language, as JSON.
    static func words(_ phrases: Phrases) -> String {
        var texts: [String: String] = [:]
        for key in keys { texts[key] = phrases[key] }
        for overlay in MapOverlay.allCases {
            texts["layer_\(overlay.rawValue)"] = phrases["layer_\(overlay.rawValue)"]
        }
        for utility in Utility.allCases {
            texts[utility.rawValue] = phrases.say(utility.spoken)
            texts["short_\(utility.rawValue)"] = phrases["short_\(utility.rawValue)"]
        }
        for light in TrafficLight.allCases {
            let lamp = ShownLamp(light, phrases)
            texts["light_\(light.rawValue)"] = lamp.word
            texts["shape_\(light.rawValue)"] = lamp.shape
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(texts)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private static let keys = [
        "layer_works", "list_comma", "longitude", "latitude", "map_cases", "map_counted", "map_empty",
        "map_failed", "map_too_many", "map_unplaced", "route_file_too_large", "route_points",
        "route_surveying",
        "zoom_in", "zoom_out",
    ]
}

extension StaticFiles {
    /// Files of the map library, from the system package.
    @Sendable static func serveLibrary(_ desk: DeskRequest) async throws -> Response {
        guard let asset = desk.site.map.library?[desk.parameter("name")] else {
            throw Problem(
                .noSuchPage, "there is no such file",
                help: "install the package libjs-leaflet (Scripts/setup.sh)")
        }
        return answer(asset, desk)
    }
}
