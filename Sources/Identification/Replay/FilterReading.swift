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
    ///   - inputs: Of the step.
    public init(
        _ filter: CellFilter<Double>, inputs: CellInputs<Double>
    ) {
        stateOfCharge = filter.stateOfCharge
        deviation = filter.deviation(0)
        voltageConsistency = filter.voltageConsistency
        mechanicalChannel = .notMeasured
        resets = filter.resetCount
        if inputs.voltageIsKnown {
            innovationSquare = filter.voltageInnovation * filter.voltageInnovation
        }
    }
}
