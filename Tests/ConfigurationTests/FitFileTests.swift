import Testing

@testable import Configuration

@Suite struct FitFileTests {
    static let head = """
        kind = "fit"
        name = "n"
        chemistry = "c"
        attribution = "a"
        source = "s"
        temperature_minimum = "-20 degC"
        temperature_maximum = "60 degC"

        """

    func load(_ text: String) -> (list: FitDescription?, problems: [ConfigurationProblem]) {
        let context = LoadContext()
        let list = Document(file: "f.toml", text: text, problems: context)
            .flatMap { FitFile($0).load() }
        return (list, context.all)
    }

    @Test func `tests, columns and limits are read`() throws {
        let (list, problems) = load(
            Self.head + """
                capacity = "3 Ah"
                voltage_minimum = "2.5 V"
                [columns]
                current = "amperes"
                positive_charges = true
                [[test]]
                kind = "pulses"
                file = "hppc.csv"
                [[test]]
                kind = "check"
                file = "us06.csv"
                start_state_of_charge = { value = 80, unit = "%" }
                """)
        #expect(problems == [])
        let read = try #require(list)
        #expect(read.capacity == 10_800)
        #expect(read.voltageMinimum == 2.5)
        #expect(read.voltageMaximum == nil)
        #expect(read.columns.current == "amperes")
        #expect(read.columns.time == nil)
        #expect(read.columns.positiveCharges)
        #expect(read.tests.map(\.kind) == [.pulses, .check])
        #expect(read.tests.map(\.startStateOfCharge) == [1, 0.8])
        #expect(abs(read.temperatureRange.lowerBound + 20) < 1e-9)
    }

    @Test func `no test, an unknown kind and an unknown key are all said at once`() {
        #expect(load(Self.head).problems.map(\.keyPath) == ["test"])
        let (_, problems) = load(
            Self.head + """
                colour = "red"
                [[test]]
                kind = "slow"
                file = "f.csv"
                [[test]]
                kind = "slow_charge"
                file = "g.csv"
                start_state_of_charge = { value = 1, unit = "1" }
                """)
        #expect(
            problems.map(\.keyPath).sorted() == [
                "colour", "test[1].kind", "test[2].start_state_of_charge",
            ])
    }
}
