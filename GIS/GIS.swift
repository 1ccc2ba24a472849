import Foundation

/// The data a GIS person edits, as shipped: catalogue, presets, surfaces, clearances.
public enum GIS {
    /// The bytes of a shipped file such as `layers.yaml` or `presets/osm.yaml`; nil if there is none.
    public static func data(_ path: String) -> Data? {
        guard let root = Bundle.module.resourceURL else { return nil }
        return try? Data(contentsOf: root.appendingPathComponent(path))
    }
}
