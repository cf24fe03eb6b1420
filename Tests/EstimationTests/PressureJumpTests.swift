import CellModel
import Estimation
import Quantities
import Testing

@Suite struct PressureJumpTests {
    let cell = ExampleCells.lithiumSulfide

    /// Two resting cells in a stack; the press is turned by `jump` after ten minutes, for a minute.
    func estimates(
        jump: Double
    ) -> (before: CellEstimate, during: CellEstimate, after: CellEstimate) {
        var estimator = PackEstimator(
            cells: [cell, cell], stackOfCell: [0, 0], fixtures: [ExampleCells.rigid],
            initialStateOfCharge: 0.5)
        let growth = cell.swelling.thickness(
            stateOfCharge: 0.5, arealCapacity: cell.arealCapacity, contactFraction: 1.0)
        let pressure = 5e6 + 2 * ExampleCells.rigid.stiffness * growth
        let voltage = cell.openCircuit.evaluate(
            stateOfCharge: 0.5, temperature: 298.15, pressure: pressure
        ).voltage
        var samples: [CellEstimate] = []
        for second in 0..<1800 {
            let isTurned = (600..<660).contains(second)
            for index in 0..<2 {
                estimator.setVoltage(.valid(.volts(voltage), age: .zero), cell: index)
                estimator.setTemperature(.valid(.celsius(25), age: .zero), cell: index)
            }
            let shown = pressure + (isTurned ? jump : 0)
            estimator.setPressure(.valid(.pascals(shown), age: .zero), stack: 0)
            estimator.step(current: .valid(.zero, age: .zero), interval: 1)
            if [599, 659, 1799].contains(second) { samples.append(estimator.estimate(cell: 0)) }
        }
        return (samples[0], samples[1], samples[2])
    }

    @Test(arguments: [-3e6, 1e6, 7e6])
    func `a press that is turned moves the bias and not the contact`(jump: Double) {
        let (before, during, after) = estimates(jump: jump)
        #expect(abs(during.contactFraction - before.contactFraction) < 0.02)
        #expect(abs(during.stateOfCharge - before.stateOfCharge) < 0.02)
        #expect(abs(during.pressureBias / jump - 1) < 0.1)
        #expect(abs(after.contactFraction - before.contactFraction) < 0.02)
        #expect(abs(after.pressureBias) < 0.1 * abs(jump))
    }

    @Test func `a jump is admitted by the deviation of the bias`() {
        let calm = estimates(jump: 0)
        let jumped = estimates(jump: 7e6)
        #expect(jumped.during.pressureBiasDeviation > calm.during.pressureBiasDeviation)
    }
}
