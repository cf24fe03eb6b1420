import CellModel
import Estimation
import Testing

/// A cell whose voltage depends on where it comes from.
@Suite struct HysteresisTests {
    /// Branches 120 mV apart, as silicon has them; a tenth of a charge leads from one to the other.
    static let cell: CellParameters = {
        var cell = ExampleCells.lithiumSulfide
        cell.openCircuit.hysteresisHalfGap = UniformTable([0.06, 0.06])
        cell.openCircuit.hysteresis = VoltageHysteresis(rate: 20)
        return cell
    }()

    @Test(arguments: [0.5, 0.3])
    func `the voltage is read on the branch that the charge led to`(guess: Double) {
        let tracked = TrackingTests().track(
            Self.cell, start: 0.5, guess: guess, hours: 4, amplitude: 0.025, seed: 3,
            usingPressure: false)
        // 60 mV on the mean curve would be 5 to 10 % of charge.
        #expect(tracked.charge < 0.015)
        #expect(tracked.inside > 0.98)
    }

    @Test func `charge takes away the doubt about the branch, a lost current brings it back`() {
        let settings = EstimatorSettings()
        var filter = CellFilter<Double>(
            parameters: Self.cell, settings: settings, stateOfCharge: 0.5)
        #expect(filter.branchDeviation == settings.initialBranchDeviation)
        var plant = MatchingPlant(
            cell: Self.cell, fixture: ExampleCells.rigid, charge: 0.5, seed: 1)
        for _ in 0..<1080 {
            filter.advance(
                inputs: plant.step(current: 0.025), parameters: Self.cell, settings: settings,
                load: .none, interval: 1)
        }
        // A tenth of a charge at rate 20: s = 1 − e⁻².
        #expect(abs(filter.branch - 0.8647) < 1e-3)
        #expect(filter.branchDeviation == settings.branchDeviation)
        var inputs = plant.step(current: 0.025)
        inputs.currentIsKnown = false
        filter.advance(
            inputs: inputs, parameters: Self.cell, settings: settings, load: .none, interval: 1)
        #expect(filter.branchDeviation == settings.initialBranchDeviation)
    }

    /// The filter begins in the middle; the cell has been charged or discharged before.
    @Test(arguments: [-1.0, 1.0], [0.025, -0.025])
    func `an unknown past does not mislead`(past: Double, current: Double) {
        let settings = EstimatorSettings()
        let load = StackLoad<Double>(fixture: ExampleCells.rigid, layerCount: 1)
        var filter = CellFilter<Double>(
            parameters: Self.cell, settings: settings, stateOfCharge: 0.5, load: load)
        var plant = MatchingPlant(
            cell: Self.cell, fixture: ExampleCells.rigid, charge: 0.5, seed: 5)
        plant.branch = past
        var worst = 0.0
        for _ in 0..<3_600 {
            var inputs = plant.step(current: current)
            inputs.pressureIsKnown = false
            filter.advance(
                inputs: inputs, parameters: Self.cell, settings: settings, load: load, interval: 1)
            let error = abs(filter.stateOfCharge - plant.charge)
            worst = max(worst, error)
            #expect(error < 3 * filter.deviation(0))
        }
        // At first only the voltage is known: 60 mV are 7 % of charge here, and the RC pairs may
        // hold some more.
        #expect(worst < 0.12, "\(worst)")
        #expect(abs(filter.stateOfCharge - plant.charge) < 0.03)
    }

    @Test func `a cell without hysteresis has no branch`() {
        let settings = EstimatorSettings()
        let cell = ExampleCells.lithiumSulfide
        var filter = CellFilter<Double>(parameters: cell, settings: settings, stateOfCharge: 0.5)
        var plant = MatchingPlant(cell: cell, fixture: ExampleCells.rigid, charge: 0.5, seed: 1)
        for _ in 0..<100 {
            filter.advance(
                inputs: plant.step(current: 0.025), parameters: cell, settings: settings,
                load: .none, interval: 1)
        }
        #expect(filter.branch == 0)
        #expect(filter.branchDeviation == settings.initialBranchDeviation)
    }
}
