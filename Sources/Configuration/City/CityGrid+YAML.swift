import Foundation
import Geometry
import Vocabulary

extension CityGrid {
    /// Reads a city's own grid from a file a user wrote.
    ///
    /// Keys: `name`, `source`, either `base` (a system) or `transverse_mercator`, and if wanted `east_m`, `north_m`,
    /// `rotation_arcsec`, `scale`, which default to no change.
    /// - Throws: ``Problems`` with the line of each; `CRS-109` for degenerate parameters.
    public init(yaml data: Data, file: String = "grid.yaml") throws {
        let grid = try readYAML(data, file: file) { root in
            root.allow(
                "schema", "name", "source", "base", "transverse_mercator", "east_m", "north_m",
                "rotation_arcsec", "scale")
            if root["schema"] != nil { root.checkSchema("outerline-grid-1") }
            if root["base"] != nil, root["transverse_mercator"] != nil {
                root.fail(.yamlValue, "give 'base' or 'transverse_mercator', not both")
            }
            let base = root["transverse_mercator"]?.transverseMercator() ?? root.requiredText("base")
            return CityGrid(
                name: root.requiredText("name"), base: base, eastM: root.number("east_m") ?? 0,
                northM: root.number("north_m") ?? 0, rotationArcsec: root.number("rotation_arcsec") ?? 0,
                scale: root.number("scale") ?? 1, source: root.requiredText("source"))
        }
        do {
            try grid.check()
        } catch let problems as Problems {
            throw Problems(problems.kept.map { $0.located(.init(file: file)) })
        }
        self = grid
    }
}

extension YAMLNode {
    fileprivate func transverseMercator() -> String {
        allow(
            "central_meridian", "latitude_of_origin", "false_east_m", "false_north_m", "scale", "height_m")
        return CoordinateSystem.transverseMercator(
            centralMeridian: requiredNumber("central_meridian", in: -180...180),
            latitudeOfOrigin: number("latitude_of_origin", in: -90...90) ?? 0,
            falseEastM: requiredNumber("false_east_m"), falseNorthM: requiredNumber("false_north_m"),
            scale: number("scale") ?? 1, heightM: number("height_m", in: -500...9000) ?? 0)
    }
}
