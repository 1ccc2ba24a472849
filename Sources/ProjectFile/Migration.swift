import GRDB
import Vocabulary

/// One numbered step of a component's tables, such as `ledger` 1.
///
/// Steps of a component are numbered from 1 without gaps and never change
/// once released. They run inside one transaction when a project is created
/// or opened for writing.
public struct Migration: Sendable {
    public let component: String
    public let number: Int
    public let apply: @Sendable (Database) throws -> Void

    public init(_ component: String, _ number: Int, _ apply: @escaping @Sendable (Database) throws -> Void) {
        self.component = component
        self.number = number
        self.apply = apply
    }
}

extension Migration {
    /// The steps of this target's own tables.
    static let ofProject: [Migration] = [
        Migration("project", 1) { db in
            try db.execute(
                sql: """
                    CREATE TABLE outerline_project (
                        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, key TEXT NOT NULL UNIQUE,
                        value TEXT NOT NULL);
                    CREATE TABLE outerline_configuration (
                        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, name TEXT NOT NULL UNIQUE,
                        sha256 TEXT NOT NULL, content BLOB NOT NULL);
                    """)
        }
    ]

    static let table = "outerline_migrations"

    static func createTable(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(table) (
                    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, component TEXT NOT NULL,
                    number INTEGER NOT NULL, UNIQUE (component, number))
                """)
    }

    /// The highest step each component of the file has had.
    static func state(_ db: Database) throws -> [String: Int] {
        let rows = try Row.fetchAll(db, sql: "SELECT component, max(number) FROM \(table) GROUP BY component")
        return Dictionary(rows.map { ($0[0] as String, $0[1] as Int) }, uniquingKeysWith: max)
    }

    /// The steps a file still lacks, in order of component and number.
    ///
    /// - Throws: ``Problem`` `PRJ-110` if the file has steps that are not known here.
    static func pending(_ migrations: [Migration], in db: Database, path: String) throws -> [Migration] {
        let state = try state(db)
        let known = Dictionary(grouping: migrations, by: \.component)
        for (component, steps) in known {
            let newest = steps.map(\.number).max() ?? 0
            if let found = state[component], found > newest {
                throw Problem(
                    .projectTooNew,
                    "the project's \(component) tables have version \(found), this program knows \(newest)",
                    at: .init(file: path), help: "update Outerline")
            }
        }
        return migrations.filter { $0.number > state[$0.component] ?? 0 }
    }

    static func apply(_ steps: [Migration], to db: Database) throws {
        for step in steps {
            try step.apply(db)
            try db.execute(
                sql: "INSERT INTO \(table) (component, number) VALUES (?, ?)",
                arguments: [step.component, step.number])
        }
    }
}
