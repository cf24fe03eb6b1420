import Testing

@testable import Configuration

@Suite struct ConfigurationErrorTests {
    @Test func `all problems are printed aligned, by file and line`() {
        let context = LoadContext()
        func add(_ file: String, _ position: ConfigurationProblem.Position, _ key: String) {
            context.add(
                ConfigurationProblem(
                    file: file, position: position, keyPath: key, message: "missing unit",
                    allowed: "V, mV"))
        }
        add("b.toml", .scanned(line: 12), "limits.a")
        add("a.toml", .parsed(line: 2, column: 5), "")
        add("b.toml", .scanned(line: 3), "x")
        add("b.toml", .unknown, "y")
        add("b.toml", .scanned(line: 3), "x")
        let problems = ShippedFiles.problems { () throws(ConfigurationError) in
            try context.throwIfAny()
        }
        #expect(
            ConfigurationError(problems: problems).description == """
                4 problems in the configuration

                b.toml
                  -                 y         missing unit
                                              allowed V, mV
                  line 3            x         missing unit
                                              allowed V, mV
                  line 12           limits.a  missing unit
                                              allowed V, mV

                a.toml
                  line 2, column 5  -         missing unit
                                              allowed V, mV

                Lines without a column were found by looking for the key in the file.

                """)
    }

    @Test func `long lists of what is allowed are broken into lines`() {
        let words = (1...40).map { "electrolyte-\($0)" }
        let text = ConfigurationError(problems: [
            ConfigurationProblem(
                file: "a.toml", position: .scanned(line: 3), keyPath: "composition.electrolyte",
                message: "no such material", allowed: words.joined(separator: ", "))
        ]).description
        for line in text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
        for word in words { #expect(text.contains(word)) }
    }

    @Test func `a file that is not there is named`() {
        let problems = ShippedFiles.problems { () throws(ConfigurationError) in
            _ = try PackDescription(contentsOf: "no/such/pack.toml")
        }
        #expect(
            problems == [
                ConfigurationProblem(
                    file: "no/such/pack.toml",
                    message: "the file cannot be read: No such file or directory")
            ])
    }

    @Test func `a file that another names is reported where it is named`() {
        let problems = ShippedFiles.packProblems(
            (old: "../Cells/reference-a.toml", new: "../Cells/absent.toml"))
        #expect(
            problems == [
                ConfigurationProblem(
                    file: ShippedFiles.pack, position: .scanned(line: 10), keyPath: "cell",
                    message: "the file it names cannot be read: No such file or directory",
                    found: ShippedFiles.root + "/Configs/Cells/absent.toml")
            ])
    }

    @Test func `problems in pack, cell and scenario are listed together`() {
        let file = ShippedFiles.scenario("calm")
        let context = ShippedFiles.context([
            .init(file: file, old: "duration = \"15 min\"", new: "duration = \"15\""),
            .init(file: ShippedFiles.pack, old: "lock_out = \"1 s\"", new: "lock_uot = \"1 s\""),
            .init(file: ShippedFiles.cell, old: "layer_count = 10", new: "layer_count = 0"),
        ])
        let problems = ShippedFiles.problems { () throws(ConfigurationError) in
            _ = try ScenarioDescription(contentsOf: file, problems: context)
        }
        #expect(problems.count == 4)
        #expect(problems.contains { $0.message == "missing unit" && $0.file == file })
        #expect(problems.contains { $0.keyPath == "contactors.lock_out" })
        #expect(
            problems.contains { $0.message == "unknown key; did you mean \"lock_out\"?" })
        #expect(problems.contains { $0.keyPath == "design.layer_count" && $0.found == "0" })
    }

    @Test func `a path is taken from the folder of the file that names it`() {
        #expect(
            FileText.resolve("../Cells/a.toml", from: "Configs/Packs/p.toml")
                == "Configs/Cells/a.toml")
        #expect(FileText.resolve("a.toml", from: "p.toml") == "a.toml")
        #expect(FileText.resolve("../a.toml", from: "p.toml") == "../a.toml")
        #expect(FileText.resolve("../a.toml", from: "../x/p.toml") == "../a.toml")
        #expect(FileText.resolve("/etc/a.toml", from: "x/p.toml") == "/etc/a.toml")
        #expect(FileText.resolve("../../a.toml", from: "/x/p.toml") == "/../a.toml")
    }
}
