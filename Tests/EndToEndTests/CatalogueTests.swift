import Foundation
import Testing

@Suite("The error catalogue")
struct CatalogueTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The codes that `explain --all` lists, in order.
    private static func listed() throws -> [String] {
        try Tool.succeed(["explain", "--all"]).text
            .matches(of: #/(?m)^## ([^ ]+) /#).map { String($0.1) }
    }

    @Test("Documentation/Errors.md is what the program prints")
    func documentIsCurrent() throws {
        let committed = try String(
            contentsOf: Self.root.appendingPathComponent("Documentation/Errors.md"), encoding: .utf8)
        let printed = try Tool.succeed(["explain", "--all"]).text
        #expect(committed == printed, "run 'make errors'")
    }

    @Test("ids are unique, in order and of the form AAA-123")
    func idsAreWellFormed() throws {
        let ids = try Self.listed()
        #expect(ids.count > 100)
        #expect(Set(ids).count == ids.count)
        #expect(ids == ids.sorted())
        for id in ids { #expect(id.wholeMatch(of: /[A-Z]{2,4}-[0-9]{3}/) != nil, "\(id)") }
    }

    @Test("every code declared in the sources is in the catalogue")
    func everyDeclaredCodeIsListed() throws {
        let ids = Set(try Self.listed())
        let sources = Self.root.appendingPathComponent("Sources")
        let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
        var declared = 0
        for file in files where file.hasSuffix(".swift") {
            let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
            for match in text.matches(of: #/static let [a-zA-Z]+ = ErrorCode\(\s*"([^"]+)"/#) {
                declared += 1
                #expect(ids.contains(String(match.1)), "\(match.1) of \(file)")
            }
        }
        #expect(declared == ids.count, "each code is declared once")
    }

    @Test("explain tells one code, in text and JSON, and refuses an unknown one with 66")
    func explain() throws {
        for id in try Self.listed().enumerated().filter({ $0.offset % 20 == 0 }).map(\.element) {
            let entry = try Tool.succeed(["explain", id, "--json"]).json()
            #expect(entry["code"].text == id)
            #expect(entry["title"].text?.isEmpty == false)
            #expect(entry["explanation"].text?.isEmpty == false)
        }
        #expect(try Tool.succeed(["explain", "geo-103"]).text.contains("GEO-103: geometry is invalid"))
        let unknown = try Tool.run(["explain", "GEO-999"])
        #expect(unknown.status == 66)
        #expect(unknown.codes == ["CLI-104"])
    }
}
