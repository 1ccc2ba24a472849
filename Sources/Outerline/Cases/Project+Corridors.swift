import Coordinator
import Digest
import Foundation
import Geometry
import PermitPolicy
import RouteSurvey
import Vocabulary

extension Project {
    /// Records the line as it was built; granted permits whose corridor it leaves become `change required` by themselves.
    ///
    /// The line counts up to its first contact with the red line, whichever end was drawn first.
    ///
    /// - Throws: ``Problem`` `RTE-306` for a file without a line, `CAS-1xx` if the case refuses.
    public func recordAsBuilt(
        _ id: String, line path: String, wgs84: Bool = false, effective day: Day
    ) throws -> CaseDocument {
        try recordAsBuilt(id, drawn: DrawnLine(file: path, wgs84: wgs84), effective: day)
    }

    /// The same with a line that is no file.
    public func recordAsBuilt(
        _ id: String, drawn file: DrawnLine, effective day: Day
    ) throws -> CaseDocument {
        let state = try existing(id)
        let drawn = try points(of: file)
        let line = try state.plot.map { DrawnRoute.outside(drawn, of: try plot($0)) } ?? drawn
        let bytes = Data(WKB.encode(.lines([line])))
        let length = line.indices.dropFirst().reduce(0) { $0 + line[$1 - 1].distance(to: line[$1]) }
        return try run(
            .recordAsBuilt(
                AsBuiltRecord(sha256: SHA256.hex(of: bytes), gridLengthM: length),
                measured: try departures(of: line, from: state)),
            on: id, effective: day)
    }

    /// The command with how far its route leaves the corridors of the case's permits.
    func measured(_ command: CaseCommand, on state: CaseState) throws -> CaseCommand {
        guard case .chooseRoute(let route, let decision, let known) = command, known.isEmpty,
            let line = try Self.line(route.wkb)
        else { return command }
        return .chooseRoute(route, decision, measured: try departures(of: line, from: state))
    }

    /// How far a line leaves the line each permit was submitted with; permits without one are left out.
    private func departures(of line: [Point], from state: CaseState) throws -> [PermitID: CorridorDeparture] {
        let submitted = state.permits.filter { $0.line != nil }
        guard !submitted.isEmpty else { return [:] }
        let corridor = try pack().measuring.corridorM.value
        var found: [PermitID: CorridorDeparture] = [:]
        for permit in submitted {
            guard let permitted = try permit.line.flatMap(Self.line),
                let departure = LineDeparture(of: line, from: permitted, halfWidth: corridor)
            else { continue }
            found[permit.id] = CorridorDeparture(
                corridorM: corridor, outsideM: departure.outside, farthestM: departure.farthest)
        }
        return found
    }

    private static func line(_ wkb: Data) throws -> [Point]? { try WKB.decode([UInt8](wkb)).outlines.first }
}
