import Coordinator
import Digest
import Foundation
import Outerline
import PermitPolicy
import ProjectFile
import Reports
import Testing
import Vocabulary

@Suite("Permit packets")
struct PacketTests {
    private let city: DrawnCity
    private var out: String { city.folder.path + "/out" }

    init() throws {
        city = try DrawnCity()
        try city.file("A1,2026-11-02,Jane,resident,road,water,,,in_plot_accepted;equipment_installed")
    }

    private func write(
        _ permit: String? = nil, zip: Bool = false, _ language: ReportLanguage = .zh,
        into folder: String? = nil
    ) throws -> [PacketDocument] {
        let project = try Project.open(city.path, mode: .read, desk: try DrawnCity.desk("2026-11-20"))
        return try project.writePackets(
            PacketRequest(
                caseID: "A1-W", permit: permit, isArchived: zip, language: language, folder: folder ?? out),
            TemplateFolder.templates(nil))
    }

    private func data(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    @Test("every permit to be obtained has a packet whose index states each file; the case has a joint form")
    func packets() throws {
        let permits = try city.detail("A1-W")["permits"].list.compactMap { $0["permit"].text }
        #expect(permits.count >= 3)
        let packets = try write()
        #expect(packets.map(\.permit) == permits.map(Optional.some) + [nil])
        for packet in packets {
            let folder = try #require(packet.files.first.map { ($0 as NSString).deletingLastPathComponent })
            let index = try JSONDecoder().decode(PacketIndex.self, from: data(folder + "/index.json"))
            let present = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect((index.files.map(\.name) + ["index.json"]).sorted() == present)
            for file in index.files {
                let bytes = try data("\(folder)/\(file.name)")
                #expect(SHA256.hex(of: bytes) == file.sha256 && bytes.count == file.bytes)
            }
            guard packet.permit != nil else {
                #expect(index.files.map(\.name) == ["joint-form.md", "joint-form.pdf"])
                continue
            }
            #expect(
                index.files.map(\.name) == [
                    "01-covering-note.md", "01-covering-note.pdf", "02-application-form.json",
                    "02-application-form.md",
                    "02-application-form.pdf", "03-drawing.pdf", "04-materials.md", "04-materials.pdf",
                ])
        }
    }

    @Test(
        "the same project and day give the same bytes, as folders and as archives; another packet is replaced"
    )
    func deterministic() throws {
        let first = try write(zip: true, into: out + "/a")
        let second = try write(zip: true, into: out + "/b")
        #expect(first.flatMap(\.files).count == first.count)
        for (one, two) in zip(first, second) { #expect(try data(one.files[0]) == data(two.files[0])) }
        let folders = try write("PLAN", into: out)
        let before = try folders[0].files.map(data)
        for packet in try write("PLAN", into: out) { #expect(try packet.files.map(data) == before) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: out).filter { $0.hasPrefix(".") } == [])
    }

    @Test("the drawing of a permit shows its crossings; an unknown permit is refused with the nearest")
    func onePermit() throws {
        let packets = try write("ROAD_DIG")
        #expect(packets.map(\.permit) == ["A1-W-ROAD_DIG"])
        #expect(packets[0].files.contains { $0.hasSuffix("03-drawing.pdf") })
        #expect(refusal { _ = try write("ROAD_DUG") } == "CLI-111")
    }

    @Test("what is no packet is not replaced, and nothing half-written stays behind")
    func foreign() throws {
        try FileManager.default.createDirectory(atPath: out + "/A1-W-PLAN", withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: out + "/A1-W-PLAN/notes.txt"))
        #expect(refusal { _ = try write("PLAN") } == "PRJ-101")
        #expect(
            try FileManager.default.subpathsOfDirectory(atPath: out).sorted() == [
                "A1-W-PLAN", "A1-W-PLAN/notes.txt",
            ])
        let file = try city.folder.write("file", "x")
        #expect(refusal { _ = try write("PLAN", into: file + "/sub") } == "PRJ-102")
    }
}
