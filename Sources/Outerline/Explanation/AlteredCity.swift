import CityModel
import Geometry
import Vocabulary

/// A city with something in it changed, to ask what a plan would be then.
struct AlteredCity: CitySource, Sendable {
    /// Which roads are taken out of their no-dig period.
    enum Lifted: Sendable, Hashable {
        case none, all
        case only(String)
    }

    var base: any CitySource & Sendable
    /// Tells which roads are in their no-dig period.
    var passages: Passages
    var lifted = Lifted.none
    /// A stub that is not there yet.
    var stub: Feature?

    func layers() throws -> Set<LayerName> {
        let layers = try base.layers()
        return stub == nil ? layers : layers.union([.stubs])
    }

    func features(of layer: LayerName, in box: Box?) throws -> [Feature] {
        let features = try base.features(of: layer, in: box)
        switch layer {
        case .roads where lifted != .none: return features.map(altered)
        case .stubs:
            guard let stub, box.map({ stub.shape.box.overlaps($0) }) ?? true else { return features }
            return (features + [stub]).sorted { Feature.precedes($0.id, $1.id) }
        default: return features
        }
    }

    func feature(_ id: String, of layer: LayerName) throws -> Feature? {
        if layer == .stubs, let stub, stub.id == id { return stub }
        let feature = try base.feature(id, of: layer)
        return layer == .roads ? feature.map(altered) : feature
    }

    /// A road whose no-dig period is over: opened so long ago that none lasts to this day, never repaired since.
    private func altered(_ road: Feature) -> Feature {
        guard isLifted(road), passages.isBarredToday(road) else { return road }
        var road = road
        road.attributes["opened_on"] = Day(1950, 1, 1).map { .date($0) }
        road.attributes["repaired_on"] = nil
        return road
    }

    private func isLifted(_ road: Feature) -> Bool {
        switch lifted {
        case .none: false
        case .all: true
        case .only(let id): road.id == id
        }
    }
}
