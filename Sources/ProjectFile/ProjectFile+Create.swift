import Foundation
import GRDB
import Vocabulary

extension ProjectFile {
    /// Creates a project and opens it for writing.
    ///
    /// It is built under a temporary name in the same folder, brought to the disk and then given its name, so that
    /// a half-made project is never seen.
    ///
    /// - Parameters:
    ///   - settings: first values of ``value(of:)``, such as the policy pack.
    ///   - migrations: the steps of the components that keep tables in the project.
    /// - Throws: ``Problem`` `PRJ-101` if the file exists, `PRJ-102` if the folder cannot be written, `PRJ-103` on a
    ///   network file system, `PRJ-113` if the disk is full.
    public static func create(
        _ path: String, crs: ProjectCRS, settings: [String: String] = [:], migrations: [Migration] = [],
        busyTimeout: TimeInterval = 2, clock: @escaping @Sendable () -> Date = { Date() }
    ) throws -> ProjectFile {
        let path = resolved(path)
        try NetworkFileSystem.refuse(path)
        try AtomicFile.write(path, replacing: false) { temporary in
            try DatabaseFailure.translated(path) {
                let queue = try DatabaseQueue(
                    path: temporary, configuration: configuration(readonly: false, busyTimeout))
                try queue.inDatabase { db in
                    try db.execute(
                        sql: """
                            PRAGMA application_id = \(FileInspection.applicationID);
                            PRAGMA user_version = 10300;
                            """)
                }
                try queue.write { db in
                    try GeoPackageTables.create(db)
                    try GeoPackageTables.insert(crs, db)
                    try Migration.createTable(db)
                    try Migration.apply(Migration.ofProject + migrations, to: db)
                    try Contents.registerAttributes(
                        "outerline_project", identifier: "Outerline project", at: timestamp(clock()), db)
                    try writeFirstValues(crs, settings, at: timestamp(clock()), db)
                }
                try queue.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
                try queue.close()
            }
        }
        return try open(path, mode: .write, migrations: migrations, busyTimeout: busyTimeout, clock: clock)
    }

    private static func writeFirstValues(
        _ crs: ProjectCRS, _ settings: [String: String], at time: String, _ db: Database
    ) throws {
        var values = settings
        values["created"] = time
        values["crs_srs_id"] = String(crs.srsID)
        values["crs_definition"] = crs.definition
        values["ellipsoid_semi_major_m"] = String(crs.semiMajorAxis)
        values["ellipsoid_inverse_flattening"] = String(crs.inverseFlattening)
        for (key, value) in values.sorted(by: { $0.key < $1.key }) { try setValue(value, of: key, db) }
    }
}
