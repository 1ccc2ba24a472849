import Coordinator
import Foundation
import PermitPolicy
import Testing
import Vocabulary

/// A log as this version wrote it; later versions must read it.
///
/// A file of `Fixtures` is never written again; a later version adds one of its own, with the events it has.
@Suite("The log of 2026-11 stays readable")
struct FixtureLogTests {
    /// One file for each version that added events, the first one first.
    private static let versions = ["events-2026-11", "events-2026-11-b", "events-2026-11-c"]

    private static func file(_ version: String) -> URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/\(version).jsonl")
    }

    private struct Line: Codable {
        var stream: StreamID
        var type: String
        var payload: String
        var effectiveOn: Day
        var recordedAt: Timestamp
        var actor: String
    }

    /// Writes a file, once per version of the events: `OUTERLINE_WRITE_FIXTURE=NAME swift test --filter FixtureLog`.
    private func write(_ version: String) throws {
        let context = try Fixture.context()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var text = ""
        for event in try EventRecordTests.samples() {
            let record = try EventRecord(event)
            let line = Line(
                stream: try stream(of: event), type: record.type, payload: record.payload,
                effectiveOn: day("2026-03-02"), recordedAt: context.recordedAt, actor: "liu")
            text += String(decoding: try encoder.encode(line), as: UTF8.self) + "\n"
        }
        try FileManager.default.createDirectory(
            at: Self.file(version).deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: Self.file(version))
    }

    private func stream(of event: Event) throws -> StreamID {
        switch event {
        case .projectCreated, .policyAdopted, .calendarChanged, .layerImported: .project
        case .applicationFiled(let application, _): .application(application.number)
        case .stubReserved, .stubReleased, .stubUsed: .stub("S1")
        case .paperNumbered: .register(PaperRegister(.oneTime, 2026))
        default: .connection(try #require(CaseID("A1-W")))
        }
    }

    private func entries(_ version: String = versions[0]) throws -> [(line: Line, entry: Entry)] {
        if ProcessInfo.processInfo.environment["OUTERLINE_WRITE_FIXTURE"] == version { try write(version) }
        let text = try String(contentsOf: Self.file(version), encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            let line = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
            let event = try EventRecord(type: line.type, payload: line.payload).event()
            return (
                line,
                Entry(
                    stream: line.stream, event: event, effectiveOn: line.effectiveOn,
                    recordedAt: line.recordedAt, actor: line.actor)
            )
        }
    }

    @Test("every event kind is in one of the logs")
    func complete() throws {
        let types = try Self.versions.flatMap { try entries($0).map(\.line.type) }
        #expect(Set(types).isSuperset(of: EventRecordTests.types))
    }

    @Test("every event reads, and reads again after it is written anew", arguments: versions)
    func reads(version: String) throws {
        let all = try entries(version)
        for (line, entry) in all {
            // Fields added since may be written; nothing that was read may be lost.
            let again = try EventRecord(entry.event)
            #expect(again.type == line.type)
            #expect(try again.event() == entry.event)
        }
    }

    @Test("the states folded from it are those of that version")
    func folds() throws {
        let all = try entries().map(\.entry)
        let state = CaseState(id: try #require(CaseID("A1-W")), all)
        #expect(state.stage == .withdrawn && state.supply == "water_on")
        #expect(state.company == "水司" && state.representative == "王" && state.contractor == "建")
        #expect(state.documents.map(\.origin) == [.dataSharing])
        #expect(state.documents.first?.validUntil == day("2027-03-01"))
        #expect(state.permits.count == 1 && state.permits.first?.stage == .closed)
        #expect(state.permits.first?.duties.map(\.duty) == ["验线"])
        #expect(state.informationNotes.first?.en == "what follows")
        #expect(state.fees.first?.fee.tariff == "鲁价费发〔2019〕1号")
        #expect(state.emergencyReports.count == 1 && state.visits == 1 && state.surveyedOn != nil)
        #expect(StubState(id: "S1", all).use == .used(by: state.id))
        #expect(ProjectState(all).imports["plots"]?.record.count == 7)
        #expect(ApplicationState(id: state.id.intake, all).cases == [state.id])
    }

    @Test("what was stated of the works is read from both logs, the override of before among it")
    func stated() throws {
        let id = try #require(CaseID("A1-W"))
        let first = CaseState(id: id, try entries().map(\.entry))
        #expect(first.stated.map(\.field) == ["direct_connect"])
        #expect(first.stated.first?.value == .flag(true) && first.stated.first?.evidence == "surveyed")
        let second = CaseState(id: id, try entries(Self.versions[1]).map(\.entry))
        #expect(second.stated.map(\.field) == ["direct_connect", "investment_yuan", "night_work"])
        #expect(second.stated.first { $0.field == "investment_yuan" }?.value.amount == 420_000)
    }

    @Test("payloads of the first logs, without the fields added since, still read")
    func older() throws {
        let older: [(String, String)] = [
            ("userInformed", #"{"content":"后续"}"#),
            ("caseAccepted", #"{"pending":[{"document":"身份证"}]}"#),
            ("caseAccepted", #"{"pending":[{"document":"身份证","due_on":"2026-03-06"}]}"#),
            ("noticeFiled", #"{"number":"N1"}"#), ("valveOpened", "{}"),
        ]
        for (type, payload) in older {
            let record = EventRecord(type: type, payload: payload)
            #expect(try EventRecord(record.event()) == record)
        }
    }
}
