import Digest
import Foundation
import GRDB
import ProjectFile
import Testing
import Vocabulary

@Suite struct OpeningTests {
    let folder = TemporaryFolder()
    var path: String { folder.file("city.gpkg") }

    func project() throws -> ProjectFile {
        try ProjectFile.create(path, crs: yantai, settings: ["policy": "yantai-2020"], clock: noon)
    }

    func problem(_ body: () throws -> Void) -> Problem? {
        do {
            try body()
            return nil
        } catch {
            return error as? Problem
        }
    }

    @Test func aNewProjectKnowsItsSettings() throws {
        try project().close()
        let again = try ProjectFile.open(path, mode: .read)
        #expect(try again.crs() == yantai)
        #expect(try again.value(of: "policy") == "yantai-2020")
        #expect(try again.value(of: "created") == "2026-11-22T06:00:00.000Z")
        try again.close()
        #expect(try folder.names() == ["city.gpkg"])
    }

    @Test func theLogIsDurable() throws {
        let project = try project()
        let modes = try project.write { db in
            (
                try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(db, sql: "PRAGMA synchronous"),
                try Int.fetchOne(db, sql: "PRAGMA application_id"),
                try Int.fetchOne(db, sql: "PRAGMA user_version")
            )
        }
        #expect(modes.0 == "wal")
        #expect(modes.1 == 2)
        #expect(modes.2 == 0x4750_4B47)
        #expect(modes.3 == 10300)
    }

    @Test func creatingNeverReplaces() throws {
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        let found = problem { _ = try project() }
        #expect(found?.code == "PRJ-101" && found?.exit == .cannotCreate)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
        #expect(try folder.names() == ["city.gpkg"])
    }

    @Test func aFolderThatIsMissingOrClosedIsRefused() {
        for place in ["/proc/self/city.gpkg", folder.file("none/city.gpkg")] {
            let found = problem { _ = try ProjectFile.create(place, crs: yantai, clock: noon) }
            #expect(found?.code == "PRJ-102" && found?.exit == .cannotCreate, "\(place)")
        }
    }

