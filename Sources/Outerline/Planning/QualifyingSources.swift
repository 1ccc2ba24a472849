import CityModel
import Geometry
import RoutePlanner
import Vocabulary

/// Which mains and stubs a branch may start from, and what connecting to them costs.
///
/// Qualifies: the utility's own, of a pressure class the rates file names, in service, with capacity to spare, a stub neither used nor reserved for somebody
/// else. What is unknown qualifies too and is marked by a finding on the route.
struct QualifyingSources {
    var utility: Utility
    var rates: SurfaceRates
    /// The plot asking: a stub reserved for it qualifies.
    ///
    /// Nil asks for no plot in particular.
    var plot: String?
    /// Stubs that cases of this project have reserved or used.
    var takenStubs: Set<String> = []

    /// The qualifying sources among features of both layers: stubs before mains, each in the order given.
    ///
    /// The order decides between equally near sources: a stub is there to be used.
    func all(stubs: [Feature], mains: [Feature]) -> [PlanSource] {
        let free = stubs.compactMap(Stub.init).filter(qualifies)
        let tappable = mains.compactMap(Main.init).filter(qualifies)
        let stubCharge = rates.connectionCharge(.stub, for: utility)
        let mainCharge = rates.connectionCharge(.main, for: utility)
        return free.map { PlanSource(layer: .stubs, feature: $0.id, shape: $0.shape, charge: stubCharge) }
            + tappable.map { PlanSource(layer: .mains, feature: $0.id, shape: $0.shape, charge: mainCharge) }
    }

    /// The qualifying sources of a city, or of a box in it.
    func all(in city: some CitySource, box: Box?) throws -> [PlanSource] {
        all(stubs: try city.features(of: .stubs, in: box), mains: try city.features(of: .mains, in: box))
    }

    /// The same for a window, which cannot fail.
    func all(in window: CityWindow, box: Box?) -> [PlanSource] {
        all(stubs: window.features(of: .stubs, in: box), mains: window.features(of: .mains, in: box))
    }

    func qualifies(_ stub: Stub) -> Bool {
        guard stub.utility == utility, stub.inService != false, stub.capacity.map({ $0 > 0 }) ?? true,
            !takenStubs.contains(stub.id), rates.mayTap(pressure: stub.pressure, for: utility)
        else { return false }
        switch stub.state {
        case .used: return false
        case .reserved: return stub.plot != nil && stub.plot == plot
        case .free, nil: return stub.plot == nil || plot == nil || stub.plot == plot
        }
    }

    func qualifies(_ main: Main) -> Bool {
        main.utility == utility && main.inService != false && main.spareCapacity.map { $0 > 0 } ?? true
            && rates.mayTap(pressure: main.pressure, for: utility)
    }

    /// What about a source is unknown although a designer must know it.
    static func findings(for feature: Feature, in layer: LayerName) -> [Finding] {
        let wanted =
            layer == .stubs
            ? ["state", "capacity", "pressure", "in_service"] : ["spare_capacity", "pressure", "in_service"]
        let missing = wanted.filter { feature.attributes[$0] == nil }
        guard !missing.isEmpty else { return [] }
        return [
            Finding(
                .sourceAttributeUnknown, .note,
                "\(layer.rawValue) \(feature.id): \(missing.joined(separator: ", ")) UNKNOWN; it qualifies all the same",
                zh: "\(Terms.thing(layer.rawValue)?.zh ?? layer.rawValue) \(feature.id)的"
                    + "\(missing.map(Terms.factZh).joined(separator: "、"))未知，仍作为可用接驳点，须设计人员确认",
                subjects: [feature.id], help: "complete the fields in the layer and import it again")
        ]
    }
}
