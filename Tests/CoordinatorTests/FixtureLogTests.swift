import Coordinator
import Foundation
import PermitPolicy
import Testing
import Vocabulary

/// A log as this version wrote it; later versions must read it.
///
/// `Fixtures/events-2026-11.jsonl` is never written again. A later version adds a file of its own.
@Suite("The log of 2026-11 stays readable")
struct FixtureLogTests {
    private static var file: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/events-2026-11.jsonl")
    }

    private struct Line: Codable {
        var stream: StreamID
        var type: String
        var payload: String
        var effectiveOn: Day
        var recordedAt: Timestamp
        var actor: String
    }

    /// Writes the file, once per version of the events: `OUTERLINE_WRITE_FIXTURE=1 swift test --filter FixtureLog`.
    private func write() throws {
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
            at: Self.file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: Self.file)
    }

    private func stream(of event: Event) throws -> StreamID {
        switch event {
        case .projectCreated, .policyAdopted, .calendarChanged, .layerImported: .project
        case .applicationFiled(let application, _): .application(application.number)
        case .stubReserved, .stubReleased, .stubUsed: .stub("S1")
        default: .connection(try #require(CaseID("A1-W")))
        }
    }

    private func entries() throws -> [(line: Line, entry: Entry)] {
        if ProcessInfo.processInfo.environment["OUTERLINE_WRITE_FIXTURE"] != nil { try write() }
        let text = try String(contentsOf: Self.file, encoding: .utf8)
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

    @Test("every event kind of that version is in it, reads, and reads again after it is written anew")
    func reads() throws {
        let all = try entries()
        #expect(Set(all.map(\.line.type)).isSuperset(of: EventRecordTests.types))
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
