import CellModel
import Testing

@testable import Estimation

struct SwellingShapeTests {
    /// How far a pressure moves the charge, per pascal of innovation, in a filter that is sure of
    /// everything else and nearly sure of its charge.
    private func answer(at stateOfCharge: Double, shape: SwellingShape?) -> Double {
        var cell = ExampleCells.lithiumSulfide
        cell.swelling.shape = shape
        let settings = EstimatorSettings()
        let load = StackLoad<Double>(fixture: ExampleCells.rigid, layerCount: 1)
        var filter = CellFilter<Double>(
            parameters: cell, settings: settings, stateOfCharge: stateOfCharge, load: load)
        for row in 0..<10 {
            for column in 0...row { filter.covariance[row, column] = 0 }
        }
        filter.covariance[0, 0] = 1e-9
        var inputs = CellInputs<Double>()
        inputs.setPressure(filter.expectedPressure(parameters: cell, load: load) + 100)
        filter.usePressure(
            inputs: inputs, parameters: cell, settings: settings, load: load,
            interval: FilterInterval(seconds: 1, settings: settings))
        return (filter.state[0] - stateOfCharge) / 100
    }

    @Test func `the charge follows the pressure by the slope where it is`() {
        let steep = answer(at: 0.2, shape: .graphite)
        let flat = answer(at: 0.45, shape: .graphite)
        // 3.2 % of growth between 0.1 and 0.3 against 0.2 % between 0.3 and 0.5.
        #expect((steep / flat / 16 - 1).magnitude < 0.01)
        let straight = answer(at: 0.45, shape: nil)
        #expect((flat / straight / (1 / 10.9) - 1).magnitude < 0.01)
    }

    @Test func `a pack knows its pressure less well where the curve is steep`() {
        var cell = ExampleCells.lithiumSulfide
        cell.swelling.shape = .graphite
        func deviations(at stateOfCharge: Double) -> Double {
            let pack = PackEstimator(
                cells: [cell], stackOfCell: [0], fixtures: [ExampleCells.rigid],
                initialStateOfCharge: stateOfCharge)
            return pack.expectedVariances[0]
        }
        #expect(deviations(at: 0.2) > 10 * deviations(at: 0.45))
    }
}
