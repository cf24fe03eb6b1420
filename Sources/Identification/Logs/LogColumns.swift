/// Which columns of a file hold what. The defaults are those of the LG 18650HG2 data.
public struct LogColumns: Sendable, Equatable {
    /// Seconds.
    public var time: String
    /// Volts.
    public var voltage: String
    /// Amperes at the instant of the voltage.
    public var current: String
    /// Mean amperes since the line before, for counting charge; nil uses `current`.
    public var chargeCurrent: String?
    /// Degrees Celsius.
    public var temperature: String
    /// Fraction 0…1 to compare with; nil when there is none.
    public var referenceStateOfCharge: String?
    /// Whether positive current in the file discharges; turned round once, at import.
    public var positiveDischarges: Bool

    public init(
        time: String = "t_s", voltage: String = "v_V", current: String = "i_A",
        chargeCurrent: String? = nil, temperature: String = "temp_C",
        referenceStateOfCharge: String? = nil, positiveDischarges: Bool = true
    ) {
        self.time = time
        self.voltage = voltage
        self.current = current
        self.chargeCurrent = chargeCurrent
        self.temperature = temperature
        self.referenceStateOfCharge = referenceStateOfCharge
        self.positiveDischarges = positiveDischarges
    }

    /// The one-second drive cycles of the LG 18650HG2 data.
    public static let driveCycle = LogColumns(
        chargeCurrent: "i_mean_A", referenceStateOfCharge: "soc_ref")
}
