import Foundation

/// The smallest sample district, generated and imported once for the whole target.
enum SampleDistrict {
    static let seed = "7"
    static let layers = [
        "plots", "mains", "stubs", "roads", "road_axes", "greens", "buildings", "lines", "railways", "trees",
        "planning_area", "districts", "territories",
    ]

    /// Lives as long as the test run; the end of the process removes it.
    private static let home: Result<Scratch, any Error> = Result {
        let scratch = try Scratch()
        atexit { try? SampleDistrict.home.get().remove() }
        return scratch
    }
    private static let generated = Result { () throws -> String in
        let folder = try home.get().file("sample")
        try Tool.succeed(["sample", "generate", "--seed", seed, "--blocks", "2", "--plain", "-o", folder])
        return folder
    }
    private static let imported = Result { () throws -> String in
        let project = try home.get().file("city.gpkg")
        try make(project, from: folder())
        return project
    }
    private static let filed = Result { () throws -> (project: String, output: Output) in
        let project = try home.get().file("filed.gpkg")
        try FileManager.default.copyItem(atPath: imported.get(), toPath: project)
        let output = try Tool.succeed(
            ["case", "file", project, folder() + "/applications.csv", "--json"] + Tool.desk)
        return (project, output)
    }

    /// The folder of GeoJSON files, applications and representatives; read only.
    static func folder() throws -> String { try generated.get() }

    /// A new project with all layers of a folder.
    static func make(_ project: String, from folder: String) throws {
        try Tool.succeed(["project", "new", project, "--crs", "EPSG:4549"] + Tool.desk)
        for layer in layers where FileManager.default.fileExists(atPath: "\(folder)/\(layer).geojson") {
            try Tool.succeed(["layer", "import", project, layer, "\(folder)/\(layer).geojson"] + Tool.desk)
        }
        try Tool.succeed(["case", "representatives", project, "\(folder)/representatives.csv"])
    }

    /// A copy of the project with all layers and no case.
    static func project(in scratch: Scratch, _ name: String = "city.gpkg") throws -> String {
        try copy(try imported.get(), scratch.file(name))
    }

    /// A copy of the project whose applications are filed.
    static func filedProject(in scratch: Scratch, _ name: String = "city.gpkg") throws -> String {
        try copy(try filed.get().project, scratch.file(name))
    }

    /// What `case file --json` said when the applications were filed.
    static func filedCases() throws -> [JSON] { try filed.get().output.jsonLines() }

    private static func copy(_ source: String, _ target: String) throws -> String {
        try FileManager.default.copyItem(atPath: source, toPath: target)
        return target
    }
}
