import Digest
import Foundation
import HTTPTypes
import Ledger
import Outerline
import ProjectFile
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("Copies of a project take its documents along")
struct DocumentCopyTests {
    private static let content = "%PDF-1.7 a plan"
    private let city: DeskCity

    init() throws { city = try DeskCity() }

    /// - Returns: the hash.
    private func upload(_ content: String = content) async throws -> String {
        let client = try await city.client("officer")
        let sent = try await client.upload(
            "/cases/B1-W/documents", [("material", "other"), ("origin", "user"), ("on", DeskCity.today)],
            name: "plan.pdf", content)
        #expect(sent.status == 303, "\(sent.body.prefix(500))")
        return SHA256.hex(of: Data(content.utf8))
    }

    private func names() throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: city.folder.path))
    }

    @Test("back-up and hand-over, made by a reader while the desk is open")
    func projectCopies() async throws {
        let hash = try await upload()
        let folder = "\(city.folder.path)/city.documents/\(hash.prefix(2))"
        try Data("half".utf8).write(to: URL(fileURLWithPath: "\(folder)/.\(hash).7.tmp"))
        let reader = try Project.open(city.path, mode: .read)
        for name in ["backup", "packed"] {
            let copy = "\(city.folder.path)/\(name).gpkg"
            let contents = try name == "backup" ? reader.backup(to: copy) : reader.pack(to: copy)
            #expect(contents.files == 1 && contents.bytes == Self.content.utf8.count)
            #expect(try DocumentShelf(project: copy).data(hash) == Data(Self.content.utf8))
            let kept = try FileManager.default.contentsOfDirectory(
                atPath: "\(city.folder.path)/\(name).documents/\(hash.prefix(2))")
            #expect(kept == [hash], "what is unfinished stays behind")
            #expect(try Project.open(copy, mode: .read).verify().ok)
        }
        #expect(try names().filter { $0.hasPrefix(".") && $0.contains("documents") }.isEmpty)
    }

    @Test("documents that cannot be copied leave no copy that looks whole")
    func refused() async throws {
        _ = try await upload()
        let project = try Project.open(city.path, mode: .read)
        let copy = "\(city.folder.path)/copy.gpkg"
        try FileManager.default.createDirectory(
            atPath: "\(city.folder.path)/copy.documents", withIntermediateDirectories: false)
        for write in [project.backup(to:), project.pack(to:)] {
            let problem = #expect(throws: Problem.self) { _ = try write(copy) }
            #expect(problem?.code == "PRJ-101" && problem?.place.file?.hasSuffix("copy.documents") == true)
            #expect(try !names().contains("copy.gpkg"))
        }
        #expect(try names().filter { $0.hasSuffix(".tmp") }.isEmpty)
    }

    @Test("a project without documents is copied without a folder of them")
    func none() throws {
        let contents = try Project.open(city.path, mode: .read).backup(to: "\(city.folder.path)/copy.gpkg")
        #expect(contents.files == 0)
        #expect(try !names().contains("copy.documents"))
    }

    @Test("the desk's own back-up can be served, documents and all")
    func served() async throws {
        let hashes = try await [upload(), upload("%PDF-1.7 another")]
        var settings = SiteSettings()
        settings.backups = city.folder.path
        let admin = try city.program("admin", try Site(city.host, settings: settings))
        let answer = try await admin.post("/api/backups", "").json()
        #expect(answer["documents"]?["files"]?.integer == 2)
        let copy = "\(city.folder.path)/\(try #require(answer["name"]?.text))"
        let host = DeskHost(
            try ProjectHost("\(copy)/project.gpkg", now: { Date(timeIntervalSince1970: 1_795_158_000) }),
            try AccountStore("\(copy)/desk.sqlite", cost: DeskCity.cheap), today: Day(DeskCity.today),
            threads: 1)
        let client = DeskClient(try Site(host))
        try await client.signIn("officer")
        for hash in Set(hashes) {
            #expect(try await client.get("/cases/B1-W/documents/\(hash)").status == 200)
        }
        #expect(Set(hashes).count == 2)
    }
}
