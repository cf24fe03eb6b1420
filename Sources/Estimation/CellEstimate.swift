/// What is believed about one cell, each value with its standard deviation. A plain value: the
/// loop copies it into its snapshot.
public struct CellEstimate: Sendable, Equatable {
    /// Fraction of capacity, and its standard deviation.
    public var stateOfCharge = 0.0
    public var stateOfChargeDeviation = 1.0
    /// Part of the interface area that is in contact, 0 to 1.
    public var contactFraction = 1.0
    public var contactFractionDeviation = 1.0
    /// Interface resistance of the cell including lost contact, ohms.
    public var interfaceResistance = 0.0
    public var interfaceResistanceDeviation = 0.0
    /// Series (ohmic) resistance of the cell: bulk, interface and cathode, ohms.
    public var seriesResistance = 0.0
    /// Bias of the stack-pressure measurement against the model, pascals.
    public var pressureBias = 0.0
    public var pressureBiasDeviation = 0.0
    /// Open-circuit voltage at the estimated state, volts.
    public var openCircuitVoltage = 0.0
    /// Root mean square of the voltage innovation over its standard deviation, about the last
    /// minute; at most about 1 when the model holds.
    public var voltageInnovation = 0.0
    /// The same of the stack pressure; 1 while none has been measured.
    public var pressureInnovation = 0.0
    /// How often the filter found its covariance unusable and began again.
    public var resetCount: UInt64 = 0
    /// Whether measurements have been used and innovations are consistent with the model.
    public var isConsistent = false

    public init() {}
}