    @Test func wrongFilesAreToldApartAndLeftAlone() throws {
        try project().close()
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        let plain = folder.file("plain.gpkg")
        let queue = try DatabaseQueue(path: plain)
        try queue.write { try $0.execute(sql: "CREATE TABLE a (b); PRAGMA user_version = 3") }
        try queue.close()
        let foreign = folder.file("foreign.gpkg")
        try FileManager.default.copyItem(atPath: plain, toPath: foreign)
        let other = try DatabaseQueue(path: foreign)
        try other.write { try $0.execute(sql: "PRAGMA application_id = \(0x4750_4B47)") }
        try other.close()
        let contents: [(String, Data?)] = [
            ("empty.gpkg", Data()), ("text.gpkg", Data("no database".utf8)),
            ("short.gpkg", Data(whole.prefix(5000))),
            ("header.gpkg", Data(whole.prefix(60))), ("plain.gpkg", nil), ("foreign.gpkg", nil),
        ]
        let expected = ["PRJ-106", "PRJ-107", "PRJ-108", "PRJ-108", "PRJ-109", "PRJ-109"]
        for ((name, bytes), code) in zip(contents, expected) {
            let file = folder.file(name)
            try bytes?.write(to: URL(fileURLWithPath: file))
            let before = try SHA256.hex(ofFile: file)
            for mode in [ProjectFile.Mode.read, .write] {
                let found = problem { _ = try ProjectFile.open(file, mode: mode) }
                #expect(
                    found?.code == code && found?.exit == .badInput, "\(name) \(String(describing: found))")
                #expect(found?.help != nil)
            }
            #expect(try SHA256.hex(ofFile: file) == before)
        }
        #expect(problem { _ = try ProjectFile.open(folder.path, mode: .read) }?.code == "PRJ-105")
        let missing = problem { _ = try ProjectFile.open(folder.file("none.gpkg"), mode: .read) }
        #expect(missing?.code == "PRJ-104" && missing?.exit == .notFound)
        #expect(try folder.names().filter { $0.hasSuffix("-wal") || $0.hasSuffix("-journal") }.isEmpty)
    }

    @Test func stepsOfAComponentAreAppliedOnceAndNewerOnesRefused() throws {
        let first = Migration("ledger", 1) {
            try $0.execute(sql: "CREATE TABLE events (id INTEGER PRIMARY KEY)")
        }
        let second = Migration("ledger", 2) { try $0.execute(sql: "ALTER TABLE events ADD COLUMN kind TEXT") }
        try ProjectFile.create(path, crs: yantai, migrations: [first], clock: noon).close()
        #expect(
            problem { _ = try ProjectFile.open(path, mode: .read, migrations: [first, second]) }?.code
                == "PRJ-111")
        for _ in 0..<2 { try ProjectFile.open(path, mode: .write, migrations: [first, second]).close() }
        let project = try ProjectFile.open(path, mode: .read, migrations: [first, second])
        let columns = try project.read { try $0.columns(in: "events").map(\.name) }
        #expect(columns == ["id", "kind"])
        let newer = problem { _ = try ProjectFile.open(path, mode: .write, migrations: [first]) }
        #expect(newer?.code == "PRJ-110" && newer?.exit == .badInput)
    }

    @Test func aSecondWriterIsToldToRetry() throws {
        let one = try project()
        let two = try ProjectFile.open(path, mode: .write, busyTimeout: 0.05)
        try one.write { _ in
            let found = problem { try two.write { try ProjectFile.setValue("b", of: "a", $0) } }
            #expect(found?.code == "PRJ-112" && found?.exit == .busy)
            let seen = try two.value(of: "policy")
            #expect(seen == "yantai-2020")
        }
        try two.write { try ProjectFile.setValue("b", of: "a", $0) }
        #expect(try one.value(of: "a") == "b")
    }

    @Test func aReaderCannotWriteAndAFailedWriteLeavesNothing() throws {
        let project = try project()
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try project.write { db in
                try ProjectFile.setValue("1", of: "half", db)
                throw Stop()
            }
        }
        #expect(try project.value(of: "half") == nil)
        let reader = try ProjectFile.open(path, mode: .read)
        #expect(problem { try reader.write { _ in } }?.code == "PRJ-116")
        #expect(throws: (any Error).self) {
            try reader.read { try ProjectFile.setValue("1", of: "half", $0) }
        }
    }

    @Test func aReadOnlyFolderCanBeReadWithoutLeavingAnything() async throws {
        try project().close()
        let place = folder.path
        // The reader must not be root, so it is another process that gives up its rights.
        setenv("OUTERLINE_TEST_FOLDER", place, 1)
        await #expect(processExitsWith: .success) {
            let folder = String(cString: getenv("OUTERLINE_TEST_FOLDER"))
            guard chmod(folder, 0o555) == 0, chmod(folder + "/city.gpkg", 0o444) == 0 else { exit(2) }
            if getuid() == 0, setuid(65534) != 0 { exit(3) }
            let project = try ProjectFile.open(folder + "/city.gpkg", mode: .read)
            guard try project.value(of: "policy") == "yantai-2020" else { exit(4) }
            do {
                _ = try ProjectFile.open(folder + "/city.gpkg", mode: .write)
                exit(5)
            } catch let problem as Problem {
                exit(problem.code == "PRJ-116" ? 0 : 6)
            }
        }
        #expect(chmod(place, 0o755) == 0)
        #expect(try folder.names() == ["city.gpkg"])
    }

    @Test(arguments: [
        ("/data/a/city.gpkg", "nfs4"), ("/data/city.gpkg", nil),
        ("/home/me/cloud drive/city.gpkg", "fuse.sshfs"),
        ("/home/me/city.gpkg", nil), ("/data/ab/city.gpkg", nil), ("/win/city.gpkg", "cifs"),
    ])
    func networkFileSystemsAreFoundInTheMountTable(path: String, type: String?) {
        let table = """
            21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
            30 21 254:1 / /data rw - xfs /dev/vdb rw
            31 30 0:40 / /data/a rw shared:2 master:1 - nfs4 server:/a rw
            32 21 0:41 / /home/me/cloud\\040drive rw - fuse.sshfs me@host: rw
            33 21 0:42 / /win rw - fuseblk /dev/sdb1 rw
            34 33 0:43 / /win rw - cifs //host/share rw
            """
        #expect(NetworkFileSystem.type(of: path, mountinfo: table) == type)
    }

    @Test func hashesAreThoseOfTheStandard() throws {
        // FIPS 180-4 examples.
        #expect(SHA256.hex(of: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(SHA256.hex(of: "") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let file = folder.file("million")
        try Data(repeating: 0x61, count: 1_000_000).write(to: URL(fileURLWithPath: file))
        #expect(
            try SHA256.hex(ofFile: file) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        )
    }

    @Test func storedFilesKeepTheirHash() throws {
        let project = try project()
        try project.write { db in
            try ProjectFile.store(Array("a: 1\n".utf8), as: "gis/layers.yaml", db)
            try ProjectFile.store(Array("a: 2\n".utf8), as: "gis/layers.yaml", db)
            try ProjectFile.store(Array("b".utf8), as: "policy/pack.yaml", db)
        }
        let files = try project.storedFiles(under: "gis/")
        #expect(files.map(\.name) == ["gis/layers.yaml"])
        #expect(files.first?.sha256 == SHA256.hex(of: "a: 2\n"))
        #expect(try project.storedFile("gis/") == nil)
    }
}
