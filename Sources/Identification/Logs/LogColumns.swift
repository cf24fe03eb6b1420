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
    /// Change of thickness; nil when there is none.
    public var thickness: String?
    /// Metres per unit of that column. Default 1e-3: millimetres.
    public var thicknessUnit: Double
    /// Whether positive current in the file discharges; turned round once, at import.
    public var positiveDischarges: Bool

    public init(
        time: String = "t_s", voltage: String = "v_V", current: String = "i_A",
        chargeCurrent: String? = nil, temperature: String = "temp_C",
        referenceStateOfCharge: String? = nil, thickness: String? = nil,
        thicknessUnit: Double = 1e-3, positiveDischarges: Bool = true
    ) {
        self.time = time
        self.voltage = voltage
        self.current = current
        self.chargeCurrent = chargeCurrent
        self.temperature = temperature
        self.referenceStateOfCharge = referenceStateOfCharge
        self.thickness = thickness
        self.thicknessUnit = thicknessUnit
        self.positiveDischarges = positiveDischarges
    }

    /// The one-second drive cycles of the LG 18650HG2 data.
    public static let driveCycle = LogColumns(
        chargeCurrent: "i_mean_A", referenceStateOfCharge: "soc_ref")

    /// The drive cycles of the POLISOC data, which hold a change of thickness in millimetres. The
    /// reference is to be had from the charge: every file runs from full to the lower limit.
    public static let deformation = LogColumns(chargeCurrent: "i_mean_A", thickness: "thk_mm")
}
