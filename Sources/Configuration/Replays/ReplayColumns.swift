/// Which columns of a log hold what.
public struct ReplayColumns: Sendable, Equatable {
    /// What a log says of the true state of charge.
    public enum Reference: Sendable, Equatable {
        /// A column with the fraction itself.
        case fraction(column: String)
        /// A counter of discharged charge, Ah, that stands at 0 with the cell full. Without a
        /// capacity the log ends with the cell empty.
        case dischargedAmpereHours(column: String, capacity: Double?)
    }

    /// Seconds.
    public var time: String
    /// Volts.
    public var voltage: String
    /// Amperes at the instant of the voltage.
    public var current: String
    /// Mean amperes since the row before; nil where `current` has to do.
    public var chargeCurrent: String?
    /// Degrees Celsius.
    public var temperature: String
    /// Growth of the cell, millimetres, from any zero; nil where nobody measured it.
    public var thickness: String?
    public var reference: Reference
    /// Whether positive current in the file discharges.
    public var positiveDischarges: Bool

    public init(
        time: String, voltage: String, current: String, chargeCurrent: String? = nil,
        temperature: String, thickness: String? = nil, reference: Reference,
        positiveDischarges: Bool
    ) {
        self.time = time
        self.voltage = voltage
        self.current = current
        self.chargeCurrent = chargeCurrent
        self.temperature = temperature
        self.thickness = thickness
        self.reference = reference
        self.positiveDischarges = positiveDischarges
    }
}
