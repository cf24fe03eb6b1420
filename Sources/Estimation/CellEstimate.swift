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
    /// Standard deviation of the series resistance, ohms.
    public var seriesResistanceDeviation = 0.0
    /// Voltages across the two RC pairs, volts, positive while charging.
    public var fastVoltage = 0.0
    public var slowVoltage = 0.0
    /// Branch of the voltage hysteresis, −1 after discharging to +1 after charging.
    public var branch = 0.0
    /// Temperature of the core, kelvins: the surface is what thermometers see.
    public var coreTemperature = 298.15
    /// Capacity, coulombs, and its standard deviation.
    public var capacity = 0.0
    public var capacityDeviation = 0.0
    /// Offset of the current sensor, amperes: what it shows beyond the truth. And its standard
    /// deviation.
    public var currentBias = 0.0
    public var currentBiasDeviation = 0.0
    /// Whether stack pressure is measured, believed or found to be lying.
    public var mechanicalChannel = MechanicalChannel.notMeasured
    /// What the measurements so far tell; the rest is a guess that no reading has confirmed.
    public var observed: Observability = []
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
