import Foundation

/// The data a GIS person edits, as shipped: catalogue, presets, rates, clearances.
public enum GIS {
    /// The file names of the import presets, sorted.
    public static var presets: [String] {
        guard let root = Bundle.module.resourceURL?.appendingPathComponent("presets"),
            let names = try? FileManager.default.contentsOfDirectory(atPath: root.path)
        else { return [] }
        return names.filter { $0.hasSuffix(".yaml") }.sorted()
    }

    /// The bytes of a shipped file such as `layers.yaml` or `presets/osm.yaml`; nil if there is none.
    public static func data(_ path: String) -> Data? {
        guard let root = Bundle.module.resourceURL else { return nil }
        return try? Data(contentsOf: root.appendingPathComponent(path))
    }
}
