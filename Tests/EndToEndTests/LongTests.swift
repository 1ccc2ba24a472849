import Foundation
import Testing

@Suite(
    "What takes long; run with OUTERLINE_LONG=1",
    .enabled(if: ProcessInfo.processInfo.environment["OUTERLINE_LONG"] != nil))
struct LongTests {
    @Test("a single plot of 200 MB is taken in whole")
    func hugePolygon() throws {
        let scratch = try Scratch()
        let city = try TinyCity().project(in: scratch)
        let path = try scratch.write("star.geojson", "")
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        let head =
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"id\":\"star\"},"
            + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[["
        try file.write(contentsOf: Data(head.utf8))
        let count = 6_000_000
        func vertex(_ index: Int) -> String {
            let angle = 2 * Double.pi * Double(index % count) / Double(count)
            let radius = 20_000 + (index.isMultiple(of: 2) ? 0.0 : 5.0)
            return "[\(620_000 + radius * cos(angle)),\(4_156_000 + radius * sin(angle))]"
        }
        for start in stride(from: 0, to: count, by: 50_000) {
            let part = (start..<start + 50_000).map { vertex($0) + "," }.joined()
            try file.write(contentsOf: Data(part.utf8))
        }
        try file.write(contentsOf: Data((vertex(0) + "]]}}]}").utf8))
        #expect(try file.offset() > 200_000_000)
        try file.close()
        try Tool.succeed(["layer", "import", city, "plots", path, "--src-crs", "EPSG:4549"] + Tool.desk)
        let layers = try Tool.succeed(["layer", "list", city, "--json"]).json().list
        #expect(layers.first { $0["layer"].text == "plots" }?["count"].number == 1)
        #expect(try Tool.run(["project", "verify", city]).status == 0)
    }
}
