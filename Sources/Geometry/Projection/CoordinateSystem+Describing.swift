import CPROJ
import Vocabulary

extension CoordinateSystem {
    /// Reads what PROJ knows of a system.
    ///
    /// A bound or compound system is described by its horizontal base.
    init(describing object: ProjectionObject, definition: String?, in context: ProjectionContext) throws {
        let horizontal = Self.horizontal(of: object, in: context)
        let pointer = horizontal.pointer
        name = proj_get_name(pointer).map { String(cString: $0) } ?? ""
        authority = proj_get_id_auth_name(pointer, 0).map { String(cString: $0) }
        code = proj_get_id_code(pointer, 0).flatMap { Int(String(cString: $0)) }
        wkt = proj_as_wkt(context.handle, pointer, PJ_WKT1_GDAL, nil).map { String(cString: $0) } ?? ""
        if wkt.isEmpty {
            wkt = proj_as_wkt(context.handle, pointer, PJ_WKT2_2019, nil).map { String(cString: $0) } ?? ""
        }
        if let authority, let code {
            self.definition = definition ?? "\(authority):\(code)"
        } else {
            self.definition = definition ?? wkt
        }
        kind = Self.kind(pointer)
        metresPerUnit = kind == .projected ? Self.unit(pointer, in: context) : nil
        (method, parameters) = kind == .projected ? Self.projection(pointer, in: context) : (nil, [:])
        guard let ellipsoid = proj_get_ellipsoid(context.handle, pointer) else {
            throw Problem(.crsUnknown, "coordinate system '\(name)' has no ellipsoid")
        }
        defer { proj_destroy(ellipsoid) }
        var semiMajor = 0.0
        var inverseFlattening = 0.0
        proj_ellipsoid_get_parameters(context.handle, ellipsoid, &semiMajor, nil, nil, &inverseFlattening)
        semiMajorAxis = semiMajor
        self.inverseFlattening = inverseFlattening
        areaOfUse = Self.areaOfUse(pointer, in: context)
        grid = nil
        let geodetic = proj_crs_get_geodetic_crs(context.handle, pointer)
        defer { proj_destroy(geodetic) }
        geographicName = geodetic.flatMap { proj_get_name($0) }.map { String(cString: $0) } ?? ""
    }

    private static func areaOfUse(_ pointer: OpaquePointer, in context: ProjectionContext) -> [Double]? {
        var west = 0.0
        var south = 0.0
        var east = 0.0
        var north = 0.0
        guard proj_get_area_of_use(context.handle, pointer, &west, &south, &east, &north, nil) == 1,
            west > -1000
        else {
            return nil
        }
        return [west, south, east, north]
    }

    private static func horizontal(of object: ProjectionObject, in context: ProjectionContext)
        -> ProjectionObject
    {
        var current = object
        while true {
            let type = proj_get_type(current.pointer)
            let inner: OpaquePointer? =
                type == PJ_TYPE_BOUND_CRS
                ? proj_get_source_crs(context.handle, current.pointer)
                : type == PJ_TYPE_COMPOUND_CRS
                    ? proj_crs_get_sub_crs(context.handle, current.pointer, 0) : nil
            guard let inner else { return current }
            current = ProjectionObject(context, owning: inner)
        }
    }

    private static func kind(_ pointer: OpaquePointer) -> Kind {
        switch proj_get_type(pointer) {
        case PJ_TYPE_PROJECTED_CRS: .projected
        case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS: .geographic
        default: .other
        }
    }

    private static func unit(_ pointer: OpaquePointer, in context: ProjectionContext) -> Double? {
        guard let system = proj_crs_get_coordinate_system(context.handle, pointer) else { return nil }
        defer { proj_destroy(system) }
        var factor = 0.0
        guard proj_cs_get_axis_info(context.handle, system, 0, nil, nil, nil, &factor, nil, nil, nil) == 1
        else {
            return nil
        }
        return factor
    }

    private static func projection(
        _ pointer: OpaquePointer, in context: ProjectionContext
    ) -> (method: String?, parameters: [String: Double]) {
        guard let operation = proj_crs_get_coordoperation(context.handle, pointer) else { return (nil, [:]) }
        defer { proj_destroy(operation) }
        var methodName: UnsafePointer<CChar>?
        proj_coordoperation_get_method_info(context.handle, operation, &methodName, nil, nil)
        var parameters: [String: Double] = [:]
        for index in 0..<proj_coordoperation_get_param_count(context.handle, operation) {
            var name: UnsafePointer<CChar>?
            var value = 0.0
            proj_coordoperation_get_param(
                context.handle, operation, index, &name, nil, nil, &value, nil, nil, nil, nil, nil, nil)
            if let name { parameters[String(cString: name)] = value }
        }
        return (methodName.map { String(cString: $0) }, parameters)
    }
}
