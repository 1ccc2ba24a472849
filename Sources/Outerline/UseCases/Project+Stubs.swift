import CityFiles
import CityModel
import Coordinator
import Geometry
import Ledger
import Vocabulary

/// One reserved connection (预留口) as it stands: an object of `layer stubs --json` (R24).
public struct StubDocument: Encodable, Sendable {
    public var schema = "outerline.stub/1"
    public var stub: String
    public var utility: Utility
    /// `free`, `reserved`, `used` or `unknown`; the log goes before the layer.
    public var state: String
    /// The case that holds it; nil if none does.
    public var caseID: String?
    public var diameter: Double?
    public var pressure: String?
    public var capacity: Double?
    /// The plot it was left for, as the layer says.
    public var plot: String?
    public var main: String?
    public var crs: String
    public var location: GeoJSONGeometry

    private enum Key: String, CodingKey {
        case schema, stub, utility, state, pressure, capacity, plot, main, crs, location
        case caseID = "case"
        case diameter = "dn_mm"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(schema, forKey: .schema)
        try container.encode(stub, forKey: .stub)
        try container.encode(utility, forKey: .utility)
        try container.encode(state, forKey: .state)
        try container.encode(caseID, forKey: .caseID)
        try container.encode(diameter, forKey: .diameter)
        try container.encode(pressure, forKey: .pressure)
        try container.encode(capacity, forKey: .capacity)
        try container.encode(plot, forKey: .plot)
        try container.encode(main, forKey: .main)
        try container.encode(crs, forKey: .crs)
        try container.encode(location, forKey: .location)
    }
}

extension Project {
    /// The reserved connections in the order of their ids, with the use cases make of them.
    ///
    /// - Parameter wgs84: locations in longitude and latitude, otherwise in the project's system.
    public func stubs(of utility: Utility? = nil, wgs84: Bool = false) throws -> [StubDocument] {
        let system = try system()
        let writer = try GeometryWriter(system, wgs84: wgs84)
        let uses = try ledger.stubUses()
        return try city.features(of: .stubs, in: nil).compactMap { feature in
            guard let stub = Stub(feature), utility == nil || stub.utility == utility else { return nil }
            let use = uses[stub.id]
            return StubDocument(
                stub: stub.id, utility: stub.utility,
                state: use?.word ?? stub.state?.rawValue ?? "unknown", caseID: use?.caseID?.rawValue,
                diameter: feature.number("dn_mm"), pressure: feature.text("pressure"),
                capacity: stub.capacity, plot: stub.plot, main: feature.text("main"), crs: system.label,
                location: try writer.geoJSON(feature.shape))
        }
    }
}

/// One reserved connection with what happened to it: the object of `stub show --json`.
public struct StubDetailDocument: Encodable, Sendable {
    public var summary: StubDocument
    public var history: [CaseDetailDocument.HistoryEntry]

    private enum Key: String, CodingKey { case history }

    public func encode(to encoder: any Encoder) throws {
        try summary.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(history, forKey: .history)
    }
}

extension Project {
    /// One reserved connection with its history of reservations, releases and use (R24).
    ///
    /// - Throws: ``Problem`` `CLI-113` if layer `stubs` has none of this id.
    public func stub(_ id: String, wgs84: Bool = false) throws -> StubDetailDocument {
        let all = try stubs(wgs84: wgs84)
        guard let summary = all.first(where: { $0.stub == id }) else {
            let near = nearestWord(to: id, among: all.map(\.stub))
            throw Problem(
                .stubNotFound, "there is no stub '\(id)'", at: .init(file: path, layer: "stubs", feature: id),
                help: near.map { "did you mean '\($0)'?" } ?? "'outerline stub list' shows all stubs")
        }
        return StubDetailDocument(
            summary: summary,
            history: try ledger.entries(of: .stub(id)).map(CaseDetailDocument.HistoryEntry.init))
    }
}
