import Geometry

/// The vertices at which two wedges of open ground, or of ground with the same features, meet in the point only.
struct VertexWedges {
    private(set) var isPinch: [Bool]
    private(set) var hasPinch = false

    init(_ mesh: Mesh) {
        isPinch = [Bool](repeating: false, count: mesh.points.count)
        for v in mesh.points.indices {
            let begin = Int(mesh.outgoing[v])
            var h = begin
            var changes = 0
            var closes = false
            repeat {
                let g = Int(mesh.twin[mesh.previous(h)])
                closes = g == begin
                if g >= 0, mesh.rate[h / 3].isFinite != mesh.rate[g / 3].isFinite { changes += 1 }
                h = g
            } while h >= 0 && h != begin
            if closes, changes > 2 || (!mesh.zones.isTrivial && Self.partsZones(mesh, v)) {
                isPinch[v] = true
                hasPinch = true
            }
        }
    }

    /// Whether a route may go through a vertex from one wedge to another that does not adjoin it.
    private static func partsZones(_ mesh: Mesh, _ v: Int) -> Bool {
        let begin = Int(mesh.outgoing[v])
        var h = begin
        var changes = 0
        repeat {
            let g = Int(mesh.twin[mesh.previous(h)])
            if g >= 0, mesh.zone[h / 3] != mesh.zone[g / 3] { changes += 1 }
            h = g
        } while h >= 0 && h != begin
        return changes > 3
    }
}
