extension FileRule {
    /// What no file may say, code or prose.
    static let text = [unfinished, machinePaths]

    /// This folder spells out what it forbids.
    private static func isExempt(_ file: SourceFile) -> Bool {
        file.testTarget == "TidyTests" || file.name == "LICENSE"
    }

    private static let unfinished = FileRule(
        name: "nothing is marked unfinished",
        broken: [
            SourceFile("Sources/A/A.swift", "// TODO: the rest"),
            SourceFile("README.md", "FIXME"),
            SourceFile("Sources/A/B.swift", "// Not implemented yet"),
            SourceFile("Hardware/A.md", "a placeholder value"),
        ],
        kept: [SourceFile("README.md", "The mastodon hacks; i2c-stub is a kernel module.")]
    ) { file in
        if isExempt(file) { return [] }
        return unfinishedWords.matches(in: file.text).map {
            Violation(path: file.path, line: $0.line, message: "Says “\($0.groups[0])”.")
        }
    }

    private static let machinePaths = FileRule(
        name: "no path of one machine",
        broken: [
            SourceFile("Sources/A/A.swift", "let path = \"/tmp/log\""),
            SourceFile("README.md", "see /home/alice/rig"),
            SourceFile("Makefile", "cd /work/main"),
        ],
        kept: [SourceFile("README.md", "../shared/data, /dev/i2c-1, https://a.org/home/page")]
    ) { file in
        if isExempt(file) { return [] }
        return paths.matches(in: file.text).map {
            Violation(path: file.path, line: $0.line, message: "Names “\($0.groups[0])”.")
        }
    }

    private static let unfinishedWords = Pattern(
        "\\b(TODO|FIXME|XXX|HACK|WIP|TBD)\\b|\\b[Nn]ot (yet )?implemented\\b|\\b[Pp]laceholder\\b"
            + "|\\b[Ll]orem ipsum\\b")
    private static let paths = Pattern("(?<![\\w.~/-])/(work|tmp|home|Users|root)/[\\w.-]*")
}

extension FileRule {
    /// How tests are written.
    static let tests = [sentenceNames, noSleep, noTruism]

    private static let sentenceNames = FileRule(
        name: "test names are sentences in backticks",
        broken: [
            SourceFile("Tests/ATests/A.swift", "@Test func testVoltage() {}"),
            SourceFile("Tests/ATests/B.swift", "@Test(arguments: [(1, 2)])\nfunc voltage() {}"),
            SourceFile("Tests/ATests/C.swift", "@Test func `voltage`() {}"),
        ],
        kept: [
            SourceFile("Tests/ATests/A.swift", "@Test func `a volt is a volt`() {}"),
            SourceFile(
                "Tests/ATests/B.swift",
                "@Test(.tags(.pair), arguments: [(1, 2)])\n@MainActor\nfunc `it holds`() {}"),
            SourceFile("Tests/ATests/C.swift", "@Testable func helper() {}"),
        ]
    ) { file in
        guard file.isSwift, file.testTarget != nil else { return [] }
        return testFunction.matches(in: file.code).compactMap { match in
            // The contents of backticks are blanked in code: a sentence leaves several spaces.
            let line = file.lines[(match.line - 1)...].prefix(12).first { $0.contains("func ") }
            let name = line?.split(separator: "`", omittingEmptySubsequences: false)
            if match.groups[1] == "`", let name, name.count > 1, name[1].contains(" ") {
                return nil
            }
            return Violation(
                path: file.path, line: match.line, message: "Name the test with a sentence.")
        }
    }

    private static let noSleep = FileRule(
        name: "no test sleeps",
        broken: [
            SourceFile("Tests/ATests/A.swift", "try await Task.sleep(for: .seconds(1))"),
            SourceFile("Tests/ATests/B.swift", "usleep(1000)"),
            SourceFile("Tests/ATests/C.swift", "Thread.sleep(forTimeInterval: 1)"),
        ],
        kept: [SourceFile("Tests/ATests/A.swift", "// usleep(1)\nlet sleepMode = chip.sleep")]
    ) { file in
        guard file.isSwift, file.testTarget != nil else { return [] }
        return file.violations(of: sleeping, "Tests pass time in; they never wait for it.")
    }

    private static let noTruism = FileRule(
        name: "no test expects the constant true",
        broken: [SourceFile("Tests/ATests/A.swift", "#expect(true)")],
        kept: [SourceFile("Tests/ATests/A.swift", "#expect(flag == true)")]
    ) { file in
        guard file.isSwift, file.testTarget != nil else { return [] }
        return file.violations(of: truism, "A test that cannot fail is a defect.")
    }

    private static let testFunction = Pattern(
        "@Test\\b(?:\\((?:[^()]|\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\))*\\))?"
            + "(?:\\s+|@\\w+(?:\\([^)]*\\))?|\\b(?:static|private|mutating|nonisolated)\\b)*"
            + "func\\s+(.)")
    private static let sleeping = Pattern(
        "\\bTask\\.sleep\\b|\\bThread\\.sleep\\b|\\b(u|nano)?sleep\\s*\\(|\\bclock_nanosleep\\b")
    private static let truism = Pattern("#(expect|require)\\(\\s*true\\s*[,)]")
}
