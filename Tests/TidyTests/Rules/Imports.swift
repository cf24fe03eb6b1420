extension FileRule {
    /// Each target imports only what the architecture lets it.
    static let imports = FileRule(
        name: "imports follow the target graph",
        broken: [
            SourceFile("Sources/Protection/A.swift", "public import Estimation"),
            SourceFile("Sources/SimulatedChips/A.swift", "import Drivers"),
            SourceFile("Sources/Control/A.swift", "import struct Foundation.Date"),
            SourceFile("Sources/Drivers/Deep/A.swift", "@testable import Glibc"),
            SourceFile("Sources/Recording/A.swift", "import ArgumentParser"),
            SourceFile("Sources/solidbmsd/A.swift", "import PackSimulation"),
            SourceFile("Sources/solidbms/A.swift", "import LinuxHAL"),
            SourceFile("Sources/Newcomer/A.swift", "import Quantities"),
        ],
        kept: [
            SourceFile("Sources/Protection/A.swift", "// import Estimation\nimport Quantities"),
            SourceFile("Sources/solidbms/A.swift", "public import ArgumentParser"),
            SourceFile("Tests/ControlTests/A.swift", "import Foundation"),
        ]
    ) { file in
        guard file.isSwift, let target = file.sourceTarget else { return [] }
        let allowed = TargetGraph.modules(for: target)
        return importLine.matches(in: file.code).compactMap { match in
            let module = match.groups[1]
            if let allowed, allowed.contains(module) { return nil }
            return Violation(
                path: file.path, line: match.line, message: "\(target) must not import \(module).")
        }
    }

    private static let importLine = Pattern(
        "^(?:[ \\t]*(?:@\\w+|public|internal|package|fileprivate|private)\\s+)*[ \\t]*import\\s+"
            + "(?:(?:struct|class|enum|protocol|func|var|let|typealias)\\s+)?(\\w+)")
}

extension TreeRule {
    /// Package.swift gives no target more than the architecture does, and the table no less.
    static let manifest = TreeRule(
        name: "Package.swift agrees with the target graph",
        broken: [
            example(".target(name: \"Protection\", dependencies: [\"Estimation\"])"),
            example(".target(name: \"Newcomer\", dependencies: [])"),
            example(".target(\n    name: \"HAL\", dependencies: [logging])"),
        ],
        kept: [
            example(
                """
                .target(name: "Protection", dependencies: ["Quantities"], swiftSettings: numeric),
                .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: []),
                .testTarget(name: "ProtectionTests", dependencies: ["Estimation"]),
                """)
        ]
    ) { repository in
        guard let manifest = repository.file("Package.swift") else { return [] }
        return targetLine.matches(in: manifest.text).flatMap { match -> [Violation] in
            let target = match.groups[1]
            guard let allowed = TargetGraph.modules(for: target) else {
                return [
                    Violation(
                        path: manifest.path, line: match.line,
                        message: "\(target) is missing from TidyTests' TargetGraph.")
                ]
            }
            return word.matches(in: match.groups[2]).compactMap { dependency in
                let name =
                    products.first { $0.key == dependency.groups[0] }?.value
                    ?? dependency.groups[0]
                if allowed.contains(name) { return nil }
                return Violation(
                    path: manifest.path, line: match.line,
                    message: "\(target) must not depend on \(name).")
            }
        }
    }

    private static let targetLine = Pattern(
        "\\.(?:target|executableTarget|systemLibrary)\\(\\s*name:\\s*\"(\\w+)\""
            + "(?:,\\s*dependencies:\\s*\\[([^\\]]*)\\])?")
    private static let word = Pattern("\\w+")

    /// Names of products in the manifest that are constants there.
    private static let products: KeyValuePairs = [
        "argumentParser": "ArgumentParser", "logging": "Logging", "nioCore": "NIOCore",
        "nioHTTP1": "NIOHTTP1", "nioPosix": "NIOPosix", "swiftCSV": "SwiftCSV",
    ]

    private static func example(_ manifest: String) -> Repository {
        Repository(["Package.swift": manifest])
    }
}
