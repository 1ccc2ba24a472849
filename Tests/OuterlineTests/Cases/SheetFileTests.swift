import Drawing
import Foundation
import Outerline
import ProjectFile
import Reports
import Testing
import Vocabulary

/// Plan sheets from a project to files.
struct SheetFileTests {
    @Test("Sheets and details of a case are written in every format, the same bytes again")
    func files() throws {
        let city = try DrawnCity()
        try city.file("2026-1,2026-11-01,Li,non_resident,road,water,,,")
        let project = try Project.open(city.path, mode: .read, desk: DrawnCity.desk("2026-11-20"))
        let request = SheetRequest(
            options: SheetOptions(paper: .a4), formats: SheetFormat.allCases, alternatives: true, dots: 2)
        let folder = city.folder.path + "/sheets"
        func write() throws -> [String: Data] {
            var files: [String: Data] = [:]
            for path in try project.writeSheets("2026-1-W", request, into: folder) {
                files[(path as NSString).lastPathComponent] = try Data(contentsOf: URL(fileURLWithPath: path))
            }
            return files
        }
        let files = try write()
        #expect(files == (try write()))
        #expect(
            Set(files.keys).isSuperset(of: [
                "2026-1-W-sheets.pdf", "2026-1-W-sheet-1.svg", "2026-1-W-sheet-1.png",
            ]))
        #expect(files.keys.contains("2026-1-W-crossing-1.svg"), "the route crosses a road")
        #expect(files["2026-1-W-sheets.pdf"]?.starts(with: Data("%PDF-".utf8)) == true)
        #expect((files["2026-1-W-sheets.pdf"]?.count ?? .max) < 1_000_000)
    }

    @Test("A case without a route has no sheets, and styles that cannot be read are told with their lines")
    func refused() throws {
        let city = try DrawnCity()
        try city.file("2026-1,2026-11-01,Li,non_resident,road,water,,,")
        let project = try city.open()
        let folder = city.folder.path + "/sheets"
        #expect(refusal { _ = try project.writeSheets("2026-9-W", SheetRequest(), into: folder) } != nil)
        let style = try city.folder.write("style.yaml", "schema: outerline-styles-1\nlayers: []\n")
        let told = refusal {
            _ = try project.writeSheets("2026-1-W", SheetRequest(style: style), into: folder)
        }
        #expect(told?.contains("CFG-102") == true, "\(told ?? "")")
        #expect(!FileManager.default.fileExists(atPath: folder))
    }
}
