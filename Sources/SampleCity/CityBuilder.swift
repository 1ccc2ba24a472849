import CityModel
import Geometry
import Vocabulary

/// Collects features and numbers them from 1 in each layer.
struct CityBuilder {
    let grid: StreetGrid
    private(set) var features: [LayerName: [Feature]] = [:]
    /// The main along a street, by utility: for the stubs that hang on it.
    var mains: [MainPlace: String] = [:]
    /// Plots with what the applications need of them.
    var plots: [PlotPlace] = []
    /// Where plots front a row street, by plot id.
    var frontages: [String: Frontage] = [:]
    var seed: UInt64 { grid.seed }

    struct MainPlace: Hashable {
        var street: Street
        var utility: Utility
    }

    /// The side of a block a plot lies on, and between which fractions of it.
    struct Frontage {
        var column: Int
        var row: Int
        var isSouth: Bool
        var from: Double
        var to: Double

        /// The row street before the plot.
        var street: Street { Street(runsEast: true, column: column, row: isSouth ? row : row + 1) }
    }

    struct PlotPlace {
        enum Kind { case ordinary, walledIn, remote }
        var id: String
        var name: String
        var kind: Kind
    }

    init(grid: StreetGrid) { self.grid = grid }

    @discardableResult
    mutating func add(_ layer: LayerName, _ shape: Shape, _ attributes: [String: AttributeValue?]) -> String {
        let id = String((features[layer]?.count ?? 0) + 1)
        features[layer, default: []].append(
            Feature(id: id, shape: shape, attributes: attributes.compactMapValues(\.self)))
        return id
    }
}

extension AttributeValue {
    static func optional(_ day: Day?) -> AttributeValue? { day.map(AttributeValue.date) }
}
