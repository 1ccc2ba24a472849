import CityModel
import Geometry

/// Remembers the last window read of each layer, for searches that ask for the same one, or for a part of it, again.
///
/// Belongs to one task.
final class WindowMemory: CitySource {
    private let city: any CitySource
    private var windows: [LayerName: (box: Box, features: [Feature])] = [:]

    init(_ city: any CitySource) { self.city = city }

    func layers() throws -> Set<LayerName> { try city.layers() }

    func features(of layer: LayerName, in box: Box?) throws -> [Feature] {
        guard let box else { return try city.features(of: layer, in: nil) }
        if let window = windows[layer], window.box.contains(box) {
            return window.box == box
                ? window.features : window.features.filter { $0.shape.box.overlaps(box) }
        }
        let features = try city.features(of: layer, in: box)
        windows[layer] = (box, features)
        return features
    }

    func feature(_ id: String, of layer: LayerName) throws -> Feature? {
        if let known = windows[layer]?.features.first(where: { $0.id == id }) { return known }
        return try city.feature(id, of: layer)
    }
}
