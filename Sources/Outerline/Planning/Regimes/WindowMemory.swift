import CityModel
import Geometry

/// Remembers the last window read, for searches that ask for the same one, or for a part of it, again.
///
/// Reads all layers at once and somewhat more than asked: windows of a search grow, and the survey looks around the
/// route. Belongs to one task.
final class WindowMemory: CitySource {
    private let city: any CitySource
    /// The layers that hold anything; of the others nothing is read.
    private let present: Set<LayerName>
    private var window: (box: Box, features: [LayerName: [Feature]])?
    /// How far around a window is read as well, in metres.
    private static let ahead = 50.0

    init(_ city: any CitySource, present: Set<LayerName>) {
        self.city = city
        self.present = present
    }

    func layers() throws -> Set<LayerName> { try city.layers() }

    func features(of layer: LayerName, in box: Box?) throws -> [Feature] {
        guard present.contains(layer) else { return [] }
        guard let box else { return try city.features(of: layer, in: nil) }
        if let window, window.box.contains(box) {
            return (window.features[layer] ?? []).filter { $0.shape.box.overlaps(box) }
        }
        let wide = box.grown(by: Self.ahead)
        let features = try city.features(of: present, in: wide)
        window = (wide, features)
        return (features[layer] ?? []).filter { $0.shape.box.overlaps(box) }
    }

    func feature(_ id: String, of layer: LayerName) throws -> Feature? {
        if let known = window?.features[layer]?.first(where: { $0.id == id }) { return known }
        return try city.feature(id, of: layer)
    }
}
