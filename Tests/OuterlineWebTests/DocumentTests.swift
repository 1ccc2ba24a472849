import Foundation
import HTTPTypes
import Outerline
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("Documents of a case")
struct DocumentTests {
    private let fields = [("material", "other"), ("origin", "user"), ("on", DeskCity.today)]

    @Test("a file is kept by its hash, told in the log, and handed out to be saved only")
    func roundTrip() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let content = "%PDF-1.7 <script>alert(1)</script>"
        let name = "申请\"书<img src=x>.pdf"
        let sent = try await client.upload(
            "/cases/B1-W/documents", fields, name: name.replacingOccurrences(of: "\"", with: "%22"), content)
        #expect(sent.status == 303 && sent.location == "/cases/B1-W/documents")
        let page = try await client.get("/cases/B1-W/documents")
        #expect(page.body.contains("&lt;img src=x&gt;") && !page.body.contains("<img src=x>"))
        let address = try #require(page.body.firstMatch(of: /\/cases\/B1-W\/documents\/[0-9a-f]{64}/)).0
        let file = try await client.get(String(address))
        #expect(file.status == 200 && file.body == content)
        let policy = HTTPField.Name("Content-Security-Policy").flatMap { file.headers[$0] } ?? ""
        #expect(policy.contains("sandbox") && policy.contains("default-src 'none'"))
        let disposition = try #require(file.headers[.contentDisposition])
        #expect(disposition.hasPrefix("attachment; filename=\"") && !disposition.contains("<"))
        #expect(HTTPField.Name("X-Content-Type-Options").flatMap { file.headers[$0] } == "nosniff")
        let hash = String(address.suffix(64))
        #expect(
            FileManager.default.fileExists(
                atPath: "\(city.folder.path)/city.documents/\(hash.prefix(2))/\(hash)"))
        #expect(try await client.get("/cases/A1-W/documents/\(hash)").status == 404, "another case's")
        let gas = try await city.client("gas")
        #expect(try await gas.get(String(address)).status == 403)
        try Data("%PDF-1.7 other".utf8).write(
            to: URL(fileURLWithPath: "\(city.folder.path)/city.documents/\(hash.prefix(2))/\(hash)"))
        #expect(
            try await client.get(String(address)).status == 422, "a file that was changed is not handed out")
    }

    @Test(
        "what is no document of an admitted kind is refused, and nothing of it stays",
        arguments: [
            ("page.html", "<script>alert(1)</script>"), ("picture.svg", "<svg onload='alert(1)'/>"),
            ("named.pdf", "<html>"), ("", ""), ("noending", "%PDF-1.7"), ("archive.zip", "PK\u{3}\u{4}"),
        ])
    func refused(name: String, content: String) async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let sent = try await client.upload("/cases/B1-W/documents", fields, name: name, content)
        #expect(sent.status == 422 && sent.body.contains("WEB-641"))
        #expect(!FileManager.default.fileExists(atPath: "\(city.folder.path)/city.documents"))
    }

    @Test("a file the case refuses is taken back")
    func takenBack() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let sent = try await client.upload(
            "/cases/B1-W/documents", [("material", "other"), ("origin", "user"), ("on", "2026-12-30")],
            name: "a.pdf", "%PDF-1.7")
        #expect(sent.status == 422 && sent.body.contains("CAS-102"))
        let left = FileManager.default.enumerator(atPath: "\(city.folder.path)/city.documents")?
            .compactMap { $0 as? String }.filter { $0.count > 60 }
        #expect(left?.isEmpty ?? true)
    }

    @Test("too large a file is refused before it is kept, and a supervisor hands nothing in")
    func limits() async throws {
        let city = try DeskCity()
        var settings = SiteSettings()
        settings.uploads.largest = 1000
        let site = try Site(city.host, settings: settings)
        let client = DeskClient(site)
        try await client.signIn("officer")
        let large = "%PDF-" + String(repeating: "x", count: 2000)
        #expect(try await client.upload("/cases/B1-W/documents", fields, name: "a.pdf", large).status == 422)
        let huge = "%PDF-" + String(repeating: "x", count: 300_000)
        #expect(try await client.upload("/cases/B1-W/documents", fields, name: "a.pdf", huge).status == 413)
        let reader = try await city.client("supervisor")
        #expect(
            try await reader.upload("/cases/B1-W/documents", fields, name: "a.pdf", "%PDF-1").status == 403)
        #expect(try await reader.get("/cases/B1-W/documents").status == 200)
    }

    @Test("forms with files are read as RFC 7578 writes them, and nothing else is")
    func multipart() throws {
        let body = Data(
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n2\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"C:\\\\x\\\\y;z.pdf\"\r\nContent-Type: x/y\r\n\r\n\u{0}\r\n--c\r\n--b--\r\n"
                .utf8)
        let (form, files) = try Multipart.read(body, type: "multipart/form-data; boundary=\"b\"")
        #expect(form["a"] == "1\n2")
        #expect(files == [UploadedFile(field: "f", name: "y;z.pdf", data: Data("\u{0}\r\n--c".utf8))])
        for cut in [0, 3, 20, 60, body.count - 12] {
            #expect(throws: Problem.self) {
                try Multipart.read(body.prefix(cut), type: "multipart/form-data; boundary=b")
            }
        }
        #expect(throws: Problem.self) { try Multipart.read(body, type: "multipart/form-data") }
        #expect(Multipart.plain("../../etc/pass\u{202E}wd\u{0}") == "passwd")
    }

    @Test("a line built is recorded from a file")
    func asBuilt() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let form = try await client.get("/cases/B1-W/steps/record_as_built")
        #expect(form.status == 200 && form.body.contains("multipart/form-data"))
        let line = "{\"type\":\"LineString\",\"coordinates\":[[620570,4156010],[620600,4156010]]}"
        let sent = try await client.upload(
            "/cases/B1-W/steps/record_as_built", [("on", DeskCity.today), ("line", "")], field: "line_file",
            name: "line.geojson", line)
        #expect(sent.status == 303, "\(sent.body.prefix(3000))")
        let wrong = try await client.upload(
            "/cases/B1-W/steps/record_as_built", [("on", DeskCity.today)], field: "line_file",
            name: "line.geojson", "{}")
        #expect(wrong.status == 422 && wrong.body.contains("RTE-306"))
    }
}
