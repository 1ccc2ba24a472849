import Coordinator
import HTTPTypes
import Hummingbird
import Ledger
import Outerline
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("Errors")
struct ErrorTests {
    @Test("every code has a status that fits how it would end a command")
    func statuses() {
        for code in OuterlineCodes.all {
            let status = HTTPResponse.Status(Problem(code, "x")).code
            #expect((400..<600).contains(status), "\(code.id)")
            if code.exit == .notFound { #expect(status == 404, "\(code.id)") }
            if code.exit == .internalError { #expect(status == 500, "\(code.id)") }
        }
        #expect(HTTPResponse.Status(Problem(.caseChanged, "x")) == .conflict)
        #expect(HTTPResponse.Status(Problem(.formInvalid, "x")) == .unprocessableContent)
        #expect(HTTPResponse.Status(Problem(.signInLocked, "x")) == .tooManyRequests)
    }

    @Test("programs get problem+json with code, detail and help, and no path of the server")
    func problemJSON() async throws {
        let city = try DeskCity()
        let client = DeskClient(city.site)
        let answer = try await client.get("/api/none")
        #expect(answer.status == 404 && answer.headers[.contentType] == "application/problem+json")
        #expect(answer.body.contains("\"code\":\"WEB-606\"") && answer.body.contains("\"status\":404"))
        let problem = Problem(
            .noSuchCase, "there is no case", at: .init(file: "/srv/city.gpkg", field: "case"))
        #expect(ProblemBody(ErrorAnswer(problem)).place == Problem.Place(field: "case"))
        #expect(ErrorAnswer(CancellationError()).status == .internalServerError)
        let several = ErrorAnswer(Problems([problem, problem]))
        #expect(ProblemBody(several).problems?.count == 2)
    }

    @Test("people get a page that says what to do")
    func page() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let answer = try await client.get("/nothing")
        #expect(answer.status == 404 && answer.headers[.contentType] == "text/html; charset=utf-8")
        #expect(answer.body.contains("WEB-606") && answer.body.contains("href=\"/works\""))
    }
}
