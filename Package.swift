// swift-tools-version: 6.2
//
// The target graph of SolidBMS, innermost layer first. `make build` and CI compile with
// `--explicit-target-dependency-import-check error`, so a target imports only what its line names.

import PackageDescription

// MARK: - Settings

let strict: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// Numerics are 70 to 1,250 times slower unoptimised, so these targets are optimised in debug too.
let numeric: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// Simulated devices live in classes that the bus calls byte by byte. Debug builds, in which every
/// test runs, check each access for exclusivity; in release the check would cost a third of the
/// time.
let simulation: [SwiftSetting] =
    numeric + [
        .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
    ]

let argumentParser: Target.Dependency =
    .product(name: "ArgumentParser", package: "swift-argument-parser")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let swiftCSV: Target.Dependency = .product(name: "SwiftCSV", package: "SwiftCSV")

let package = Package(
    name: "SolidBMS",
    products: [
        .executable(name: "solidbmsd", targets: ["solidbmsd"]),
        .executable(name: "solidbms", targets: ["solidbms"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    ],
    targets: [
        // Domain: pure, no Foundation, no clock. The first four also compile in Embedded mode.
        .target(name: "Quantities", swiftSettings: numeric),
        .target(name: "CellModel", dependencies: ["Quantities"], swiftSettings: numeric),
        .target(
            name: "Estimation", dependencies: ["CellModel", "Quantities"], swiftSettings: numeric),
        .target(name: "Protection", dependencies: ["Quantities"], swiftSettings: numeric),

        // Hardware roles, the drivers that play them, and the loop that uses them.
        .target(name: "HAL", dependencies: ["Quantities"], swiftSettings: numeric),
        .target(name: "Drivers", dependencies: ["HAL", "Quantities"], swiftSettings: numeric),
        .target(
            name: "Control", dependencies: ["Estimation", "HAL", "Protection", "Quantities"],
            swiftSettings: numeric),

        // From files to a running loop.
        .target(
            name: "Configuration",
            dependencies: ["CellModel", "Protection", "Quantities", "TOMLKit"],
            swiftSettings: strict),
        .target(
            name: "Assembly",
            dependencies: [
                "CellModel", "Configuration", "Control", "Drivers", "Estimation", "HAL",
                "Protection", "Quantities",
            ],
            swiftSettings: strict),

        // The simulated world: chips written from their datasheets, cells, fixtures, faults.
        .target(
            name: "SimulatedChips", dependencies: ["HAL", "Quantities"], swiftSettings: simulation),
        .target(
            name: "PackSimulation",
            dependencies: [
                "CellModel", "Configuration", "Control", "Estimation", "HAL", "Protection",
                "Quantities", "SimulatedChips",
            ],
            swiftSettings: numeric),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "Identification",
            dependencies: ["CZlib", "CellModel", "Estimation", "Quantities", swiftCSV],
            swiftSettings: numeric),

        // Charts, tables and one-file reports, for the toolbox.
        .target(name: "Reports", swiftSettings: strict),

        // The model held against published results.
        .target(
            name: "Validation",
            dependencies: [
                "CellModel", "Configuration", "PackSimulation", "Quantities", "Reports",
            ],
            swiftSettings: numeric),

        // The estimator held against measurements and against the simulated truth.
        .target(
            name: "Evidence",
            dependencies: [
                "CellModel", "Configuration", "Estimation", "Identification", "PackSimulation",
                "Quantities", "Reports", "TOMLKit",
            ],
            swiftSettings: numeric),

        // Threads for what may take its time, and what wakes them.
        .target(name: "BackgroundWork", swiftSettings: strict),

        // What the daemon and its operator say to each other, and the socket they say it over.
        .target(
            name: "OperatorChannel", dependencies: ["BackgroundWork"], swiftSettings: strict),

        // The simulated rig as kernel devices: I2C buses over CUSE, lines over gpio-sim.
        .systemLibrary(name: "CFuse3", pkgConfig: "fuse3", providers: [.apt(["libfuse3-dev"])]),
        .target(name: "CCUSE", dependencies: ["CFuse3"]),
        .target(
            name: "Exposure",
            dependencies: [
                "CCUSE", "Configuration", "HAL", "OperatorChannel", "PackSimulation",
                "Protection", "Quantities", "SimulatedChips",
            ],
            swiftSettings: strict),

        // Edges: kernel devices, the durable log, what survives a restart, the web page.
        .target(
            name: "CLinuxHAL", linkerSettings: [.linkedLibrary("i2c"), .linkedLibrary("gpiod")]),
        .target(
            name: "LinuxHAL", dependencies: ["CLinuxHAL", "HAL", "Quantities"],
            swiftSettings: strict),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .target(
            name: "Recording",
            dependencies: [
                "BackgroundWork", "CSQLite", "Control", "Estimation", "Protection", "Quantities",
            ],
            swiftSettings: numeric),
        .target(
            name: "Persistence",
            dependencies: ["BackgroundWork", "Control", "Estimation", "Protection", "Quantities"],
            swiftSettings: strict),
        .target(
            name: "Dashboard",
            dependencies: [
                "Control", "Estimation", "Protection", "Quantities", nioCore, nioHTTP1, nioPosix,
            ],
            swiftSettings: strict),

        // Programs.
        .executableTarget(
            name: "solidbmsd",
            dependencies: [
                "Assembly", "Configuration", "Control", "Estimation", "HAL", "LinuxHAL",
                "OperatorChannel", "Persistence", "Protection", "Quantities", "Recording",
                argumentParser, logging,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "solidbms",
            dependencies: [
                "Assembly", "CellModel", "Configuration", "Control", "Dashboard", "Estimation",
                "Evidence", "Exposure", "Identification", "OperatorChannel", "PackSimulation",
                "Protection", "Quantities", "Recording", "Reports", "Validation", argumentParser,
            ],
            swiftSettings: strict),

        // Benchmarks, and the plain C they are held against.
        .target(
            name: "BenchmarkReference", path: "Benchmarks/Reference",
            cSettings: [.unsafeFlags(["-O3", "-ffp-contract=off"])]),
        .executableTarget(
            name: "solidbms-bench",
            dependencies: [
                "Assembly", "BenchmarkReference", "CellModel", "Configuration", "Control",
                "Estimation", "HAL", "LinuxHAL", "PackSimulation", "Protection", "Quantities",
                "Recording", "SimulatedChips",
            ],
            path: "Benchmarks/Bench", swiftSettings: numeric),

        // Documentation: one empty file and the DocC catalogue.
        .target(name: "Manual", swiftSettings: strict),

        // Tests, one target per source target, and the suites that cross them.
        .target(name: "CMallocCount", path: "Tests/Support/CMallocCount"),
        .target(
            name: "TestFolders", path: "Tests/Support/TestFolders", swiftSettings: strict),
        .testTarget(
            name: "QuantitiesTests", dependencies: ["Quantities"],
            swiftSettings: strict),
        .testTarget(
            name: "CellModelTests", dependencies: ["CellModel", "Quantities"],
            swiftSettings: strict),
        .testTarget(
            name: "EstimationTests", dependencies: ["CellModel", "Estimation", "Quantities"],
            swiftSettings: strict),
        .testTarget(
            name: "ProtectionTests", dependencies: ["Protection", "Quantities"],
            swiftSettings: strict),
        .testTarget(
            name: "HALTests", dependencies: ["HAL", "Quantities"],
            swiftSettings: strict),
        .testTarget(
            name: "ControlTests",
            dependencies: [
                "CellModel", "Control", "Estimation", "HAL", "Protection", "Quantities",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ConfigurationTests",
            dependencies: ["CellModel", "Configuration", "Protection", "Quantities"],
            swiftSettings: strict),
        .testTarget(
            name: "PackSimulationTests",
            dependencies: [
                "CellModel", "Configuration", "Control", "Estimation", "HAL", "PackSimulation",
                "Protection", "Quantities", "SimulatedChips",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "IdentificationTests",
            dependencies: [
                "CellModel", "Configuration", "Estimation", "Identification", "Quantities",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ReportsTests", dependencies: ["Reports"],
            swiftSettings: strict),
        .testTarget(
            name: "ValidationTests",
            dependencies: [
                "CellModel", "Configuration", "PackSimulation", "Quantities", "Reports",
                "Validation",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EvidenceTests",
            dependencies: [
                "CellModel", "Configuration", "Estimation", "Evidence", "Identification",
                "PackSimulation", "Quantities", "Reports",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "RecordingTests",
            dependencies: [
                "Control", "Estimation", "Protection", "Quantities", "Recording", "TestFolders",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "BackgroundWorkTests", dependencies: ["BackgroundWork"],
            swiftSettings: strict),
        .testTarget(
            name: "OperatorChannelTests", dependencies: ["OperatorChannel"],
            swiftSettings: strict),
        .testTarget(
            name: "PersistenceTests",
            dependencies: [
                "Control", "Estimation", "Persistence", "Protection", "Quantities", "TestFolders",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ExposureTests",
            dependencies: [
                "Configuration", "Exposure", "HAL", "OperatorChannel", "PackSimulation",
                "Protection", "Quantities", "SimulatedChips",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DashboardTests",
            dependencies: ["Control", "Dashboard", "Estimation", "Protection", "Quantities"],
            swiftSettings: strict),
        .testTarget(
            name: "ChipPairTests",
            dependencies: ["Drivers", "HAL", "Quantities", "SimulatedChips"],
            swiftSettings: strict),
        .testTarget(
            name: "ScenarioTests",
            dependencies: [
                "Assembly", "CMallocCount", "CellModel", "Configuration", "Control", "Drivers",
                "Estimation", "HAL", "PackSimulation", "Persistence", "Protection", "Quantities",
                "SimulatedChips",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LinuxHALTests",
            dependencies: ["HAL", "LinuxHAL", "Quantities", "TestFolders"],
            swiftSettings: strict),
        .testTarget(
            name: "DaemonTests",
            dependencies: [
                "Assembly", "CMallocCount", "Configuration", "Control", "Estimation", "HAL",
                "LinuxHAL", "OperatorChannel", "PackSimulation", "Persistence", "Protection",
                "Quantities", "Recording", "TestFolders", "solidbms", "solidbmsd", argumentParser,
                logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "TidyTests", dependencies: [],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
