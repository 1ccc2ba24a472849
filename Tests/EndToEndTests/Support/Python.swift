import Foundation

/// The system's Python with the readers of other people, which `Scripts/setup.sh --tests` installs.
enum Python {
    /// Runs a script that prints one JSON value; nil, with a word on why, where a reader is not installed.
    static func json(_ script: String, _ arguments: [String], needs modules: [String]) throws -> JSON? {
        for module in modules {
            let known = try Running(
                "/usr/bin/python3", ["-c", "import \(module)"], folder: nil, environment: [:]
            ).wait()
            guard known.status == 0 else {
                print("skipped: no Python with \(module); see Scripts/setup.sh --tests")
                return nil
            }
        }
        let output = try Running(
            "/usr/bin/python3", ["-c", script] + arguments, folder: nil, environment: [:]
        ).wait()
        guard output.status == 0 else { throw ToolFailure(description: output.err) }
        return try output.json()
    }

    /// All layers of a file as GDAL reads it: name, system, and each feature's fields and coordinates.
    static func layers(_ path: String) throws -> JSON? {
        try json(
            """
            import sys, json
            from osgeo import gdal, ogr
            gdal.UseExceptions()
            # GDAL 3.6 takes files of AutoCAD 2007 for what their header names.
            if sys.argv[1].endswith('.dxf'): gdal.SetConfigOption('DXF_ENCODING', 'UTF-8')
            source = ogr.Open(sys.argv[1])
            layers = []
            for layer in source:
                crs = layer.GetSpatialRef()
                code = crs.GetAuthorityCode(None) if crs else None
                features = []
                for feature in layer:
                    shape = feature.GetGeometryRef()
                    features.append({'fields': feature.items(), 'style': feature.GetStyleString(),
                        'shape': json.loads(shape.ExportToJson(['COORDINATE_PRECISION=9'])) if shape else None,
                        'area': shape.GetArea() if shape and shape.GetDimension() == 2 else 0})
                layers.append({'name': layer.GetName(), 'crs': code, 'features': features})
            print(json.dumps(layers, default=str))
            """, [path], needs: ["osgeo"])
    }
}

extension JSON {
    /// The positions of a point, line or polygon, or of its parts, in order.
    var positions: [[Double]] {
        let numbers = list.compactMap(\.number)
        if numbers.count == list.count, numbers.count >= 2 { return [Array(numbers.prefix(2))] }
        return list.flatMap(\.positions)
    }
}
