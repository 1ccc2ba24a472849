import CityModel
import Geometry
import RoutePlanner
import Testing
import Vocabulary

@Suite("Walled in by a distance to keep")
struct KeepOffTests {
    /// Two houses with a lane of 4 m between them; the plot lies in the yard behind.
    private func yard(keepOff: Double) -> AsciiMap {
        var map = AsciiMap("mmmmmmm\n.......\n###.###\n#..P..#\n#######", cell: 4)
        map.keepOff = keepOff
        return map
    }

    private func explained(_ map: AsciiMap, isAssumption: Bool = true) throws -> Unreachable? {
        let (scene, planner, request) = (map.scene, RoutePlanner(), try map.request())
        guard case .unreachable(let refusal) = try planner.plan(request, fetch: { _ in scene }) else {
            return nil
        }
        return try planner.explained(refusal, request, keepOffIsAssumption: isAssumption) { _ in scene }
    }

    @Test("a lane wider than twice the keep-off is a way")
    func wideLane() throws { #expect(try yard(keepOff: 1.9).route() != nil) }

    @Test("a lane narrower than twice the keep-off: the message blames it and tells the route without")
    func narrowLane() throws {
        let refusal = try #require(try explained(yard(keepOff: 2.1)))
        #expect(refusal.code == "RTE-102")
        // All ways down the lane cost the same; the one found may keep its distance from one of the two walls.
        let blamed = refusal.blockers.map(\.feature)
        #expect(!blamed.isEmpty && Set(blamed).isSubset(of: ["B1", "B2"]))
        #expect(
            refusal.message
                == "plot P is walled in by the keep-off of 2.1 m (an assumption) of buildings \(blamed.joined(separator: ", ")); "
                + "without it a route of 10.0 m exists; give a rates file with a smaller keep_off")
        #expect(
            try explained(yard(keepOff: 2.1), isAssumption: false)?.message.contains("assumption") == false)
    }

    @Test("a yard closed by walls is not blamed on the keep-off")
    func closed() throws {
        var map = AsciiMap("mmmmmmm\n.......\n#######\n#..P..#\n#######", cell: 4)
        map.keepOff = 0.5
        let refusal = try #require(try explained(map))
        #expect(refusal.code == "RTE-102")
        #expect(refusal.message.hasPrefix("plot P is enclosed by buildings"))
    }
}
