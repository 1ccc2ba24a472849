import CityModel
import Foundation
import GRDB
import GRDBSQLite
import Geometry
import ProjectFile
import Vocabulary

/// The layers of a project within one transaction: all answers come from the same state.
public struct CityReader: CitySource {
    private let db: Database

    public init(_ db: Database) { self.db = db }

    public func layers() throws -> Set<LayerName> {
        let names = try String.fetchAll(
            db, sql: "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")
        let present = try names.compactMap(LayerName.init).filter { layer in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(layer.rawValue.quoted))") == true
        }
        return Set(present)
    }

    public func features(of layer: LayerName, in box: Box?) throws -> [Feature] {
        guard let columns = try columns(of: layer), box?.isEmpty != true else { return [] }
        let sql = CityReader.selection(layer, columns, where: box == nil ? "" : CityReader.window(of: layer))
        let arguments = box.map { [$0.minX, $0.maxX, $0.minY, $0.maxY] } ?? []
        return try features(of: layer, in: box, columns, sql, arguments)
    }

    /// The features of a window for a picture of it: no more of them, and no more of each, than is drawn.
    ///
    /// - Parameters:
    ///   - least: metres; features whose box is narrower and lower are left out, unless they are points.
    ///   - fields: the attributes wanted.
    public func features(
        of layer: LayerName, in box: Box, least: Double, fields: Set<String>
    ) throws -> [Feature] {
        guard let columns = try columns(of: layer)?.filter({ fields.contains($0.name) }), !box.isEmpty
        else { return [] }
        let isOfPoints = try Contents.geometryType(of: layer.rawValue, db) == "POINT"
        let condition = isOfPoints ? CityReader.window(of: layer) : CityReader.coarseWindow(of: layer)
        let sql = CityReader.selection(layer, columns, where: condition)
        let arguments = [box.minX, box.maxX, box.minY, box.maxY] + (isOfPoints ? [] : [least])
        return try features(of: layer, in: box, columns, sql, arguments)
    }

    private func features(
        of layer: LayerName, in box: Box?, _ columns: [TableColumn], _ sql: String, _ arguments: [Double]
    ) throws -> [Feature] {
        var rows: [(order: FeatureOrder, feature: Feature)] = []
        try scan(layer, columns, sql, arguments) { id, blob, row in
            // The index keeps boxes in single precision, rounded outwards.
            if let box, try !GeometryBlob.box(of: blob).overlaps(box) { return }
            let feature = Feature(
                id: id, shape: try GeometryBlob.decode(blob), attributes: row.attributes(columns))
            rows.append((FeatureOrder(id), feature))
        }
        let sorted = zip(rows, rows.dropFirst()).allSatisfy { !($1.order < $0.order) }
        if !sorted { rows.sort { $0.order < $1.order } }
        return rows.map(\.feature)
    }

    public func feature(_ id: String, of layer: LayerName) throws -> Feature? {
        guard let columns = try columns(of: layer) else { return nil }
        var found: Feature?
        try scan(layer, columns, CityReader.selection(layer, columns, where: "WHERE id = ?1"), [id]) {
            id, blob, row in
            found = Feature(id: id, shape: try GeometryBlob.decode(blob), attributes: row.attributes(columns))
        }
        return found
    }

    /// How many features a layer holds; 0 if it is not there.
    public func count(of layer: LayerName) throws -> Int {
        guard try db.tableExists(layer.rawValue) else { return 0 }
        return try Int.fetchOne(db, sql: "SELECT count(*) FROM \(layer.rawValue.quoted)") ?? 0
    }

    // MARK: - Statements

    static func selection(_ layer: LayerName, _ columns: [TableColumn], where condition: String) -> String {
        let names = columns.map { ", " + $0.name.quoted }.joined()
        return "SELECT id, geom\(names) FROM \(layer.rawValue.quoted) \(condition)"
    }

    /// The features whose indexed box meets a window given as min x, max x, min y, max y.
    static func window(of layer: LayerName) -> String {
        """
        WHERE fid IN (SELECT id FROM \(FeatureTable.index(of: layer.rawValue).quoted)
        WHERE maxx >= ?1 AND minx <= ?2 AND maxy >= ?3 AND miny <= ?4)
        """
    }

    /// The same, without features whose box is smaller than a length.
    static func coarseWindow(of layer: LayerName) -> String {
        """
        WHERE fid IN (SELECT id FROM \(FeatureTable.index(of: layer.rawValue).quoted)
        WHERE maxx >= ?1 AND minx <= ?2 AND maxy >= ?3 AND miny <= ?4
            AND (maxx - minx >= ?5 OR maxy - miny >= ?5))
        """
    }

    /// The columns of a layer's table beside its key, geometry and id; nil if the project lacks the layer.
    func columns(of layer: LayerName) throws -> [TableColumn]? {
        guard try db.tableExists(layer.rawValue) else { return nil }
        return try db.columns(in: layer.rawValue).filter { !["fid", "geom", "id"].contains($0.name) }.map {
            TableColumn(
                $0.name, TableColumn.Kind(rawValue: $0.type.uppercased()) ?? .text, isRequired: $0.isNotNull)
        }
    }

    private func scan(
        _ layer: LayerName, _ columns: [TableColumn], _ sql: String,
        _ arguments: [any DatabaseValueConvertible],
        _ body: (_ id: String, _ blob: UnsafeRawBufferPointer, _ row: StatementRow) throws -> Void
    ) throws {
        let statement = try db.cachedStatement(sql: sql)
        statement.arguments = StatementArguments(arguments)
        try withExtendedLifetime(statement) {
            try scan(layer, statement.sqliteStatement, body)
        }
    }

    private func scan(
        _ layer: LayerName, _ pointer: OpaquePointer,
        _ body: (_ id: String, _ blob: UnsafeRawBufferPointer, _ row: StatementRow) throws -> Void
    ) throws {
        defer { sqlite3_reset(pointer) }
        while true {
            let code = sqlite3_step(pointer)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else {
                throw DatabaseError(resultCode: .init(rawValue: code), message: db.lastErrorMessage)
            }
            let row = StatementRow(pointer: pointer)
            let id = row.text(0)
            do {
                try body(id, row.blob(1), row)
            } catch let problem as Problem {
                throw problem.located(.init(layer: layer.rawValue, feature: id))
            }
        }
    }
}

