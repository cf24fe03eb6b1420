import CellModel
import Quantities
import Testing

@testable import Configuration

@Suite struct SweepFileTests {
    @Test func `the shipped sweep says what it says`() throws {
        let sweep = TestSweep.shipped
        #expect(sweep.cells.map(\.label) == ["A", "B", "C", "D", "E"])
        #expect(sweep.seedCount == 200)
        #expect(sweep.interval == .seconds(1) && sweep.warmUp == .seconds(900))
        #expect(sweep.start.estimateError == 0.2)
        #expect((sweep.sensors.current.offset - 0.002).magnitude < 1e-12)
        #expect((sweep.sensors.pressure.walk - 5e-5 / 60).magnitude < 1e-12)
        // 0.75 of 0.75 Ah in an hour.
        #expect((sweep.cells[0].driveCurrent.amperes - 0.5625).magnitude < 1e-9)
        let limit = try #require(
            sweep.perturbations.first { $0.parameter == .strippingLimit })
        #expect(limit.spread == .factor(0.74...1.36))
        #expect(sweep.perturbations.allSatisfy { !$0.source.isEmpty })
    }

    @Test func `a cell asks for what the file asks for but for its own bars`() {
        let d = TestSweep.shipped.cells[TestSweep.index("D")].bars
        #expect(d.chargeError == 0.015 && d.pressureGain == 0.4 && d.contactError == 0.05)
        let a = TestSweep.shipped.cells[TestSweep.index("A")].bars
        #expect(a.chargeError == 0.01 && a.pressureGain == nil)
        #expect(a.chargeErrorMaximum == 0.03 && d.chargeErrorMaximum == nil)
    }

    static let mistakes = [
        ("parameter = \"capacity\"", "parameter = \"capacty\"", "perturbation[1].parameter"),
        (
            "parameter = \"capacity\"", "parameter = \"swelling\"",
            "perturbation[16].parameter"
        ),
        ("warm_up = \"900 s\"", "warm_up = \"900 V\"", "warm_up"),
        ("warm_up = \"900 s\"", "warmup = \"900 s\"", "warm_up"),
        ("prepared_to = \"97 %\"", "prepared_to = \"70 %\"", "start.prepared_to"),
        ("temperature = \"65 degC\"", "temperature = \"25 degC\"", "cell[4].temperature"),
        ("../Cells/reference-e.toml", "../Cells/measured-example.toml", "cell[5].file"),
        ("../Cells/reference-e.toml", "../Cells/nowhere.toml", "cell[5].file"),
        ("label = \"B\"", "label = \"A\"", "cell[2].label"),
    ]

    @Test(arguments: mistakes)
    func `what is wrong is named by its key`(old: String, new: String, key: String) {
        #expect(TestSweep.problems((old, new)).contains { $0.keyPath == key })
    }

    @Test func `two kinds of spread for one parameter are refused`() {
        let problems = TestSweep.problems(
            (
                "parameter = \"stripping_limit\"",
                "parameter = \"stripping_limit\"\ndeviation = \"10 %\""
            ))
        #expect(problems.map(\.keyPath) == ["perturbation[14].deviation"])
    }
}
