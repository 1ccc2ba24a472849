import Foundation
import Outerline
import Testing

@testable import OuterlineWeb

@Suite("The description of the API")
struct OpenAPITests {
    private static let committed = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Documentation/openapi.json")

    @Test("the committed description is the one the route table makes; if not: make openapi")
    func current() throws {
        #expect(try String(contentsOf: Self.committed, encoding: .utf8) == OpenAPI.text())
    }

    @Test("every address of the API is described, and none by its name alone")
    func complete() throws {
        for endpoint in RouteTable.all where endpoint.path.hasPrefix("/api/") {
            #expect(
                endpoint.operation != nil || MapOperations.all[endpoint.name] != nil, "\(endpoint.name)")
        }
        let names = RouteTable.all.map(\.name)
        for name in MapOperations.all.keys { #expect(names.contains(name), "\(name)") }
    }

    @Test("every schema that is named is there, and every schema that is there is named")
    func schemas() throws {
        let text = try OpenAPI.text()
        let named = Set(text.matches(of: /#\/components\/schemas\/([A-Za-z]+)/).map { String($0.1) })
        let document = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        guard case .object(let schemas)? = document["components"]?["schemas"] else {
            Issue.record("no schemas")
            return
        }
        #expect(named.subtracting(schemas.keys).isEmpty)
        #expect(Set(schemas.keys).subtracting(named).subtracting(["Object"]).isEmpty)
    }

    @Test("the desk serves it to whoever may use it")
    func served() async throws {
        let city = try DeskCity()
        let answer = try await city.program("supervisor").get("/api/openapi.json")
        let text = try OpenAPI.text()
        #expect(answer.status == 200 && answer.body == text)
        #expect(try await DeskClient(city.site).get("/api/openapi.json").status == 401)
    }
}
