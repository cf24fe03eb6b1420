import CellModel
import Testing

@testable import Estimation

/// What voltages on the plateau of LFP may and may not do to the charge.
@Suite struct PlateauStartTests {
    let cell = ExampleCells.plateau
    let settings: EstimatorSettings = {
        var settings = EstimatorSettings()
        settings.usesPressure = false
        return settings
    }()

    /// Minutes of work about a charge, with a filter that starts elsewhere.
    func run(
        truth: Double, start: Double, deviation: Double? = nil, minutes: Int = 15
    ) -> (filter: CellFilter<Double>, plant: MatchingPlant) {
        var plant = MatchingPlant(
            cell: cell, fixture: ExampleCells.rigid, charge: truth, seed: 7)
        let load = StackLoad<Double>(fixture: ExampleCells.rigid, layerCount: 1)
        var filter = CellFilter<Double>(
            parameters: cell, settings: settings, stateOfCharge: start, load: load)
        if let deviation { filter.covariance[0, 0] = deviation * deviation }
        for second in 0..<(minutes * 60) {
            let current = second % 40 < 20 ? -0.04 : 0.03
            filter.advance(
                inputs: plant.step(current: current), parameters: cell, settings: settings,
                load: load, interval: 1)
        }
        return (filter, plant)
    }

    @Test(arguments: [(0.6, 0.1), (0.5, 1.0), (0.35, 0.8), (0.7, 0.3)])
    func `a wrong start on the plateau is not made sure by voltages that fit anywhere`(
        truth: Double, start: Double
    ) {
        let (filter, plant) = run(truth: truth, start: start)
        let error = abs(filter.stateOfCharge - plant.charge)
        #expect(error < 3 * filter.deviation(0))
        #expect(filter.deviation(0) > 0.05)
    }

    @Test func `a charge that is known is not dragged along the plateau`() {
        let (filter, plant) = run(truth: 0.6, start: 0.6, deviation: 0.02)
        #expect(abs(filter.stateOfCharge - plant.charge) < 0.02)
        #expect(filter.deviation(0) < 0.03)
    }

    @Test func `a knee settles the charge`() {
        let (filter, plant) = run(truth: 0.999, start: 0.6, minutes: 4)
        #expect(abs(filter.stateOfCharge - plant.charge) < 0.03)
        #expect(filter.deviation(0) < 0.05)
    }

    @Test func `where there is no plateau the whole gain is used`() {
        let filter = CellFilter<Double>(
            parameters: ExampleCells.lithiumSulfide, settings: settings, stateOfCharge: 0.5)
        #expect(filter.chargeShare(reduction: 0.1, openVariance: 0) == 1)
        #expect(filter.chargeShare(reduction: 0.1, openVariance: 0.2) == 0)
        let share = filter.chargeShare(reduction: 0.1, openVariance: 0.11)
        // (2 c − c²) of the reduction is the room of 0.16 − 0.11.
        #expect(abs((2 * share - share * share) * 0.1 - 0.05) < 1e-12)
    }
}
