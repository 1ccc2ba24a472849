import Configuration
import PermitPolicy
import Testing
import Vocabulary

@Suite("Advance notice")
struct FilingTests {
    private let folder = CityFolder()

    private func fields(_ pack: PolicyPack, _ number: String, _ on: String, _ result: String? = nil) throws
        -> [String?]
    {
        let filing = NoticeFiling(number: number, filedOn: try day(on), result: result)
        let found = pack.problems(of: filing, on: try day("2026-11-22"))
        #expect(found.kept.allSatisfy { $0.code == "POL-107" })
        return found.kept.map(\.place.field)
    }

    @Test("R35 a notice with number and date opens the early works; no decision on it is expected")
    func notice() throws {
        let pack = try yantai()
        #expect(try fields(pack, "G-1", "2026-11-22") == [])
        #expect(try fields(pack, " ", "2026-11-23") == ["number", "filed_on"])
        #expect(try fields(pack, "G-1", "2026-11-01", "approved") == ["result"])
        #expect(pack.noticeFiling.isTrigger.source.article == "二(二)5")
    }

    @Test("R35 another city may wait for a decision, or know no notice")
    func settings() throws {
        let waits = try folder.load("notice_filing: {approval_expected: {value: true, source: city}}")
        #expect(try fields(waits, "G-1", "2026-11-01", "approved") == [])
        let none = try folder.load("notice_filing: {opens_early_works: {value: false, source: city}}")
        #expect(try fields(none, "G-1", "2026-11-01") == ["number"])
    }
}
