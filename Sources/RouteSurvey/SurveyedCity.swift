import CityModel
import Geometry

/// The layers of a window, indexed for measuring routes.
///
/// A value; any number of tasks may read it.
public struct SurveyedCity: Sendable {
    /// The layers a survey looks at; crossings at one chainage are listed in this order.
    public static let layerOrder: [LayerName] = [
        .buildings, .roads, .water, .greens, .plots, .heritage, .railways, .lines,
    ]

    /// The layers that divide a city among districts, utilities and plans; see ``RouteSurveyor/zones(of:in:)``.
    ///
    /// They are neither crossed nor surfaces.
    public static let zoneLayers: [LayerName] = [.districts, .planningArea, .territories]

    let areas: [AreaIndex]
    let lines: [LineIndex]
    /// Features that are points: never crossed, but kept clear of.
    let points: [LineIndex]
    let zones: [AreaIndex]
    let axes: AxisIndex

    /// Indexes the features of a window.
    ///
    /// - Parameter features: of a layer, in the order of ids; asked once for each layer of ``layerOrder``, of
    ///   ``zoneLayers`` and for the road axes and trees. Empty layers are fine. Features that import would refuse
    ///   (coordinates that are no finite numbers, rings of fewer than three corners) are left out.
    /// - Throws: what `features` throws.
    /// - Complexity: O(n log n) in the number of corners.
    public init(_ features: (LayerName) throws -> [Feature]) rethrows {
        var areas: [AreaIndex] = []
        var lines: [LineIndex] = []
        var points: [LineIndex] = []
        for layer in Self.layerOrder + [.trees] {
            let all = try features(layer)
            func ofKind(_ kind: Shape.Kind) -> [Feature] { all.filter { $0.shape.kind == kind } }
            let (surfaces, linear, single) = (ofKind(.polygon), ofKind(.line), ofKind(.point))
            if !surfaces.isEmpty, layer != .trees { areas.append(AreaIndex(layer, surfaces)) }
            if !linear.isEmpty, layer != .trees { lines.append(LineIndex(layer, linear)) }
            if !single.isEmpty { points.append(LineIndex(layer, single)) }
        }
        self.areas = areas
        self.lines = lines
        self.points = points
        zones = try Self.zoneLayers.compactMap { layer in
            let surfaces = try features(layer).filter { $0.shape.kind == .polygon }
            return surfaces.isEmpty ? nil : AreaIndex(layer, surfaces)
        }
        axes = AxisIndex(try features(.roadAxes))
    }
}
