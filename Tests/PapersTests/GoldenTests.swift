import Configuration
import Coordinator
import Foundation
import PermitPolicy
import Testing
import Vocabulary

@testable import Reports

/// The whole text of papers, in both languages; `OUTERLINE_BLESS=1 swift test --filter GoldenTests` writes them anew.
@Suite("Texts of papers")
struct GoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Goldens")

    private func compare(_ text: String, _ name: String) throws {
        let file = Self.folder.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["OUTERLINE_BLESS"] != nil {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(text == golden, "\(name)")
    }

    @Test("R08 R15 R16 R28 R30 R44 notices say what they said", arguments: PaperKind.allCases)
    func notices(_ kind: PaperKind) throws {
        let templates = try Shipped.templates()
        let context = try PacketFieldTests.context(try PolicyPack.load("yantai-2020"), templates)
        let subject = kind == .oneTime ? "notice/1" : kind.rawValue
        let ground = CaseState.PaperGround(subject: subject, since: context.on)
        let number = templates.letterhead.number(kind, year: 2026, sequence: 1)
        let words = context.wordings(kind, on: ground, number: number, templates)
        let paper = IssuedPaper(
            kind: kind, number: number, year: 2026, sequence: 1, subject: subject, content: words.zh,
            english: words.en, sha256: String(repeating: "a", count: 64))
        for language in ReportLanguage.allCases {
            try compare(paper.document(language).markdown(), "\(kind.rawValue)-\(language.rawValue).md")
            let pdf = try paper.document(language).pdf(on: context.on)
            let again = try paper.document(language).pdf(on: context.on)
            #expect(pdf == again, "the same bytes twice")
        }
        #expect(context.itemFindings(kind, on: ground).count == (kind == .oneTime ? 1 : 0))
    }

    @Test(
        "R10 R12 R41 the papers of a packet and the joint form say what they said",
        arguments: ReportLanguage.allCases)
    func packet(_ language: ReportLanguage) throws {
        let templates = try Shipped.templates()
        let pack = try PolicyPack.load("yantai-2020")
        let context = try PacketFieldTests.context(pack, templates)
        let packets = context.state.permits.filter { [.plan, .roadDig].contains($0.id.kind) }.map { permit in
            PermitPacket(
                context, permit,
                materials: pack.materials(for: .permit(permit.id.kind), on: context.on, onFile: []))
        }
        for (name, document) in try #require(packets.last).papers(
            templates, language, drawing: "03-drawing.pdf")
        {
            try compare(document.markdown(), "\(name)-\(language.rawValue).md")
        }
        let joint = JointForm(context, packets).document(templates, language)
        try compare(joint.markdown(), "joint-form-\(language.rawValue).md")
    }
}
