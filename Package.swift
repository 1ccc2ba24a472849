// swift-tools-version: 6.2
import PackageDescription

// Warnings are errors in CI and in `make check`; a newer compiler's new
// warnings must not break a user's build.
let strict = Context.environment["OUTERLINE_STRICT"] != nil

let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + (strict ? [.treatAllWarnings(as: .error)] : [])

/// A target of our own, with the one shared settings list.
///
/// What it may import is the arrow table of Documentation/ARCHITECTURE.md; `make check` compares.
func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil, sources: [String]? = nil,
    resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: path, sources: sources, resources: resources,
        swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "outerline",
    products: [.executable(name: "outerline", targets: ["outerline"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
        .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
        .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

        module("Vocabulary"),
        module("Geometry", ["Vocabulary", "CGEOS", "CPROJ"]),
        module("CityModel", ["Vocabulary", "Geometry"]),
        module("RouteSurvey", ["Vocabulary", "Geometry", "CityModel"]),
        module("RoutePlanner", ["Vocabulary", "Geometry", "CityModel"]),
        module("WorkCalendar", ["Vocabulary"]),
        module("PermitPolicy", ["Vocabulary", "WorkCalendar"], resources: [.copy("Policies")]),
        module("Coordinator", ["Vocabulary", "WorkCalendar", "PermitPolicy"]),
        module(
            "GIS", path: "GIS", sources: ["GIS.swift"],
            resources: [
                .copy("layers.yaml"), .copy("surfaces.yaml"), .copy("clearances.yaml"), .copy("presets"),
            ]),
        module(
            "Configuration",
            ["Vocabulary", "CityModel", "RouteSurvey", "RoutePlanner", "WorkCalendar", "PermitPolicy", yams]),
        module("ProjectFile", ["Vocabulary", "Geometry", "CCrypto", grdb]),
        module("CityFiles", ["Vocabulary", "Geometry", "CityModel", "ProjectFile", "CGDAL", grdb]),
        module("Ledger", ["Vocabulary", "WorkCalendar", "PermitPolicy", "Coordinator", "ProjectFile", grdb]),
        module("SampleCity", ["Vocabulary", "Geometry", "CityModel"]),
        module(
            "Reports",
            [
                "Vocabulary", "Geometry", "CityModel", "RouteSurvey", "RoutePlanner", "WorkCalendar",
                "PermitPolicy", "Coordinator",
            ]),
        module(
            "Outerline",
            [
                "Vocabulary", "Geometry", "CityModel", "RouteSurvey", "RoutePlanner", "WorkCalendar",
                "PermitPolicy", "Coordinator", "GIS", "Configuration", "ProjectFile", "CityFiles", "Ledger",
                "SampleCity", "Reports",
            ]),
        .executableTarget(
            name: "outerline", dependencies: ["Outerline", "Vocabulary", argumentParser],
            path: "Sources/outerline-cli",
            swiftSettings: settings),

        // tests
        tests("GeometryTests", ["Geometry", "Vocabulary"]),
        tests("RoutePlannerTests", ["RoutePlanner", "CityModel", "Geometry", "Vocabulary"]),
    ],
    swiftLanguageModes: [.v6]
)
