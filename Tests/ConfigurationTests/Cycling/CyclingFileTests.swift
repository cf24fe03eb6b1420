import Quantities
import Testing

@testable import Configuration

@Suite struct CyclingFileTests {
    static let file = ShippedFiles.root + "/Configs/Scenarios/Cycling/reference-a.toml"

    static func load(_ edits: (old: String, new: String)...) throws -> CyclingDescription {
        let edits = edits.map { ShippedFiles.Edit(file: file, old: $0.old, new: $0.new) }
        return try CyclingDescription(contentsOf: file, problems: ShippedFiles.context(edits))
    }

    static func problems(_ old: String, _ new: String) -> [ConfigurationProblem] {
        ShippedFiles.problems { () throws(ConfigurationError) in
            let edit = ShippedFiles.Edit(file: file, old: old, new: new)
            _ = try CyclingDescription(contentsOf: file, problems: ShippedFiles.context([edit]))
        }
    }

    @Test func `a cycling scenario says what is done to which cell`() throws {
        let scenario = try Self.load()
        #expect(scenario.cell.name == "reference-a")
        #expect(scenario.plan.voltageRange == scenario.cell.voltageRange)
        #expect(scenario.plan.seriesCount == 1)
        #expect(scenario.plan.rest == .seconds(600))
        #expect(!scenario.expectations.isEmpty)
        #expect(scenario.expectations.allSatisfy { !$0.source.isEmpty })
    }

    static let currents: [(String, Double)] = [
        ("0.5 1/h", 0.375), ("1.5 mA/cm2", 0.375), ("375 mA", 0.375),
    ]

    /// The cell has 0.75 Ah and 250 cm².
    @Test(arguments: currents)
    func `a current is a rate, a density or a current`(text: String, amperes: Double) throws {
        let scenario = try Self.load(
            (old: "charge_current = \"0.2 1/h\"\ndis", new: "charge_current = \"\(text)\"\ndis"))
        #expect((scenario.plan.chargeCurrent.amperes - amperes).magnitude < 1e-9)
    }

    @Test func `formation, check-ups and voltages are optional`() throws {
        let scenario = try Self.load(
            (
                old: "cycle_count = 100",
                new: """
                cycle_count = 100
                charge_voltage = "4.1 V"
                discharge_voltage = "3.0 V"
                series_count = 3
                formation = { cycle_count = 2, current = "0.1 1/h" }
                check_up = { every = 50, current = "0.05 1/h" }
                """
            ))
        #expect(scenario.plan.voltageRange == .volts(3) ... .volts(4.1))
        #expect(scenario.plan.seriesCount == 3)
        #expect(scenario.plan.formation?.cycleCount == 2)
        #expect(scenario.plan.checkUp?.every == 50)
        #expect(((scenario.plan.checkUp?.current.amperes ?? 0) - 0.0375).magnitude < 1e-12)
    }

    @Test func `half cycles of a fixed charge need no voltages of the cell`() throws {
        let scenario = try Self.load(
            (
                old: "hold_until = \"0.05 1/h\"",
                new: "half_cycle_capacity = \"0.5 mAh/cm2\"\nvoltage_limit = \"1 V\""
            ))
        #expect(((scenario.plan.halfCycleCharge?.ampereHours ?? 0) - 0.125).magnitude < 1e-12)
        #expect(scenario.plan.voltageRange == .volts(-1) ... .volts(1))
    }

    @Test func `a tolerance is a share of the value or a value itself`() throws {
        let share = try Self.load((old: "tolerance = \"2 %\"", new: "tolerance = \"10 %\""))
        #expect(share.expectations[0].criterion == .near(value: 108_000, tolerance: 10_800))
        let same = try Self.load(
            (old: "tolerance = \"2 %\"", new: "tolerance = \"0.5 mAh/cm2\""))
        #expect(same.expectations[0].criterion == .near(value: 108_000, tolerance: 18_000))
    }

