import Foundation
import Testing

@Suite("Several programs at one project", .serialized)
struct ConcurrencyTests {
    /// Files so many applications that the writer is busy for a while.
    private func longFiling(_ scratch: Scratch, _ city: String, count: Int = 60) throws -> Running {
        let rows = (0..<count).map { (number: "L-\($0)", plot: "\($0 % 8 + 1)", utilities: "water") }
        let file = try scratch.write("long.csv", TinyCity.applications(rows))
        return try Running(
            Tool.path, ["case", "file", city, file, "--json"] + Tool.desk, folder: nil, environment: [:])
    }

    /// Waits until a process has told its first results, so that it is in the middle of its writing.
    private func waitForResults(_ run: Running) {
        while run.isRunning(), run.written().isEmpty { usleep(5_000) }
    }

    @Test("a second writer succeeds between two transactions or ends with 75; readers work meanwhile")
    func writersAndReaders() throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.filedProject(in: scratch)
        let writer = try longFiling(scratch, city)
        waitForResults(writer)
        var readings = 0
        var second: [Int32?] = []
        while writer.isRunning() {
            let list = try Tool.run(["case", "list", city, "--json"] + Tool.desk)
            #expect(list.status == 0, "\(list.err)")
            readings += try list.json().list.count > 8 ? 1 : 0
            if second.count < 3 {
                let output = try Tool.run(
                    ["case", "inform", city, "SYN-2026-000001-H", "--content", "note \(second.count)"]
                        + Tool.desk)
                #expect(
                    output.status == 0 || (output.status == 75 && output.codes == ["PRJ-112"]),
                    "\(output.err)")
                second.append(output.status)
            }
            let info = try Tool.shell("ogrinfo -ro -so '\(city)' cases")
            if info.status == 127 {
                print("skipped: ogrinfo is not installed (gdal-bin)")
            } else {
                #expect(info.status == 0 && info.text.contains("Feature Count: "), "\(info.err)")
            }
        }
        let output = try writer.wait()
        #expect(output.status == 0, "\(output.err)")
        #expect(readings > 0 && !second.isEmpty, "the writer ended before anybody else came")
        print("concurrency: \(readings) readings and second writers \(second) during one filing")
        #expect(try Tool.run(["project", "verify", city]).status == 0)
    }

    @Test("a writer that holds the project makes others end with 75 and PRJ-112")
    func busy() throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.filedProject(in: scratch)
        let holder = try Running(
            "/usr/bin/python3",
            [
                "-c",
                "import sqlite3,sys,time;c=sqlite3.connect(sys.argv[1],isolation_level=None);"
                    + "c.execute('BEGIN IMMEDIATE');print('held',flush=True);time.sleep(30)", city,
            ],
            folder: nil, environment: [:])
        waitForResults(holder)
        guard holder.isRunning() else {
            print("skipped: python3 is not installed")
            _ = try holder.wait()
            return
        }
        let output = try Tool.run(
            ["case", "inform", city, "SYN-2026-000001-H", "--content", "x"] + Tool.desk)
        #expect(output.status == 75)
        #expect(output.codes == ["PRJ-112"] && output.err.contains("help: retry"), "\(output.err)")
        #expect(try Tool.run(["case", "list", city] + Tool.desk).status == 0, "reading goes on")
        holder.send(SIGKILL)
        _ = try holder.wait()
        try Tool.succeed(["case", "inform", city, "SYN-2026-000001-H", "--content", "x"] + Tool.desk)
    }

    @Test("SIGINT ends with 130; the project verifies and nothing is left beside it")
    func interrupted() throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.filedProject(in: scratch)
        let writer = try longFiling(scratch, city)
        waitForResults(writer)
        writer.send(SIGINT)
        let output = try writer.wait()
        #expect(output.status == 130)
        let told = try output.text.split(separator: "\n").map { try JSON(Data($0.utf8))["case"].text }
        let listed = try Tool.succeed(["case", "list", city, "--json"] + Tool.desk).json().list.map {
            $0["case"].text
        }
        #expect(!told.isEmpty && Set(told).isSubset(of: Set(listed)))
        #expect(try Tool.run(["project", "verify", city]).status == 0)
        #expect(try scratch.names() == ["city.gpkg", "long.csv"])
        // A file that was growing under a temporary name goes with the process.
        var tries = 0
        for delay in stride(from: 20_000, through: 200_000, by: 20_000) {
            let creating = try Running(
                Tool.path, ["project", "new", scratch.file("new.gpkg"), "--crs", "EPSG:4549"] + Tool.desk,
                folder: nil, environment: [:])
            usleep(UInt32(delay))
            creating.send(SIGINT)
            let status = try creating.wait().status
            #expect(status == 130 || status == 0)
            if status == 130 { tries += 1 }
            let names = try scratch.names()
            #expect(!names.contains { $0.hasPrefix(".") }, "after \(delay) µs: \(names)")
            if names.contains("new.gpkg") {
                #expect(try Tool.run(["project", "verify", scratch.file("new.gpkg")]).status == 0)
            }
            for name in names where name.hasPrefix("new.gpkg") {
                unlink(scratch.file(name))
            }
        }
        #expect(tries > 0)
    }

    @Test("a backup taken while another writes is whole; a pack is one file with a rollback journal")
    func copies() throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.filedProject(in: scratch)
        let writer = try longFiling(scratch, city)
        waitForResults(writer)
        try Tool.succeed(["project", "backup", city, scratch.file("backup.gpkg")])
        #expect(writer.isRunning(), "the backup was taken in the middle")
        _ = try writer.wait()
        #expect(try Tool.run(["project", "verify", scratch.file("backup.gpkg")]).status == 0)
        let backedUp = try Tool.succeed(["case", "list", scratch.file("backup.gpkg"), "--json"] + Tool.desk)
            .json()
        let all = try Tool.succeed(["case", "list", city, "--json"] + Tool.desk).json()
        #expect(backedUp.list.count >= 8 && backedUp.list.count < all.list.count)
        let folder = try Scratch()
        try Tool.succeed(["project", "pack", city, folder.file("pack.gpkg")])
        #expect(try folder.names() == ["pack.gpkg"])
        // Bytes 18 and 19 of a database: 1 is a rollback journal, 2 a write-ahead log.
        let header = try Data(contentsOf: URL(fileURLWithPath: folder.file("pack.gpkg"))).prefix(20)
        #expect(header.suffix(2) == Data([1, 1]))
        #expect(
            try Tool.succeed(["case", "list", folder.file("pack.gpkg"), "--json"] + Tool.desk).json() == all)
        #expect(try folder.names() == ["pack.gpkg"], "reading leaves nothing beside it")
    }

    @Test("GDAL lists the layers and finds no fault in a full project")
    func validGeoPackage() throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.filedProject(in: scratch)
        let list = try Tool.shell("ogrinfo -ro -so '\(city)'")
        if list.status == 127 {
            print("skipped: ogrinfo is not installed (gdal-bin)")
        } else {
            for name in ["plots", "mains", "routes", "crossings", "disturbed_areas", "cases", "permits"] {
                #expect(list.text.contains(": \(name)"), "\(list.text)")
            }
        }
        let python = "/usr/bin/python3 -m osgeo_utils.samples.validate_gpkg"
        guard try Tool.shell("\(python) --help").err.contains("No module") == false else {
            return print("skipped: GDAL's validate_gpkg is not installed (python3-gdal)")
        }
        for path in [city, scratch.file("pack.gpkg")] {
            if path != city { try Tool.succeed(["project", "pack", city, path]) }
            let output = try Tool.shell("\(python) '\(path)'")
            #expect(output.status == 0, "\(output.text)\(output.err)")
            #expect(!output.text.lowercased().contains("error"), "\(output.text)")
        }
    }
}

