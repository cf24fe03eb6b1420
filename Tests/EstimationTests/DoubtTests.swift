import CellModel
import Testing

@testable import Estimation

/// What a filter takes for possible at start, under load and after a contradiction.
@Suite struct DoubtTests {
    let cell = ExampleCells.lithiumSulfide
    let settings = EstimatorSettings()

    func filter(
        load: StackLoad<Double> = .thicknessGauge(layerCount: 1)
    ) -> CellFilter<Double> {
        CellFilter(parameters: cell, settings: settings, stateOfCharge: 0.6, load: load)
    }

    func predict(_ filter: inout CellFilter<Double>, current: Double) {
        _ = filter.predict(
            inputs: CellInputs(current: current, voltage: 3.8, temperature: 298.15),
            parameters: cell, settings: settings, load: .none,
            interval: FilterInterval(seconds: 1, settings: settings))
    }

    @Test(arguments: [-0.1, 0.1])
    func `a load that is on at start has left polarisation of its own sign`(current: Double) {
        var filter = filter()
        predict(&filter, current: current)
        let pairs = cell.polarisation
        let resistance = pairs.slowResistance.value(stateOfCharge: 0.6, temperature: 298.15)
        let decay = Double.exp(-1 / 77)
        let share = settings.initialPolarisationShare * decay + 1 - decay
        #expect((filter.slowVoltage / (resistance * current * share) - 1).magnitude < 1e-6)
        #expect(filter.fastVoltage * current > 0)
    }

    @Test func `the voltage model may be wrong by more while a current flows`() {
        var resting = filter()
        var loaded = filter()
        for _ in 0..<60 {
            predict(&resting, current: 0)
            predict(&loaded, current: -3 * cell.capacity / 3600)
        }
        #expect(loaded.errorVariance > 1.5 * resting.errorVariance)
    }

    @Test func `an error of the voltage model beyond four deviations gives way`() {
        var filter = filter()
        filter.state[6] = -1
        filter.covariance[6, 0] = 1e-3
        filter.keepWithinConstraints(parameters: cell, settings: settings)
        let limit = 4 * filter.errorVariance.squareRoot()
        #expect((filter.voltageError + limit).magnitude < 1e-12)
        #expect(filter.covariance[6, 0] == 0)
        #expect(filter.covariance[6, 6] == filter.errorVariance)
    }

    @Test func `a contradicted filter forgets what it learned, and the zero of its gauge`() {
        let load = StackLoad<Double>.thicknessGauge(layerCount: 1)
        var filter = filter(load: load)
        var inputs = CellInputs<Double>()
        inputs.setPressure(4e4)
        filter.usePressure(
            inputs: inputs, parameters: cell, settings: settings, load: load,
            interval: FilterInterval(seconds: 1, settings: settings))
        #expect(filter.pressureCount == 1)
        for index in [1, 2, 4, 6, 7, 8] { filter.state[index] = 1e-5 }
        filter.covariance[0, 0] = 1e-6
        filter.voltageConsistency = 1.01 * settings.consistencyLimit * settings.consistencyLimit
        filter.keepWithinConstraints(parameters: cell, settings: settings)
        #expect(filter.resetCount == 1)
        #expect(filter.deviation(0) >= settings.lostStateOfChargeDeviation)
        for index in [1, 2, 4, 6, 7, 8] { #expect(filter.state[index] == 0) }
        #expect(filter.pressureCount == 0)

        // The next reading is the zero for a charge that may be anything.
        inputs.setPressure(9e4)
        filter.usePressure(
            inputs: inputs, parameters: cell, settings: settings, load: load,
            interval: FilterInterval(seconds: 1, settings: settings))
        let expected = filter.expectedPressure(parameters: cell, load: load)
        #expect((expected + filter.pressureBias - 9e4).magnitude < 1)
        #expect(filter.deviation(0) > 0.9 * settings.lostStateOfChargeDeviation)
    }
}
