import CityFiles
import CityModel
import Foundation
import GRDB
import Geometry
import ProjectFile
import Testing
import Vocabulary

@Suite(.serialized) struct KillTests {
    /// Runs an import in another process that is killed while it reads, in the swapping transaction, or after it.
    @Test(arguments: ["reading", "committing", "done"])
    func aKilledImportLeavesTheOldLayerOrTheNewOne(moment: String) async throws {
        let bench = try Bench()
        try bench.importing(
            .plots, try bench.file("old.geojson", geojson([feature(#""id":"old""#, square(0))])))
        let features = (0..<25_000).map {
            feature(#""id":\#($0)"#, square(Double($0 % 1000) * 20, Double($0 / 1000) * 20))
        }
        _ = try bench.file("new.geojson", geojson(features))
        setenv("OUTERLINE_TEST_FOLDER", bench.folder, 1)
        setenv("OUTERLINE_TEST_MOMENT", moment, 1)
        await #expect(processExitsWith: .signal(SIGKILL)) {
            let folder = String(cString: getenv("OUTERLINE_TEST_FOLDER"))
            let moment = String(cString: getenv("OUTERLINE_TEST_MOMENT"))
            let project = try ProjectFile.open(folder + "/city.gpkg", mode: .write)
            let layer = LayerDefinition(name: .plots, geometry: .polygon, zh: "用地红线", en: "plots")
            try project.importLayer(
                ImportRequest(layer: layer, sources: [folder + "/new.geojson"]),
                progress: { if moment == "reading", $0.read >= 20_000 { kill(getpid(), SIGKILL) } },
                commit: { _, _ in if moment == "committing" { kill(getpid(), SIGKILL) } })
            kill(getpid(), SIGKILL)
        }
        // A reader sees a whole layer, and the next writer clears what was left.
        let reader = try ProjectFile.open(bench.project.path, mode: .read)
        let seen = try ProjectCity(reader).features(of: .plots, in: nil)
        #expect(moment == "done" ? seen.count == 25_000 : seen.map(\.id) == ["old"])
        try reader.close()
        let writer = try ProjectFile.open(bench.project.path, mode: .write)
        #expect(try writer.verify().isEmpty)
        let left = try writer.read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema WHERE name LIKE '%staging%'")
        }
        #expect(left == [])
        try writer.importLayer(
            ImportRequest(layer: try bench.layer(.plots), sources: [bench.folder + "/old.geojson"]))
        #expect(try ProjectCity(writer).features(of: .plots, in: nil).map(\.id) == ["old"])
    }
}
