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
                    stateOfCharge: truths[cell], temperature: 298.15, pressure: 5e6).voltage
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
}
