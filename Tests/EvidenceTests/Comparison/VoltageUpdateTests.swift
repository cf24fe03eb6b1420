import CellModel
import Configuration
import Estimation
import Testing

@testable import Evidence

/// The updates of the compared filters against numbers worked out by hand, and against each other.
@Suite struct VoltageUpdateTests {
    static let updates: [VoltageUpdate] = [.tangent, .iterated, .sigmaPoints]

    /// The measured cell with another open-circuit voltage.
    func cell(_ samples: [Double]) throws -> CellParameters {
        var parameters = try ReplayBatchTests.cell.get().parameters
        parameters.openCircuit = OpenCircuitVoltage(voltage: UniformTable(samples))
        return parameters
    }

    /// A filter at rest that is unsure of its charge alone, after one voltage.
    func corrected(
        _ update: VoltageUpdate, curve: [Double], stateOfCharge: Double, variance: Double,
        noise: Double, voltage: Double
    ) throws -> (stateOfCharge: Double, variance: Double) {
        let parameters = try cell(curve)
        var settings = EstimatorSettings()
        settings.voltageDeviation = noise.squareRoot()
        var filter = CellFilter<Double>(
            parameters: parameters, settings: settings, stateOfCharge: stateOfCharge)
        filter.covariance = CellCovariance()
        filter.covariance[0, 0] = variance
        let circuit = EquivalentCircuit<Double>(
            parameters: parameters, stateOfCharge: stateOfCharge, contactFraction: 1,
            interphaseResistance: 0, temperature: 298.15, pressure: 0, highestPressure: 0)
        let inputs = CellInputs<Double>(current: 0, voltage: voltage, temperature: 298.15)
        let model = VoltageModel(
            filter, inputs: inputs, circuit: circuit, parameters: parameters, settings: settings)
        update.use(
            voltage, model, &filter, settings: settings,
            interval: FilterInterval(seconds: 1, settings: settings))
        return (filter.stateOfCharge, filter.covariance[0, 0])
    }

    @Test(arguments: updates)
    func `on a straight line every update is the scalar Kalman filter`(
        _ update: VoltageUpdate
    ) throws {
        // P = 16e-4, R = 9e-4 and a slope of 1 V: S = 25e-4, K = 0.64.
        let (charge, variance) = try corrected(
            update, curve: [3, 4], stateOfCharge: 0.5, variance: 16e-4, noise: 9e-4, voltage: 3.51)
        #expect(abs(charge - 0.5064) < 1e-12)
        #expect(abs(variance - 5.76e-4) < 1e-15)
    }

    @Test func `a tangent knows nothing of the bend it passes, iterating finds it`() throws {
        // 1 V below half charge, 4 V above.
        let curve = [3, 3.5, 5.5]
        let tangent = try corrected(
            .tangent, curve: curve, stateOfCharge: 0.4, variance: 0.04, noise: 0.01, voltage: 3.9)
        #expect(abs(tangent.stateOfCharge - 0.8) < 1e-12)
        #expect(abs(tangent.variance - 0.04 * 0.2) < 1e-15)
        // On the line of the upper part, which is 3.1 V at 0.4: S = 0.65, K = 0.16 / 0.65.
        let iterated = try corrected(
            .iterated, curve: curve, stateOfCharge: 0.4, variance: 0.04, noise: 0.01, voltage: 3.9)
        #expect(abs(iterated.stateOfCharge - (0.4 + 0.16 / 0.65 * 0.8)) < 1e-12)
        #expect(abs(iterated.variance - 0.04 * 0.01 / 0.65) < 1e-15)
    }

    @Test func `sigma points take the bend into mean, variance and gain`() throws {
        // √3 σ = 0.2: 3.9 V above, 3.2 V below, 3.4 V between, with weights 1/6, 1/6 and 2/3.
        let (charge, variance) = try corrected(
            .sigmaPoints, curve: [3, 3.5, 5.5], stateOfCharge: 0.4, variance: 0.04 / 3, noise: 0.01,
            voltage: 3.65)
        let mean = (3.9 + 3.2 + 4 * 3.4) / 6
        let spread = (3.9 * 3.9 + 3.2 * 3.2 + 4 * 3.4 * 3.4) / 6 - mean * mean + 0.01
        let cross = 0.2 * (3.9 - 3.2) / 6
        #expect(abs(charge - (0.4 + cross / spread * (3.65 - mean))) < 1e-10)
        #expect(abs(variance - (0.04 / 3 - cross * cross / spread)) < 1e-12)
    }

    @Test(arguments: updates)
    func `on a cell with a straight curve every filter is the project's own`(
        _ update: VoltageUpdate
    ) throws {
        let parameters = try cell([3, 4.2])
        var settings = EstimatorSettings()
        settings.initialStateOfChargeDeviation = 0.05
        var own = CellFilter<Double>(
            parameters: parameters, settings: settings, stateOfCharge: 0.5)
        var other = own
        for row in 0..<600 {
            let current = row % 100 < 60 ? -3.0 : 1.5
            let inputs = CellInputs<Double>(
                current: current, voltage: 3.65 + 0.04 * current - 1e-4 * Double(row % 7),
                temperature: 288)
            own.step(
                inputs: inputs, parameters: parameters, settings: settings, load: .none,
                interval: 1)
            update.step(
                &other, inputs: inputs, parameters: parameters, settings: settings, load: .none,
                interval: 1)
        }
        #expect(abs(own.stateOfCharge - 0.5) > 0.01)
        for index in 0..<10 {
            let deviation = own.deviation(index)
            #expect(abs(own.state[index] - other.state[index]) <= 1e-7 * deviation + 1e-15)
            #expect(abs(deviation - other.deviation(index)) <= 1e-7 * deviation + 1e-15)
        }
        #expect(abs(own.voltageInnovation - other.voltageInnovation) < 1e-7)
        #expect(abs(own.voltageConsistency - other.voltageConsistency) < 1e-7)
        #expect(own.resetCount == other.resetCount)
    }

    @Test func `a lost voltage is no measurement`() throws {
        let parameters = try cell([3, 4.2])
        let settings = EstimatorSettings()
        var filter = CellFilter<Double>(
            parameters: parameters, settings: settings, stateOfCharge: 0.5)
        var inputs = CellInputs<Double>(current: 0, voltage: 4.1, temperature: 298.15)
        inputs.voltageIsKnown = false
        VoltageUpdate.tangent.step(
            &filter, inputs: inputs, parameters: parameters, settings: settings, load: .none,
            interval: 1)
        #expect(filter.stateOfCharge == 0.5)
        #expect(filter.voltageCount == 0)
    }
}
