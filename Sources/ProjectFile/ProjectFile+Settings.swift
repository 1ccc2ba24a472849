import Digest
import Foundation
import GRDB
import Vocabulary

extension ProjectFile {
    // MARK: - Values

    /// The value of a key of the project, such as `policy`; nil if it has none.
    public func value(of key: String) throws -> String? { try read { try ProjectFile.value(of: key, $0) } }

    /// All values of the project by key.
    public func values() throws -> [String: String] {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT key, value FROM outerline_project")
            return Dictionary(
                rows.map { ($0[0] as String, $0[1] as String) }, uniquingKeysWith: { first, _ in first })
        }
    }

    public static func value(of key: String, _ db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM outerline_project WHERE key = ?", arguments: [key])
    }

    /// Sets a value inside the caller's transaction.
    public static func setValue(_ value: String, of key: String, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO outerline_project (key, value) VALUES (?, ?)
                ON CONFLICT (key) DO UPDATE SET value = excluded.value
                """,
            arguments: [key, value])
    }

    /// The coordinate system the project was created with.
    ///
    /// - Throws: ``Problem`` `PRJ-119` if its row or one of its values is missing.
    public func crs() throws -> ProjectCRS {
        let values = try values()
        let found = try values["crs_srs_id"].flatMap(Int.init).flatMap { id in
            try read {
                try Row.fetchOne(
                    $0, sql: "SELECT * FROM gpkg_spatial_ref_sys WHERE srs_id = ?", arguments: [id])
            }
        }
        guard let row = found, let definition = values["crs_definition"],
            let axis = values["ellipsoid_semi_major_m"].flatMap(Double.init),
            let flattening = values["ellipsoid_inverse_flattening"].flatMap(Double.init)
        else {
            throw Problem(
                .configurationMissing, "the project does not state its coordinate system",
                at: .init(file: path),
                help: "restore a backup")
        }
        return ProjectCRS(
            srsID: row["srs_id"], name: row["srs_name"], organization: row["organization"],
            code: row["organization_coordsys_id"], wkt: row["definition"], definition: definition,
            semiMajorAxis: axis,
            inverseFlattening: flattening)
    }

    // MARK: - Configuration files

    /// A file of the city's rules as it is kept inside the project.
    public struct StoredFile: Codable, Sendable, Hashable {
        public var name: String
        /// SHA-256 of the content, 64 hexadecimal digits.
        public var sha256: String
        public var content: [UInt8]
    }

    /// Stores a file under a name such as `gis/layers.yaml`; one of that name is replaced.
    ///
    /// - Returns: the SHA-256 of the content.
    @discardableResult
    public static func store(_ content: some Sequence<UInt8>, as name: String, _ db: Database) throws
        -> String
    {
        let bytes = Data(content)
        let hash = SHA256.hex(of: bytes)
        try db.execute(
            sql: """
                INSERT INTO outerline_configuration (name, sha256, content) VALUES (?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256, content = excluded.content
                """,
            arguments: [name, hash, bytes])
        return hash
    }

    /// A text that changes with every stored file and with the project's policy; no content is read.
    public func ruleStamp() throws -> String {
        try read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT group_concat(name || ':' || sha256, ';') FROM
                        (SELECT name, sha256 FROM outerline_configuration ORDER BY name)
                    """)
            let files = try String.fetchOne(statement) ?? ""
            return try "\(ProjectFile.value(of: "policy", db) ?? "");\(files)"
        }
    }

    /// The stored file of a name, or nil.
    public func storedFile(_ name: String) throws -> StoredFile? {
        try storedFiles(under: name).first { $0.name == name }
    }

    /// The stored files whose name begins with `prefix`, by name.
    public func storedFiles(under prefix: String = "") throws -> [StoredFile] {
        try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT name, sha256, content FROM outerline_configuration
                    WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name
                    """,
                arguments: [prefix])
            return rows.map { StoredFile(name: $0[0], sha256: $0[1], content: Array($0[2] as Data)) }
        }
    }
}
