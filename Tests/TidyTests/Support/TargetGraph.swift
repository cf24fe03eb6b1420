/// What each target may import: the architecture as a table. The build checks that a target imports
/// only what Package.swift names for it; this table checks that Package.swift itself stays honest.
enum TargetGraph {
    /// Targets without Foundation, C library, clock or file.
    static let domain = [
        "Quantities", "CellModel", "Estimation", "Protection", "HAL", "Drivers", "Control",
    ]

    /// Target, and the modules it may import; those of the toolchain count too.
    static let mayImport: KeyValuePairs<String, Set<String>> = [
        "Quantities": [],
        "CellModel": ["Quantities"],
        "Estimation": ["CellModel", "Quantities"],
        "Protection": ["Quantities"],
        "HAL": ["Quantities"],
        "Drivers": ["HAL", "Quantities"],
        "Control": ["Estimation", "HAL", "Protection", "Quantities"],
        "Configuration": [
            "CellModel", "FoundationEssentials", "Glibc", "Protection", "Quantities", "TOMLKit",
        ],
        "Assembly": [
            "CellModel", "Configuration", "Control", "Drivers", "Estimation", "HAL", "Protection",
            "Quantities",
        ],
        "SimulatedChips": ["HAL", "Quantities"],
        // Estimation for the estimates in a snapshot, which it judges; its cells never filter.
        "PackSimulation": [
            "CellModel", "Configuration", "Control", "Estimation", "HAL", "Protection",
            "Quantities", "SimulatedChips",
        ],
        "Identification": ["CZlib", "CellModel", "Estimation", "Quantities", "SwiftCSV"],
        "Reports": [],
        "CLinuxHAL": [],
        "LinuxHAL": ["CLinuxHAL", "Glibc", "HAL", "Quantities", "Synchronization"],
        "BackgroundWork": ["Glibc"],
        "OperatorChannel": ["BackgroundWork", "Glibc", "Synchronization"],
        "CFuse3": [],
        "CCUSE": ["CFuse3"],
        "Exposure": [
            "CCUSE", "Configuration", "Glibc", "HAL", "OperatorChannel", "PackSimulation",
            "Protection", "Quantities", "SimulatedChips", "Synchronization",
        ],
        "CSQLite": [],
        "CZlib": [],
        "Persistence": [
            "BackgroundWork", "Control", "Estimation", "Glibc", "Protection", "Quantities",
            "Synchronization",
        ],
        "Recording": [
            "BackgroundWork", "CSQLite", "Control", "Estimation", "FoundationEssentials", "Glibc",
            "Protection", "Quantities", "Synchronization",
        ],
        "Dashboard": [
            "Control", "Estimation", "Glibc", "NIOCore", "NIOHTTP1", "NIOPosix", "Protection",
            "Quantities", "Synchronization",
        ],
        "Validation": ["CellModel", "Configuration", "PackSimulation", "Quantities", "Reports"],
        "Evidence": [
            "CellModel", "Configuration", "Estimation", "FoundationEssentials", "Identification",
            "PackSimulation", "Quantities", "Reports", "TOMLKit",
        ],
        "BenchmarkReference": [],
        "Manual": [],
        // Stands in front of malloc in the test executable; no program links it.
        "CMallocCount": [],
        // Folders that tests write to; no program links it.
        "TestFolders": ["Foundation"],
        "solidbmsd": [
            "ArgumentParser", "Assembly", "Configuration", "Control", "Dispatch", "Estimation",
            "FoundationEssentials", "Glibc", "HAL", "LinuxHAL", "Logging", "OperatorChannel",
            "Persistence", "Protection", "Quantities", "Recording", "Synchronization",
        ],
        "solidbms": [
            "ArgumentParser", "Assembly", "CellModel", "Configuration", "Control", "Dashboard",
            "Dispatch", "Estimation", "Evidence", "Exposure", "Foundation",
            "FoundationEssentials", "Glibc", "HAL", "Identification", "OperatorChannel",
            "PackSimulation", "Protection", "Quantities", "Recording", "Reports", "Synchronization",
            "Validation",
        ],
    ]

    /// Source targets whose tests live in a folder not named for them.
    static let testedElsewhere: KeyValuePairs<String, String> = [
        "Assembly": "ScenarioTests",
        "CCUSE": "ExposureTests",
        "CFuse3": "ExposureTests",
        "CLinuxHAL": "LinuxHALTests",
        "CSQLite": "RecordingTests",
        "CZlib": "IdentificationTests",
        "Drivers": "ChipPairTests",
        "Manual": "TidyTests",
        "SimulatedChips": "ChipPairTests",
        "solidbms": "ScenarioTests",
        "solidbmsd": "DaemonTests",
    ]

    static func modules(for target: String) -> Set<String>? {
        mayImport.first { $0.key == target }?.value
    }
}