@Suite("Disks that are full or read-only", .serialized)
struct DiskTests {
    /// A small disk of its own, in memory; nil where it cannot be had.
    private final class Disk {
        let path: String

        init?(_ scratch: Scratch, kilobytes: Int) throws {
            path = scratch.file("disk")
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            let mounted = try Tool.shell("mount -t tmpfs -o size=\(kilobytes)k tmpfs '\(path)'")
            guard mounted.status == 0 else {
                print(
                    "skipped: no small disk can be mounted here (\(mounted.err.split(separator: "\n").first ?? ""))"
                )
                return nil
            }
        }

        deinit { _ = try? Tool.shell("umount -l '\(path)'") }

        func makeReadOnly() throws -> Bool {
            // A process that another test starts may hold the file open for a moment.
            for _ in 0..<50 {
                if try Tool.shell("mount -o remount,ro '\(path)'").status == 0 { return true }
                usleep(100_000)
            }
            return false
        }

        func fill() throws { _ = try Tool.shell("cat /dev/zero > '\(path)/filler'") }
        func free() throws { try FileManager.default.removeItem(atPath: path + "/filler") }

        func names() throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
        }
    }

    @Test("on a full disk every writing command ends with 74, and the project is as it was")
    func full() throws {
        let scratch = try Scratch()
        let source = try SampleDistrict.filedProject(in: scratch)
        let size = try Data(contentsOf: URL(fileURLWithPath: source)).count / 1024
        guard let disk = try Disk(scratch, kilobytes: size + 200) else { return }
        let city = disk.path + "/city.gpkg"
        try FileManager.default.copyItem(atPath: source, toPath: city)
        let dump = try Dump.all(city)
        var tiny = TinyCity()
        for index in 0..<3_000 {
            tiny.addSquare("plots", "\(index)", Double(index % 60) * 20, Double(index / 60) * 20, 15)
        }
        let plots = try scratch.write("plots.geojson", TinyCity.collection(tiny.layers["plots"] ?? []))
        let rows = (0..<48).map { (number: "F-\($0)", plot: "\($0 % 8 + 1)", utilities: "water;gas;heat") }
        let applications = try scratch.write("a.csv", TinyCity.applications(rows))
        let before = try disk.names()

        let new = try Tool.run(["project", "new", disk.path + "/new.gpkg", "--crs", "EPSG:4549"])
        #expect(new.status == 74 && new.codes == ["PRJ-113"], "\(new.err)")
        #expect(new.err.contains("/new.gpkg\n"), "\(new.err)")
        #expect(try disk.names() == before)
        let imported = try Tool.run(
            ["layer", "import", city, "plots", plots, "--src-crs", "EPSG:4549"] + Tool.desk)
        #expect(imported.status == 74 && imported.codes == ["PRJ-113"], "\(imported.err)")
        #expect(try Dump.all(city) == dump)
        try disk.fill()
        let filed = try Tool.run(["case", "file", city, applications, "--json"] + Tool.desk)
        #expect(filed.status == 74 && filed.err.contains("PRJ-113"), "\(filed.err)")
        let told = Set(try filed.jsonLines().map { $0["case"] })
        let listed = try Tool.succeed(["case", "list", city, "--json"] + Tool.desk).json().list
        #expect(told.isSubset(of: Set(listed.map { $0["case"] })), "what was told is there")
        for words in [
            ["report", "ledger", city, "-o", disk.path + "/l.csv"],
            ["report", "route", city, "--case", "SYN-2026-000003-W", "-o", disk.path],
            ["report", "packet", city, "--case", "SYN-2026-000003-W", "-o", disk.path],
            ["report", "packet", city, "--case", "SYN-2026-000003-W", "--zip", "-o", disk.path],
            ["project", "backup", city, disk.path + "/b.gpkg"],
            ["project", "pack", city, disk.path + "/b.gpkg"],
            ["layer", "export", city, "roads", disk.path + "/x.geojson"],
            ["layer", "export", city, "roads", disk.path + "/x.shp"],
            ["layer", "export", city, "roads", disk.path + "/x.gpkg"],
            ["sample", "generate", "--plain", "-o", disk.path],
        ] {
            let output = try Tool.run(words)
            #expect(output.status == 74, "\(words[0]) \(words[1]): \(output.err)")
            #expect(output.codes.count == 1 && output.err.count < 600, "\(output.err)")
            let left = try disk.names().filter {
                !["city.gpkg", "city.gpkg-wal", "city.gpkg-shm", "filler"].contains($0)
            }
            #expect(left == [], "\(words[0]) \(words[1]) left \(left)")
        }
        let print = try Tool.shell("$OUTERLINE permit list '\(city)' --json > /dev/full")
        #expect(print.status == 74, "\(print.err)")
        #expect(try Tool.run(["project", "verify", city]).status == 0)
        try disk.free()
        #expect(try Tool.run(["project", "verify", city]).status == 0)
        if told.isEmpty { #expect(try Dump.all(city) == dump) }
    }

    @Test("in a read-only folder reading works and writing ends with 73")
    func readOnly() throws {
        let scratch = try Scratch()
        let source = try SampleDistrict.filedProject(in: scratch)
        guard let disk = try Disk(scratch, kilobytes: 4_000) else { return }
        let city = disk.path + "/city.gpkg"
        try FileManager.default.copyItem(atPath: source, toPath: city)
        guard try disk.makeReadOnly() else {
            return print("skipped: the small disk cannot be made read-only")
        }
        for words in [
            ["case", "list", city], ["board", city], ["project", "verify", city], ["permit", "list", city],
            ["route", "plan", city, "--plot", "1"], ["layer", "stubs", city],
            ["report", "ledger", city, "-o", scratch.file("l.csv")],
        ] {
            let output = try Tool.run(words)
            #expect(output.status == 0, "\(words): \(output.err)")
        }
        let applications = try SampleDistrict.folder() + "/applications.csv"
        for words in [
            ["case", "file", city, applications],
            ["case", "inform", city, "SYN-2026-000001-H", "--content", "x"],
            ["layer", "import", city, "plots", try SampleDistrict.folder() + "/plots.geojson"],
            ["project", "rebuild", city], ["project", "new", disk.path + "/n.gpkg", "--crs", "EPSG:4549"],
            ["report", "ledger", city, "-o", disk.path + "/l.csv"],
            ["report", "route", city, "--case", "SYN-2026-000003-W", "-o", disk.path + "/out"],
            ["report", "route", city, "--case", "SYN-2026-000003-W", "-o", disk.path],
            ["project", "backup", city, disk.path + "/b.gpkg"],
            ["layer", "export", city, "plots", disk.path + "/x.geojson"],
            ["sample", "generate", "--plain", "-o", disk.path + "/s"],
        ] {
            let output = try Tool.run(words)
            #expect(output.status == 73, "\(words): \(output.err)")
            #expect(output.codes.count == 1 && output.err.contains("help:"), "\(output.err)")
        }
        #expect(try disk.names() == ["city.gpkg"])
    }
}
