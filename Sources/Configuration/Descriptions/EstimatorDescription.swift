public import Quantities

/// Settings of the estimator that the pack file overrides; nil leaves the estimator's own default.
/// Deviations are standard deviations.
public struct EstimatorDescription: Sendable, Equatable {
    public var stateOfChargeDeviation: Double?
    public var contactFractionDeviation: Double?
    public var pressureBiasDeviation: Pressure?
    public var voltageNoise: Voltage?
    public var pressureNoise: Pressure?
    /// Random walks per square root of a second: state of charge, contact fraction, pressure bias
    /// (Pa).
    public var stateOfChargeWalk: Double?
    public var contactFractionWalk: Double?
    public var pressureBiasWalk: Double?
    /// Whether stack pressure corrects the state. True unless the file says otherwise.
    public var usesPressure: Bool

    public init(
        stateOfChargeDeviation: Double? = nil, contactFractionDeviation: Double? = nil,
        pressureBiasDeviation: Pressure? = nil,
        voltageNoise: Voltage? = nil, pressureNoise: Pressure? = nil,
        stateOfChargeWalk: Double? = nil,
        contactFractionWalk: Double? = nil, pressureBiasWalk: Double? = nil,
        usesPressure: Bool = true
    ) {
        self.stateOfChargeDeviation = stateOfChargeDeviation
        self.contactFractionDeviation = contactFractionDeviation
        self.pressureBiasDeviation = pressureBiasDeviation
        self.voltageNoise = voltageNoise
        self.pressureNoise = pressureNoise
        self.stateOfChargeWalk = stateOfChargeWalk
        self.contactFractionWalk = contactFractionWalk
        self.pressureBiasWalk = pressureBiasWalk
        self.usesPressure = usesPressure
    }
}
