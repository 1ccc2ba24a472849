import Foundation
import GRDB
import HTTPTypes
import Ledger
import Logging
import Outerline
import ProjectFile
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("Running the desk")
struct OperationTests {
    @Test("who sends too fast is told when to go on; others are not held up")
    func rateLimit() async throws {
        let city = try DeskCity()
        var settings = SiteSettings()
        settings.requestsPerSecond = 2
        let site = try Site(city.host, settings: settings)
        let client = try city.program("officer", site)
        var statuses: [Int] = []
        for _ in 1...21 { statuses.append(try await client.get("/api/account").status) }
        #expect(statuses.filter { $0 == 200 }.count == 20 && statuses.last == 429)
        let refused = try await client.get("/api/account")
        #expect(refused.body.contains("API-107") && refused.headers[.retryAfter] == "1")
        #expect(try await city.program("engineer", site).get("/api/account").status == 200)
        #expect(try await DeskClient(site).get("/healthz").status == 200, "probes are not counted")
        city.wait(1)
        #expect(try await client.get("/api/account").status == 200)
    }

    @Test("an address has a limit of its own, the machine itself has none, and 0 switches limits off")
    func addresses() throws {
        let clock = Guarded(Date(timeIntervalSince1970: 0))
        let limiter = RateLimiter(perSecond: 1) { clock.withLock { $0 } }
        for _ in 1...100 { try limiter.admit(address: "10.0.0.9") }
        #expect(throws: TooManyRequests.self) { try limiter.admit(address: "10.0.0.9") }
        for _ in 1...1000 { try limiter.admit(address: "127.0.0.1") }
        clock.withLock { $0 -= 60 }
        #expect(throws: TooManyRequests.self) { try limiter.admit(address: "10.0.0.9") }
        let off = RateLimiter(perSecond: 0) { clock.withLock { $0 } }
        for _ in 1...5000 { try off.admit(account: "a") }
    }

    @Test("metrics are told to supervisors and administrators, in the format of Prometheus")
    func metrics() async throws {
        let city = try DeskCity()
        let client = try city.program("supervisor")
        _ = try await client.get("/api/works")
        _ = try await client.get("/api/none")
        let answer = try await client.get("/metrics")
        #expect(
            answer.status == 200
                && answer.headers[.contentType]?.hasPrefix("text/plain; version=0.0.4") == true)
        #expect(
            answer.body.contains(
                "outerline_http_requests_total{endpoint=\"works\",method=\"GET\",status=\"200\"} 1\n"))
        #expect(answer.body.contains("outerline_http_request_duration_seconds_count{endpoint=\"works\"} 1\n"))
        #expect(answer.body.contains("outerline_http_requests_under_way 1\n"), "this one")
        for line in answer.body.split(separator: "\n") where !line.hasPrefix("#") {
            #expect(line.contains(/^[a-z_]+(\{[^}]*\})? -?[0-9.e+-]+$/), "\(line)")
        }
        #expect(try await city.program("officer").get("/metrics").status == 403)
        #expect(try await DeskClient(city.site).get("/metrics").status == 401)
    }

    @Test("a copy made while the desk is used is whole and can be served")
    func backup() async throws {
        let city = try DeskCity()
        let off = try await city.program("admin").post("/api/backups", "")
        #expect(off.status == 409 && off.body.contains("API-112"))
        var settings = SiteSettings()
        settings.backups = city.folder.path
        let site = try Site(city.host, settings: settings)
        let answer = try await city.program("admin", site).post("/api/backups", "")
        #expect(answer.status == 201, "\(answer.body)")
        let copy = "\(city.folder.path)/\(try #require(try answer.json()["name"]?.text))"
        try city.take("record_visit", on: "B1-W")
        let project = try Project.open("\(copy)/project.gpkg", mode: .read)
        #expect(try project.verify().ok)
        #expect(try project.logPosition().sequence == answer.json()["log"]?["sequence"]?.integer)
        try project.close()
        #expect(try answer.json()["documents"]?["files"]?.integer == 0)
        #expect(!FileManager.default.fileExists(atPath: "\(copy)/project.documents"))
        let accounts = try AccountStore("\(copy)/desk.sqlite")
        #expect(try accounts.accounts() == city.host.accounts.accounts())
        try accounts.close()
        let mode =
            try FileManager.default.attributesOfItem(atPath: "\(copy)/desk.sqlite")[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let again = try await city.program("admin", site).post("/api/backups", "")
        #expect(again.status >= 400, "the moment is the same, and what exists is not touched")
        settings.backups = "/nowhere"
        let refused = try await city.program("admin", try Site(city.host, settings: settings)).post(
            "/api/backups", "")
        #expect(refused.status == 500 && refused.body.contains("API-113"))
    }

    @Test("the log can be read line by line as JSON")
    func log() throws {
        let lines = Guarded<[Data]>([])
        var logger = Logger(label: "desk") { label in
            JSONLogHandler(label: label) { line in lines.withLock { $0.append(line) } }
        }
        logger[metadataKey: "who"] = "a\"b\nc"
        logger.info("request", metadata: ["status": "200", "level": "x"])
        let line = try #require(lines.withLock { $0 }.first)
        let object = try JSONDecoder().decode([String: String].self, from: line)
        #expect(object["who"] == "a\"b\nc" && object["status"] == "200" && object["level"] == "info")
        #expect(line.last == 0x0A && line.dropLast().allSatisfy { $0 != 0x0A })
    }
}

@Suite("The files of Documentation/Operation")
struct OperationFileTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
            "Documentation/Operation")

    /// Built with the tests, beside their bundle.
    private static let program = Bundle.main.bundleURL.appendingPathComponent("outerline-desk").path

    private func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    }

    @Test(
        "every option a unit names is one of the program",
        .enabled(if: FileManager.default.isExecutableFile(atPath: program)))
    func options() throws {
        for name in ["outerline-desk.service", "outerline-backup.service"] {
            let start = try #require(try text(name).firstMatch(of: /ExecStart=[^ ]+ ([a-z]+) (.*)/))
            let help = try run(Self.program, [String(start.1), "--help"])
            #expect(help.status == 0)
            for option in start.2.split(separator: " ") where option.hasPrefix("--") {
                #expect(help.output.contains(option), "\(name): \(option)")
            }
        }
        let serve = try run(Self.program, ["serve", "--help"]).output
        for option in try text("README.md").matches(of: /`(--[a-z-]+)/).map({ String($0.1) }) {
            #expect(serve.contains(option), "README.md: \(option)")
        }
    }

    @Test(
        "systemd understands the units",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze")))
    func units() throws {
        let folder = try TemporaryFolder()
        for name in ["outerline-desk.service", "outerline-backup.service", "outerline-backup.timer"] {
            _ = try folder.write(
                name,
                try text(name).replacingOccurrences(of: "/usr/local/bin/outerline-desk", with: "/bin/true"))
        }
        for name in ["outerline-desk.service", "outerline-backup.timer"] {
            let checked = try run("/usr/bin/systemd-analyze", ["verify", "\(folder.path)/\(name)"])
            #expect(checked.status == 0 && !checked.output.contains(name), "\(checked.output)")
        }
    }
}
