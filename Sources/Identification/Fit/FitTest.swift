/// One measured test of a cell, with what kind of test it is. Its temperature is in the log.
public struct FitTest: Sendable {
    /// What was done to the cell.
    public enum Kind: String, Sendable, CaseIterable {
        /// From full to the lower voltage limit at a small constant current (about C/20).
        case slowDischarge = "slow_discharge"
        /// From empty to full at a small constant current.
        case slowCharge = "slow_charge"
        /// Current pulses and rests from full to empty (HPPC). What follows the lowest charge, such
        /// as the recharge, is left out.
        case pulses
        /// Anything else that starts at a known state of charge: drive cycles, DST.
        case drive
    }

    public var kind: Kind
    public var log: MeasuredLog
    /// z of the first row. Default 1; of no use to a slow charge, which begins where the slow
    /// discharge ended.
    public var startStateOfCharge: Double

    public init(_ kind: Kind, _ log: MeasuredLog, startStateOfCharge: Double = 1) {
        self.kind = kind
        self.log = log
        self.startStateOfCharge = startStateOfCharge
    }

    /// K, the mean over the rows.
    public var meanTemperature: Double {
        log.temperature.reduce(0, +) / Double(log.count)
    }
}
