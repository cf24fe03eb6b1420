import Testing

/// The house rules over every file of this repository, and over examples that break and keep them.
struct HouseRuleTests {
    static let fileRules: [FileRule] =
        FileRule.bannedConstructs + FileRule.shape + FileRule.text + FileRule.tests
        + [.programsPrint, .deterministic, .imports]

    static let treeRules: [TreeRule] = [
        .manifest, .documentation, .testFolders, .chipPairs, .ignoredProducts,
        .configurationFiles, .links, .decisions,
    ]

    @Test(arguments: fileRules)
    func `every file keeps the rule`(rule: FileRule) {
        for violation in Repository.current.files.flatMap(rule.check) {
            Issue.record("\(violation)")
        }
    }

    @Test(arguments: treeRules)
    func `the repository keeps the rule`(rule: TreeRule) {
        for violation in rule.check(.current) { Issue.record("\(violation)") }
    }

    @Test(arguments: fileRules)
    func `the rule fires on each file that breaks it`(rule: FileRule) {
        #expect(!rule.broken.isEmpty, "A rule that was never seen to fire proves nothing.")
        for file in rule.broken { #expect(!rule.check(file).isEmpty, "\(file.text)") }
    }

    @Test(arguments: fileRules)
    func `the rule is silent on each file that keeps it`(rule: FileRule) {
        #expect(!rule.kept.isEmpty)
        for file in rule.kept { #expect(rule.check(file).isEmpty, "\(file.text)") }
    }

    @Test(arguments: treeRules)
    func `the rule fires on each repository that breaks it`(rule: TreeRule) {
        #expect(!rule.broken.isEmpty, "A rule that was never seen to fire proves nothing.")
        for repository in rule.broken {
            #expect(!rule.check(repository).isEmpty, "\(repository.files.map(\.text))")
        }
    }

    @Test(arguments: treeRules)
    func `the rule is silent on each repository that keeps it`(rule: TreeRule) {
        #expect(!rule.kept.isEmpty)
        for repository in rule.kept { #expect(rule.check(repository).isEmpty) }
    }

    @Test func `the repository is really read`() {
        let paths = Repository.current.files.map(\.path)
        for path in ["Package.swift", "Makefile", ".gitignore", ".ci/run", "README.md"] {
            #expect(paths.contains(path))
        }
        #expect(paths.count { $0.hasPrefix("Sources/") } > 50)
        #expect(!paths.contains { $0.hasPrefix(".build") || $0.hasPrefix(".git/") })
    }
}
