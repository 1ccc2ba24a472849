import Coordinator
import Foundation
import Hummingbird
import Outerline
import PermitPolicy
import Vocabulary

/// The map of the works with its table; the address is the whole state.
struct MapPage: PageModel {
    static let template = "map"
    var title: String
    var frame: MapFrame
    var utilities: [ShownChoice]
    var stages: [ShownChoice]
    var lights: [ShownChoice]
    var isFiltered: Bool
    /// The list of works with the same filter, for whom no script runs.
    var listAddress: String

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        desk.page(MapPage(desk))
    }

    private init(_ desk: DeskRequest) {
        let phrases = desk.phrases
        title = phrases["map"]
        frame = MapFrame(desk)
        func choices<Value: RawRepresentable & CaseIterable>(
            _ name: String, _ type: Value.Type, _ wording: (Value) -> Wording
        ) -> [ShownChoice] where Value.RawValue == String {
            type.allCases.map {
                ShownChoice(
                    value: $0.rawValue, text: phrases.say(wording($0)),
                    isChosen: desk.query.text(name) == $0.rawValue)
            }
        }
        utilities = choices("utility", Utility.self, \.spoken)
        stages = choices("stage", CaseStage.self, \.wording)
        lights = choices("light", TrafficLight.self, \.spoken)
        var kept = FormValues()
        for name in ["utility", "stage", "light"] {
            if let value = desk.query.text(name) { kept = kept.with(name, value) }
        }
        isFiltered = !kept.pairs.isEmpty
        listAddress = isFiltered ? "/works?\(kept.encoded)" : "/works"
    }
}

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
    init(_ desk: DeskRequest, script: String = "map.js") {
        let (phrases, assets) = (desk.phrases, desk.site.assets)
        language = desk.language.rawValue
        var texts: [String: String] = [:]
        for key in Self.keys { texts[key] = phrases[key] }
        for utility in Utility.allCases {
            texts[utility.rawValue] = phrases.say(utility.spoken)
            texts["short_\(utility.rawValue)"] = phrases["short_\(utility.rawValue)"]
        }
        for stage in CaseStage.allCases { texts["stage_\(stage.rawValue)"] = phrases.say(stage.wording) }
        for light in TrafficLight.allCases {
            let lamp = ShownLamp(light, phrases)
            texts["light_\(light.rawValue)"] = lamp.word
            texts["shape_\(light.rawValue)"] = lamp.shape
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        words = (try? encoder.encode(texts)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        css = assets.address("map.css")
        libraryCSS = "/leaflet/leaflet.css"
        // Modules import each other by plain address: all carry no hash, and the browser asks whether they changed.
        self.script = "/static/\(script)"
        hasLibrary = desk.site.map.library != nil
    }

    private static let keys = [
        "map_failed", "map_empty", "map_cases", "map_counted", "longitude", "latitude", "zoom_in", "zoom_out",
        "utility", "stage", "due", "plot", "route_length", "crossings", "permits", "ready_to_dig",
        "not_known",
        "route_cannot_be_chosen", "route_points", "none", "route_surveying",
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
