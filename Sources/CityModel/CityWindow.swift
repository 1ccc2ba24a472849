import Geometry
import Vocabulary

/// The part of a city that a piece of work looks at: the features of some
/// layers whose boxes overlap a box.
///
/// Read once, then asked many times without touching the source; a plot is
/// never planned on the whole city. Features keep the order of the source.
public struct CityWindow: CitySource, Sendable {
    public let box: Box
    private let contents: [LayerName: IndexedFeatures]

    /// Reads the window from a source.
    ///
    /// - Complexity: O(n log n) in the features of the window.
    public init(_ source: some CitySource, layers: [LayerName] = LayerName.allCases, in box: Box) throws {
        self.box = box
        var contents: [LayerName: IndexedFeatures] = [:]
        for layer in Set(layers) {
            contents[layer] = IndexedFeatures(try source.features(of: layer, in: box))
        }
        self.contents = contents
    }

    /// The layers that hold a feature here.
    public func layers() -> Set<LayerName> { Set(contents.filter { !$0.value.features.isEmpty }.keys) }

    /// The features whose box overlaps `box`, or all of the window; empty for a layer that was not asked for.
    ///
    /// - Complexity: O(log n + found) with a box.
    public func features(of layer: LayerName, in box: Box? = nil) -> [Feature] {
        contents[layer]?.features(in: box) ?? []
    }

    public func feature(_ id: String, of layer: LayerName) -> Feature? {
        contents[layer]?.feature(id)
    }
}

/// The features of one layer with an index by place and by id.
struct IndexedFeatures: Sendable {
    let features: [Feature]
    private let tree: PackedTree
    private let indexByID: [String: Int]

    init(_ features: [Feature]) {
        self.features = features
        tree = PackedTree(features.map(\.shape.box))
        indexByID = Dictionary(
            features.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// In the order given; all for nil.
    func features(in box: Box?) -> [Feature] {
        guard let box else { return features }
        return tree.items(in: box).map { features[$0] }
    }

    func feature(_ id: String) -> Feature? { indexByID[id].map { features[$0] } }
}
