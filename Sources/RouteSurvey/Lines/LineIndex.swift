import CityModel
import Geometry

/// The pieces of the line features of one layer, or its points as pieces without length.
///
/// Pieces with a coordinate that is no finite number are left out.
struct LineIndex: Sendable {
    let layer: LayerName
    let features: [Feature]
    let segments: [Segment]
    let owners: [Int]
    let tree: PackedTree

    init(_ layer: LayerName, _ features: [Feature]) {
        self.layer = layer
        self.features = features
        var segments: [Segment] = []
        var owners: [Int] = []
        for (index, feature) in features.enumerated() {
            if case .points(let points) = feature.shape {
                for point in points where point.isFinite {
                    segments.append(Segment(point, point))
                    owners.append(index)
                }
            }
            for line in feature.shape.outlines {
                for i in line.indices.dropFirst() where line[i - 1].isFinite && line[i].isFinite {
                    segments.append(Segment(line[i - 1], line[i]))
                    owners.append(index)
                }
            }
        }
        self.segments = segments
        self.owners = owners
        tree = PackedTree(segments.map(\.box))
    }
}