    @Test func `fewer cycles drop the expectations of later ones`() throws {
        var scenario = try Self.load()
        scenario.limit(cycles: 10)
        #expect(scenario.plan.cycleCount == 10)
        #expect(scenario.expectations.allSatisfy { ($0.cycle ?? 0) <= 10 })
        #expect(!scenario.expectations.contains { $0.quantity == .cyclesCompleted })
    }

    struct Slip: Sendable, CustomTestStringConvertible {
        var old: String
        var new: String
        var keyPath: String
        var message: String

        var testDescription: String { message }
    }

    static let slips: [Slip] = [
        Slip(
            old: "kind = \"cycling\"", new: "kind = \"cyclin\"", keyPath: "kind",
            message: "unknown word; did you mean \"cycling\"?"),
        Slip(
            old: "hold_until = \"0.05 1/h\"", new: "hold_until = \"0.5 1/h\"",
            keyPath: "protocol.hold_until",
            message: "not below \"charge_current\"; the hold would end at once"),
        Slip(
            old: "hold_until = \"0.05 1/h\"", new: "hold_untl = \"0.05 1/h\"",
            keyPath: "protocol.hold_untl",
            message: "unknown key; did you mean \"hold_until\"?"),
        Slip(
            old: "discharge_current = \"0.2 1/h\"", new: "discharge_current = \"0.2 V\"",
            keyPath: "protocol.discharge_current", message: "unit of something else"),
        Slip(
            old: "discharge_current = \"0.2 1/h\"", new: "discharge_current = 0.2",
            keyPath: "protocol.discharge_current", message: "missing unit"),
        Slip(
            old: "temperature = \"60 degC\"", new: "temperature = \"160 degC\"",
            keyPath: "protocol.temperature",
            message: "outside the temperature window of the cell"),
        Slip(
            old: "cycle_count = 100", new: "cycle_count = 0", keyPath: "protocol.cycle_count",
            message: "out of range"),
        Slip(
            old: "at_cycle = 1\n", new: "at_cycle = 101\n", keyPath: "expect[1].at_cycle",
            message: "out of range"),
        Slip(
            old: "at_cycle = 1\n", new: "during = \"check-up\"\n", keyPath: "expect[1].during",
            message: "the protocol has no check-up"),
        Slip(
            old: "tolerance = \"2 %\"", new: "tolerance = \"2 V\"",
            keyPath: "expect[1].tolerance",
            message: "unit of a voltage where a charge per area belongs"),
        Slip(
            old: "tolerance = \"2 %\"", new: "at_most = \"9 mAh/cm2\"",
            keyPath: "expect[1].at_most", message: "two criteria in one expectation"),
        Slip(
            old: "quantity = \"areal_capacity\"", new: "quantity = \"areal_capcity\"",
            keyPath: "expect[1].quantity",
            message: "unknown word; did you mean \"areal_capacity\"?"),
        Slip(
            old: "stiffness = \"0.01 MPa/um\"\n", new: "", keyPath: "fixture.stiffness",
            message: "missing key; only constant pressure has none"),
        Slip(
            old: "cell = \"../../Cells/reference-a.toml\"",
            new: "cell = \"../../Cells/lg-18650hg2.toml\"", keyPath: "cell",
            message: "a cell measured as a whole cannot be simulated"),
        Slip(
            old: "cell = \"../../Cells/reference-a.toml\"",
            new: "cell = \"../../Cells/reference-z.toml\"", keyPath: "cell",
            message: "the file it names cannot be read: No such file or directory"),
    ]

    @Test(arguments: slips)
    func `a slip in a cycling scenario is found`(slip: Slip) {
        let problems = Self.problems(slip.old, slip.new)
        #expect(
            problems.contains { $0.keyPath == slip.keyPath && $0.message == slip.message },
            "\(problems)")
        #expect(problems.allSatisfy { $0.file == Self.file })
    }
}
