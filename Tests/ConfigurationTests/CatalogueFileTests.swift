import Testing

@testable import Configuration

@Suite struct CatalogueFileTests {
    private static let reviews = """
        [[review]]
        key = "S0"
        title = "T"
        authors = "A"
        text = "t.txt"
        line_count = 100
        """

    private static let sound = """
        [[material]]
        slug = "steel"
        name = "Steel"
        headline = "strength"
        [[row]]
        material = "steel"
        name = "steel"
        property = "strength"
        value = "1..2"
        low = 1
        high = 2
        unit = "GPa"
        review = "S0"
        line = 7
        printed = "1 - 2"
        plausibility = "plausible"
        """

    /// Loads a catalogue whose anodes are `anodes`, with nothing in the other files but these.
    private func load(
        anodes: String, models: [String: String] = [:]
    ) throws(ConfigurationError) -> Catalogue {
        let context = LoadContext(
            read: { (file: String) throws(FileText.Failure) -> String in
                if let text = models[file] { return text }
                if file == "M/Reviews/reviews.toml" { return Self.reviews }
                return file == "M/Reviews/anodes.toml" ? anodes : ""
            },
            list: { (folder: String) throws(FileText.Failure) -> [String] in
                models.keys.sorted().filter { $0.hasPrefix(folder + "/") }.map {
                    String($0.dropFirst(folder.count + 1))
                }
            })
        return try Catalogue(contentsOf: "M", problems: context)
    }

    private func problems(_ anodes: String) -> [ConfigurationProblem] {
        ShippedFiles.problems { () throws(ConfigurationError) in _ = try load(anodes: anodes) }
    }

    @Test func `a sound file loads`() throws {
        let catalogue = try load(anodes: Self.sound)
        #expect(catalogue.entries.map(\.slug) == ["steel"])
        #expect(catalogue.entries[0].rows[0].value.numbers == .range(low: 1, high: 2))
        #expect(catalogue.entries[0].models.isEmpty)
    }

    /// What is replaced by what, and the problem that follows.
    private static let slips = [
        ("line = 7", "", "row[1].line", "missing key"),
        ("line = 7", "line = 101", "row[1].line", "out of range"),
        (
            "review = \"S0\"", "review = \"S9\"", "row[1].review",
            "unknown word; did you mean \"S0\"?"
        ),
        ("high = 2", "high = 3", "row[1].high", "does not agree with \"value\""),
        ("high = 2", "", "row[1].high", "does not agree with \"value\""),
        ("low = 1", "low = 1\nnumber = 1", "row[1].number", "does not agree with \"value\""),
        ("unit = \"GPa\"", "", "row[1].unit", "missing unit"),
        ("printed = \"1 - 2\"", "", "row[1].printed", "missing key"),
        ("value = \"1..2\"", "value = \"1..b\"", "row[1].value", "not a value"),
        (
            "material = \"steel\"", "material = \"stele\"", "row[1].material",
            "no entry has this slug; did you mean \"steel\"?"
        ),
        (
            "line = 7", "line = 7\ntemprature = \"room\"", "row[1].temprature",
            "unknown key; did you mean \"temperature\"?"
        ),
        ("line = 7", "line = 7\ntemperature = \"warm\"", "row[1].temperature", "not a temperature"),
        (
            "line = 7", "line = 7\ntemperature = \"nan degC\"", "row[1].temperature",
            "not a temperature"
        ),
        ("value = \"1..2\"", "value = \"1..inf\"", "row[1].value", "not a value"),
        (
            "plausibility = \"plausible\"", "plausibility = \"plausble\"",
            "row[1].plausibility", "unknown word; did you mean \"plausible\"?"
        ),
        (
            "plausibility = \"plausible\"", "plausibility = \"misprint\"\nnote = \"n\"",
            "row[1].plausibility", "a value that is not used needs another"
        ),
        (
            "plausibility = \"plausible\"", "plausibility = \"doubtful\"", "row[1].note",
            "missing key"
        ),
        (
            "plausibility = \"plausible\"",
            """
            plausibility = "plausible"
            instead = { value = "3", unit = "GPa", source = "s", reason = "r" }
            """,
            "row[1].plausibility",
            "another value is used, but nothing is said against this one"
        ),
        (
            "plausibility = \"plausible\"",
            """
            plausibility = "doubtful"
            note = "n"
            instead = { value = "3", unit = "GPa", source = "s" }
            """,
            "row[1].instead.reason", "missing key"
        ),
        (
            "plausibility = \"plausible\"",
            """
            plausibility = "doubtful"
            note = "n"
            instead = { value = "3", unit = "GPa", reason = "r" }
            """,
            "row[1].instead.source", "missing key"
        ),
        ("slug = \"steel\"", "slug = \"Steel\"", "material[1].slug", "not a slug"),
        (
            "headline = \"strength\"", "headline = \"colour\"", "material[1].headline",
            "no row of this entry has this property"
        ),
    ]

