public import CellModel

/// What a prediction must not cross: the operating limits of a pack and its cells.
///
/// They come from the pack file. Protection compares measured values with limits of its own; these
/// here only say how much current is wise.
public struct OperatingLimits: Sendable, Equatable {
    /// Terminal voltage of a cell, V.
    public var voltageMinimum: Double
    public var voltageMaximum: Double
    /// Temperatures of a cell between which it may be charged, K.
    public var chargingTemperatureMinimum: Double
    public var chargingTemperatureMaximum: Double
    /// Temperatures of a cell between which it may be discharged, K.
    public var dischargingTemperatureMinimum: Double
    public var dischargingTemperatureMaximum: Double
    /// Stack pressure, Pa; 0 and infinity where nothing limits it.
    public var pressureMinimum = 0.0
    public var pressureMaximum = Double.infinity
    /// The largest currents of the pack, A, magnitudes.
    public var chargeCurrent: Double
    public var dischargeCurrent: Double
    /// The part of the charge that is used, 0 to 1.
    public var stateOfChargeMinimum = 0.0
    public var stateOfChargeMaximum = 1.0
    /// θ_min, below which stripping may not go on. Default 0.6 (assumed).
    public var contactFractionMinimum = 0.6
    /// Critical current and threshold capacity of plating.
    public var plating = PlatingLimit.none
    /// Part of the critical current that the local current may reach. Default 0.7 (assumed).
    public var criticalCurrentFraction = 0.7

    public init(
        voltage: ClosedRange<Double>, chargingTemperature: ClosedRange<Double>,
        dischargingTemperature: ClosedRange<Double>, chargeCurrent: Double,
        dischargeCurrent: Double
    ) {
        precondition(
            chargeCurrent >= 0 && dischargeCurrent >= 0, "Limits of current are magnitudes.")
        voltageMinimum = voltage.lowerBound
        voltageMaximum = voltage.upperBound
        chargingTemperatureMinimum = chargingTemperature.lowerBound
        chargingTemperatureMaximum = chargingTemperature.upperBound
        dischargingTemperatureMinimum = dischargingTemperature.lowerBound
        dischargingTemperatureMaximum = dischargingTemperature.upperBound
        self.chargeCurrent = chargeCurrent
        self.dischargeCurrent = dischargeCurrent
    }
}
