import CellModel
import Estimation
import Quantities
import Testing

@Suite struct PackEstimatorTests {
    func pack(cells: Int = 4, fixture: StackFixture = ExampleCells.rigid) -> PackEstimator {
        PackEstimator(
            cells: Array(repeating: ExampleCells.lithiumSulfide, count: cells),
            stackOfCell: (0..<cells).map { $0 / 2 },
            fixtures: Array(repeating: fixture, count: (cells + 1) / 2))
    }

    @Test func `resting cells are found from their voltage`() {
        var estimator = pack()
        let truths = [0.2, 0.45, 0.7, 0.95]
        for _ in 0..<1800 {
            for cell in 0..<4 {
                let voltage = ExampleCells.lithiumSulfide.openCircuit.evaluate(
                    stateOfCharge: truths[cell], temperature: 298.15, pressure: 5e6
                ).voltage
                estimator.setVoltage(.valid(.volts(voltage), age: .zero), cell: cell)
                estimator.setTemperature(.valid(.celsius(25), age: .zero), cell: cell)
            }
            estimator.step(current: .valid(.zero, age: .zero), interval: 1)
        }
        for cell in 0..<4 {
            let estimate = estimator.estimate(cell: cell)
            #expect(abs(estimate.stateOfCharge - truths[cell]) < 0.01)
            #expect(estimate.isConsistent)
        }
    }

    @Test func `readings count for one step only`() {
        var estimator = pack()
        for _ in 0..<100 {
            estimator.setVoltage(.valid(.volts(3.9), age: .zero), cell: 0)
            estimator.step(current: .valid(.zero, age: .zero), interval: 1)
        }
        let known = estimator.estimate(cell: 0)
        let unknown = estimator.estimate(cell: 1)
        #expect(known.stateOfChargeDeviation < 0.2)
        #expect(unknown.stateOfChargeDeviation > 0.29)
        #expect(known.isConsistent)
        #expect(!unknown.isConsistent)
    }

    @Test func `the expected pressure is the sum over the cells of the stack`() {
        var estimator = pack()
        for cell in 0..<4 {
            estimator.restart(stateOfCharge: .percent(100), deviation: 0.01, cell: cell)
        }
        // Two cells of 2.59 MPa each on 5 MPa.
        #expect(abs(estimator.pressureExpected(stack: 0) / 10.18e6 - 1) < 0.01)
        #expect(estimator.pressureExpected(stack: 0) == estimator.pressureExpected(stack: 1))
    }

    @Test func `the highest pressure is remembered per stack`() {
        var estimator = pack()
        for second in 0..<120 {
            let pressed = second < 60 ? 9.0 : 6.0
            estimator.setPressure(.valid(.megapascals(pressed), age: .zero), stack: 0)
            estimator.setPressure(.valid(.megapascals(6), age: .zero), stack: 1)
            estimator.step(current: .valid(.zero, age: .zero), interval: 1)
        }
        #expect(estimator.highestPressure(stack: 0) > 8.9e6)
        #expect(estimator.highestPressure(stack: 1) < 8e6)
    }

    @Test func `two cells of one stack are told apart by their voltages and share its pressure`() {
        let truths = [0.3, 0.8]
        var plants = truths.enumerated().map {
            MatchingPlant(
                cell: ExampleCells.lithiumSulfide, fixture: ExampleCells.rigid, charge: $1,
                seed: UInt64($0))
        }
        var estimator = pack(cells: 2)
        for second in 0..<7200 {
            let amperes = second % 1200 < 600 ? -0.01 : 0.01
            var pressure = 5e6
            for cell in 0..<2 {
                let inputs = plants[cell].step(current: amperes)
                estimator.setVoltage(.valid(.volts(inputs.voltage), age: .zero), cell: cell)
                estimator.setTemperature(.valid(.celsius(25), age: .zero), cell: cell)
                pressure += plants[cell].truePressure - 5e6
            }
            estimator.setPressure(.valid(.pascals(pressure), age: .zero), stack: 0)
            estimator.step(current: .valid(.amperes(amperes), age: .zero), interval: 1)
        }
        for cell in 0..<2 {
            let estimate = estimator.estimate(cell: cell)
            let error = estimate.stateOfCharge - plants[cell].charge
            #expect(abs(error) < 0.015)
            #expect(abs(error) < 3 * estimate.stateOfChargeDeviation)
        }
    }

    @Test func `nonsense readings leave the estimates finite`() {
        var estimator = pack()
        let nonsense = [Double.nan, .infinity, -.infinity, 1e300, -1e300, 0]
        for step in 0..<600 {
            let value = nonsense[step % nonsense.count]
            for cell in 0..<4 {
                estimator.setVoltage(.valid(.volts(value), age: .zero), cell: cell)
                estimator.setTemperature(.valid(.kelvins(value), age: .zero), cell: cell)
            }
            estimator.setPressure(.valid(.pascals(value), age: .zero), stack: step % 2)
            estimator.step(current: .valid(.amperes(value), age: .zero), interval: 1)
        }
        for cell in 0..<4 {
            let estimate = estimator.estimate(cell: cell)
            #expect(estimate.stateOfCharge.isFinite)
            #expect(estimate.stateOfChargeDeviation.isFinite)
            #expect(estimate.interfaceResistance.isFinite)
            #expect(estimate.openCircuitVoltage.isFinite)
            #expect(estimate.pressureBias.isFinite)
        }
    }

    @Test func `the same readings give the same bits`() {
        func run() -> [CellEstimate] {
            var estimator = pack()
            for second in 0..<300 {
                for cell in 0..<4 {
                    let volts = 3.7 + 0.01 * Double((second * 7 + cell * 3) % 11)
                    estimator.setVoltage(.valid(.volts(volts), age: .zero), cell: cell)
                }
                estimator.step(current: .valid(.amperes(-0.02), age: .zero), interval: 0.5)
            }
            return (0..<4).map { estimator.estimate(cell: $0) }
        }
        #expect(run() == run())
    }
}