/// The current row of a statement, read without copies.
struct StatementRow {
    let pointer: OpaquePointer

    func text(_ index: Int32) -> String {
        guard let bytes = sqlite3_column_text(pointer, index) else { return "" }
        let count = Int(sqlite3_column_bytes(pointer, index))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    /// Valid until the statement moves on.
    func blob(_ index: Int32) -> UnsafeRawBufferPointer {
        let bytes = sqlite3_column_blob(pointer, index)
        return UnsafeRawBufferPointer(
            start: bytes, count: bytes == nil ? 0 : Int(sqlite3_column_bytes(pointer, index)))
    }

    /// The columns after `id` and `geom` that have a value that fits their type.
    func attributes(_ columns: [TableColumn]) -> [String: AttributeValue] {
        var attributes: [String: AttributeValue] = [:]
        for (offset, column) in columns.enumerated() {
            let index = Int32(offset + 2)
            if sqlite3_column_type(pointer, index) == SQLITE_NULL { continue }
            attributes[column.name] = value(index, column.kind)
        }
        return attributes
    }

    private func value(_ index: Int32, _ kind: TableColumn.Kind) -> AttributeValue? {
        switch kind {
        case .text: .text(text(index))
        case .integer: .integer(Int(sqlite3_column_int64(pointer, index)))
        case .real: .real(sqlite3_column_double(pointer, index))
        case .boolean: .boolean(sqlite3_column_int64(pointer, index) != 0)
        case .date: Day(text(index)).map(AttributeValue.date)
        }
    }
}

/// The order of ``Feature/precedes(_:_:)`` with the number of an id found once.
struct FeatureOrder: Comparable {
    let id: String
    let number: Int?

    init(_ id: String) {
        self.id = id
        number = Int(id)
    }

    static func < (a: FeatureOrder, b: FeatureOrder) -> Bool {
        switch (a.number, b.number) {
        case (let left?, let right?): left != right ? left < right : a.id < b.id
        case (_?, nil): true
        case (nil, _?): false
        case (nil, nil): a.id < b.id
        }
    }
}

extension CityReader {
    /// The statement of a window, for tests of its plan.
    package func explainableWindow(of layer: LayerName) throws -> String {
        CityReader.selection(layer, try columns(of: layer) ?? [], where: CityReader.window(of: layer))
    }

    /// How SQLite reads a coarse window, for tests.
    package func plan(of layer: LayerName) throws -> [String] {
        let sql = CityReader.selection(
            layer, try columns(of: layer) ?? [], where: CityReader.coarseWindow(of: layer))
        return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: [0, 1, 0, 1, 1])
            .map { $0["detail"] }
    }
}