    @Test(arguments: slips)
    func `a slip is reported at its key`(
        old: String, new: String, keyPath: String, message: String
    ) throws {
        let pieces = Self.sound.components(separatedBy: old)
        try #require(pieces.count == 2)
        let found = problems(pieces.joined(separator: new))
        #expect(
            found.contains { $0.keyPath == keyPath && $0.message == message }, "\(found)")
        #expect(found.allSatisfy { $0.file == "M/Reviews/anodes.toml" })
    }

    @Test func `all problems of all files come at once`() {
        let broken = Self.sound.components(separatedBy: "GPa").joined(separator: "GPa\"\nx = \"1")
            .components(separatedBy: "line = 7").joined(separator: "line = 0")
        let context = LoadContext { (file: String) throws(FileText.Failure) -> String in
            if file.hasSuffix("reviews.toml") { return Self.reviews }
            if file.hasSuffix("cathodes.toml") { throw FileText.Failure(reason: "Gone") }
            if file.hasSuffix("systems.toml") { return "a = " }
            return file.hasSuffix("anodes.toml") ? broken : ""
        }
        let found = ShippedFiles.problems { () throws(ConfigurationError) in
            _ = try Catalogue(contentsOf: "M", problems: context)
        }
        #expect(
            found.map(\.file) == [
                "M/Reviews/anodes.toml", "M/Reviews/anodes.toml",
                "M/Reviews/cathodes.toml", "M/Reviews/systems.toml",
            ])
        #expect(found.contains { $0.message == "unknown key" && $0.keyPath == "row[1].x" })
        #expect(found.contains { $0.message == "out of range" })
        #expect(found.contains { $0.message == "the file cannot be read: Gone" })
    }

    @Test func `an entry without a row is refused`() {
        let lone = Self.sound + "\n[[material]]\nslug = \"tin\"\nname = \"Tin\"\nheadline = \"x\""
        #expect(problems(lone).map(\.message) == ["no row belongs to it"])
    }

    @Test func `a slug is given once`() {
        let twice =
            Self.sound + "\n[[material]]\nslug = \"steel\"\nname = \"S\"\nheadline = \"strength\""
        #expect(problems(twice).map(\.message) == ["there is an entry with this slug already"])
    }

    @Test func `a folder without reviews names every file it misses`() {
        let found = ShippedFiles.problems { () throws(ConfigurationError) in
            _ = try Catalogue(contentsOf: "no/such/folder")
        }
        #expect(found.count == 1 + CatalogueCategory.allCases.count)
    }

    @Test func `model files are read without knowing their schema`() throws {
        let model = """
            name = "Cold steel"
            formula = "Fe"
            kind = "electrode"
            source = "outer"
            [a]
            e = "0.5 eV"
            half = "nmc811"
            x = { value = 2.0, unit = "mS/cm", source = "s", note = "n", uncertainty = 0.5 }
            [[a.steps]]
            y = { value = [1, 2], unit = "V" }
            """
        let catalogue = try load(
            anodes: Self.sound,
            models: ["M/Anodes/steel.toml": model, "M/Anodes/iron.toml": "name = \"Iron\""])
        #expect(catalogue.entries.map(\.slug) == ["steel", "iron"])
        #expect(catalogue.entries[1].name == "Iron")
        #expect(catalogue.entries[1].rows.isEmpty)
        let found = try #require(catalogue.entries[0].models.first)
        #expect(found.formula == "Fe")
        func value(_ key: String, _ text: String, _ unit: String, _ source: String) -> Provenance {
            Provenance(
                file: "M/Anodes/steel.toml", keyPath: key, text: text, unit: unit, source: source)
        }
        var full = value("a.x", "2", "mS/cm", "s")
        full.note = "n"
        full.uncertainty = 0.5
        #expect(
            found.values == [
                value("a.e", "0.5", "eV", "outer"), value("a.half", "nmc811", "", ""),
                value("a.steps[1].y", "[1, 2]", "V", "outer"), full,
            ])
    }

    @Test func `files in a real folder are listed, ascending`() throws {
        let names = try FileText.list(CatalogueTests.folder + "/Reviews")
        #expect(names.count == 9)
        #expect(names == names.sorted())
        #expect(throws: FileText.Failure.self) { _ = try FileText.list("no/such/folder") }
    }
}
