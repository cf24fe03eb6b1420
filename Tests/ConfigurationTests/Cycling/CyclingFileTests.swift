import CellModel
import Quantities
import Testing

@testable import Configuration

@Suite struct CyclingFileTests {
    /// A file that is not on the disk, beside those that are.
    static let file = ShippedFiles.root + "/Configs/Scenarios/Cycling/in-memory.toml"

    static let text = """
        name = "in-memory"
        summary = "For tests"
        kind = "cycling"
        cell = "../../Cells/reference-a.toml"
        seed = 1
        source = "this scenario"

        [fixture]
        kind = "spring"
        preload = "10 MPa"
        stiffness = "0.01 MPa/um"

        [protocol]
        temperature = "60 degC"
        charge_current = "0.2 1/h"
        discharge_current = "0.2 1/h"
        hold_until = "0.05 1/h"
        rest = "10 min"
        cycle_count = 100
        initial_state_of_charge = "0 %"

        [[expect]]
        quantity = "areal_capacity"
        value = { value = 3.0, unit = "mAh/cm2", source = "the design of the cell" }
        tolerance = "2 %"
        at_cycle = 1

        [[expect]]
        quantity = "cycles_completed"
        at_least = "100 1"
        """ + "\n"

    static func context(_ edits: [(old: String, new: String)]) -> LoadContext {
        LoadContext { (name: String) throws(FileText.Failure) -> String in
            guard name == file else { return try FileText.read(name) }
            var text = text
            for edit in edits {
                let pieces = text.components(separatedBy: edit.old)
                precondition(pieces.count == 2, "The words to replace occur once: \(edit.old)")
                text = pieces.joined(separator: edit.new)
            }
            return text
        }
    }

    static func load(_ edits: (old: String, new: String)...) throws -> CyclingDescription {
        try CyclingDescription(contentsOf: file, problems: context(edits))
    }

    static func problems(_ old: String, _ new: String) -> [ConfigurationProblem] {
        ShippedFiles.problems { () throws(ConfigurationError) in
            _ = try CyclingDescription(contentsOf: file, problems: context([(old, new)]))
        }
    }

    @Test(arguments: [
        "reference-a", "reference-a-5-mpa", "reference-a-20-mpa", "reference-b", "reference-c",
        "reference-d", "reference-e", "reference-e-lto", "reference-f",
    ])
    func `a shipped cycling scenario loads and expects something`(name: String) throws {
        let scenario = try CyclingDescription(
            contentsOf: ShippedFiles.root + "/Configs/Scenarios/Cycling/\(name).toml")
        #expect(scenario.name == name)
        #expect(scenario.expectations.count >= 3)
        #expect(scenario.cell.evidence != nil)
    }

    @Test func `a scenario without a press has that of its cell`() throws {
        let scenario = try Self.load(
            (
                old: "[fixture]\nkind = \"spring\"\npreload = \"10 MPa\"\n"
                    + "stiffness = \"0.01 MPa/um\"\n", new: ""
            ))
        #expect(scenario.fixture == scenario.cell.fixture)
        #expect(scenario.fixture.mechanics.preload == 5e6)
    }

    @Test func `a press of the scenario settles and expands as the scenario says`() throws {
        let scenario = try Self.load(
            (
                old: "stiffness = \"0.01 MPa/um\"\n",
                new: "stiffness = \"0.01 MPa/um\"\nsettling_rate = \"2 um/h\"\n"
                    + "thermal_expansion = \"0.5 um/K\"\n"
            ))
        #expect((scenario.fixture.settling.rate * 3600e6 - 2).magnitude < 1e-9)
        #expect((scenario.fixture.thermalExpansion * 1e6 - 0.5).magnitude < 1e-9)
        #expect(scenario.fixture.settling.exponent == Settling.zhang2017.exponent)
    }

    /// 200 mAh/g of NMC811 against 3860 mAh/g of lithium: the cell file's materials say how much.
    @Test(arguments: ["cathode", "anode"])
    func `specific capacity counts the mass of one electrode`(electrode: String) throws {
        let scenario = try Self.load(
            (
                old: "quantity = \"areal_capacity\"\nvalue = { value = 3.0, unit = \"mAh/cm2\"",
                new: "quantity = \"specific_capacity\"\nelectrode = \"\(electrode)\"\n"
                    + "value = { value = 190, unit = \"mAh/g\""
            ))
        let composition = try #require(scenario.cell.composition)
        let practical =
            electrode == "cathode"
            ? composition.cathodeSpecificCapacity : composition.anodeSpecificCapacity
        let mass = try #require(scenario.expectations[0].activeMass)
        #expect((mass * practical - scenario.cell.parameters.capacity).magnitude < 1e-9)
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
            message: "missing key"),
        Slip(
            old: "cell = \"../../Cells/reference-a.toml\"",
            new: "cell = \"../../Cells/Symmetric/li-lpscl-li.toml\"",
            keyPath: "protocol.half_cycle_capacity",
            message: "missing key; no voltage ends the half cycles of a cell with the same "
                + "electrode on both sides"),
        Slip(
            old: "quantity = \"areal_capacity\"", new: "quantity = \"specific_capacity\"",
            keyPath: "expect[1].electrode", message: "missing key"),
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
