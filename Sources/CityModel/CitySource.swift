import Geometry
import Vocabulary

/// Where the features of a city come from: the project file, or memory in tests.
///
/// Order of features is by id (numeric ids by number), never by row.
public protocol CitySource {
    /// The layers that hold at least one feature.
    func layers() throws -> Set<LayerName>

    /// The features of a layer whose box overlaps `box`; all of them for nil.
    ///
    /// - Throws: ``Problem`` if the source cannot be read.
    func features(of layer: LayerName, in box: Box?) throws -> [Feature]

    /// The features of several layers whose box overlaps `box`, all as they are at one moment where the source may change.
    func features(of layers: Set<LayerName>, in box: Box) throws -> [LayerName: [Feature]]

    /// The feature with an id, or nil.
    func feature(_ id: String, of layer: LayerName) throws -> Feature?
}

extension CitySource {
    public func features(of layers: Set<LayerName>, in box: Box) throws -> [LayerName: [Feature]] {
        var result: [LayerName: [Feature]] = [:]
        for layer in layers { result[layer] = try features(of: layer, in: box) }
        return result
    }
}

/// A city in memory: for tests, generated samples and whole-city batches.
public struct MemoryCity: CitySource, Sendable {
    private var contents: [LayerName: IndexedFeatures]

    /// - Complexity: O(n log n) for sorting and the index.
    public init(_ featuresByLayer: [LayerName: [Feature]] = [:]) {
        contents = featuresByLayer.mapValues(Self.indexed)
    }

    private static func indexed(_ features: [Feature]) -> IndexedFeatures {
        IndexedFeatures(features.sorted { Feature.precedes($0.id, $1.id) })
    }

    /// The features of a layer, by id; setting them indexes the layer anew.
    public subscript(_ layer: LayerName) -> [Feature] {
        get { contents[layer]?.features ?? [] }
        set { contents[layer] = Self.indexed(newValue) }
    }

    public var featuresByLayer: [LayerName: [Feature]] { contents.mapValues(\.features) }

    public func layers() -> Set<LayerName> { Set(contents.filter { !$0.value.features.isEmpty }.keys) }

    public func features(of layer: LayerName, in box: Box?) -> [Feature] {
        contents[layer]?.features(in: box) ?? []
    }

    public func feature(_ id: String, of layer: LayerName) -> Feature? { contents[layer]?.feature(id) }
}

extension Feature {
    /// The one order of ids: numbers by value and before words, words by their UTF-8.
    public static func precedes(_ a: String, _ b: String) -> Bool {
        switch (Int(a), Int(b)) {
        case (let left?, let right?): left != right ? left < right : utf8Precedes(a, b)
        case (_?, nil): true
        case (nil, _?): false
        case (nil, nil): utf8Precedes(a, b)
        }
    }

    /// Swift's own order takes differently composed letters for equal.
    private static func utf8Precedes(_ a: String, _ b: String) -> Bool {
        a.utf8.lexicographicallyPrecedes(b.utf8)
    }
}
