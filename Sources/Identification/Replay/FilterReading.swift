public import CellModel
public import Estimation

/// What a replay looks at in a filter after a step. This is the only place of the replays that
/// knows what the filter calls it.
public struct FilterReading: Sendable, Equatable {
    public var stateOfCharge: Double
    /// Standard deviation of the state of charge.
    public var deviation: Double
    /// Running mean square of the voltage innovation over its variance.
    public var voltageConsistency: Double
    /// Square of this step's voltage innovation over its variance; nil without a voltage.
    public var innovationSquare: Double?
    /// Whether the mechanical measurement is believed.
    public var mechanicalChannel: MechanicalChannel
    /// Times the filter found its covariance unusable.
    public var resets: Double

    /// A reading put together by hand.
    public init(
        stateOfCharge: Double, deviation: Double, voltageConsistency: Double = 1,
        innovationSquare: Double? = nil, mechanicalChannel: MechanicalChannel = .notMeasured,
        resets: Double = 0
    ) {
        self.stateOfCharge = stateOfCharge
        self.deviation = deviation
        self.voltageConsistency = voltageConsistency
        self.innovationSquare = innovationSquare
        self.mechanicalChannel = mechanicalChannel
        self.resets = resets
    }

    /// What a filter says after a step.
    ///
    /// - Parameters:
    ///   - filter: After the step.
    ///   - before: Its ``voltageConsistency`` before the step.
    ///   - inputs: Of the step.
    ///   - settings: Of the filter.
    ///   - interval: Length of the step, s.
    public init(
        _ filter: CellFilter<Double>, before: Double, inputs: CellInputs<Double>,
        settings: EstimatorSettings, interval: Double
    ) {
        stateOfCharge = filter.stateOfCharge
        deviation = filter.deviation(0)
        voltageConsistency = filter.voltageConsistency
        mechanicalChannel = .notMeasured
        resets = filter.resetCount
        // The filter keeps a running mean; what one step added to it gives the step's own square.
        let share = 1 - Double.exp(-interval / settings.consistencyTime)
        if inputs.voltageIsKnown, share > 0 {
            innovationSquare = max(0, before + (voltageConsistency - before) / share)
        }
    }
}
