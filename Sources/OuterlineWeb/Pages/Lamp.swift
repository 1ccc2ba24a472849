import Coordinator
import Outerline

/// A traffic light as people see it: a shape, a word and a colour, so that no one needs the colour.
struct ShownLamp: Sendable, Hashable {
    /// The name of its class in the style sheet.
    var name: String
    var shape: String
    var word: String

    init(_ light: TrafficLight, _ phrases: Phrases) {
        name = light.rawValue
        word = phrases.say(light.spoken)
        shape =
            switch light {
            case .red: "▲"
            case .yellow: "◆"
            case .green: "●"
            case .grey: "■"
            case .none: "○"
            case .done: "✓"
            case .late: "✕"
            }
    }
}

/// One choice of a list to choose from.
struct ShownChoice: Sendable, Hashable {
    var value: String
    var text: String
    var isChosen: Bool
}
