import CellModel
import Testing

@testable import Estimation

/// Every derivative the filter uses against differences of the model, for all ten states.
///
/// The filter forms its derivatives inside a step; they are read off its answer. With a diagonal P
/// a measurement moves state i by P_ii H_i times the same factor for all; and a P with one element
/// P_jj becomes P_jj F_ij F_kj.
@Suite struct LinearisationTests {
    let settings = EstimatorSettings()
    let load = StackLoad<Double>(fixture: ExampleCells.rigid, layerCount: 1)
    let current = -0.03
    /// Half the distance over which the model is differenced, by state.
    let steps = [0.02, 1e-3, 1e-3, 1e-5, 1e-4, 1e3, 1e-3, 1e-5, 1e-4, 1e-4]

    /// A cell that swells with a curve.
    var cell: CellParameters {
        var cell = ExampleCells.lithiumSulfide
        cell.swelling.shape = .graphite
        return cell
    }

    /// A settled filter with no state where it is by default, and P diagonal.
    func filter() -> CellFilter<Double> {
        var filter = CellFilter<Double>(
            parameters: cell, settings: settings, stateOfCharge: 0.63, load: load)
        let state = [0.63, 2e-3, -3e-3, 0.9, 0.02, 2e4, 0, 1e-4, 0.1, 0.15]
        let deviation = [1e-4, 1e-4, 1e-4, 1e-4, 1e-4, 1e3, 1e-4, 1e-5, 1e-4, 1e-4]
        filter.covariance = CellCovariance()
        for index in 0..<10 {
            filter.state[index] = state[index]
            filter.covariance[index, index] = deviation[index] * deviation[index]
        }
        filter.unrecoverable = 0.01
        filter.voltageCount = 100
        filter.pressureCount = 100
        return filter
    }

    /// H, from what a correction has moved, by a state whose derivative is 1.
    func sensitivity(
        _ before: CellFilter<Double>, _ after: CellFilter<Double>, unit: Int
    ) -> [Double] {
        let moved = (0..<10).map {
            (after.state[$0] - before.state[$0]) / before.covariance[$0, $0]
        }
        return moved.map { $0 / moved[unit] }
    }

    func differences(_ model: (CellFilter<Double>) -> Double) -> [Double] {
        (0..<10).map { index in
            var above = filter()
            var below = filter()
            above.state[index] += steps[index]
            below.state[index] -= steps[index]
            return (model(above) - model(below)) / (2 * steps[index])
        }
    }

    func circuit(_ filter: CellFilter<Double>) -> EquivalentCircuit<Double> {
        EquivalentCircuit(
            parameters: cell, stateOfCharge: filter.state[0], contactFraction: filter.state[3],
            interphaseResistance: filter.state[4], temperature: filter.temperature,
            pressure: filter.pressure, highestPressure: filter.highestPressure)
    }

    /// V = U + (I − b_I) (R₀ − R_i) + I R_i + v₁ + v₂ + e.
    func voltage(_ filter: CellFilter<Double>) -> Double {
        let circuit = circuit(filter)
        let flowing = current - filter.state[7]
        return circuit.openCircuitVoltage
            + flowing * (circuit.seriesResistance - filter.state[4])
            + current * filter.state[4] + filter.state[1] + filter.state[2] + filter.state[6]
    }

    @Test func `the voltage has the derivatives the filter uses`() {
        let before = filter()
        var after = before
        let inputs = CellInputs(
            current: current, voltage: voltage(before) + 1e-2, temperature: 298.15)
        after.useVoltage(
            inputs: inputs, circuit: circuit(before), parameters: cell, settings: settings,
            interval: FilterInterval(seconds: 1, settings: settings))
        let used = sensitivity(before, after, unit: 6)
        let found = differences(voltage)
        for index in 0..<10 {
            // The contact meets the current as measured: b_I over I is 0.3 % here.
            let tolerance = max(1e-6, found[index].magnitude * (index == 3 ? 4e-3 : 1e-5))
            #expect((used[index] - found[index]).magnitude < tolerance, "state \(index)")
        }
        #expect(found[0] > 0.1 && found[3] > 1e-3 && found[7] < -0.1)
    }

    @Test func `the pressure has the derivatives the filter uses`() {
        func pressure(_ filter: CellFilter<Double>) -> Double {
            filter.expectedPressure(parameters: cell, load: load) + filter.state[5]
        }
        var before = filter()
        // The width over which the curve of the swelling is taken.
        before.covariance[0, 0] = steps[0] * steps[0]
        var after = before
        var inputs = CellInputs<Double>()
        inputs.setPressure(pressure(before) + 1e5)
        after.usePressure(
            inputs: inputs, parameters: cell, settings: settings, load: load,
            interval: FilterInterval(seconds: 1, settings: settings))
        let used = sensitivity(before, after, unit: 5)
        let found = differences(pressure)
        for index in 0..<10 {
            let tolerance = max(1e-3, found[index].magnitude * 1e-5)
            #expect((used[index] - found[index]).magnitude < tolerance, "state \(index)")
        }
        #expect(found[0] > 1e4 && found[3] < -1e6 && found[9] > 1e5)
    }

    /// The filter ten seconds later.
    func predicted(_ filter: CellFilter<Double>) -> CellFilter<Double> {
        var filter = filter
        var inputs = CellInputs(current: current, voltage: 3.7, temperature: 298.15)
        inputs.setPressure(5e6)
        _ = filter.predict(
            inputs: inputs, parameters: cell, settings: settings, load: load,
            interval: FilterInterval(seconds: 10, settings: settings))
        return filter
    }

    @Test(arguments: 0..<10)
    func `a state moves the others as the covariance is told`(column: Int) {
        var above = filter()
        var below = filter()
        above.state[column] += steps[column]
        below.state[column] -= steps[column]
        above = predicted(above)
        below = predicted(below)

        var alone = filter()
        alone.covariance = CellCovariance()
        let noise = predicted(alone).covariance
        alone.covariance[column, column] = 1e-4
        let moved = predicted(alone).covariance
        func product(_ row: Int) -> Double { (moved[row, column] - noise[row, column]) / 1e-4 }
        let own = product(column).squareRoot()
        for row in 0..<10 {
            // That an offset of the current also moves the contact is left out.
            if row == 3 && column == 7 { continue }
            let found = (above.state[row] - below.state[row]) / (2 * steps[column])
            let tolerance = max(1e-7, found.magnitude * 1e-4)
            #expect((product(row) / own - found).magnitude < tolerance, "state \(row)")
        }
        #expect(own > 0.5)
    }
}
