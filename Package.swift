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
    _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil, exclude: [String] = [],
    sources: [String]? = nil, resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: path, exclude: exclude, sources: sources,
        resources: resources, swiftSettings: settings)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources,
        swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let server: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"),
    // Never built here: through it the package graph holds a target named as one of ours, which gets another name.
    .product(
        name: "HummingbirdTesting", package: "hummingbird",
        moduleAliases: ["Configuration": "SwiftConfiguration"], condition: .when(platforms: [.windows])),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "Logging", package: "swift-log"),
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
]
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "outerline",
    products: [
        .executable(name: "outerline", targets: ["outerline"]),
        .executable(name: "outerline-desk", targets: ["outerline-desk"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        // The web desk only; `outerline` builds none of these.
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
        .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
        .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CXLSX", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),

        module("Vocabulary"),
        module("Digest", ["CCrypto"]),
        module("Geometry", ["Vocabulary", "CGEOS", "CPROJ"]),
        module("CityModel", ["Vocabulary", "Geometry"]),
        module("RouteSurvey", ["Vocabulary", "Geometry", "CityModel"]),
        module("RoutePlanner", ["Vocabulary", "Geometry", "CityModel"]),
        module("WorkCalendar", ["Vocabulary"]),
        module("PermitPolicy", ["Vocabulary", "WorkCalendar"], resources: [.copy("Policies")]),
        module("Coordinator", ["Vocabulary", "WorkCalendar", "PermitPolicy"]),
        module(
            "GIS", path: "GIS", exclude: ["README.md"], sources: ["GIS.swift"],
            resources: [
                .copy("layers.yaml"), .copy("surfaces.yaml"), .copy("clearances.yaml"), .copy("presets"),
                .copy("styles"),
            ]),
        module(
            "Configuration",
            [
                "Vocabulary", "Geometry", "CityModel", "RouteSurvey", "RoutePlanner", "WorkCalendar",
                "PermitPolicy", "Digest", yams,
            ]),
        module("ProjectFile", ["Vocabulary", "Geometry", "Digest", grdb, sqlite]),
        module(
            "CityFiles",
            ["Vocabulary", "Geometry", "CityModel", "ProjectFile", "Digest", "CGDAL", grdb, sqlite]),
        module(
            "Ledger",
            [
                "Vocabulary", "Geometry", "WorkCalendar", "PermitPolicy", "Coordinator", "ProjectFile",
                "Digest", grdb,
            ]),
        module("SampleCity", ["Vocabulary", "Geometry", "CityModel"]),
        module("Drawing", ["Vocabulary", "CCairo", "CPango"]),
        module(
            "Reports",
            [
                "Vocabulary", "Geometry", "CityModel", "RouteSurvey", "RoutePlanner", "WorkCalendar",
                "PermitPolicy", "Coordinator", "Drawing", "CXLSX", mustache,
            ],
            exclude: ["Templates/README.md"],
            resources: [
                .copy("Templates/zh"), .copy("Templates/en"), .copy("Templates/letterhead.yaml"),
            ]),
        module(
            "Outerline",
            [
                "Vocabulary", "Geometry", "CityModel", "RouteSurvey", "RoutePlanner", "WorkCalendar",
                "PermitPolicy", "Coordinator", "GIS", "Configuration", "ProjectFile", "CityFiles", "Ledger",
                "SampleCity", "Reports", "Drawing", "Digest", grdb,
            ]),
        .executableTarget(
            name: "outerline",
            dependencies: [
                "Outerline", "Vocabulary", "CityModel", "RouteSurvey", "WorkCalendar", "PermitPolicy",
                "Coordinator",
                "ProjectFile", "CityFiles", "Ledger", "Reports", "Drawing", "CMalloc", argumentParser,
            ],
            path: "Sources/outerline-cli",
            swiftSettings: settings),

        module(
            "OuterlineWeb",
            [
                "Outerline", "Vocabulary", "Geometry", "WorkCalendar", "PermitPolicy", "Coordinator",
                "Ledger",
                "Reports", "ProjectFile", "Digest", grdb, mustache,
            ] + server,
            resources: [
                .copy("Resources/templates"), .copy("Resources/static"), .copy("Resources/texts"),
                .copy("Resources/api"),
            ]),
        .executableTarget(
            name: "outerline-desk",
            dependencies: [
                "OuterlineWeb", "Outerline", "Vocabulary", argumentParser,
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),

        // tests
        tests(
            "OuterlineWebTests",
            [
                "OuterlineWeb", "Outerline", "CityModel", "Vocabulary", "WorkCalendar", "PermitPolicy",
                "Coordinator",
                "Ledger", "ProjectFile", "Digest", grdb, mustache,
            ] + server),
        tests("DigestTests", ["Digest"]),
        tests("DrawingTests", ["Drawing", "Vocabulary"]),
        tests(
            "SheetTests",
            [
                "Reports", "Drawing", "Configuration", "GIS", "CityModel", "Geometry", "RouteSurvey",
                "PermitPolicy", "Coordinator", "WorkCalendar", "Vocabulary", "CCairo",
            ], exclude: ["Goldens"]),
        tests(
            "MapTests",
            [
                "Outerline", "Reports", "Drawing", "CCairo", "CityFiles", "CityModel", "Configuration",
                "Coordinator", "Geometry", "GIS", "Ledger", "PermitPolicy", "ProjectFile", "Vocabulary", grdb,
            ]),
        tests("ReportFilesTests", ["Reports", "Vocabulary"]),
        tests(
            "ReportsTests",
            ["Reports", "Drawing", "Coordinator", "PermitPolicy", "WorkCalendar", "Vocabulary"]),
        tests("GeometryTests", ["Geometry", "Vocabulary"]),
        tests("ProjectFileTests", ["ProjectFile", "Geometry", "Vocabulary", "Digest", grdb]),
        tests("CityModelTests", ["CityModel", "Geometry", "Vocabulary"]),
        tests(
            "SampleCityTests", ["SampleCity", "Configuration", "CityModel", "Geometry", "GIS", "Vocabulary"]),
        tests(
            "CoordinatorTests", ["Coordinator", "PermitPolicy", "WorkCalendar", "Vocabulary"],
            exclude: ["Fixtures"]),
        tests(
            "LedgerTests",
            [
                "Ledger", "Coordinator", "PermitPolicy", "WorkCalendar", "ProjectFile", "Geometry",
                "Vocabulary",
                "Digest", grdb,
            ]),
        tests(
            "ConfigurationTests",
            ["Configuration", "CityModel", "Geometry", "GIS", "Vocabulary", "PermitPolicy", "WorkCalendar"]),
        tests(
            "WorkCalendarTests", ["WorkCalendar", "Configuration", "Vocabulary"],
            exclude: ["Oracle/make_calendar_oracle.py", "Oracle/PROVENANCE.md"],
            resources: [.copy("Oracle/workdays.csv")]),
        tests(
            "PermitPolicyTests", ["PermitPolicy", "Configuration", "WorkCalendar", "Vocabulary", yams],
            resources: [.copy("Cities")]),
        tests(
            "CityFilesTests",
            [
                "CityFiles", "ProjectFile", "CityModel", "Configuration", "GIS", "Geometry", "Vocabulary",
                "Digest", grdb,
            ]),
        tests("RoutePlannerTests", ["RoutePlanner", "CityModel", "Geometry", "Vocabulary"]),
        tests("RouteSurveyTests", ["RouteSurvey", "CityModel", "Geometry", "Vocabulary"]),
        tests(
            "OracleTests", ["RouteSurvey", "RoutePlanner", "CityModel", "Geometry", "Vocabulary"],
            exclude: ["Generate", "PROVENANCE.md"], resources: [.copy("Tables")]),
        tests("EndToEndTests", ["outerline", "outerline-desk", "Geometry", grdb], exclude: ["Goldens"]),
        tests(
            "OuterlineTests",
            [
                "Outerline", "Vocabulary", "CityModel", "Configuration", "Coordinator", "Digest", "Drawing",
                "GIS",
                "Geometry", "Ledger", "PermitPolicy", "ProjectFile", "Reports", "RouteSurvey", "WorkCalendar",
            ]),
        tests(
            "PapersTests",
            [
                "Reports", "Configuration", "Coordinator", "PermitPolicy", "WorkCalendar", "Geometry",
                "Vocabulary",
            ], exclude: ["Goldens"]),
        tests(
            "RealCityTests",
            [
                "Outerline", "Coordinator", "Ledger", "PermitPolicy", "Reports", "WorkCalendar", "CityFiles",
                "CityModel", "ProjectFile", "Geometry", "RouteSurvey", "Drawing", "Vocabulary",
            ]),
    ],
    swiftLanguageModes: [.v6]
)
