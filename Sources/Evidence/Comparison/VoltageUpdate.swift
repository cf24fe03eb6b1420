import CellModel
import Estimation

/// Another way for a filter to use a voltage. Model, noise, gate, limits and new starts are those
/// of ``CellFilter``, whose prediction and whose state it works on: only the linearisation differs.
enum VoltageUpdate: Sendable {
    /// The tangent at the predicted state: the extended Kalman filter proper.
    case tangent
    /// Tangents at ever better states (Bell and Cathey 1993, IEEE Trans. Autom. Control 38 294).
    case iterated
    /// Sigma points around the predicted state.
    case sigmaPoints

    /// Iterations that settle any voltage a filter has been seen to need.
    private static let iterationMaximum = 10

    /// One whole step, in place of the filter's own.
    func step(
        _ filter: inout CellFilter<Double>, inputs: CellInputs<Double>,
        parameters: CellParameters, settings: EstimatorSettings, load: StackLoad<Double>,
        interval seconds: Double
    ) {
        guard seconds > 0, seconds < 1e6 else { return }
        let interval = FilterInterval(seconds: seconds, settings: settings)
        let circuit = filter.predict(
            inputs: inputs, parameters: parameters, settings: settings, load: load,
            interval: interval)
        if inputs.voltageIsKnown, inputs.voltage.magnitude < 100 {
            let model = VoltageModel(
                filter, inputs: inputs, circuit: circuit, parameters: parameters,
                settings: settings)
            use(inputs.voltage, model, &filter, settings: settings, interval: interval)
        }
        filter.keepWithinConstraints(parameters: parameters, settings: settings)
    }

    /// Corrects state and covariance by one voltage.
    func use(
        _ voltage: Double, _ model: VoltageModel, _ filter: inout CellFilter<Double>,
        settings: EstimatorSettings, interval: FilterInterval
    ) {
        let prior = filter.state
        var forecast =
            switch self {
            case .tangent, .iterated: VoltageForecast(tangentAt: prior, of: filter, model)
            case .sigmaPoints: VoltageForecast(sigmaPointsOf: filter, model)
            }
        judge(voltage - forecast.mean, forecast, model, &filter, interval: interval)
        var correction = Correction(voltage, forecast, noise: model.noise, settings: settings)
        var posterior = correction.applied(to: prior)
        if case .iterated = self {
            for _ in 1..<Self.iterationMaximum {
                let before = posterior[0]
                posterior[0] = before.clamped(-0.02, 1.02)
                forecast = VoltageForecast(tangentAt: posterior, of: filter, model)
                correction = Correction(voltage, forecast, noise: model.noise, settings: settings)
                posterior = correction.applied(to: prior)
                if (posterior[0] - before).magnitude < 1e-7 { break }
            }
        }
        filter.state = posterior
        filter.covariance.update(
            gain: correction.gain, projected: forecast.cross,
            innovationVariance: correction.variance)
        filter.voltageCount = min(filter.voltageCount + 1, 1e6)
    }

    /// Innovation and running consistency, as ``CellFilter`` keeps them.
    private func judge(
        _ innovation: Double, _ forecast: VoltageForecast, _ model: VoltageModel,
        _ filter: inout CellFilter<Double>, interval: FilterInterval
    ) {
        filter.voltageInnovation =
            innovation / (forecast.variance + model.noise).squareRoot()
        let error = VoltageModel.error
        let unexplained = innovation + filter.state[error]
        // Variance of the voltage as if nothing had been learned of e.
        let others =
            forecast.variance - 2 * forecast.cross[error] + filter.covariance[error, error]
        let judged = filter.errorVariance + max(others, 0) + model.noise
        let square = min(unexplained * unexplained / judged, 100)
        filter.voltageConsistency +=
            (square - filter.voltageConsistency) * interval.consistencyShare
    }
}

/// What one innovation does to a state, its influence limited at the gate as in ``CellFilter``.
private struct Correction {
    let innovation: Double
    /// S with what the gate adds, V².
    let variance: Double
    let gain: InlineArray<10, Double>

    init(
        _ voltage: Double, _ forecast: VoltageForecast, noise: Double,
        settings: EstimatorSettings
    ) {
        innovation = voltage - forecast.mean
        let plain = forecast.variance + noise
        let ratio = innovation.magnitude / plain.squareRoot()
        variance = plain * max(ratio / settings.innovationGate, 1)
        var gain = InlineArray<10, Double>(repeating: 0)
        for index in 0..<10 { gain[index] = forecast.cross[index] / variance }
        self.gain = gain
    }

    func applied(to state: InlineArray<10, Double>) -> InlineArray<10, Double> {
        var result = state
        for index in 0..<10 { result[index] += gain[index] * innovation }
        return result
    }
}
