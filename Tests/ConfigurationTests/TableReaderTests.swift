import Testing

@testable import Configuration

@Suite struct TableReaderTests {
    /// What reading `text` complains about.
    private func problems(
        _ text: String, _ read: (TableReader) -> Void
    ) -> [ConfigurationProblem] {
        let context = LoadContext()
        if let document = Document(file: "f.toml", text: text, problems: context) {
            let reader = document.reader
            read(reader)
            reader.finish()
        }
        return context.all
    }

    private func problem(
        _ line: Int?, _ keyPath: String, _ message: String, found: String? = nil,
        allowed: String? = nil
    ) -> ConfigurationProblem {
        ConfigurationProblem(
            file: "f.toml", position: line.map { .scanned(line: $0) } ?? .unknown,
            keyPath: keyPath, message: message, found: found, allowed: allowed)
    }

    @Test func `a value in full gives SI and keeps what is said about it`() throws {
        let text = """
            p = { value = 2.0, unit = "MPa", source = "s", uncertainty = 0.5, method = "m", \
            note = "n" }
            """
        let document = try #require(
            Document(file: "f.toml", text: text, problems: LoadContext()))
        #expect(document.reader.value("p", .pressure, in: 0...1e7) == 2e6)
        #expect(
            document.provenance == [
                Provenance(
                    file: "f.toml", keyPath: "p", text: "2", unit: "MPa", source: "s",
                    method: "m", uncertainty: 0.5, note: "n")
            ])
    }

    @Test func `a table may state an uncertainty for every number`() throws {
        let text = """
            rows = { value = [[1, 2], [3, 4]], uncertainty = [[0.1, 0.2], [0.4, 0.3]], \
            unit = "V", source = "s" }
            """
        let document = try #require(
            Document(file: "f.toml", text: text, problems: LoadContext()))
        #expect(
            document.reader.rows("rows", .voltage, rowCount: 2, in: 0...5) == [[1, 2], [3, 4]])
        #expect(document.provenance.first?.uncertainty == 0.4)
    }

    @Test(arguments: ["[0.1]", "[0.1, -0.2]", "[[0.1], 0.2]", "[0.1, \"x\"]", "-1"])
    func `an uncertainty of another shape or below zero is refused`(words: String) {
        let text = "row = { value = [1, 2], uncertainty = \(words), unit = \"V\", source = \"s\" }"
        let found = problems(text) { _ = $0.values("row", .voltage, count: 2...2) }
        #expect(found.count == 1)
        #expect(found.first?.keyPath == "row.uncertainty")
    }

    @Test func `a value in short takes the source of the nearest table`() throws {
        let text = """
            source = "outer"
            a = "100 ms"
            [t]
            source = "inner"
            b = "5 mV"
            """
        let document = try #require(
            Document(file: "f.toml", text: text, problems: LoadContext()))
        #expect(document.reader.duration("a") == .milliseconds(100))
        #expect(document.reader.table("t").value("b", .voltage) == 5e-3)
        #expect(document.provenance.map(\.source) == ["outer", "inner"])
    }

    @Test func `a syntax error has the line and column of the parser`() {
        let found = problems("a = 1\nb = \n") { _ in }
        #expect(found.count == 1)
        #expect(found.first?.position == .parsed(line: 2, column: 5))
        #expect(found.first?.message.hasPrefix("not valid TOML: ") == true)
    }

    @Test func `an unknown key comes with a guess`() {
        #expect(
            problems("a = true\n\npresure = 1") { reader in
                _ = reader.boolean("a")
                _ = reader.node("pressure")
            } == [problem(3, "presure", "unknown key; did you mean \"pressure\"?")])
    }

    @Test func `an unknown key without a near one comes without a guess`() {
        #expect(
            problems("zebra = 1") { _ = $0.node("pressure") }
                == [problem(1, "zebra", "unknown key")])
    }

    @Test func `an unknown key inside a value is found`() {
        let text = "p = { value = 2.0, unti = \"MPa\", unit = \"MPa\", source = \"s\" }"
        #expect(
            problems(text) { _ = $0.value("p", .pressure) }
                == [problem(1, "p.unti", "unknown key; did you mean \"unit\"?")])
    }

    @Test func `a missing key says what belongs there`() {
        #expect(
            problems("[t]\na = true") { reader in
                let table = reader.table("t")
                _ = table.boolean("a")
                _ = table.value("p", .pressure)
            } == [problem(1, "t.p", "missing key", allowed: "a pressure in Pa, kPa, MPa")])
    }

    @Test func `a missing table is said once, not for each of its keys`() {
        #expect(
            problems("a = true") { reader in
                _ = reader.boolean("a")
                let table = reader.table("t")
                _ = table.value("p", .pressure)
                _ = table.text("q")
            } == [problem(nil, "t", "missing key", allowed: "a table")])
    }

    @Test func `a wrong type shows what was found`() {
        #expect(
            problems("a = 3\nb = \"x\"\nc = true\nd = \"x\"") { reader in
                _ = reader.text("a")
                _ = reader.boolean("b")
                _ = reader.value("c", .voltage)
                _ = reader.table("d")
            } == [
                problem(1, "a", "wrong type", found: "the integer 3", allowed: "a text"),
                problem(2, "b", "wrong type", found: "the text \"x\"", allowed: "true or false"),
                problem(
                    3, "c", "wrong type", found: "true", allowed: "a voltage in V, mV, uV"),
                problem(4, "d", "wrong type", found: "the text \"x\"", allowed: "a table"),
            ])
    }

    @Test func `a number without a unit names the units`() {
        let text = """
            source = "s"
            a = 3.5
            b = "3.5"
            c = { value = 3.5 }
            """
        #expect(
            problems(text) { reader in
                for key in ["a", "b", "c"] { _ = reader.value(key, .voltage) }
            } == [
                problem(
                    2, "a", "missing unit", found: "the number 3.5",
                    allowed: "a voltage in V, mV, uV"),
                problem(3, "b", "missing unit", allowed: "V, mV, uV"),
                problem(4, "c", "missing unit", allowed: "V, mV, uV"),
            ])
    }

    @Test func `an unknown unit comes with a guess`() {
        #expect(
            problems("source = \"s\"\na = \"3 Mpa\"") { _ = $0.value("a", .pressure) } == [
                problem(
                    2, "a", "unknown unit; did you mean \"MPa\"?", found: "\"Mpa\"",
                    allowed: "Pa, kPa, MPa")
            ])
    }

    @Test func `a unit of another dimension names both`() {
        #expect(
            problems("source = \"s\"\na = \"3 MPa\"") { _ = $0.value("a", .voltage) } == [
                problem(
                    2, "a", "unit of a pressure where a voltage belongs", found: "\"MPa\"",
                    allowed: "V, mV, uV")
            ])
    }

    @Test func `a value without a source does not load`() {
        let text = "a = { value = 3, unit = \"V\" }\nb = \"3 V\"\nc = \"true\""
        #expect(
            problems(text) { reader in
                _ = reader.value("a", .voltage)
                _ = reader.value("b", .voltage)
                _ = reader.text("c")
            }
                == ["a", "b"].enumerated().map { index, key in
                    problem(
                        index + 1, key, "missing source",
                        allowed: "where the value comes from, as a text")
                })
    }

    @Test func `a value out of range shows the range in its own unit`() {
        #expect(
            problems("source = \"s\"\na = \"90 degC\"\nb = 7") { reader in
                _ = reader.value("a", .temperature, in: 273.15...333.15)
                _ = reader.integer("b", in: 1...4)
            } == [
                problem(
                    2, "a", "out of range", found: "90 degC", allowed: "0 to 60 degC"),
                problem(3, "b", "out of range", found: "7", allowed: "1 to 4"),
            ])
    }

    @Test func `a word that is none of the choices comes with a guess`() {
        #expect(
            problems("kind = \"spirng\"") {
                let _: FixtureDescription.Kind? = $0.choice("kind")
            } == [
                problem(
                    1, "kind", "unknown word; did you mean \"spring\"?", found: "\"spirng\"",
                    allowed: "\"constant-gap\", \"spring\", \"constant-pressure\"")
            ])
    }

    @Test func `a range upside down is refused`() {
        #expect(
            problems("source = \"s\"\nlow = \"4 V\"\nhigh = \"3 V\"") {
                _ = $0.range("low", "high", .voltage, in: 0...5)
            } == [problem(3, "high", "not above \"low\"")])
    }

    @Test func `an array is checked value by value`() {
        let text = "source = \"s\"\na = { value = [1, 9], unit = \"V\" }\nb = \"3 V\""
        #expect(
            problems(text) { reader in
                _ = reader.values("a", .voltage, count: 2...3, in: 0...5)
                _ = reader.values("b", .voltage, count: 2...3)
            } == [
                problem(2, "a", "out of range", found: "9 V", allowed: "0 to 5 V"),
                problem(
                    3, "b", "wrong type", found: "the number 3",
                    allowed: "an array of 2 to 3 numbers with a unit"),
            ])
    }
}
