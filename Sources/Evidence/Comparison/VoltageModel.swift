import CellModel
import Estimation

/// The voltage of one step as a function of the state, which every compared filter linearises in
/// its own way: V = U(z) + (I − b_I) R₀ + I R_i + v₁ + v₂ + e.
///
/// R₀ is that of the predicted state; only U(z) is not linear. Contact is carried along but not
/// corrected: the compared cells have none.
struct VoltageModel {
    /// The states a voltage corrects, in the order sigma points take them: charge first, so that
    /// the only state that enters curved is moved by one pair of points.
    static var states: InlineArray<7, Int> { [0, 1, 2, 6, 4, 7, 8] }
    /// Position of e in the filter's state.
    static var error: Int { 6 }

    private let curve: OpenCircuitVoltage
    private let temperature: Double
    private let pressure: Double
    private let branch: Double
    private let isKnown: Bool
    /// A as measured; 0 where it is not known.
    private let measured: Double
    /// R₀ without R_i, Ω.
    private let ohmic: Double
    /// Variance of what changes from one reading to the next, V².
    let noise: Double

    /// - Parameters:
    ///   - filter: After its prediction.
    ///   - circuit: What the prediction returned.
    init(
        _ filter: borrowing CellFilter<Double>, inputs: CellInputs<Double>,
        circuit: EquivalentCircuit<Double>, parameters: CellParameters,
        settings: EstimatorSettings
    ) {
        let rated = parameters.capacity / 3600
        let limit = settings.currentRateMaximum * rated
        curve = parameters.openCircuit
        temperature =
            parameters.thermal.tablesFollowSurface ? filter.temperature : filter.coreTemperature
        pressure = filter.pressure
        branch = filter.branch
        isKnown =
            inputs.currentIsKnown && inputs.current.magnitude < limit
            && inputs.chargeCurrent.magnitude < limit
        measured = isKnown ? inputs.current : 0
        ohmic = circuit.seriesResistance - filter.interphaseResistance
        let current = isKnown ? inputs.current - filter.currentBias : 0
        let transient = current * circuit.seriesResistance * settings.transientDeviation
        let missing = isKnown ? 0 : settings.missingCurrentRate * rated * circuit.seriesResistance
        noise =
            settings.voltageDeviation * settings.voltageDeviation + transient * transient
            + missing * missing
    }

    /// V of a state.
    func voltage(_ state: InlineArray<10, Double>) -> Double {
        let driven = isKnown ? measured - state[7] : 0
        return openCircuit(at: state[0]).voltage + driven * ohmic + measured * state[4] + state[1]
            + state[2] + state[Self.error]
    }

    /// ∂V/∂x at a state.
    func sensitivity(at state: InlineArray<10, Double>) -> InlineArray<10, Double> {
        var result = InlineArray<10, Double>(repeating: 0)
        result[0] = openCircuit(at: state[0]).slope
        result[1] = 1
        result[2] = 1
        result[4] = measured
        result[Self.error] = 1
        result[7] = isKnown ? -ohmic : 0
        return result
    }

    private func openCircuit(at stateOfCharge: Double) -> (voltage: Double, slope: Double) {
        curve.evaluate(
            stateOfCharge: stateOfCharge.clamped(-0.1, 1.1), temperature: temperature,
            pressure: pressure, branch: branch)
    }
}
