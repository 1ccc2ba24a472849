import CityModel
import Geometry
import Vocabulary

/// What to import, from where and how.
public struct ImportRequest: Sendable {
    /// The layer of the project that is replaced.
    public var layer: LayerDefinition
    /// Paths of the sources; all of them together make the layer.
    public var sources: [String]
    /// Which layer of the sources to read; a CAD layer for drawings.
    public var sourceLayer: String?
    public var preset: ImportPreset?
    /// Field of the catalogue (or `id`) → field of the source; an empty text leaves the field unknown.
    public var fieldMap: [String: String]
    /// Goes before what the sources declare.
    public var sourceCRS: CoordinateSystem?
    /// Widens lines to areas of this many metres, with flat ends; goes before the preset's widths.
    public var width: Double?
    /// Makes invalid geometries valid, leaves values that do not fit an optional field unknown, and records both.
    public var repair: Bool
    /// Leaves out features with problems of their own and records them.
    public var skipInvalid: Bool

    public init(
        layer: LayerDefinition, sources: [String], sourceLayer: String? = nil, preset: ImportPreset? = nil,
        fieldMap: [String: String] = [:], sourceCRS: CoordinateSystem? = nil, width: Double? = nil,
        repair: Bool = false, skipInvalid: Bool = false
    ) {
        self.layer = layer
        self.sources = sources
        self.sourceLayer = sourceLayer
        self.preset = preset
        self.fieldMap = fieldMap
        self.sourceCRS = sourceCRS
        self.width = width
        self.repair = repair
        self.skipInvalid = skipInvalid
    }

    /// Checks what can be said before any file is opened; all that is wrong is listed.
    func check() throws {
        var problems = Problems()
        if sources.isEmpty { problems.add(Problem(.importOptions, "no source is given")) }
        if let preset, preset.recipes[layer.name]?.isEmpty != false {
            let fed = preset.recipes.keys.map(\.rawValue).sorted()
            problems.add(
                Problem(
                    .presetLacksLayer, "preset \(preset.name) does not feed layer \(layer.name.rawValue)",
                    help: "it feeds: \(fed.joined(separator: ", "))"))
        }
        for target in fieldMap.keys.sorted() where target != "id" && layer.field(target) == nil {
            let known = layer.fields.map(\.name) + ["id"]
            problems.add(
                Problem(
                    .mapFieldUnknown, "layer \(layer.name.rawValue) has no field '\(target)'",
                    help: nearestWord(to: target, among: known).map { "did you mean '\($0)'?" }
                        ?? "it has: \(known.joined(separator: ", "))"))
        }
        if let width {
            if layer.geometry != .polygon {
                problems.add(
                    Problem(.importOptions, "--width makes areas, but \(layer.name.rawValue) holds no areas"))
            }
            if !(width > 0 && width <= 200) {
                problems.add(Problem(.importOptions, "a width of \(width) m is not between 0 and 200 m"))
            }
        }
        try problems.throwIfAny()
    }
}

/// How far an import has come.
public struct ImportProgress: Sendable, Hashable {
    public enum Stage: String, Sendable { case hashing, reading, finishing }

    public var stage: Stage
    public var source: String
    /// Features read so far, over all sources.
    public var read: Int
    /// Features there will be, where the formats tell.
    public var total: Int?
    public var problems: Int
}
