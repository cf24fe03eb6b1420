extension TreeRule {
    /// Every target is tested, in a folder that holds tests.
    static let testFolders = TreeRule(
        name: "every target has a folder of tests",
        broken: [
            Repository(["Sources/Newcomer/A.swift": ""]),
            Repository(["Sources/A/A.swift": "", "Tests/ATests/Seed.swift": "// No test here."]),
        ],
        kept: [
            Repository(["Sources/A/A.swift": "", "Tests/ATests/A.swift": "@Test func `a b`() {}"]),
            Repository([
                "Sources/Drivers/A.swift": "", "Tests/ChipPairTests/A.swift": "@Test func `a b`()",
            ]),
        ]
    ) { repository in
        var targets: [String] = []
        for file in repository.files {
            if let target = file.sourceTarget, !targets.contains(target) { targets.append(target) }
        }
        return targets.compactMap { target in
            let folder =
                TargetGraph.testedElsewhere.first { $0.key == target }?.value ?? target + "Tests"
            let isTested = repository.files.contains {
                $0.testTarget == folder && $0.code.contains("@Test")
            }
            return isTested
                ? nil
                : Violation(
                    path: "Tests/" + folder, line: 1, message: "No test of \(target) is here.")
        }
    }

    /// Chips come in pairs: the driver, the simulated chip, the test.
    static let chipPairs = TreeRule(
        name: "every driver has a simulated twin and a pair test",
        broken: [
            Repository([
                "Sources/Drivers/TMP117.swift": "/// SNOSD82D",
                "Tests/ChipPairTests/TMP117Tests.swift": "",
            ]),
            Repository([
                "Sources/Drivers/INA228/INA228.swift": "/// SBOS",
                "Sources/SimulatedChips/SimulatedINA228.swift": "/// SBOS",
            ]),
            Repository(["Sources/SimulatedChips/SimulatedNAU7802.swift": "/// Revision 1.7"]),
            Repository([
                "Sources/Drivers/TMP117.swift": "public final class TMP117 {}",
                "Sources/SimulatedChips/SimulatedTMP117.swift": "/// SNOSD82D",
                "Tests/ChipPairTests/TMP117Tests.swift": "",
            ]),
        ],
        kept: [
            Repository([
                "Sources/Drivers/BQ76952/BQ76952.swift": "/// BQ76952, SLUUBY2B, §4",
                "Sources/Drivers/BQ76952/BQ76952+Transport.swift": "",
                "Sources/Drivers/BQ76952/BQ76952Registers.swift": "",
                "Sources/SimulatedChips/BQ76952/SimulatedBQ76952.swift": "/// SLUUBY2B, §4",
                "Tests/ChipPairTests/BQ76952/BQ76952Tests.swift": "",
                "Sources/Drivers/Retry.swift": "",
                "Sources/Drivers/Vendor24AA025.swift": "/// 24AA025, DS20002124",
                "Sources/SimulatedChips/Simulated24AA025.swift": "/// DS20002124",
                "Tests/ChipPairTests/Vendor24AA025Tests.swift": "",
            ])
        ]
    ) { repository in
        let drivers = parts(in: repository, target: "Drivers", prefix: "")
        let chips = parts(in: repository, target: "SimulatedChips", prefix: "Simulated")
        return (drivers + chips.filter { !drivers.contains($0) }).flatMap { part in
            [
                headed(part + ".swift", in: "Sources/Drivers/", of: repository),
                headed(part + ".swift", in: "Sources/SimulatedChips/", of: repository),
                present(part + "Tests.swift", in: "Tests/ChipPairTests/", of: repository),
            ].compactMap(\.self)
        }
    }

    /// Part numbers among the file names of a target: a run of digits, three or more, and no other
    /// part number at the front (BQ76952Registers belongs to BQ76952).
    private static func parts(
        in repository: Repository, target: String, prefix: String
    ) -> [String] {
        let names = repository.files.filter {
            $0.sourceTarget == target && $0.isSwift && $0.principalName.hasPrefix(prefix)
        }.map { withoutVendor($0.principalName.dropFirst(prefix.count)) }
            .filter(partNumber.isFound)
        var parts: [String] = []
        for name in names where !parts.contains(name) {
            let belongs = names.contains { $0 != name && name.hasPrefix($0) }
            if !belongs { parts.append(name) }
        }
        return parts
    }

    /// A type cannot start with a digit, so such parts are named with their vendor in front:
    /// Microchip24AA025E48 is the 24AA025E48. The word Simulated goes the same way.
    private static func withoutVendor(_ name: Substring) -> String {
        guard let second = name.dropFirst().first, second.isLowercase else { return String(name) }
        return withoutVendor(name.dropFirst().drop(while: \.isLowercase))
    }

    private static func present(
        _ name: String, in folder: String, of repository: Repository
    ) -> Violation? {
        let isThere = repository.files.contains {
            $0.path.hasPrefix(folder) && withoutVendor($0.name[...]) == name
        }
        return isThere ? nil : Violation(path: folder + name, line: 1, message: "Missing.")
    }

    /// The file is there, and names its document near the top.
    private static func headed(
        _ name: String, in folder: String, of repository: Repository
    ) -> Violation? {
        guard
            let file = repository.files.first(where: {
                $0.path.hasPrefix(folder) && withoutVendor($0.name[...]) == name
            })
        else { return present(name, in: folder, of: repository) }
        let head = file.lines.prefix(25).filter { $0.contains("//") }.joined(separator: "\n")
        if document.isFound(in: head) { return nil }
        return Violation(path: file.path, line: 1, message: "Head it with document and revision.")
    }

    private static let partNumber = Pattern("[0-9]{3}")
    /// A vendor's document number, or the word revision.
    private static let document = Pattern(
        "\\b(S[A-Z]{3}[0-9A-Z]+|DS[0-9]{4,}\\w*|[Rr]ev(ision|\\.)? ?[0-9A-Z.]+)\\b|\\bSBOS\\b")

    /// What is built or resolved stays out of the repository.
    static let ignoredProducts = TreeRule(
        name: "build products and Package.resolved are ignored",
        broken: [
            Repository([".gitignore": ".build*/\n"]),
            Repository([".gitignore": "Package.resolved"]),
            Repository([]),
        ],
        kept: [Repository([".gitignore": ".build*/\nPackage.resolved\n"])]
    ) { repository in
        let lines = repository.file(".gitignore")?.lines ?? []
        return ["Package.resolved", ".build"].filter { entry in
            !lines.contains { $0.hasPrefix(entry) }
        }.map { Violation(path: ".gitignore", line: 1, message: "Does not ignore \($0).") }
    }

    /// Configuration files are used.
    static let configurationFiles = TreeRule(
        name: "every file in Configs is referred to",
        broken: [
            Repository(["Configs/Cells/orphan.toml": "name = \"orphan\"", "README.md": "none"])
        ],
        kept: [
            Repository([
                "Configs/Cells/a.toml": "", "Configs/Packs/b.toml": "cell = \"a\"",
                "README.md": "Configs/Packs/b.toml",
            ])
        ]
    ) { repository in
        repository.files.filter { $0.path.hasPrefix("Configs/") && $0.name != "README.md" }
            .filter { file in
                let stem = file.name.hasSuffix(".toml") ? String(file.name.dropLast(5)) : file.name
                return !repository.files.contains { $0.path != file.path && $0.text.contains(stem) }
            }
            .map { Violation(path: $0.path, line: 1, message: "No other file names it.") }
    }
}
