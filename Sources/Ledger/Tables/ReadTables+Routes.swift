import Coordinator
import Foundation
import GRDB
import Geometry
import ProjectFile
import Vocabulary

extension ReadTables {
    /// Writes a case's route, crossings and areas; nothing happens if they stand there already.
    func writeRoute(_ state: CaseState) throws {
        let written = isFresh ? nil : try writtenVersion(of: state.id)
        guard written != state.routeVersion else { return }
        if written != nil {
            for spec in [TableSpec.routes, .crossings, .disturbedAreas] { try clear(spec, of: state.id) }
        }
        guard let route = state.route else { return }
        let id = state.id.rawValue
        try insert(
            .routes, route.wkb,
            [
                id, id, state.utility.rawValue, state.plot, route.regime, route.fromLayer, route.fromFeature,
                route.groundLengthM, route.gridLengthM, route.cost, route.sha256, text(state.routeChosenOn),
                route.dataVersion, state.routeVersion,
            ])
        for (number, crossing) in route.crossings.enumerated() {
            try insert(
                .crossings, crossing.wkb,
                [
                    numbered(id, number), id, crossing.layer, crossing.features.joined(separator: ","),
                    crossing.name,
                    crossing.kind, crossing.fromM, crossing.toM, crossing.lengthM, crossing.groundLengthM,
                    crossing.angleDeg, crossing.areaM2, crossing.method,
                ])
        }
        for (number, area) in route.disturbed.enumerated() {
            try insert(
                .disturbedAreas, area.wkb, [numbered(id, number), id, area.layer, area.feature, area.areaM2])
        }
    }

    private func writtenVersion(of id: CaseID) throws -> Int? {
        let statement = try db.cachedStatement(sql: "SELECT version FROM routes WHERE id = ?")
        return try Int.fetchOne(statement, arguments: [id.rawValue])
    }

    /// `A1-W-001`: in order of text as in order along the route, up to 999.
    private func numbered(_ id: String, _ index: Int) -> String {
        let digits = String(index + 1)
        return "\(id)-\(String(repeating: "0", count: max(0, 3 - digits.count)))\(digits)"
    }

    private func insert(_ spec: TableSpec, _ wkb: Data?, _ values: [(any DatabaseValueConvertible)?]) throws {
        let shape = try wkb.map(RouteGeometry.shape)
        let blob = shape.map { GeometryBlob.encode($0, srsID: srsID) }
        try upsert(spec, [blob] + values)
        guard isRegistered, !isFresh, let box = shape?.box, !box.isEmpty else { return }
        let extent = try Contents.extent(of: spec.name, db)
        try setExtent(extent.map { $0.union(box) } ?? box, of: spec)
    }

    /// Removes a case's features; the extent is measured anew only if one of them lay on its edge.
    private func clear(_ spec: TableSpec, of id: CaseID) throws {
        let table = spec.name.quoted
        let boxes = try Row.fetchAll(
            db,
            sql: """
                SELECT ST_MinX(geom), ST_MinY(geom), ST_MaxX(geom), ST_MaxY(geom) FROM \(table)
                WHERE "case" = ? AND geom NOTNULL AND NOT ST_IsEmpty(geom)
                """,
            arguments: [id.rawValue])
        try db.execute(sql: "DELETE FROM \(table) WHERE \"case\" = ?", arguments: [id.rawValue])
        guard isRegistered, let extent = try Contents.extent(of: spec.name, db) else { return }
        let onEdge = boxes.contains {
            $0[0] <= extent.minX || $0[1] <= extent.minY || $0[2] >= extent.maxX || $0[3] >= extent.maxY
        }
        guard onEdge else { return }
        try Contents.refreshExtent(of: spec.name, at: try ReadTables.registrationTime(db), db)
    }

    /// Measures the extents of tables that were filled afresh.
    func refreshExtents() throws {
        let time = try ReadTables.registrationTime(db)
        for spec in [TableSpec.routes, .crossings, .disturbedAreas] {
            try Contents.refreshExtent(of: spec.name, at: time, db)
        }
    }

    private func setExtent(_ box: Box, of spec: TableSpec) throws {
        try Contents.setExtent(box, of: spec.name, at: try ReadTables.registrationTime(db), db)
    }
}
